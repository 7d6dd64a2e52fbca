//! The end of the grace time: its members are told that the old copy goes, and two days after they
//! got that mail it goes. While an issue on the migration is open neither happens; while somebody
//! could not be told, it stays.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::decision::{Decision, WARNED};
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::grace::end_of_grace;
use crate::migrations::history::{self, Entry};
use crate::migrations::notices::{self, Warned};
use crate::migrations::{Event, Migration, MigrationState, confirm, queries, state};

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

/// However late the mail arrived, there is as much time after it as was promised.
pub(super) async fn is_past(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    if ends_at(conn, migration).await?.is_none_or(|end| end > now) {
        return Ok(false);
    }
    let warned = notices::warned(conn, migration).await?;
    Ok(matches!(warned, Warned::Everybody { since } if since + WARNED <= now))
}

/// The moment in which the mail said that it goes has come, and somebody never got that mail.
pub(super) async fn is_untold(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let owed_at = Decision::GraceEnding.made_at(conn, migration).await?;
    let has_come = owed_at.is_some_and(|at| at + WARNED <= now)
        && ends_at(conn, migration).await?.is_some_and(|end| end <= now);
    Ok(has_come && matches!(notices::warned(conn, migration).await?, Warned::NotEverybody(_)))
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

/// The grace time begins anew, with another mail before its end.
pub(super) async fn keep_longer(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let Warned::NotEverybody(untold) = notices::warned(conn, migration).await? else { return Ok(()) };
    let next = state::after(migration.state, Event::KeepLonger).expect("a migration in its grace time");
    let kept = diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set((
            migrations::grace_until.eq(now + Duration::days(i64::from(migration.grace_days))),
            migrations::revision.eq(migrations::revision + 1),
        ))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    let entry = Entry::new(Event::KeepLonger, migration.state, next);
    history::record(conn, migration.id, &Actor::Clock, entry, now).await?;
    notices::kept_longer(conn, letterhead, &kept, &untold, now).await?;
    history::tell_pages(conn, &kept).await
}
