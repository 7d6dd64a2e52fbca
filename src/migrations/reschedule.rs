//! Another window for a booked migration.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::notices::{self, Why};
use crate::migrations::promise::{self, TooLate};
use crate::migrations::turn::{Seen, core_only, lock_seen};
use crate::migrations::window::{NotAWindow, Window};
use crate::migrations::{Event, Migration, Refused, choice};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum RescheduleError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0}")]
    Window(#[from] NotAWindow),
    #[error("{0}")]
    Promise(#[from] TooLate),
    #[error("that is the window it has")]
    SameWindow,
    #[error("nobody says why")]
    Reason,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for RescheduleError {
    fn sentence(&self) -> Message {
        match self {
            RescheduleError::Refused(refused) => refused.sentence(),
            RescheduleError::Window(error) => error.sentence(),
            RescheduleError::Promise(error) => error.sentence_of_another_time(),
            RescheduleError::SameWindow => Message::new("reschedule-same-window"),
            RescheduleError::Reason => Message::new("reschedule-reason"),
            RescheduleError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Books the other window and tells the members the old and the new one, and `reason`. Where they may
/// choose, it is now the one that is proposed.
pub async fn reschedule(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    seen: impl Into<Seen>,
    window: Window,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), RescheduleError> {
    core_only(actor)?;
    let seen = seen.into();
    let id = seen.id;
    if reason.trim().is_empty() {
        return Err(RescheduleError::Reason);
    }
    conn.transaction(async |conn| {
        let (before, next) = lock_seen::<RescheduleError>(conn, seen, Event::Reschedule).await?;
        window.check(before.expected_seconds, now)?;
        promise::holds(&window, before.old_addresses_until, before.deadline)?;
        if (window.starts_at, window.ends_at) == (before.starts_at, before.ends_at) {
            return Err(RescheduleError::SameWindow);
        }
        let after = diesel::update(migrations::table.find(id))
            .filter(migrations::state.eq(before.state).and(migrations::revision.eq(before.revision)))
            .set((
                migrations::starts_at.eq(window.starts_at),
                migrations::ends_at.eq(window.ends_at),
                migrations::zone.eq(window.zone.name()),
                migrations::zone_offset_seconds.eq(window.offset_seconds()),
                migrations::revision.eq(migrations::revision + 1),
            ))
            .returning(Migration::as_returning())
            .get_result(conn)
            .await?;
        let entry = Entry::new(Event::Reschedule, before.state, next).note(reason.trim());
        history::record(conn, id, actor, entry, now).await?;
        if let Some(choice) = choice::of(conn, id).await? {
            choice::propose(conn, &after, choice.offers_windows).await?;
        }
        let why = Why::Reason(reason.trim());
        notices::rescheduled(conn, letterhead, &before, &after, why, now).await?;
        history::tell_pages(conn, &after).await?;
        Ok(())
    })
    .await
}
