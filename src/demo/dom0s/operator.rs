//! Tijmen at night: one small domU after another, announced, checked, copied, handed over, signed off.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::TimeDelta;
use chrono_tz::Europe::Amsterdam;
use tokio::sync::oneshot;
use tokio::time::sleep;

use super::carry::{Load, aside, carry, journal};
use super::machine::Machine;
use super::{Over, Tempo};
use crate::clock::Clock;
use crate::db::ids::{HostId, MemberId, MigrationId};
use crate::db::pool::Connection;
use crate::db::{Pool, script};
use crate::demo::club::Club;
use crate::demo::preflights;
use crate::dom0::copy::End;
use crate::dom0::step::{self, Of};
use crate::dom0::{Client, journal::Journal};
use crate::fleet::queries::{Viewer, domu_disks};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::step::WAY_BACK;
use crate::migrations::{
    FinishStep, NewMigration, StepCode, Window, announce, confirm, finish_step, start, take,
};
use crate::reports::StepWord;

/// Who moves, with the last number of its addresses and who owns it.
const BOXES: [(&str, u8, &str); 4] =
    [("sijs", 80, "Roos"), ("vink", 81, "Daan"), ("putter", 82, "Lieke"), ("mus", 83, "Hugo")];
/// Between these two, to and fro.
const HOMES: [&str; 2] = ["keizer", "bakenes"];

pub struct Operator {
    pub pool: Pool,
    pub letterhead: Letterhead,
    pub machines: Arc<[Machine]>,
    pub tempo: Tempo,
    pub over: Over,
}

/// A move as it is about to begin.
struct Job {
    id: MigrationId,
    owner: Actor,
    tijmen: Actor,
    source: usize,
    target: usize,
    bytes: u64,
}

impl Operator {
    /// One after the other, as long as the portal runs. What a visitor does to a move in between is
    /// respected: it is left as it is, and the next one follows.
    pub async fn work(self) {
        for turn in 0_usize.. {
            let (domu, number, owner) = BOXES[turn % BOXES.len()];
            if let Err(error) = self.move_one(domu, number, owner).await {
                tracing::warn!("the simulated operator leaves {domu} alone: {error:#}");
            }
            sleep(self.tempo.pause).await;
        }
    }

    async fn move_one(&self, domu: &'static str, number: u8, owner: &str) -> anyhow::Result<()> {
        let job = self.announce(domu, number, owner).await?;
        self.prepare(&job).await?;
        let load = Load { migration: job.id, bytes: job.bytes };
        let ends = (&self.machines[job.source], &self.machines[job.target]);
        let ended = carry(&load, ends, self.tempo, &self.over).await?;
        if ended != [End::Whole; 2] {
            return self.way_back(&job).await;
        }
        self.hand_over(&job).await?;
        sleep(self.tempo.pause).await;
        let conn = &mut *self.conn().await?;
        Ok(confirm(conn, &self.letterhead, &job.owner, job.id, Clock::System.now()).await?)
    }

    async fn conn(&self) -> anyhow::Result<Connection> {
        Ok(self.pool.get().await?)
    }

    async fn announce(&self, domu: &'static str, number: u8, owner: &str) -> anyhow::Result<Job> {
        let (conn, now) = (&mut *self.conn().await?, Clock::System.now());
        let homes = script::ids_by_name(conn, "SELECT name, host_id AS id FROM domus").await?;
        let club = Club::meet(conn, &self.letterhead, now).await?;
        let operator: MemberId = club.id("Tijmen")?;
        let disks = domu_disks(club.conn, Viewer { id: operator, is_core: true }, domu).await?;
        let home = HostId(*homes.get(domu).context("it lives nowhere")?);
        let [here, there] = match club.host(HOMES[0])? == home {
            true => HOMES,
            false => [HOMES[1], HOMES[0]],
        };
        let (tijmen, owner) = (club.core("Tijmen")?, club.member(owner)?);
        let starts_at = now + TimeDelta::seconds(1);
        let address = |host: &str| -> anyhow::Result<IpAddr> {
            let net = if host == HOMES[0] { "192.0.2." } else { "198.51.100." };
            Ok(format!("{net}{number}").parse()?)
        };
        let input = NewMigration {
            domu: club.domu(domu)?,
            target: club.host(there)?,
            window: Window { starts_at, ends_at: starts_at + TimeDelta::hours(2), zone: Amsterdam },
            offers_windows: false,
            reason: "We try the way between the two houses with a small domU.".to_owned(),
            short_notice_reason: Some(format!("{} agreed that it goes at any time.", owner.name())),
            addresses: vec![(address(here)?, address(there)?)],
            deadline: None,
            grace_days: 7,
            old_addresses_until: None,
            plan: None,
        };
        let id = announce(club.conn, &self.letterhead, &tijmen, None, &input, now).await?;
        take(club.conn, &tijmen, id, operator, now).await?;
        let place = |name: &str| self.machines.iter().position(|machine| machine.name == name);
        Ok(Job {
            id,
            owner,
            tijmen,
            source: place(here).context("no machine")?,
            target: place(there).context("no machine")?,
            bytes: disks.iter().filter_map(|disk| disk.bytes).map(|bytes| bytes.0.unsigned_abs()).sum(),
        })
    }

    /// Up to the moment in which it is down and its image can leave.
    async fn prepare(&self, job: &Job) -> anyhow::Result<()> {
        let looked_at = Clock::System.now() - TimeDelta::minutes(5);
        preflights::green(&mut *self.conn().await?, &job.tijmen, job.id, looked_at).await?;
        sleep(self.tempo.step + Duration::from_secs(1)).await;
        start(&mut *self.conn().await?, &job.tijmen, job.id, Clock::System.now()).await?;
        self.finish(job, StepCode::Preflight).await?;
        sleep(self.tempo.step).await;
        self.say(job, job.source, "stop").await
    }

    /// What the scripts on both dom0s do after a copy.
    async fn hand_over(&self, job: &Job) -> anyhow::Result<()> {
        for step in ["copy", "compare", "prepare"] {
            self.say(job, job.target, step).await?;
            sleep(self.tempo.step).await;
        }
        let of = Of { migration: job.id, attempt: None };
        self.on(job.source, move |client, journal| step::fenced(of, client, journal)).await?;
        let word = self.on(job.target, move |client, journal| step::commit(of, client, journal)).await?;
        if word.is_empty() {
            bail!("without the word nothing boots");
        }
        sleep(self.tempo.step).await;
        self.say(job, job.target, "boot").await?;
        sleep(self.tempo.step).await;
        self.finish(job, StepCode::Check).await
    }

    /// Somebody broke it off: it starts again where it was.
    async fn way_back(&self, job: &Job) -> anyhow::Result<()> {
        for step in WAY_BACK {
            sleep(self.tempo.step).await;
            self.finish(job, step).await?;
        }
        Ok(())
    }

    /// What a person ticks.
    async fn finish(&self, job: &Job, step: StepCode) -> anyhow::Result<()> {
        let input = FinishStep { attempt: None, step, note: String::new(), handover: None };
        let conn = &mut *self.conn().await?;
        finish_step(conn, &self.letterhead, &job.tijmen, job.id, &input, Clock::System.now()).await?;
        Ok(())
    }

    /// What a dom0 says: that the step ended.
    async fn say(&self, job: &Job, on: usize, step: &'static str) -> anyhow::Result<()> {
        let of = Of { migration: job.id, attempt: None };
        self.on(on, move |client, journal| step::step(of, step, StepWord::Ended, "", client, journal))
            .await?;
        Ok(())
    }

    /// Runs a command of the reporter on the machine.
    async fn on<T: Send + 'static>(
        &self,
        machine: usize,
        command: impl FnOnce(&Client, &Journal) -> anyhow::Result<T> + Send + 'static,
    ) -> anyhow::Result<T> {
        let machine = &self.machines[machine];
        let (client, journal) = (Client::new(machine.settings.clone())?, journal(machine));
        let (done, result) = oneshot::channel();
        aside(move || _ = done.send(command(&client, &journal)));
        result.await.context("the machine is gone")?
    }
}
