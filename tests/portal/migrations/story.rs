//! The house of higgs: two sites, two hosts, one domU, and the people around it.

use std::net::IpAddr;

use chrono::{DateTime, Duration, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{DomuId, HostId, MigrationId};
use domovoi::db::pool::Connection;
use domovoi::db::schema::{domu_members, members, outbox_mails};
use domovoi::mail::delivery;
use domovoi::mail::smtp::Answer;
use domovoi::members::{Actor, Member, Role};
use domovoi::migrations::{
    self, CauseCode, ChooseError, ChooseWindow, Claim, DataAtTarget, FinishStep, FinishStepError, Finished,
    Handover, NewMigration, Side, StepCode, Window,
};

use crate::support::{Portal, builders};

pub struct Story {
    pub portal: Portal,
    pub fenna: Member,
    pub bas: Member,
    pub noor: Member,
    pub prins: HostId,
    pub spaarne: HostId,
    pub higgs: DomuId,
}

/// A time in UTC on a day of November 2026.
pub fn november(day: u32, hour: u32, minute: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, day, hour, minute, 0).single().expect("an instant")
}

pub fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

impl Story {
    /// On Saturday 14 November 2026 at 09:00 in Amsterdam.
    pub async fn begin() -> Story {
        Story::on(Portal::start_at(november(14, 8, 0)).await).await
    }

    pub async fn on(portal: Portal) -> Story {
        let mut conn = portal.conn().await;
        let conn = &mut *conn;
        let now = portal.now();
        let fenna = builders::member(conn, Role::Core, "Fenna", now).await;
        let bas = builders::member(conn, Role::Core, "Bas", now).await;
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let [dc1, dc2] = builders::two_sites(conn, now).await;
        let prins = builders::host(conn, dc1, "prins", 32, 500, now).await;
        let spaarne = builders::host(conn, dc2, "spaarne", 32, 500, now).await;
        let higgs = builders::domu(conn, prins, "higgs", 14, &noor, now).await;
        let old = builders::two_networks(conn, [dc1, dc2], now).await;
        builders::address(conn, old, higgs, "192.0.2.41", now).await;
        builders::interconnect(conn, [dc1, dc2], 10_000_000, now).await;
        Story { portal, fenna, bas, noor, prins, spaarne, higgs }
    }

    pub async fn conn(&self) -> Connection {
        self.portal.conn().await
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.portal.now()
    }

    /// Moves the clock to that time.
    pub fn at(&self, at: DateTime<Utc>) {
        self.portal.advance(at - self.now());
    }

    pub fn fenna(&self) -> Actor {
        Actor::of(&self.fenna)
    }

    pub fn bas(&self) -> Actor {
        Actor::of(&self.bas)
    }

    pub fn noor(&self) -> Actor {
        Actor::of(&self.noor)
    }

    /// Tuesday 17 November, 22:00 to 23:30 in Amsterdam.
    pub fn plan(&self) -> NewMigration {
        NewMigration {
            domu: self.higgs,
            target: self.spaarne,
            window: window(november(17, 21, 0), november(17, 22, 30)),
            offers_windows: false,
            reason: "prins leaves DC1.".to_owned(),
            short_notice_reason: None,
            addresses: vec![(ip("192.0.2.41"), ip("198.51.100.41"))],
            deadline: None,
            grace_days: 7,
            old_addresses_until: None,
            plan: None,
        }
    }

    /// Monday 23 November, 23:00 to 00:30 in Amsterdam, unless its members choose another window.
    pub fn proposal(&self) -> NewMigration {
        let window = window(november(23, 22, 0), november(23, 23, 30));
        NewMigration { window, offers_windows: true, ..self.plan() }
    }

    pub async fn propose(&self) -> MigrationId {
        self.try_announce(&self.proposal()).await.expect("it is announced")
    }

    /// A domU of somebody else on the same host.
    pub async fn another(&self, name: &str, owner: &Member) -> DomuId {
        builders::domu(&mut *self.conn().await, self.prins, name, 14, owner, self.now()).await
    }

    pub async fn row(&self, id: MigrationId) -> migrations::Migration {
        use domovoi::db::schema::migrations as rows;
        let row = rows::table.find(id).select(migrations::Migration::as_select());
        row.first(&mut *self.conn().await).await.expect("a migration")
    }

    pub async fn choose(&self, actor: &Actor, id: MigrationId, at: DateTime<Utc>) -> Result<(), ChooseError> {
        let seen_revision = self.row(id).await.revision;
        let input = ChooseWindow { starts_at: Some(at), boots: true, seen_revision };
        let letterhead = &self.portal.app.letterhead;
        migrations::choose_window(&mut *self.conn().await, letterhead, actor, id, input, self.now()).await
    }

    /// Method, SEQUENCE and start of the calendar part of each mail of its members, in order.
    pub async fn calendars(&self) -> Vec<(String, i64, String)> {
        let raws: Vec<Vec<u8>> = outbox_mails::table
            .order(outbox_mails::id)
            .select(outbox_mails::raw)
            .load(&mut *self.conn().await)
            .await
            .expect("mails");
        raws.iter().filter_map(|raw| super::calendars::of(raw)).collect()
    }

    pub async fn announce(&self) -> MigrationId {
        self.try_announce(&self.plan()).await.expect("it is announced")
    }

    pub async fn try_announce(&self, plan: &NewMigration) -> Result<MigrationId, migrations::ScheduleError> {
        let letterhead = &self.portal.app.letterhead;
        migrations::announce(&mut *self.conn().await, letterhead, &self.fenna(), None, plan, self.now()).await
    }

    pub async fn start(&self, id: MigrationId) {
        builders::ready(&mut *self.conn().await, id, self.now()).await;
        migrations::start(&mut *self.conn().await, &self.fenna(), id, self.now()).await.expect("it starts");
    }

    pub async fn finish(&self, id: MigrationId, step: StepCode) -> Finished {
        self.try_finish(&self.fenna(), id, step).await.expect("the step is done")
    }

    pub async fn try_finish(
        &self,
        actor: &Actor,
        id: MigrationId,
        step: StepCode,
    ) -> Result<Finished, FinishStepError> {
        let letterhead = &self.portal.app.letterhead;
        let input =
            FinishStep { attempt: None, step, note: format!("{step} was fine"), handover: Some(handover()) };
        migrations::finish_step(&mut *self.conn().await, letterhead, actor, id, &input, self.now()).await
    }

    /// Finishes these steps, five minutes apart.
    pub async fn walk(&self, id: MigrationId, steps: &[StepCode]) {
        for step in steps {
            self.finish(id, *step).await;
            self.portal.advance(Duration::minutes(5));
        }
    }

    pub async fn abort(&self, id: MigrationId) -> migrations::Aborted {
        let abort = because_of_path_mtu();
        migrations::abort(&mut *self.conn().await, &self.fenna(), id, &abort, self.now())
            .await
            .expect("it aborts")
    }

    /// Announced, and started in the window.
    pub async fn under_way(&self) -> MigrationId {
        let id = self.announce().await;
        self.at(november(17, 21, 0));
        self.start(id).await;
        id
    }

    pub async fn try_revert(
        &self,
        id: MigrationId,
        input: &migrations::Revert,
    ) -> Result<i32, migrations::RevertError> {
        let letterhead = &self.portal.app.letterhead;
        migrations::revert(&mut *self.conn().await, letterhead, &self.fenna(), id, input, self.now()).await
    }

    pub async fn lose_track(&self, id: MigrationId) {
        let letterhead = &self.portal.app.letterhead;
        let (conn, input) = (&mut *self.conn().await, out_of_sight());
        migrations::lose_track(conn, letterhead, &self.fenna(), id, &input, self.now())
            .await
            .expect("nobody knows");
    }

    pub async fn attest(
        &self,
        actor: &Actor,
        id: MigrationId,
        input: &migrations::Attest,
    ) -> Result<migrations::MigrationState, migrations::AttestError> {
        let letterhead = &self.portal.app.letterhead;
        migrations::attest(&mut *self.conn().await, letterhead, actor, id, input, self.now()).await
    }

    /// Announced, started in the window, and done, in about 35 minutes.
    pub async fn moved(&self) -> MigrationId {
        let id = self.announce().await;
        self.at(november(17, 21, 0));
        self.start(id).await;
        self.walk(id, &migrations::step::FORWARD).await;
        id
    }

    /// The post goes out: the server answers this to each mail that is due.
    pub async fn post(&self, answer: &Answer) {
        let conn = &mut *self.conn().await;
        delivery::tidy(conn, self.now()).await.expect("what expired goes");
        loop {
            let claimed = delivery::claim(conn, 50, self.now()).await.expect("a claim");
            if claimed.is_empty() {
                break;
            }
            for mail in &claimed {
                assert!(delivery::begin(conn, mail, self.now()).await.expect("a mark"));
                assert!(delivery::settle(conn, mail, answer, self.now()).await.expect("an end"));
            }
        }
    }

    /// The server takes every mail that is due.
    pub async fn deliver(&self) {
        self.post(&Answer::Accepted("250 ok".to_owned())).await;
    }

    /// Kind and subject of every mail, in the order in which they were owed.
    pub async fn mails(&self) -> Vec<(String, String)> {
        outbox_mails::table
            .order(outbox_mails::id)
            .select((outbox_mails::kind, outbox_mails::subject))
            .load(&mut *self.conn().await)
            .await
            .expect("mails")
    }

    pub async fn kinds(&self) -> Vec<String> {
        self.mails().await.into_iter().map(|(kind, _)| kind).collect()
    }

    /// The kinds of the mails to this address.
    pub async fn kinds_to(&self, address: &str) -> Vec<String> {
        outbox_mails::table
            .filter(outbox_mails::to_address.eq(address))
            .order(outbox_mails::id)
            .select(outbox_mails::kind)
            .load(&mut *self.conn().await)
            .await
            .expect("mails")
    }

    pub async fn last_mail(&self) -> String {
        outbox_mails::table
            .order(outbox_mails::id.desc())
            .select(outbox_mails::body_text)
            .first(&mut *self.conn().await)
            .await
            .expect("a mail")
    }
}

pub fn window(starts_at: DateTime<Utc>, ends_at: DateTime<Utc>) -> Window {
    Window { starts_at, ends_at, zone: chrono_tz::Europe::Amsterdam }
}

pub fn handover() -> Handover {
    Handover { typed_name: "higgs".to_owned(), source_is_down_and_fenced: true, target_is_ready: true }
}

pub fn because_of_path_mtu() -> migrations::Abort {
    migrations::Abort {
        attempt: None,
        cause_code: CauseCode::PathMtu,
        cause: "A bridge on the new host dropped large packets, so the copy stalled at 6%.".to_owned(),
        fix: None,
    }
}

pub fn nothing_written() -> migrations::Revert {
    migrations::Revert {
        attempt: None,
        data: DataAtTarget::NothingWritten,
        agreement: String::new(),
        cause_code: CauseCode::KernelOrInitrd,
        cause: "The kernel of spaarne does not find its disk.".to_owned(),
    }
}

pub fn out_of_sight() -> migrations::LoseTrack {
    migrations::LoseTrack {
        attempt: None,
        cause_code: CauseCode::BridgeOrVlan,
        cause: "Neither host answers since the switch was restarted.".to_owned(),
        next_word_within: Duration::hours(1),
    }
}

pub fn fenced(side: Side) -> migrations::Attest {
    migrations::Attest {
        side,
        claim: Claim::DownAndFenced,
        seen: format!("xl list on the {side} knows no higgs, and there is no link in auto."),
        alone_because: None,
    }
}

pub fn runs(side: Side) -> migrations::Attest {
    migrations::Attest {
        side,
        claim: Claim::Runs,
        seen: format!("xl list on the {side} shows it, state b."),
        alone_because: None,
    }
}

/// A technical contact with a second address.
pub async fn anouk(conn: &mut AsyncPgConnection, domu: DomuId, now: DateTime<Utc>) -> Member {
    let anouk = builders::member(conn, Role::Member, "Anouk", now).await;
    diesel::update(members::table.find(anouk.id))
        .set(members::second_email.eq("anouk@elsewhere.example"))
        .execute(conn)
        .await
        .expect("a second address");
    diesel::insert_into(domu_members::table)
        .values((
            domu_members::domu_id.eq(domu),
            domu_members::member_id.eq(anouk.id),
            domu_members::role.eq("technical"),
        ))
        .execute(conn)
        .await
        .expect("a contact");
    anouk
}
