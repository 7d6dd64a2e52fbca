//! The operator says that a step is done, and the next one begins.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{attempts, domus, migrations};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::attempt::{Attempt, AttemptResult, Step};
use crate::migrations::history::{self, Entry};
use crate::migrations::notices::LeftBehind;
use crate::migrations::settle::settle;
use crate::migrations::start::begin_step;
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::{current, domu_is, end_attempt, end_step};
use crate::migrations::way::{Next, Way};
use crate::migrations::{
    Event, Migration, MigrationState, Refused, Side, StepCode, StepState, arrive, notices,
};
use crate::words::{Message, Sentence};

/// Which step the operator saw and found done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishStep {
    /// The number of the attempt that was on the page, so that a word that comes late does not
    /// count for another one; `None` from who has looked in the same breath.
    pub attempt: Option<i32>,
    pub step: StepCode,
    /// For the core team; members don't see it.
    pub note: String,
    /// Asked for at commit, and only there.
    pub handover: Option<Handover>,
}

/// What must be true before the target may boot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    pub typed_name: String,
    pub source_is_down_and_fenced: bool,
    pub target_is_ready: bool,
}

/// What follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finished {
    Next(StepCode),
    /// The attempt is over: `succeeded` or `rolled_back`.
    Over(AttemptResult),
}

#[derive(Debug, thiserror::Error)]
pub enum FinishStepError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the members were promised that it runs until {starts_at}")]
    BeforeTheWindow { starts_at: DateTime<Utc> },
    #[error("the name typed is not {domu}")]
    NameDiffers { domu: String },
    #[error("nobody says that the source is down and fenced")]
    SourceNotAttested,
    #[error("nobody says that the target is ready")]
    TargetNotAttested,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl FinishStepError {
    /// The field of the form that it is about.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            FinishStepError::NameDiffers { .. } => Some("typed_name"),
            FinishStepError::SourceNotAttested => Some("source_is_down_and_fenced"),
            FinishStepError::TargetNotAttested => Some("target_is_ready"),
            _ => None,
        }
    }
}

impl Sentence for FinishStepError {
    fn sentence(&self) -> Message {
        match self {
            FinishStepError::Refused(refused) => refused.sentence(),
            FinishStepError::BeforeTheWindow { .. } => Message::new("step-before-the-window"),
            FinishStepError::NameDiffers { domu } => {
                Message::new("step-name-differs").with("domu", domu.as_str())
            }
            FinishStepError::SourceNotAttested => Message::new("step-source-not-attested"),
            FinishStepError::TargetNotAttested => Message::new("step-target-not-attested"),
            FinishStepError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Ends the step and begins the next, or ends the attempt. If the attempt is at another step by
/// now, that is a conflict: somebody else was faster.
pub async fn finish_step(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    input: &FinishStep,
    now: DateTime<Utc>,
) -> Result<Finished, FinishStepError> {
    if !matches!(actor, Actor::Host(_)) {
        core_only(actor)?;
    }
    conn.transaction(async |conn| {
        let (migration, _) = lock_for::<FinishStepError>(conn, id, Event::FinishStep).await?;
        let is_seen = |(attempt, step): &(Attempt, Step)| {
            step.code == input.step && input.attempt.is_none_or(|n| n == attempt.n)
        };
        let here = current(conn, id).await?.filter(is_seen);
        let Some((attempt, step)) = here else {
            return Err(Refused::from(conflict(conn, &migration, Event::FinishStep).await?).into());
        };
        may_finish(actor, &migration, attempt.way(), step.code)?;
        end_step(conn, &step, StepState::Done, actor.member_id(), input.note.trim(), now).await?;
        let (running, note) = (MigrationState::Running, input.note.trim());
        let entry = Entry::new(Event::FinishStep, running, running).attempt(attempt.id).note(note).internal();
        history::record(conn, id, actor, entry, now).await?;
        let finished = take_effect(conn, letterhead, actor, &migration, &attempt, input, now).await?;
        if let Finished::Next(next) = finished {
            begin_step(conn, attempt.id, next, now).await?;
        }
        history::tell_pages(conn, &migration).await?;
        Ok(finished)
    })
    .await
}

/// A dom0 ends the steps that are done on it, the core team any.
fn may_finish(actor: &Actor, migration: &Migration, way: Way, step: StepCode) -> Result<(), Refused> {
    let Actor::Host(host) = actor else { return Ok(()) };
    let side = migration.side_of(*host).ok_or(Refused::NotFound)?;
    if way.is_done_at(step, side) { Ok(()) } else { Err(Refused::CoreOnly) }
}

/// What the end of each step means, beyond that the next one begins.
async fn take_effect(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    attempt: &Attempt,
    input: &FinishStep,
    now: DateTime<Utc>,
) -> Result<Finished, FinishStepError> {
    let way = attempt.way();
    match input.step {
        StepCode::Preflight => {
            if now < migration.starts_at {
                return Err(FinishStepError::BeforeTheWindow { starts_at: migration.starts_at });
            }
        }
        StepCode::Stop => {
            went_down(conn, migration, attempt, now).await?;
            if way == Way::Forward {
                notices::started(conn, letterhead, migration, attempt, now).await?;
            }
        }
        StepCode::Commit => commit(conn, migration, input.handover.as_ref(), now).await?,
        StepCode::Boot => came_up(conn, migration, attempt, now).await?,
        StepCode::StartAgain => {
            flip_live_side(conn, migration, way, input.step).await?;
            settle(conn, migration, Side::Source, now).await?;
            came_up(conn, migration, attempt, now).await?;
        }
        // Where it did not come up at first, this is the moment in which it is seen to run.
        StepCode::Check | StepCode::CheckAgain if attempt.up_at.is_none() => {
            came_up(conn, migration, attempt, now).await?;
        }
        StepCode::Check | StepCode::CheckAgain => {}
        StepCode::Copy | StepCode::Compare | StepCode::Prepare | StepCode::Fence => {}
    }
    match way.after(input.step) {
        Next::Step(next) => Ok(Finished::Next(next)),
        Next::End(event) => over(conn, letterhead, actor, migration, attempt, event, now).await,
    }
}

/// From `at` on neither side may boot.
pub(super) async fn went_down(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    attempt: &Attempt,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    // A revert from a boot that failed is down since before it began.
    if attempt.down_from.is_none() {
        diesel::update(attempts::table.find(attempt.id))
            .set(attempts::down_from.eq(at))
            .execute(conn)
            .await?;
    }
    flip_live_side(conn, migration, attempt.way(), StepCode::Stop).await?;
    domu_is(conn, migration, "off", at).await
}

/// Guarded by the side that it leaves, so that no slip can flip it twice.
async fn flip_live_side(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    way: Way,
    step: StepCode,
) -> QueryResult<()> {
    let Some(side) = way.flips_live_side_to(step) else { return Ok(()) };
    let changed = diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(MigrationState::Running))
        .filter(migrations::live_side.eq(migration.live_side))
        .set(migrations::live_side.eq(side))
        .execute(conn)
        .await?;
    if changed == 1 { Ok(()) } else { Err(diesel::result::Error::RollbackTransaction) }
}

/// The last point of return: from here on the domU is the target's, with its new addresses.
async fn commit(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    handover: Option<&Handover>,
    now: DateTime<Utc>,
) -> Result<(), FinishStepError> {
    let domu: String =
        domus::table.find(migration.domu_id).select(domus::name).for_update().first(conn).await?;
    let handover = handover.ok_or(FinishStepError::SourceNotAttested)?;
    if !handover.source_is_down_and_fenced {
        return Err(FinishStepError::SourceNotAttested);
    }
    if !handover.target_is_ready {
        return Err(FinishStepError::TargetNotAttested);
    }
    if handover.typed_name.trim() != domu {
        return Err(FinishStepError::NameDiffers { domu });
    }
    flip_live_side(conn, migration, Way::Forward, StepCode::Commit).await?;
    settle(conn, migration, Side::Target, now).await?;
    Ok(())
}

/// Up again, or, at the target, left off if its members asked for that.
async fn came_up(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(attempts::table.find(attempt.id)).set(attempts::up_at.eq(now)).execute(conn).await?;
    let boots: bool =
        domus::table.find(migration.domu_id).select(domus::boot_after_migration).first(conn).await?;
    let is_back = attempt.turned_back_at.is_some();
    domu_is(conn, migration, if boots || is_back { "running" } else { "off" }, now).await
}

async fn over(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    attempt: &Attempt,
    event: Event,
    now: DateTime<Utc>,
) -> Result<Finished, FinishStepError> {
    let result = if event == Event::Succeed { AttemptResult::Succeeded } else { AttemptResult::RolledBack };
    let attempt = end_attempt(conn, attempt, result, now).await?;
    if event == Event::Succeed {
        arrive::at_target(conn, letterhead, actor, migration, &attempt, (event, ""), now).await?;
    } else {
        let cause = attempt.cause.as_deref().unwrap_or_default();
        let left = LeftBehind::by(&attempt);
        arrive::at_source(conn, letterhead, actor, migration, (&attempt, left), (event, cause), now).await?;
    }
    Ok(Finished::Over(result))
}
