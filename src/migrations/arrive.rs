//! It is known where the domU runs: at its new place, or again at its old one.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::notices::{self, LeftBehind};
use crate::migrations::{Attempt, Event, LiveSide, Migration, MigrationState, plan, state};

/// It runs at its new place: the old image is kept for the grace time, and its members are told.
pub(super) async fn at_target(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    attempt: &Attempt,
    (event, note): (Event, &str),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let next = after(migration, event);
    let arrived = diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set((
            migrations::state.eq(next),
            migrations::live_side.eq(LiveSide::Target),
            migrations::grace_until.eq(now + Duration::days(i64::from(migration.grace_days))),
            // What the clock decides about this grace time is not what it decided about one before.
            migrations::revision.eq(migrations::revision + 1),
        ))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    let entry = Entry::new(event, migration.state, next).attempt(attempt.id).note(note);
    history::record(conn, migration.id, actor, entry, now).await?;
    notices::moved(conn, letterhead, &arrived, attempt, now).await
}

/// It runs at its old place again: its members are told why, and what stayed at the other.
pub(super) async fn at_source(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    (attempt, left): (&Attempt, LeftBehind),
    (event, note): (Event, &str),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let next = after(migration, event);
    let returned = diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set((
            migrations::state.eq(next),
            migrations::live_side.eq(LiveSide::Source),
            migrations::revision.eq(migrations::revision + 1),
        ))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    let entry = Entry::new(event, migration.state, next).attempt(attempt.id).note(note);
    history::record(conn, migration.id, actor, entry, now).await?;
    plan::pause_after_return(conn, actor, &returned, now).await?;
    notices::returned(conn, letterhead, &returned, attempt, left, now).await
}

fn after(migration: &Migration, event: Event) -> MigrationState {
    state::after(migration.state, event).expect("the caller locked it in a state that allows this")
}
