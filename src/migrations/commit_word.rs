//! The word that the dom0 of the target needs before it boots the domU. It is given out once only one
//! side may boot, and that side is the target.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::ids::{AttemptId, HostId, MigrationId};
use crate::db::schema::{attempt_sides, attempts, domus, reports, steps};
use crate::db::token::Token;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::turn::lock;
use crate::migrations::under_way::current;
use crate::migrations::{
    FinishStep, FinishStepError, Handover, LiveSide, Migration, Refused, Side, StepCode, StepState, Way,
    finish_step,
};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum CommitWordError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("only the dom0 of the target asks for it")]
    NotTheTarget,
    #[error("another attempt is under way, or none")]
    NotUnderWay,
    #[error("the attempt leads back to the source")]
    LeadsBack,
    #[error("the attempt is at {step}")]
    TooEarly { step: StepCode },
    #[error("the {0} has not said since the stop that it is as it has to be")]
    NotAttested(Side),
    #[error(transparent)]
    Step(#[from] FinishStepError),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for CommitWordError {
    fn sentence(&self) -> Message {
        match self {
            CommitWordError::Refused(refused) => refused.sentence(),
            CommitWordError::NotTheTarget => Message::new("commit-word-not-the-target"),
            CommitWordError::NotUnderWay => Message::new("commit-word-not-under-way"),
            CommitWordError::LeadsBack => Message::new("commit-word-leads-back"),
            CommitWordError::TooEarly { step } => {
                Message::new("commit-word-too-early").with("step", step.as_str())
            }
            CommitWordError::NotAttested(Side::Source) => Message::new("step-source-not-attested"),
            CommitWordError::NotAttested(Side::Target) => Message::new("step-target-not-attested"),
            CommitWordError::Step(refused) => refused.sentence(),
            CommitWordError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// The word, for the dom0 of the target. If the attempt stands before commit and both dom0s have said
/// since the stop what has to be true, this is the commit. Asked for again, it is the same word, as
/// long as only the target may boot.
pub async fn commit_word(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    host: HostId,
    (id, n): (MigrationId, i32),
    now: DateTime<Utc>,
) -> Result<String, CommitWordError> {
    conn.transaction(async |conn| {
        let migration = lock::<CommitWordError>(conn, id).await?;
        match migration.side_of(host) {
            None => return Err(Refused::NotFound.into()),
            Some(Side::Source) => return Err(CommitWordError::NotTheTarget),
            Some(Side::Target) => {}
        }
        let here = current(conn, id).await?.filter(|(attempt, _)| attempt.n == n);
        let (attempt, step) = here.ok_or(CommitWordError::NotUnderWay)?;
        if attempt.way() != Way::Forward {
            return Err(CommitWordError::LeadsBack);
        }
        if migration.live_side != LiveSide::Target {
            if step.code != StepCode::Commit {
                return Err(CommitWordError::TooEarly { step: step.code });
            }
            commit(conn, letterhead, host, &migration, (attempt.id, n), now).await?;
        }
        Ok(word_of(conn, attempt.id).await?)
    })
    .await
}

/// By the verb that a click uses too.
async fn commit(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    host: HostId,
    migration: &Migration,
    (attempt, n): (AttemptId, i32),
    now: DateTime<Utc>,
) -> Result<(), CommitWordError> {
    for (side, kind) in [(Side::Source, "fenced"), (Side::Target, "ready")] {
        if !has_said(conn, attempt, side, kind).await? {
            return Err(CommitWordError::NotAttested(side));
        }
    }
    let typed_name = domus::table.find(migration.domu_id).select(domus::name).first(conn).await?;
    let handover = Handover { typed_name, source_is_down_and_fenced: true, target_is_ready: true };
    let (step, note) = (StepCode::Commit, String::new());
    let input = FinishStep { attempt: Some(n), step, note, handover: Some(handover) };
    finish_step(conn, letterhead, &Actor::Host(host), migration.id, &input, now).await?;
    Ok(())
}

/// Whether the side said so after the stop, and nothing that it said before is missing.
async fn has_said(
    conn: &mut AsyncPgConnection,
    attempt: AttemptId,
    side: Side,
    kind: &str,
) -> Result<bool, CommitWordError> {
    let stop = steps::table
        .filter(steps::attempt_id.eq(attempt))
        .filter(steps::code.eq(StepCode::Stop).and(steps::state.eq(StepState::Done)));
    let stopped_at: Option<DateTime<Utc>> =
        stop.select(steps::ended_at.assume_not_null()).first(conn).await.optional()?;
    let Some(stopped_at) = stopped_at else { return Ok(false) };
    let said =
        reports::table
            .inner_join(attempt_sides::table.on(
                attempt_sides::attempt_id.eq(reports::attempt_id).and(attempt_sides::side.eq(reports::side)),
            ))
            .filter(reports::attempt_id.eq(attempt).and(reports::side.eq(side)))
            .filter(reports::seq.le(attempt_sides::acked_through))
            .filter(reports::received_at.ge(stopped_at))
            .filter(reports::content.contains(json!({ "kind": kind })));
    Ok(diesel::select(exists(said)).get_result(conn).await?)
}

async fn word_of(conn: &mut AsyncPgConnection, attempt: AttemptId) -> QueryResult<String> {
    let row = attempts::table.find(attempt);
    if let Some(word) = row.select(attempts::commit_word).first::<Option<String>>(conn).await? {
        return Ok(word);
    }
    let fresh = Token::random();
    diesel::update(row).set(attempts::commit_word.eq(fresh.as_str())).execute(conn).await?;
    Ok(fresh.as_str().to_owned())
}
