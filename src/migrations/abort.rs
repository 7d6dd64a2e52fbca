//! Breaking an attempt off, which is possible up to commit and always leads back to the source.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{attempts, migrations};
use crate::members::Actor;
use crate::migrations::attempt::{Attempt, AttemptResult, Step};
use crate::migrations::finish_step::went_down;
use crate::migrations::history::{self, Entry};
use crate::migrations::start::begin_step;
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::{current, end_attempt, end_step};
use crate::migrations::way::NoAbort;
use crate::migrations::{CauseCode, Event, Migration, Refused, StepCode, StepState, state};
use crate::words::{Message, Sentence};

/// Why it is broken off. The words go in the mail; the fix may follow tomorrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Abort {
    /// The number of the attempt that was on the page, so that a word that comes late, or twice, does
    /// not count for another one; `None` from who has looked in the same breath.
    pub attempt: Option<i32>,
    pub cause_code: CauseCode,
    pub cause: String,
    pub fix: Option<String>,
}

/// Where an abort leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aborted {
    /// Before stop: the domU never went down, the migration is booked as before.
    Refused,
    /// After it: three steps lead back, this is the first.
    TurnedBack(StepCode),
}

#[derive(Debug, thiserror::Error)]
pub enum AbortError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the domU is the target's since commit")]
    AfterCommit,
    #[error("a revert is the way back")]
    IsRevert,
    #[error("nobody says why")]
    Cause,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for AbortError {
    fn sentence(&self) -> Message {
        match self {
            AbortError::Refused(refused) => refused.sentence(),
            AbortError::AfterCommit => Message::new("abort-after-commit"),
            AbortError::IsRevert => Message::new("abort-is-revert"),
            AbortError::Cause => Message::new("abort-cause"),
            AbortError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Breaks the attempt off at the step where it is.
pub async fn abort(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    input: &Abort,
    now: DateTime<Utc>,
) -> Result<Aborted, AbortError> {
    core_only(actor)?;
    if input.cause.trim().is_empty() {
        return Err(AbortError::Cause);
    }
    conn.transaction(async |conn| {
        let (migration, _) = lock_for::<AbortError>(conn, id, Event::Abort).await?;
        let here = current(conn, id).await?;
        let Some((attempt, step)) = here.filter(|(attempt, _)| input.attempt.is_none_or(|n| n == attempt.n))
        else {
            return Err(Refused::from(conflict(conn, &migration, Event::Abort).await?).into());
        };
        let event = match attempt.way().abort_at(step.code) {
            Ok(event) => event,
            Err(NoAbort::AfterCommit) => return Err(AbortError::AfterCommit),
            Err(NoAbort::IsRevert) => return Err(AbortError::IsRevert),
            Err(NoAbort::LeadsBack) => {
                return Err(Refused::from(conflict(conn, &migration, Event::Abort).await?).into());
            }
        };
        end_step(conn, &step, StepState::BrokenOff, actor.member_id(), "", now).await?;
        note_cause(conn, &attempt, input).await?;
        let aborted = if event == Event::Refuse {
            refuse(conn, actor, &migration, &attempt, input, now).await?
        } else {
            turn_back(conn, actor, &migration, &attempt, &step, input, now).await?
        };
        history::tell_pages(conn, &migration).await?;
        Ok(aborted)
    })
    .await
}

async fn note_cause(conn: &mut AsyncPgConnection, attempt: &Attempt, input: &Abort) -> QueryResult<()> {
    let fix = input.fix.as_deref().map(str::trim).filter(|fix| !fix.is_empty());
    diesel::update(attempts::table.find(attempt.id))
        .set((
            attempts::cause_code.eq(input.cause_code),
            attempts::cause.eq(input.cause.trim()),
            attempts::fix.eq(fix),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

async fn refuse(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    migration: &Migration,
    attempt: &Attempt,
    input: &Abort,
    now: DateTime<Utc>,
) -> QueryResult<Aborted> {
    end_attempt(conn, attempt, AttemptResult::Refused, now).await?;
    let next = state::after(migration.state, Event::Refuse).expect("a running migration can be refused");
    diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set(migrations::state.eq(next))
        .execute(conn)
        .await?;
    let entry = Entry::new(Event::Refuse, migration.state, next)
        .attempt(attempt.id)
        .note(input.cause.trim())
        .internal();
    history::record(conn, migration.id, actor, entry, now).await?;
    Ok(Aborted::Refused)
}

async fn turn_back(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    migration: &Migration,
    attempt: &Attempt,
    step: &Step,
    input: &Abort,
    now: DateTime<Utc>,
) -> QueryResult<Aborted> {
    // Nobody can say how far the shutdown got, so the members are told the longer time.
    if step.code == StepCode::Stop {
        went_down(conn, migration, attempt, step.started_at).await?;
    }
    diesel::update(attempts::table.find(attempt.id))
        .set(attempts::turned_back_at.eq(now))
        .execute(conn)
        .await?;
    begin_step(conn, attempt.id, StepCode::Fence, now).await?;
    let (from, note) = (migration.state, input.cause.trim());
    let entry = Entry::new(Event::Abort, from, from).attempt(attempt.id).note(note);
    history::record(conn, migration.id, actor, entry, now).await?;
    Ok(Aborted::TurnedBack(StepCode::Fence))
}
