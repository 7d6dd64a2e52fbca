//! The promise is taken back.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{core_only, lock_for};
use crate::migrations::{Event, Migration, MigrationState, Refused, addresses, notices, reservation};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum CancelError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("nobody says why")]
    Reason,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for CancelError {
    fn sentence(&self) -> Message {
        match self {
            CancelError::Refused(refused) => refused.sentence(),
            CancelError::Reason => Message::new("cancel-reason"),
            CancelError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Gives room and addresses back and tells the members, unless they never knew of it: a draft
/// ends in silence.
pub async fn cancel(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), CancelError> {
    core_only(actor)?;
    if reason.trim().is_empty() {
        return Err(CancelError::Reason);
    }
    conn.transaction(async |conn| {
        let (before, next) = lock_for::<CancelError>(conn, id, Event::Cancel).await?;
        let after = diesel::update(migrations::table.find(id))
            .filter(migrations::state.eq(before.state))
            .set((
                migrations::state.eq(next),
                migrations::revision.eq(migrations::revision + 1),
                migrations::ended_at.eq(now),
                migrations::end_note.eq(reason.trim()),
            ))
            .returning(Migration::as_returning())
            .get_result(conn)
            .await?;
        reservation::release(conn, id, now).await?;
        addresses::release(conn, id).await?;
        let entry = Entry::new(Event::Cancel, before.state, next).note(reason.trim());
        history::record(conn, id, actor, entry, now).await?;
        if before.state != MigrationState::Draft {
            notices::cancelled(conn, letterhead, actor, &after, now).await?;
        }
        history::tell_pages(conn, &after).await?;
        Ok(())
    })
    .await
}
