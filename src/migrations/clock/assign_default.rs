//! Nobody chose: the window that was proposed is booked.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::notices::{self, Why};
use crate::migrations::{Event, Migration, MigrationState};

pub(super) async fn assign_default(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    before: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let booked = diesel::update(migrations::table.find(before.id))
        .filter(migrations::state.eq(before.state))
        .set((
            migrations::state.eq(MigrationState::Booked),
            migrations::revision.eq(migrations::revision + 1),
        ))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    let entry = Entry::new(Event::AssignDefault, before.state, booked.state);
    history::record(conn, before.id, &Actor::Clock, entry, now).await?;
    notices::booked(conn, letterhead, &booked, Why::Default, now).await?;
    history::tell_pages(conn, &booked).await
}
