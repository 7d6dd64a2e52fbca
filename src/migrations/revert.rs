//! Back from the target, after it was allowed to boot: an attempt of its own, for what was written
//! there since stays behind.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{attempts, migrations};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::attempt::{Attempt, AttemptKind, AttemptResult, DataAtTarget};
use crate::migrations::history::{self, Entry};
use crate::migrations::start::{begin_step, next_number};
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::{current, end_attempt, end_step};
use crate::migrations::way::NoAbort;
use crate::migrations::{
    CauseCode, Event, Migration, MigrationState, Refused, StepCode, StepState, notices, plan,
};
use crate::words::{Message, Sentence};

/// Why it goes back, and what is known of the data at the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revert {
    /// The number of the attempt that was on the page and is taken back, so that a word that comes
    /// late, or twice, does not take back another one; `None` from who has looked in the same breath.
    pub attempt: Option<i32>,
    pub data: DataAtTarget,
    /// Where and when the member agreed; asked for with `MemberAgreed`, and only there.
    pub agreement: String,
    pub cause_code: CauseCode,
    /// Goes in the mails.
    pub cause: String,
}

#[derive(Debug, thiserror::Error)]
pub enum RevertError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("an attempt needs a person who runs it")]
    NeedsAnOperator,
    #[error("before commit an abort leads back")]
    BeforeCommit,
    #[error("nobody says where the member agreed")]
    Agreement,
    #[error("nobody says why")]
    Cause,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for RevertError {
    fn sentence(&self) -> Message {
        match self {
            RevertError::Refused(refused) => refused.sentence(),
            RevertError::NeedsAnOperator => Message::new("start-needs-an-operator"),
            RevertError::BeforeCommit => Message::new("revert-before-commit"),
            RevertError::Agreement => Message::new("revert-agreement"),
            RevertError::Cause => Message::new("abort-cause"),
            RevertError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Begins the way back from the target, run by the actor, and tells the members before anything is
/// stopped. Tells the number of the new attempt.
pub async fn revert(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    input: &Revert,
    now: DateTime<Utc>,
) -> Result<i32, RevertError> {
    core_only(actor)?;
    let operator = actor.member_id().ok_or(RevertError::NeedsAnOperator)?;
    if input.cause.trim().is_empty() {
        return Err(RevertError::Cause);
    }
    if input.data == DataAtTarget::MemberAgreed && input.agreement.trim().is_empty() {
        return Err(RevertError::Agreement);
    }
    conn.transaction(async |conn| {
        let (before, next) = lock_for::<RevertError>(conn, id, Event::Revert).await?;
        let n = next_number(conn, id).await?;
        if input.attempt.is_some_and(|seen| seen + 1 != n) {
            return Err(Refused::from(conflict(conn, &before, Event::Revert).await?).into());
        }
        let down_from = match before.state {
            MigrationState::Running => leave(conn, actor, &before, now).await?,
            _ => None,
        };
        let migration = diesel::update(migrations::table.find(id))
            .filter(migrations::state.eq(before.state))
            .set((
                migrations::state.eq(next),
                migrations::operator_id.eq(operator),
                migrations::grace_until.eq(None::<DateTime<Utc>>),
            ))
            .returning(Migration::as_returning())
            .get_result(conn)
            .await?;
        let attempt = begin(conn, &migration, operator, (n, input), down_from, now).await?;
        begin_step(conn, attempt.id, StepCode::Stop, now).await?;
        let note = input.cause.trim();
        let entry = Entry::new(Event::Revert, before.state, next).attempt(attempt.id).note(note);
        history::record(conn, id, actor, entry, now).await?;
        plan::pause_after_return(conn, actor, &migration, now).await?;
        notices::moving_back(conn, letterhead, &migration, &attempt, now).await?;
        history::tell_pages(conn, &migration).await?;
        Ok(attempt.n)
    })
    .await
}

/// Ends the attempt that did not come up at the target. Tells since when the domU is down, if it
/// still is.
async fn leave(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    migration: &Migration,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, RevertError> {
    let (attempt, step) = current(conn, migration.id).await?.ok_or(Refused::NotFound)?;
    if !attempt.way().can_revert_at(step.code) {
        return Err(match attempt.way().abort_at(step.code) {
            Ok(_) => RevertError::BeforeCommit,
            Err(NoAbort::AfterCommit | NoAbort::LeadsBack | NoAbort::IsRevert) => {
                Refused::from(conflict(conn, migration, Event::Revert).await?).into()
            }
        });
    }
    end_step(conn, &step, StepState::BrokenOff, actor.member_id(), "", now).await?;
    end_attempt(conn, &attempt, AttemptResult::Superseded, now).await?;
    Ok(attempt.down_from.filter(|_| attempt.up_at.is_none()))
}

async fn begin(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    operator: MemberId,
    (n, input): (i32, &Revert),
    down_from: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> QueryResult<Attempt> {
    let agreement = (input.data == DataAtTarget::MemberAgreed).then(|| input.agreement.trim());
    diesel::insert_into(attempts::table)
        .values((
            attempts::migration_id.eq(migration.id),
            attempts::n.eq(n),
            attempts::kind.eq(AttemptKind::Revert),
            attempts::operator_id.eq(operator),
            attempts::started_at.eq(now),
            attempts::turned_back_at.eq(now),
            attempts::down_from.eq(down_from),
            attempts::cause_code.eq(input.cause_code),
            attempts::cause.eq(input.cause.trim()),
            attempts::data_at_target.eq(input.data),
            attempts::agreement.eq(agreement),
            // Nothing is copied back: the old image is still there.
            attempts::bytes_total.eq(0),
            attempts::promised_seconds.eq(migration.expected_seconds),
        ))
        .returning(Attempt::as_returning())
        .get_result(conn)
        .await
}
