//! A draft: the core team prepares a migration; members don't see it and no room is kept.

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::db::ids::MigrationId;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::new_migration::{self, NewMigration};
use crate::migrations::schedule_error::ScheduleError;
use crate::migrations::turn::{core_only, lock_for};
use crate::migrations::{Event, MigrationState};

/// Keeps the input as a draft: a new one, or in place of `draft`.
pub async fn save_draft(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    draft: Option<MigrationId>,
    input: &NewMigration,
    now: DateTime<Utc>,
) -> Result<MigrationId, ScheduleError> {
    core_only(actor)?;
    conn.transaction(async |conn| {
        if let Some(id) = draft {
            let (draft, _) = lock_for::<ScheduleError>(conn, id, Event::Save).await?;
            new_migration::is_of(&draft, input)?;
        }
        let checked = new_migration::check(conn, draft, input, now).await?;
        let state = MigrationState::Draft;
        let migration = new_migration::write(conn, actor, draft, input, &checked, state, now).await?;
        new_migration::note_addresses(conn, migration.id, &input.addresses).await?;
        history::record(conn, migration.id, actor, Entry::new(Event::Save, state, state).internal(), now)
            .await?;
        history::tell_pages(conn, &migration).await?;
        Ok(migration.id)
    })
    .await
}
