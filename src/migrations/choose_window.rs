//! A member, or the core team for them, takes a window, and says what happens after the move.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{domus, hosts, migrations, sites};
use crate::fleet::edits::set_boot_after_migration;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::choice::{self, FREE_CHANGES};
use crate::migrations::history::{self, Entry};
use crate::migrations::notices::{self, Why};
use crate::migrations::slots::{FENCE, Slot};
use crate::migrations::turn::{conflict, lock, members_or_core, next};
use crate::migrations::{Event, Migration, MigrationState, Refused, Window, queries};
use crate::words::{Message, Sentence};

/// What was chosen on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChooseWindow {
    /// Where the window begins; `None` on a page that has none to choose.
    pub starts_at: Option<DateTime<Utc>>,
    /// Whether the domU is started at its new place.
    pub boots: bool,
    /// The revision of the migration that the page showed.
    pub seen_revision: i32,
}

#[derive(Debug, thiserror::Error)]
pub enum ChooseError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("no window was chosen")]
    NoWindow,
    #[error("the window is none of those offered")]
    NotOffered,
    #[error("somebody else has taken the window")]
    Taken,
    #[error("it begins within the hour")]
    TooLate,
    #[error("the free changes are used up")]
    NoChangesLeft,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for ChooseError {
    fn sentence(&self) -> Message {
        match self {
            ChooseError::Refused(refused) => refused.sentence(),
            ChooseError::NoWindow => Message::new("choose-no-window"),
            ChooseError::NotOffered => Message::new("choose-not-offered"),
            ChooseError::Taken => Message::new("choose-taken"),
            ChooseError::TooLate => Message::new("choose-too-late").with("minutes", FENCE.num_minutes()),
            ChooseError::NoChangesLeft => {
                Message::new("choose-no-changes-left").with("n", i64::from(FREE_CHANGES))
            }
            ChooseError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Books the window and tells all its members, or gives a booked migration another one. Choosing
/// again what is booked changes nothing.
pub async fn choose_window(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    input: ChooseWindow,
    now: DateTime<Utc>,
) -> Result<(), ChooseError> {
    conn.transaction(async |conn| {
        members_or_core::<ChooseError>(conn, actor, id).await?;
        let before = lock::<ChooseError>(conn, id).await?;
        let is_booked = before.state == MigrationState::Booked;
        let event = if is_booked { Event::Reschedule } else { Event::PickSlot };
        let state = next::<ChooseError>(conn, &before, event).await?;
        keep_boot(conn, actor, &before, input.boots, now).await?;
        let starts_at = match input.starts_at {
            Some(starts_at) if !is_booked || starts_at != before.starts_at => starts_at,
            None if !is_booked => return Err(ChooseError::NoWindow),
            _ => return Ok(()),
        };
        if input.seen_revision != before.revision {
            return Err(Refused::from(conflict(conn, &before, event).await?).into());
        }
        if is_booked && now > before.starts_at - FENCE {
            return Err(ChooseError::TooLate);
        }
        let slot = free_slot(conn, actor, &before, starts_at, now).await?;
        let after = book(conn, &before, slot).await?;
        history::record(conn, id, actor, Entry::new(event, before.state, state), now).await?;
        let who = Why::ChosenBy(name_of(actor));
        if is_booked {
            if !actor.is_core() {
                choice::count_change(conn, id).await?;
            }
            notices::rescheduled(conn, letterhead, &before, &after, who, now).await?;
        } else {
            notices::booked(conn, letterhead, &after, who, now).await?;
        }
        history::tell_pages(conn, &after).await?;
        Ok(())
    })
    .await
}

/// The window among those offered. Its path is locked first, so that of two migrations that want the
/// same hour the second sees the first.
async fn free_slot(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    migration: &Migration,
    starts_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Slot, ChooseError> {
    let choice = choice::of(conn, migration.id).await?;
    let changes = choice.as_ref().map_or(0, |choice| choice.changes);
    let offer = choice.and_then(|choice| choice.offer(migration)).ok_or(ChooseError::NotOffered)?;
    if migration.state == MigrationState::Booked && !actor.is_core() && changes >= FREE_CHANGES {
        return Err(ChooseError::NoChangesLeft);
    }
    lock_path(conn, migration).await?;
    let busy = queries::busy_around(conn, migration.id, now).await?;
    let slot = offer.slots(&busy, now).into_iter().find(|slot| slot.starts_at == starts_at);
    match slot.ok_or(ChooseError::NotOffered)? {
        slot if slot.is_busy => Err(ChooseError::Taken),
        slot => Ok(slot),
    }
}

/// Until the end of the transaction nobody else takes a window on these hosts, or over the interconnect
/// of their sites. The sites come first, and the lower id before the other.
pub(super) async fn lock_path(conn: &mut AsyncPgConnection, migration: &Migration) -> QueryResult<()> {
    let ends = [migration.source_host_id, migration.target_host_id];
    sites::table
        .filter(sites::id.eq_any(hosts::table.filter(hosts::id.eq_any(ends)).select(hosts::site_id)))
        .order(sites::id)
        .select(sites::id)
        .for_no_key_update()
        .load::<crate::db::ids::SiteId>(conn)
        .await?;
    hosts::table
        .filter(hosts::id.eq_any(ends))
        .order(hosts::id)
        .select(hosts::id)
        .for_no_key_update()
        .load::<crate::db::ids::HostId>(conn)
        .await?;
    Ok(())
}

async fn book(conn: &mut AsyncPgConnection, before: &Migration, slot: Slot) -> QueryResult<Migration> {
    let window = Window { starts_at: slot.starts_at, ends_at: slot.ends_at, ..Window::of(before) };
    diesel::update(migrations::table.find(before.id))
        .filter(migrations::state.eq(before.state).and(migrations::revision.eq(before.revision)))
        .set((
            migrations::state.eq(MigrationState::Booked),
            migrations::starts_at.eq(window.starts_at),
            migrations::ends_at.eq(window.ends_at),
            migrations::zone_offset_seconds.eq(window.offset_seconds()),
            migrations::revision.eq(migrations::revision + 1),
        ))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await
}

async fn keep_boot(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    migration: &Migration,
    boots: bool,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let domu = domus::table.find(migration.domu_id);
    let boots_now: bool = domu.select(domus::boot_after_migration).first(conn).await?;
    if boots_now == boots {
        return Ok(());
    }
    set_boot_after_migration(conn, actor, migration.domu_id, boots, now).await
}

/// As mails and history call the actor.
pub(super) fn name_of(actor: &Actor) -> &str {
    match actor {
        Actor::Member { name, .. } => name,
        _ => "",
    }
}
