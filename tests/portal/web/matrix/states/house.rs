//! A house in which a move of any state can be had.

use std::cell::Cell;

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::schema::migrations as rows;
use domovoi::members::{Actor, Member, Role};
use domovoi::migrations::clock::{Decision, decide};
use domovoi::migrations::{
    self, Abort, CauseCode, FinishStep, Handover, LoseTrack, MigrationState, NewMigration, StepCode, Window,
    step,
};

use super::super::world::Digest;
use crate::support::{Browser, Portal, builders};

pub struct House {
    portal: Portal,
    fenna: Member,
    noor: Member,
    hosts: [HostId; 2],
    moves: Cell<usize>,
}

/// A move as its pages name it.
pub struct Move {
    pub number: String,
    pub domu: String,
    pub revision: String,
    /// The host on which it does not live.
    pub elsewhere: &'static str,
}

impl House {
    pub async fn begin() -> House {
        let portal = Portal::start().await;
        let (conn, now) = (&mut *portal.conn().await, portal.now());
        let fenna = builders::member(conn, Role::Core, "Fenna", now).await;
        let noor = builders::member(conn, Role::Member, "Noor", now).await;
        let dc1 = builders::site(conn, "DC1", "DC1 Amsterdam", now).await;
        let prins = builders::host(conn, dc1, "prins", 512, 20_000, now).await;
        let spaarne = builders::host(conn, dc1, "spaarne", 512, 20_000, now).await;
        House { portal, fenna, noor, hosts: [prins, spaarne], moves: Cell::new(0) }
    }

    pub async fn core(&self) -> Browser {
        self.portal.browser_of(&self.fenna).await
    }

    pub async fn noor(&self) -> Browser {
        self.portal.browser_of(&self.noor).await
    }

    /// Somebody who has not signed in.
    pub async fn anybody(&self) -> Browser {
        self.portal.browser()
    }

    /// The link in Noor's mail about it.
    pub async fn link_to_close(&self, one: &Move) -> String {
        let number: MigrationId = one.number.parse().expect("a number");
        let (conn, now) = (&mut *self.portal.conn().await, self.portal.now());
        let token = migrations::link::make(conn, number, self.noor.id, now).await.expect("a link");
        format!("/confirmations/{}", token.as_str())
    }

    /// Whether the clock decides that when it looks after so long.
    pub async fn decide(&self, one: &Move, what: Decision, later: Duration) -> bool {
        let number: MigrationId = one.number.parse().expect("a number");
        let (conn, letterhead) = (&mut *self.portal.conn().await, &self.portal.app.letterhead);
        decide(conn, letterhead, number, what, self.portal.now() + later).await.expect("an answer")
    }

    pub async fn digest(&self) -> Digest {
        Digest::of(&mut *self.portal.conn().await).await
    }

    /// A new domU of Noor's on prins, and its move to spaarne, taken as far as that. It may start now.
    pub async fn a_move_that_is(&self, state: MigrationState) -> Move {
        use MigrationState::*;
        let (number, domu) = self.planned(state == Draft).await;
        match state {
            Draft | Booked => {}
            // Nothing leads to these two yet.
            Announced | OnHold => self.force(number, state).await,
            Cancelled => self.cancel(number).await,
            Running => self.start(number).await,
            Unclear => {
                self.start(number).await;
                self.walk(number, &domu, &step::FORWARD[..2]).await;
                self.lose(number).await;
            }
            Returned => {
                self.start(number).await;
                self.walk(number, &domu, &step::FORWARD[..2]).await;
                self.abort(number).await;
                self.walk(number, &domu, &step::WAY_BACK).await;
            }
            Verifying => self.arrive(number, &domu).await,
            Closed => {
                self.arrive(number, &domu).await;
                self.confirm(number).await;
            }
        }
        self.seen(number, domu, state).await
    }

    async fn seen(&self, number: MigrationId, domu: String, state: MigrationState) -> Move {
        let found = rows::table.find(number).select((rows::state, rows::revision));
        let (is, revision): (MigrationState, i32) =
            found.first(&mut *self.portal.conn().await).await.expect("a move");
        assert_eq!(is, state);
        let has_arrived = matches!(state, MigrationState::Verifying | MigrationState::Closed);
        Move {
            number: number.to_string(),
            domu,
            revision: revision.to_string(),
            elsewhere: if has_arrived { "prins" } else { "spaarne" },
        }
    }

    async fn planned(&self, is_draft: bool) -> (MigrationId, String) {
        let (conn, now, actor) = (&mut *self.portal.conn().await, self.portal.now(), self.actor());
        self.moves.set(self.moves.get() + 1);
        let name = format!("quark-{}", self.moves.get());
        let domu = builders::domu(conn, self.hosts[0], &name, 10, &self.noor, now).await;
        let starts_at = now + Duration::minutes(30);
        let plan = NewMigration {
            domu,
            target: self.hosts[1],
            window: Window {
                starts_at,
                ends_at: starts_at + Duration::hours(4),
                zone: chrono_tz::Europe::Amsterdam,
            },
            offers_windows: false,
            reason: "We leave DC1.".to_owned(),
            short_notice_reason: Some("The rack is emptied tonight.".to_owned()),
            addresses: Vec::new(),
            deadline: None,
            grace_days: 7,
            old_addresses_until: None,
            plan: None,
        };
        let letterhead = &self.portal.app.letterhead;
        let number = if is_draft {
            migrations::save_draft(conn, &actor, None, &plan, now).await
        } else {
            migrations::announce(conn, letterhead, &actor, None, &plan, now).await
        };
        (number.expect("it is planned"), name)
    }

    async fn force(&self, number: MigrationId, state: MigrationState) {
        let done = diesel::update(rows::table.find(number)).set(rows::state.eq(state));
        done.execute(&mut *self.portal.conn().await).await.expect("a state");
    }

    /// A move under way, after so many steps.
    pub async fn a_move_after(&self, steps: usize) -> Move {
        let (number, domu) = self.planned(false).await;
        self.start(number).await;
        self.walk(number, &domu, &step::FORWARD[..steps]).await;
        self.seen(number, domu, MigrationState::Running).await
    }

    /// It has started, and its window has opened.
    async fn start(&self, number: MigrationId) {
        let conn = &mut *self.portal.conn().await;
        builders::ready(conn, number, self.portal.now()).await;
        migrations::start(conn, &self.actor(), number, self.portal.now()).await.expect("it starts");
        self.portal.advance(Duration::minutes(30));
    }

    async fn arrive(&self, number: MigrationId, domu: &str) {
        self.start(number).await;
        self.walk(number, domu, &step::FORWARD).await;
    }

    async fn walk(&self, number: MigrationId, domu: &str, steps: &[StepCode]) {
        let (conn, letterhead) = (&mut *self.portal.conn().await, &self.portal.app.letterhead);
        for &step in steps {
            let handover = Handover {
                typed_name: domu.to_owned(),
                source_is_down_and_fenced: true,
                target_is_ready: true,
            };
            let input = FinishStep { attempt: None, step, note: String::new(), handover: Some(handover) };
            migrations::finish_step(conn, letterhead, &self.actor(), number, &input, self.portal.now())
                .await
                .expect("the step is done");
        }
    }

    async fn abort(&self, number: MigrationId) {
        let conn = &mut *self.portal.conn().await;
        let cause = "A bridge dropped packets.".to_owned();
        let abort = Abort { attempt: None, cause_code: CauseCode::PathMtu, cause, fix: None };
        migrations::abort(conn, &self.actor(), number, &abort, self.portal.now())
            .await
            .expect("it turns back");
    }

    async fn lose(&self, number: MigrationId) {
        let (conn, letterhead) = (&mut *self.portal.conn().await, &self.portal.app.letterhead);
        let lost = LoseTrack {
            attempt: None,
            cause_code: CauseCode::Other,
            cause: "Neither host answers.".to_owned(),
            next_word_within: Duration::hours(1),
        };
        migrations::lose_track(conn, letterhead, &self.actor(), number, &lost, self.portal.now())
            .await
            .expect("it is lost");
    }

    async fn cancel(&self, number: MigrationId) {
        let (conn, letterhead) = (&mut *self.portal.conn().await, &self.portal.app.letterhead);
        migrations::cancel(conn, letterhead, &self.actor(), number, "It stays.", self.portal.now())
            .await
            .expect("it is cancelled");
    }

    async fn confirm(&self, number: MigrationId) {
        let (conn, letterhead) = (&mut *self.portal.conn().await, &self.portal.app.letterhead);
        migrations::confirm(conn, letterhead, &self.actor(), number, self.portal.now())
            .await
            .expect("it is closed");
    }

    fn actor(&self) -> Actor {
        Actor::of(&self.fenna)
    }
}
