//! The core team's answer to "please wait".

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::announce::remember;
use crate::migrations::choice::{self, CHOOSE_UNTIL};
use crate::migrations::history::{self, Entry};
use crate::migrations::schedule_error::no_time_to_choose;
use crate::migrations::turn::{Seen, core_only, lock_seen};
use crate::migrations::window::{NotAWindow, Window};
use crate::migrations::{Event, Migration, MigrationState, Refused, notices};
use crate::words::{Message, Sentence};

/// What the core team says, and the time with which the migration goes on, if it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerHold {
    pub answer: String,
    pub release: Option<Release>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    pub window: Window,
    /// Whether its members may choose another window.
    pub offers_windows: bool,
    pub deadline: Option<DateTime<Utc>>,
}

#[derive(Debug, thiserror::Error)]
pub enum AnswerHoldError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0}")]
    Window(#[from] NotAWindow),
    #[error("the window is too near to let its members choose")]
    NoTimeToChoose,
    #[error("there is no answer")]
    Answer,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for AnswerHoldError {
    fn sentence(&self) -> Message {
        match self {
            AnswerHoldError::Refused(refused) => refused.sentence(),
            AnswerHoldError::Window(error) => error.sentence(),
            AnswerHoldError::NoTimeToChoose => no_time_to_choose(),
            AnswerHoldError::Answer => Message::new("hold-answer"),
            AnswerHoldError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Lets it go on with a new window, or wait on; its members read the answer either way.
pub async fn answer_hold(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    seen: impl Into<Seen>,
    input: &AnswerHold,
    now: DateTime<Utc>,
) -> Result<(), AnswerHoldError> {
    core_only(actor)?;
    let seen = seen.into();
    if input.answer.trim().is_empty() {
        return Err(AnswerHoldError::Answer);
    }
    conn.transaction(async |conn| match &input.release {
        Some(release) => let_go_on(conn, letterhead, actor, seen, (release, input.answer.trim()), now).await,
        None => let_wait(conn, letterhead, actor, seen, input.answer.trim(), now).await,
    })
    .await
}

async fn let_go_on(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    seen: Seen,
    (release, answer): (&Release, &str),
    now: DateTime<Utc>,
) -> Result<(), AnswerHoldError> {
    let id = seen.id;
    let (before, next) = lock_seen::<AnswerHoldError>(conn, seen, Event::Release).await?;
    release.window.check(before.expected_seconds, now)?;
    if release.offers_windows && release.window.starts_at - now <= CHOOSE_UNTIL {
        return Err(AnswerHoldError::NoTimeToChoose);
    }
    let state = if release.offers_windows { next } else { MigrationState::Booked };
    let after = diesel::update(migrations::table.find(id))
        .filter(migrations::state.eq(before.state))
        .set((
            migrations::state.eq(state),
            migrations::starts_at.eq(release.window.starts_at),
            migrations::ends_at.eq(release.window.ends_at),
            migrations::zone.eq(release.window.zone.name()),
            migrations::zone_offset_seconds.eq(release.window.offset_seconds()),
            migrations::deadline.eq(release.deadline),
            migrations::revision.eq(migrations::revision + 1),
        ))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    choice::propose(conn, &after, release.offers_windows).await?;
    let entry = Entry::new(Event::Release, before.state, next).note(answer);
    history::record(conn, id, actor, entry, now).await?;
    if !release.offers_windows {
        remember(conn, actor, id, next, &[Event::PickSlot], now).await?;
    }
    notices::hold_answered(conn, letterhead, &after, answer, now).await?;
    history::tell_pages(conn, &after).await?;
    Ok(())
}

async fn let_wait(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    seen: Seen,
    answer: &str,
    now: DateTime<Utc>,
) -> Result<(), AnswerHoldError> {
    let id = seen.id;
    let (before, next) = lock_seen::<AnswerHoldError>(conn, seen, Event::AnswerHold).await?;
    let after = diesel::update(migrations::table.find(id))
        .filter(migrations::state.eq(before.state))
        .set(migrations::revision.eq(migrations::revision + 1))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    let entry = Entry::new(Event::AnswerHold, before.state, next).note(answer);
    history::record(conn, id, actor, entry, now).await?;
    notices::hold_answered(conn, letterhead, &after, answer, now).await?;
    history::tell_pages(conn, &after).await?;
    Ok(())
}
