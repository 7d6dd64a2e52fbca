//! A day before: its members are told once more.

use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::decision::REMINDED;
use crate::db::schema::migration_events;
use crate::mail::Letterhead;
use crate::migrations::{Event, Migration, notices};

/// Who read within the last day when it moves needs no reminder.
pub(super) async fn remind(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let bookings = [Event::PickSlot, Event::AssignDefault, Event::Reschedule].map(Event::as_str);
    let booked_at: Option<DateTime<Utc>> = migration_events::table
        .filter(migration_events::migration_id.eq(migration.id))
        .filter(migration_events::event.eq_any(bookings))
        .select(max(migration_events::at))
        .first(conn)
        .await?;
    if booked_at.is_some_and(|at| at > migration.starts_at - REMINDED) {
        return Ok(());
    }
    notices::remind(conn, letterhead, migration, now).await
}
