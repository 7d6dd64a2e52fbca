//! The end of the grace time: its members are told that the old copy goes, and then it goes. While an
//! issue on the migration is open neither happens.

use chrono::{DateTime, Duration, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;

use super::decision::{Decision, WARNED};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::grace::end_of_grace;
use crate::migrations::{Event, Migration, MigrationState, confirm, notices, queries};

/// When the grace time ends; `None` while an issue stops it.
async fn ends_at(conn: &mut AsyncPgConnection, migration: &Migration) -> QueryResult<Option<DateTime<Utc>>> {
    let Some(until) = migration.grace_until else { return Ok(None) };
    let began_at = until - Duration::days(i64::from(migration.grace_days));
    let stops = queries::stops_of_grace(conn, migration.id).await?;
    Ok(end_of_grace(began_at, until, &stops))
}

pub(super) async fn is_warning_due(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    Ok(ends_at(conn, migration).await?.is_some_and(|end| end - WARNED <= now))
}

/// However late the warning came, there is as much time after it as was promised.
pub(super) async fn is_past(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let warned_at = Decision::GraceEnding.made_at(conn, migration).await?;
    let is_warned = warned_at.is_some_and(|at| at + WARNED <= now);
    Ok(is_warned && ends_at(conn, migration).await?.is_some_and(|end| end <= now))
}

pub(super) async fn warn(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let earliest = now + WARNED;
    let goes_at = ends_at(conn, migration).await?.map_or(earliest, |end| end.max(earliest));
    notices::grace_ending(conn, letterhead, migration, goes_at, now).await
}

pub(super) async fn close(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let ended = (Event::EndGrace, MigrationState::Closed);
    confirm::close(conn, letterhead, &Actor::Clock, migration, ended, now).await
}
