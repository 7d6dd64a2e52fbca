//! The end: a member or the core team says that all is well, or the grace time is over.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::grace::end_of_grace;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{is_theirs, lock_for};
use crate::migrations::{
    Event, Migration, MigrationState, Refused, addresses, notices, queries, reservation,
};
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
        if !actor.is_core() {
            let known = migrations::table.find(id).filter(migrations::state.ne(MigrationState::Draft));
            let domu = known.select(migrations::domu_id).first(conn).await.optional()?;
            let domu = domu.ok_or(Refused::NotFound)?;
            if !is_theirs(conn, actor, domu).await? {
                return Err(Refused::NotFound.into());
            }
        }
        let (migration, next) = lock_for::<ConfirmError>(conn, id, Event::Confirm).await?;
        close(conn, letterhead, actor, &migration, Event::Confirm, next, now).await?;
        Ok(())
    })
    .await
}

/// Closes it if its grace time is over and no issue on it is open; tells whether it did. Saying
/// so twice closes it once.
pub async fn close_after_grace(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    id: MigrationId,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    conn.transaction(async |conn| {
        let due = migrations::table
            .find(id)
            .filter(migrations::state.eq(MigrationState::Verifying))
            .filter(migrations::grace_until.le(now))
            .select(Migration::as_select())
            .for_update()
            .first(conn)
            .await
            .optional()?;
        let Some(migration) = due else { return Ok(false) };
        if !is_past_grace(conn, &migration, now).await? {
            return Ok(false);
        }
        let closed = MigrationState::Closed;
        close(conn, letterhead, &Actor::Clock, &migration, Event::EndGrace, closed, now).await?;
        Ok(true)
    })
    .await
}

async fn is_past_grace(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let Some(until) = migration.grace_until else { return Ok(false) };
    let began_at = until - Duration::days(i64::from(migration.grace_days));
    let stops = queries::stops_of_grace(conn, migration.id).await?;
    Ok(end_of_grace(began_at, until, &stops).is_some_and(|end| end <= now))
}

async fn close(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    event: Event,
    next: MigrationState,
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
