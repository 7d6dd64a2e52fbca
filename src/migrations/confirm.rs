//! The end: a member or the core team says that all is well. The clock ends it in the same way.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{lock_for, members_or_core};
use crate::migrations::{Event, Migration, MigrationState, Refused, addresses, notices, reservation};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for ConfirmError {
    fn sentence(&self) -> Message {
        match self {
            ConfirmError::Refused(refused) => refused.sentence(),
            ConfirmError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// All is well: closes a migration that is being verified. For its members and the core team; for
/// anybody else there is no such migration.
pub async fn confirm(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<(), ConfirmError> {
    conn.transaction(async |conn| {
        members_or_core::<ConfirmError>(conn, actor, id).await?;
        let (migration, next) = lock_for::<ConfirmError>(conn, id, Event::Confirm).await?;
        close(conn, letterhead, actor, &migration, (Event::Confirm, next), now).await?;
        Ok(())
    })
    .await
}

/// Ends it: room and addresses are given back, its members told.
pub(super) async fn close(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    (event, next): (Event, MigrationState),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let closed = diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set((migrations::state.eq(next), migrations::ended_at.eq(now)))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    reservation::release(conn, migration.id, now).await?;
    if closed.old_addresses_until.is_none_or(|until| until <= now) {
        addresses::release(conn, migration.id).await?;
    }
    history::record(conn, migration.id, actor, Entry::new(event, migration.state, next), now).await?;
    notices::closed(conn, letterhead, &closed, now).await?;
    history::tell_pages(conn, &closed).await
}
