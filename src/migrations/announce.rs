//! The promise is made: room and addresses are kept, the start is fixed or a window proposed, its
//! members are told.

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::db::ids::MigrationId;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::new_migration::{self, Checked, NewMigration};
use crate::migrations::schedule_error::ScheduleError;
use crate::migrations::turn::{core_only, lock_for};
use crate::migrations::{Event, MigrationState, addresses, notices, promise, reservation, state};

/// Publishes a new migration, or a draft with the input in place of its own, and books it in the same
/// go unless its members may choose when.
pub async fn announce(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    draft: Option<MigrationId>,
    input: &NewMigration,
    now: DateTime<Utc>,
) -> Result<MigrationId, ScheduleError> {
    core_only(actor)?;
    conn.transaction(async |conn| {
        let checked = check(conn, draft, input, now).await?;
        let (state, events): (_, &[Event]) = if input.offers_windows {
            (MigrationState::Announced, &[Event::Publish])
        } else {
            (MigrationState::Booked, &[Event::Publish, Event::PickSlot])
        };
        let migration = new_migration::write(conn, actor, draft, input, &checked, state, now).await?;
        new_migration::has_room(conn, migration.target_host_id, checked.demand).await?;
        reservation::reserve(conn, &migration, checked.demand, now).await?;
        new_migration::forget_addresses(conn, migration.id).await?;
        let (id, domu) = (migration.id, migration.domu_id);
        addresses::reserve::<ScheduleError>(conn, id, domu, checked.target_site, &input.addresses, now)
            .await?;
        remember(conn, actor, id, MigrationState::Draft, events, now).await?;
        notices::announced(conn, letterhead, &migration, None, now).await?;
        history::tell_pages(conn, &migration).await?;
        Ok(id)
    })
    .await
}

/// Whether announcing would be refused as things stand, for who only wants to read the mail. Writes nothing.
pub async fn could_announce(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    draft: Option<MigrationId>,
    input: &NewMigration,
    now: DateTime<Utc>,
) -> Result<(), ScheduleError> {
    core_only(actor)?;
    conn.transaction(async |conn| {
        let checked = check(conn, draft, input, now).await?;
        new_migration::has_room(conn, input.target, checked.demand).await?;
        addresses::are_free::<ScheduleError>(conn, input.domu, checked.target_site, &input.addresses).await
    })
    .await
}

/// What a draft may lack and a promise may not: it may still be thought over, this is told to members.
async fn check(
    conn: &mut AsyncPgConnection,
    draft: Option<MigrationId>,
    input: &NewMigration,
    now: DateTime<Utc>,
) -> Result<Checked, ScheduleError> {
    if let Some(id) = draft {
        let (draft, _) = lock_for::<ScheduleError>(conn, id, Event::Publish).await?;
        new_migration::is_of(&draft, input)?;
    }
    let checked = new_migration::check(conn, draft, input, now).await?;
    promise::holds(&input.window, input.old_addresses_until, input.deadline)?;
    Ok(checked)
}

/// An entry for each event, though one click caused them.
pub(super) async fn remember(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    from: MigrationState,
    events: &[Event],
    now: DateTime<Utc>,
) -> diesel::QueryResult<()> {
    let mut from = from;
    for &event in events {
        let to = state::after(from, event).expect("the table has these");
        history::record(conn, id, actor, Entry::new(event, from, to), now).await?;
        from = to;
    }
    Ok(())
}
