//! Everything that can be done to a move, with input that may or may not fit.

use std::fmt::{self, Debug, Display};
use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::schema::{attempts, domus, issues, steps};
use domovoi::members::Actor;
use domovoi::migrations::clock::{Decision, decide};
use domovoi::migrations::{
    self, Attest, CauseCode, Claim, DataAtTarget, FinishStep, Handover, LoseTrack, MigrationState,
    NewMigration, Rebook, Revert, Side, StepCode, StepState, Window,
};

use super::house::{House, Lodger};
use crate::support::chance::Dice;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    Announce,
    Reschedule,
    Start,
    Finish,
    Remark,
    Retry,
    Abort,
    LoseTrack,
    Attest,
    Revert,
    Rebook,
    Confirm,
    Cancel,
    ReportBroken,
    Solve,
    EndGrace,
    Take,
}

impl Verb {
    pub const ALL: &'static [Verb] = &[
        Verb::Announce,
        Verb::Reschedule,
        Verb::Start,
        Verb::Finish,
        Verb::Remark,
        Verb::Retry,
        Verb::Abort,
        Verb::LoseTrack,
        Verb::Attest,
        Verb::Revert,
        Verb::Rebook,
        Verb::Confirm,
        Verb::Cancel,
        Verb::ReportBroken,
        Verb::Solve,
        Verb::EndGrace,
        Verb::Take,
    ];

    /// Mostly one that leads on from here, so that the cases get somewhere; else any.
    pub fn drawn(dice: &mut Dice, state: Option<MigrationState>) -> Verb {
        use MigrationState::*;
        if dice.percent(20) {
            return *dice.one_of(Verb::ALL);
        }
        let fitting: &[Verb] = match state {
            None | Some(Closed | Cancelled | Draft) => &[Verb::Announce],
            Some(Announced | Booked | OnHold) => &[Verb::Start, Verb::Start, Verb::Start, Verb::Reschedule],
            Some(Running) => {
                // Many steps make an attempt, and only few of them fail.
                let rare = [Verb::Abort, Verb::LoseTrack, Verb::Retry, Verb::Revert];
                return if dice.percent(85) { Verb::Finish } else { *dice.one_of(&rare) };
            }
            Some(Unclear) => &[Verb::Attest],
            Some(Returned) => &[Verb::Rebook, Verb::Rebook, Verb::Cancel],
            Some(Verifying) => &[
                Verb::Confirm,
                Verb::ReportBroken,
                Verb::Solve,
                Verb::EndGrace,
                Verb::EndGrace,
                Verb::Revert,
            ],
        };
        *dice.one_of(fitting)
    }
}

/// Somebody does something at some time.
pub struct Turn {
    pub verb: Verb,
    pub actor: Actor,
    /// The move that is meant; one that ended long ago, at times.
    pub id: Option<MigrationId>,
    pub now: DateTime<Utc>,
    pub dice: Dice,
    /// Whether Noor owns the domU.
    pub owns: bool,
}

impl Display for Turn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} by {} on {:?}", self.verb, self.actor.name(), self.id)
    }
}

/// The migration that began, if one did; or why nothing happened.
type Played = Result<Option<MigrationId>, String>;

impl Turn {
    /// Members may say that all is well with their own, the clock and the reports are nobody's.
    pub fn may_succeed(&self) -> bool {
        match self.verb {
            Verb::ReportBroken | Verb::Solve | Verb::EndGrace => true,
            Verb::Confirm => self.actor.is_core() || (self.owns && self.actor.name() == "Noor"),
            _ => self.actor.is_core(),
        }
    }

    pub async fn play(&self, house: &House, lodger: &Lodger) -> Played {
        let conn = &mut *house.portal.conn().await;
        if self.verb == Verb::Announce {
            return self.announce(conn, house, lodger).await;
        }
        let id = self.id.ok_or("there is none yet")?;
        self.play_on(conn, house, lodger, id).await.map(|()| None)
    }

    async fn play_on(
        &self,
        conn: &mut AsyncPgConnection,
        house: &House,
        lodger: &Lodger,
        id: MigrationId,
    ) -> Result<(), String> {
        let (letterhead, actor, now) = (&house.portal.app.letterhead, &self.actor, self.now);
        let mut dice = self.dice.clone();
        let dice = &mut dice;
        let why = "Because it is so.";
        match self.verb {
            Verb::Announce => unreachable!("it has no migration yet"),
            Verb::Reschedule => {
                let window = window(dice, now);
                said(migrations::reschedule(conn, letterhead, actor, id, window, why, now).await)
            }
            Verb::Start => said(migrations::start_overruling(conn, actor, id, "A random case.", now).await),
            Verb::Finish => {
                let input = step_seen(conn, dice, lodger, id).await;
                said(migrations::finish_step(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Remark => said(migrations::remark(conn, actor, id, "It is slow.", now).await),
            Verb::Retry => said(migrations::retry(conn, actor, id, None, "It panics.", now).await),
            Verb::Abort => {
                let (cause_code, cause) = (CauseCode::Other, why.to_owned());
                let input = migrations::Abort { cause_code, cause, fix: None };
                said(migrations::abort(conn, actor, id, &input, now).await)
            }
            Verb::LoseTrack => {
                let (cause_code, cause) = (CauseCode::Other, why.to_owned());
                let next_word_within = Duration::hours(1);
                let input = LoseTrack { attempt: None, cause_code, cause, next_word_within };
                said(migrations::lose_track(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Attest => {
                let input = Attest {
                    side: *dice.one_of(Side::ALL),
                    claim: *dice.one_of(Claim::ALL),
                    seen: "I saw it.".to_owned(),
                    alone_because: dice.percent(50).then(|| "All others sleep.".to_owned()),
                };
                said(migrations::attest(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Revert => {
                let (cause_code, cause) = (CauseCode::Other, why.to_owned());
                let (data, agreement) = (*dice.one_of(DataAtTarget::ALL), "By mail.".to_owned());
                let input = Revert { data, agreement, cause_code, cause };
                said(migrations::revert(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Rebook => {
                let (window, cause_code) = (window(dice, now), CauseCode::Other);
                let input = Rebook { window, cause_code, cause: why.to_owned(), fix: why.to_owned() };
                said(migrations::rebook(conn, letterhead, actor, id, &input, now).await)
            }
            Verb::Confirm => said(migrations::confirm(conn, letterhead, actor, id, now).await),
            Verb::Cancel => said(migrations::cancel(conn, letterhead, actor, id, why, now).await),
            Verb::Take => said(migrations::take(conn, actor, id, house.bas.id, now).await),
            Verb::EndGrace => {
                let mut is_done = false;
                for what in [Decision::GraceEnding, Decision::Close] {
                    is_done |= decide(conn, letterhead, id, what, now).await.expect("it is decided");
                }
                if is_done { Ok(()) } else { Err("not yet".to_owned()) }
            }
            Verb::ReportBroken => report(conn, house, lodger, id, now).await,
            Verb::Solve => solve(conn, id, now).await,
        }
    }

    async fn announce(&self, conn: &mut AsyncPgConnection, house: &House, lodger: &Lodger) -> Played {
        let source: HostId =
            domus::table.find(lodger.id).select(domus::host_id).first(conn).await.expect("its host");
        let [prins, spaarne] = house.hosts;
        let address =
            |net: &str| -> IpAddr { format!("{net}{}", lodger.number).parse().expect("an address") };
        let (old, new) = (address("192.0.2."), address("198.51.100."));
        let leaves_prins = source == prins;
        let plan = NewMigration {
            domu: lodger.id,
            target: if leaves_prins { spaarne } else { prins },
            window: window(&mut self.dice.clone(), self.now),
            offers_windows: false,
            reason: "It moves.".to_owned(),
            short_notice_reason: Some("It can't wait.".to_owned()),
            addresses: vec![if leaves_prins { (old, new) } else { (new, old) }],
            deadline: None,
            grace_days: 1,
            old_addresses_until: None,
            plan: None,
        };
        let letterhead = &house.portal.app.letterhead;
        match migrations::announce(conn, letterhead, &self.actor, None, &plan, self.now).await {
            Ok(id) => Ok(Some(id)),
            Err(error) => told(error).map(|()| None),
        }
    }
}

/// Soon, and long enough.
fn window(dice: &mut Dice, now: DateTime<Utc>) -> Window {
    let starts_at = now + Duration::minutes(5 + dice.below(40) as i64);
    let ends_at = starts_at + Duration::hours(3);
    Window { starts_at, ends_at, zone: chrono_tz::Europe::Amsterdam }
}

/// The step that is being done, as a page would show it; now and then one that was, or another.
async fn step_seen(
    conn: &mut AsyncPgConnection,
    dice: &mut Dice,
    lodger: &Lodger,
    id: MigrationId,
) -> FinishStep {
    let here: Option<(i32, StepCode)> = attempts::table
        .inner_join(steps::table)
        .filter(attempts::migration_id.eq(id).and(attempts::result.is_null()))
        .filter(steps::state.eq(StepState::Doing))
        .select((attempts::n, steps::code))
        .first(conn)
        .await
        .optional()
        .expect("an answer");
    let (n, step) = match here {
        Some(here) if dice.percent(90) => here,
        _ => (1 + dice.below(3) as i32, *dice.one_of(StepCode::ALL)),
    };
    let handover = Handover {
        typed_name: lodger.name.clone(),
        source_is_down_and_fenced: true,
        target_is_ready: !dice.percent(5),
    };
    FinishStep { attempt: Some(n), step, note: String::new(), handover: Some(handover) }
}

async fn report(
    conn: &mut AsyncPgConnection,
    house: &House,
    lodger: &Lodger,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<(), String> {
    diesel::insert_into(issues::table)
        .values((
            issues::reporter_id.eq(house.noor.id),
            issues::domu_id.eq(lodger.id),
            issues::migration_id.eq(id),
            issues::severity.eq("partly"),
            issues::summary.eq("no mail arrives"),
            issues::created_at.eq(now),
            issues::updated_at.eq(now),
        ))
        .execute(conn)
        .await
        .map(|_| ())
        .map_err(|error| panic!("ReportBroken: {error}"))
}

async fn solve(conn: &mut AsyncPgConnection, id: MigrationId, now: DateTime<Utc>) -> Result<(), String> {
    let open = issues::table.filter(issues::migration_id.eq(id).and(issues::ended_at.is_null()));
    let solved = diesel::update(open)
        .set((issues::state.eq("resolved"), issues::ended_at.eq(now)))
        .execute(conn)
        .await
        .expect("it is solved");
    if solved > 0 { Ok(()) } else { Err("nothing is open".to_owned()) }
}

fn said<T, E: Debug + Display>(outcome: Result<T, E>) -> Result<(), String> {
    outcome.map(|_| ()).or_else(told)
}

/// A refusal in words. What the database refuses should have been refused before.
fn told<E: Debug + Display>(error: E) -> Result<(), String> {
    let debug = format!("{error:?}");
    assert!(!debug.starts_with("Database"), "{debug}");
    Err(error.to_string())
}
