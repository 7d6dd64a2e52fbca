//! Nobody can say which side runs: from here on neither may boot, until two attestations say where
//! the domU is.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{attempts, migrations};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::attempt::{Attempt, AttemptResult, Step};
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::{current, domu_is, end_attempt, end_step};
use crate::migrations::{
    CauseCode, Event, LiveSide, Migration, MigrationState, Refused, StepState, notices, plan,
};
use crate::words::{Message, Sentence};

/// What is not known, why, and when the members hear again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoseTrack {
    /// The number of the attempt that was on the page; `None` from who has just looked.
    pub attempt: Option<i32>,
    pub cause_code: CauseCode,
    /// Goes in the mails.
    pub cause: String,
    /// The members hear again within this time, even if nothing is known by then.
    pub next_word_within: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum LoseTrackError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("it never went down")]
    BeforeStop,
    #[error("nobody says what is not known")]
    Cause,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for LoseTrackError {
    fn sentence(&self) -> Message {
        match self {
            LoseTrackError::Refused(refused) => refused.sentence(),
            LoseTrackError::BeforeStop => Message::new("lose-track-before-stop"),
            LoseTrackError::Cause => Message::new("lose-track-cause"),
            LoseTrackError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Ends the attempt as unclear, tells the members what we know and calls the core team.
pub async fn lose_track(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    input: &LoseTrack,
    now: DateTime<Utc>,
) -> Result<(), LoseTrackError> {
    core_only(actor)?;
    if input.cause.trim().is_empty() {
        return Err(LoseTrackError::Cause);
    }
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<LoseTrackError>(conn, id, Event::LoseTrack).await?;
        let here = current(conn, id).await?;
        let Some((attempt, step)) = here.filter(|(attempt, _)| input.attempt.is_none_or(|n| n == attempt.n))
        else {
            return Err(Refused::from(conflict(conn, &migration, Event::LoseTrack).await?).into());
        };
        if !attempt.way().may_be_down_at(step.code) {
            return Err(LoseTrackError::BeforeStop);
        }
        end_step(conn, &step, StepState::BrokenOff, actor.member_id(), "", now).await?;
        let attempt = end(conn, &attempt, &step, input, now).await?;
        let unclear = neither_may_boot(conn, &migration, next, now).await?;
        let note = input.cause.trim();
        let entry = Entry::new(Event::LoseTrack, migration.state, next).attempt(attempt.id).note(note);
        history::record(conn, id, actor, entry, now).await?;
        plan::pause_after_return(conn, actor, &unclear, now).await?;
        notices::checking(conn, letterhead, &unclear, &attempt, now).await?;
        notices::lost_track(conn, letterhead, actor, &unclear, &attempt, now).await?;
        history::tell_pages(conn, &unclear).await?;
        Ok(())
    })
    .await
}

/// Whatever was thought of its being up does not count any more; why it went back stays beside why it
/// was lost.
async fn end(
    conn: &mut AsyncPgConnection,
    attempt: &Attempt,
    step: &Step,
    input: &LoseTrack,
    now: DateTime<Utc>,
) -> QueryResult<Attempt> {
    diesel::update(attempts::table.find(attempt.id))
        .set((
            attempts::earlier_cause_code.eq(attempt.cause_code),
            attempts::earlier_cause.eq(attempt.cause.as_deref()),
            attempts::cause_code.eq(input.cause_code),
            attempts::cause.eq(input.cause.trim()),
            attempts::down_from.eq(attempt.down_from.unwrap_or(step.started_at)),
            attempts::up_at.eq(None::<DateTime<Utc>>),
            attempts::next_word_at.eq(now + input.next_word_within),
        ))
        .execute(conn)
        .await?;
    end_attempt(conn, attempt, AttemptResult::Unclear, now).await
}

async fn neither_may_boot(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    next: MigrationState,
    now: DateTime<Utc>,
) -> QueryResult<Migration> {
    domu_is(conn, migration, "unknown", now).await?;
    diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set((migrations::state.eq(next), migrations::live_side.eq(LiveSide::None)))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await
}
