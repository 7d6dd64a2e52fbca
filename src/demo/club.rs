//! Who is who in the sample club, and when.

use std::collections::HashMap;

use anyhow::Context;
use chrono::{DateTime, Days, Duration, DurationRound, Utc};
use chrono_tz::Europe::Amsterdam;

use crate::db::ids::{DomuId, HostId, MemberId};
use crate::db::{AsyncPgConnection, script};
use crate::mail::Letterhead;
use crate::members::{Actor, Role};

/// What the story is told with.
pub struct Club<'a> {
    pub conn: &'a mut AsyncPgConnection,
    pub letterhead: &'a Letterhead,
    /// When the second try of higgs may begin: five minutes ago at most, so that a visitor can run
    /// it at once.
    pub tonight: DateTime<Utc>,
    members: HashMap<String, i64>,
    domus: HashMap<String, i64>,
    hosts: HashMap<String, i64>,
}

impl<'a> Club<'a> {
    /// Looks up who lives where.
    pub async fn meet(
        conn: &'a mut AsyncPgConnection,
        letterhead: &'a Letterhead,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Club<'a>> {
        Ok(Club {
            letterhead,
            tonight: now
                .duration_trunc(Duration::minutes(5))
                .context("the time is one that can be cut short")?,
            members: script::ids_by_name(conn, "SELECT name, id FROM members").await?,
            domus: script::ids_by_name(conn, "SELECT name, id FROM domus").await?,
            hosts: script::ids_by_name(conn, "SELECT name, id FROM hosts").await?,
            conn,
        })
    }

    pub fn id(&self, name: &str) -> anyhow::Result<MemberId> {
        Ok(MemberId(*self.members.get(name).with_context(|| format!("nobody is called {name}"))?))
    }

    /// Somebody of the core team, acting.
    pub fn core(&self, name: &str) -> anyhow::Result<Actor> {
        Ok(Actor::Member { id: self.id(name)?, role: Role::Core, name: name.to_owned() })
    }

    pub fn member(&self, name: &str) -> anyhow::Result<Actor> {
        Ok(Actor::Member { id: self.id(name)?, role: Role::Member, name: name.to_owned() })
    }

    pub fn domu(&self, name: &str) -> anyhow::Result<DomuId> {
        Ok(DomuId(*self.domus.get(name).with_context(|| format!("no domU is called {name}"))?))
    }

    pub fn host(&self, name: &str) -> anyhow::Result<HostId> {
        Ok(HostId(*self.hosts.get(name).with_context(|| format!("no host is called {name}"))?))
    }

    pub fn ago(&self, days: i64, hours: i64, minutes: i64) -> DateTime<Utc> {
        self.tonight - Duration::days(days) - Duration::minutes(60 * hours + minutes)
    }

    /// A time of day in Amsterdam, so many days ahead.
    pub fn ahead(&self, days: u64, hour: u32, minute: u32) -> DateTime<Utc> {
        let day = self.tonight.with_timezone(&Amsterdam).date_naive() + Days::new(days);
        let at = day.and_hms_opt(hour, minute, 0).and_then(|at| at.and_local_timezone(Amsterdam).earliest());
        at.map_or(self.tonight + Duration::days(days as i64), |at| at.with_timezone(&Utc))
    }

    /// What was owed up to here has long arrived.
    pub async fn deliver(&mut self) -> anyhow::Result<()> {
        const ARRIVED: &str = "
            UPDATE outbox_mails SET state = 'dead', attempts = 9, last_tried_at = created_at + interval '2 days',
                   last_reply = '552 5.2.2 Mailbox full'
            WHERE state = 'queued' AND to_address = 'thijs@demo.example';
            UPDATE outbox_mails SET state = 'sent', attempts = 1, last_tried_at = created_at + interval '2 seconds',
                   sent_at = created_at + interval '2 seconds', last_reply = '250 2.0.0 Ok'
            WHERE state = 'queued'";
        Ok(script::run(self.conn, ARRIVED, &[]).await?)
    }
}
