//! "Yes, now": an operator takes a member at their word.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::announce::remember;
use crate::migrations::choose_window::{lock_path, name_of};
use crate::migrations::notices::{self, Why};
use crate::migrations::slots::from_now;
use crate::migrations::start::{begin, ready, still_there};
use crate::migrations::turn::{conflict, core_only, lock};
use crate::migrations::{
    AskNowError, Event, Migration, MigrationState, Refused, StartError, Window, choice, plan, queries, state,
};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum MoveNowError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Start(StartError),
    #[error("nobody has asked")]
    NotAsked,
    #[error("another migration needs the hosts or the interconnect")]
    OthersMove,
    #[error("it has just had another move")]
    JustMoved,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<StartError> for MoveNowError {
    fn from(error: StartError) -> MoveNowError {
        match error {
            StartError::Refused(refused) => MoveNowError::Refused(refused),
            StartError::Database(error) => error.into(),
            other => MoveNowError::Start(other),
        }
    }
}

impl From<diesel::result::Error> for MoveNowError {
    fn from(error: diesel::result::Error) -> MoveNowError {
        match &error {
            diesel::result::Error::DatabaseError(_, information)
                if information.constraint_name() == Some("migrations_windows_apart") =>
            {
                MoveNowError::JustMoved
            }
            _ => MoveNowError::Database(error),
        }
    }
}

impl Sentence for MoveNowError {
    fn sentence(&self) -> Message {
        match self {
            MoveNowError::Refused(refused) => refused.sentence(),
            MoveNowError::Start(StartError::NotReady(_)) => Message::new("now-not-ready"),
            MoveNowError::Start(error) => error.sentence(),
            MoveNowError::NotAsked => AskNowError::NotAsked.sentence(),
            MoveNowError::OthersMove => Message::new("now-others-move"),
            MoveNowError::JustMoved => Message::new("schedule-window-taken"),
            MoveNowError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Gives it a window from now on and begins the attempt, run by the actor, if its preflight is green
/// and nobody else needs its hosts or their interconnect meanwhile. Its members are told.
pub async fn move_now(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<(), MoveNowError> {
    core_only(actor)?;
    let operator = actor.member_id().ok_or(StartError::NeedsAnOperator)?;
    conn.transaction(async |conn| {
        let before = lock::<MoveNowError>(conn, id).await?;
        let first = if before.state == MigrationState::Announced { Event::PickSlot } else { Event::MoveNow };
        if state::after(before.state, first).is_err() {
            return Err(Refused::from(conflict(conn, &before, Event::MoveNow).await?).into());
        }
        if choice::of(conn, id).await?.is_none_or(|choice| choice.now_asked_at.is_none()) {
            return Err(MoveNowError::NotAsked);
        }
        still_there(conn, &before).await?;
        plan::may_start(conn, &before)
            .await?
            .map_err(|plan::Paused { title }| StartError::PlanPaused { title })?;
        ready(conn, actor, &before, None, now).await?;
        let booked = book_from_now(conn, &before, now).await?;
        if before.state == MigrationState::Announced {
            remember(conn, actor, id, before.state, &[Event::PickSlot], now).await?;
        }
        let event = (Event::MoveNow, MigrationState::Running);
        begin(conn, actor, (&booked, operator), event, now).await?;
        let booked = Migration { operator_id: Some(operator), ..booked };
        notices::booked(conn, letterhead, &booked, Why::Now(name_of(actor)), now).await?;
        Ok(())
    })
    .await
}

async fn book_from_now(
    conn: &mut AsyncPgConnection,
    before: &Migration,
    now: DateTime<Utc>,
) -> Result<Migration, MoveNowError> {
    lock_path(conn, before).await?;
    if queries::others_under_way(conn, before.id).await? {
        return Err(MoveNowError::OthersMove);
    }
    let busy = queries::busy_around(conn, before.id, now).await?;
    let needs = Duration::seconds(i64::from(before.expected_seconds) * 3 / 2);
    let free = from_now(&busy, before.ends_at - before.starts_at, needs, now);
    let free = free.ok_or(MoveNowError::OthersMove)?;
    let window = Window { starts_at: free.starts_at, ends_at: free.ends_at, ..Window::of(before) };
    let booked = diesel::update(migrations::table.find(before.id))
        .filter(migrations::state.eq(before.state))
        .set((
            migrations::state.eq(MigrationState::Booked),
            migrations::starts_at.eq(window.starts_at),
            migrations::ends_at.eq(window.ends_at),
            migrations::zone_offset_seconds.eq(window.offset_seconds()),
            migrations::revision.eq(migrations::revision + 1),
        ))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    Ok(booked)
}
