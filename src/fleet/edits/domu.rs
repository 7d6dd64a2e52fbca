//! DomUs: what the core team records, and what its people decide.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;
use uuid::Uuid;

use super::{constraint, history};
use crate::db::ids::{DomuId, HostId};
use crate::db::schema::{domus, hosts, migrations};
use crate::fleet::Bytes;
use crate::fleet::change::{Change, Field};
use crate::fleet::domu::{Domu, DomuState, is_domu_name};
use crate::fleet::host::HostState;
use crate::live::hint;
use crate::members::Actor;
use crate::words::{Message, Sentence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomuInput {
    pub name: String,
    /// None: one is made.
    pub uuid: Option<Uuid>,
    pub host_id: HostId,
    pub memory: Bytes,
    pub vcpus: i32,
    pub state: DomuState,
    pub note: String,
}

/// What the people of a domU decide about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// Whether it may start by itself under its new address after a move.
    pub boot_after_migration: bool,
    /// Whether public pages may say its name.
    pub is_named_publicly: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum DomuError {
    #[error("not a name")]
    NameShape,
    #[error("another domU has this name")]
    NameTaken,
    #[error("another domU has this uuid")]
    UuidTaken,
    #[error("the uuid of Domain-0")]
    UuidOfDom0,
    #[error("there is no such host")]
    NoHost,
    #[error("the host is retired")]
    HostRetired,
    #[error("its migration has not ended")]
    Migrating,
    #[error("its host has not so much memory left")]
    NoMemory,
    #[error("its host has not so much disk left")]
    NoDisk,
    #[error("a migration keeps room for the size that it has")]
    SizeKept,
    #[error("somebody else has edited it")]
    Conflict,
    #[error("there is no such domU")]
    NotFound,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for DomuError {
    fn from(error: diesel::result::Error) -> DomuError {
        match constraint(&error) {
            "domus_name_unique" | "domus_name_in_any_case" => DomuError::NameTaken,
            "domus_uuid_unique" => DomuError::UuidTaken,
            "domus_host_id_fkey" => DomuError::NoHost,
            "domus_within_memory" => DomuError::NoMemory,
            "domus_within_disk" => DomuError::NoDisk,
            "domus_size_kept" => DomuError::SizeKept,
            _ => DomuError::Database(error),
        }
    }
}

impl Sentence for DomuError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            DomuError::NameShape => "fleet-domu-name-shape",
            DomuError::NameTaken => "fleet-domu-name-taken",
            DomuError::UuidTaken => "fleet-domu-uuid-taken",
            DomuError::UuidOfDom0 => "fleet-domu-uuid-of-dom0",
            DomuError::NoHost => "fleet-domu-no-host",
            DomuError::HostRetired => "fleet-domu-host-retired",
            DomuError::Migrating => "fleet-domu-migrating",
            DomuError::NoMemory => "fleet-domu-no-memory",
            DomuError::NoDisk => "fleet-domu-no-disk",
            DomuError::SizeKept => "fleet-domu-size-kept",
            DomuError::Conflict => "fleet-edited-meanwhile",
            DomuError::NotFound => "fleet-gone",
            DomuError::Database(_) => "fleet-database-away",
        })
    }
}

/// Its host has to have the memory left.
pub async fn add_domu(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    input: &DomuInput,
    now: DateTime<Utc>,
) -> Result<DomuId, DomuError> {
    check_domu_name(&input.name)?;
    check_domu_uuid(input.uuid)?;
    conn.transaction(async |conn| {
        check_host(conn, input.host_id).await?;
        let id: DomuId = diesel::insert_into(domus::table)
            .values((
                domus::uuid.eq(input.uuid.unwrap_or_else(Uuid::now_v7)),
                domus::name.eq(&input.name),
                domus::host_id.eq(input.host_id),
                domus::memory_bytes.eq(input.memory),
                domus::vcpus.eq(input.vcpus),
                domus::state.eq(input.state),
                domus::state_known_at.eq((input.state != DomuState::Unknown).then_some(now)),
                domus::note.eq(&input.note),
                domus::created_at.eq(now),
            ))
            .returning(domus::id)
            .get_result(conn)
            .await?;
        let detail = json!({
            "host": input.host_id,
            "memory": input.memory,
            "vcpus": input.vcpus,
            "state": input.state,
        });
        history::record(conn, actor, "domu.added", id, detail, now).await?;
        hint::notify(conn, hint::Hint::Status).await?;
        Ok(id)
    })
    .await
}

/// `revision` is the one that the editor saw. While a migration lasts, it says where the domU lives
/// and how big it is; before and after, it grows as far as its host has room.
pub async fn edit_domu(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: DomuId,
    revision: i32,
    input: &DomuInput,
    now: DateTime<Utc>,
) -> Result<(), DomuError> {
    check_domu_name(&input.name)?;
    check_domu_uuid(input.uuid)?;
    conn.transaction(async |conn| {
        let domu: Domu = domus::table
            .find(id)
            .select(Domu::as_select())
            .for_update()
            .first(conn)
            .await
            .optional()?
            .ok_or(DomuError::NotFound)?;
        if domu.revision != revision {
            return Err(DomuError::Conflict);
        }
        if domu.host_id != input.host_id {
            check_free_to_go(conn, id).await?;
            check_host(conn, input.host_id).await?;
        }
        diesel::update(domus::table.find(id))
            .set((
                domus::name.eq(&input.name),
                input.uuid.map(|uuid| domus::uuid.eq(uuid)),
                domus::host_id.eq(input.host_id),
                domus::memory_bytes.eq(input.memory),
                domus::vcpus.eq(input.vcpus),
                (domu.state != input.state)
                    .then(|| (domus::state.eq(input.state), domus::state_known_at.eq(now))),
                domus::note.eq(&input.note),
                domus::revision.eq(domus::revision + 1),
            ))
            .execute(conn)
            .await?;
        let changes = row_changes(conn, &domu, input).await?;
        history::record_changes(conn, actor, "domu.edited", id, changes, json!({}), now).await?;
        hint::notify(conn, hint::Hint::Status).await?;
        Ok(())
    })
    .await
}

/// What the people of a domU want, or the core team for them.
pub async fn set_preferences(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: DomuId,
    wanted: Preferences,
    now: DateTime<Utc>,
) -> Result<(), DomuError> {
    conn.transaction(async |conn| {
        let before = preferences(conn, id).await?;
        diesel::update(domus::table.find(id))
            .set((
                domus::boot_after_migration.eq(wanted.boot_after_migration),
                domus::is_named_publicly.eq(wanted.is_named_publicly),
            ))
            .execute(conn)
            .await?;
        record_wishes(conn, actor, id, (before, wanted), now).await?;
        hint::notify(conn, hint::Hint::Status).await?;
        Ok(())
    })
    .await
}

/// Keeps only whether it may start by itself after a move.
pub async fn set_boot_after_migration(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: DomuId,
    boots: bool,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let before = preferences(conn, id).await?;
    let wanted = Preferences { boot_after_migration: boots, ..before };
    diesel::update(domus::table.find(id)).set(domus::boot_after_migration.eq(boots)).execute(conn).await?;
    record_wishes(conn, actor, id, (before, wanted), now).await
}

/// As they are, locked: of two who decide at once, the second changes what the first decided.
async fn preferences(conn: &mut AsyncPgConnection, id: DomuId) -> QueryResult<Preferences> {
    let row = domus::table.find(id).select((domus::boot_after_migration, domus::is_named_publicly));
    let (boot_after_migration, is_named_publicly) = row.for_no_key_update().first(conn).await?;
    Ok(Preferences { boot_after_migration, is_named_publicly })
}

async fn record_wishes(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: DomuId,
    (old, new): (Preferences, Preferences),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let wish = |field, old: bool, new: bool| Change::between(field, Some(&old), Some(&new));
    let changes = [
        wish(Field::Starts, old.boot_after_migration, new.boot_after_migration),
        wish(Field::IsNamed, old.is_named_publicly, new.is_named_publicly),
    ];
    history::record_changes(conn, actor, "domu.preferences_set", id, changes, json!({}), now).await
}

pub fn check_domu_name(name: &str) -> Result<(), DomuError> {
    if is_domu_name(name) { Ok(()) } else { Err(DomuError::NameShape) }
}

pub fn check_domu_uuid(uuid: Option<Uuid>) -> Result<(), DomuError> {
    if uuid.is_some_and(|uuid| uuid.is_nil()) { Err(DomuError::UuidOfDom0) } else { Ok(()) }
}

async fn check_host(conn: &mut AsyncPgConnection, id: HostId) -> Result<(), DomuError> {
    let state: Option<HostState> = hosts::table.find(id).select(hosts::state).first(conn).await.optional()?;
    match state {
        None => Err(DomuError::NoHost),
        Some(HostState::Retired) => Err(DomuError::HostRetired),
        Some(_) => Ok(()),
    }
}

async fn check_free_to_go(conn: &mut AsyncPgConnection, id: DomuId) -> Result<(), DomuError> {
    if is_migrating(conn, id).await? { Err(DomuError::Migrating) } else { Ok(()) }
}

/// Whether it has a migration that has not ended.
pub async fn is_migrating(conn: &mut AsyncPgConnection, id: DomuId) -> QueryResult<bool> {
    let active: i64 = migrations::table
        .filter(migrations::domu_id.eq(id))
        .filter(migrations::state.ne_all(["closed", "cancelled"]))
        .count()
        .get_result(conn)
        .await?;
    Ok(active > 0)
}

async fn row_changes(
    conn: &mut AsyncPgConnection,
    domu: &Domu,
    input: &DomuInput,
) -> QueryResult<[Option<Change>; 7]> {
    let host = if domu.host_id == input.host_id {
        None
    } else {
        let (old, new) = (host_name(conn, domu.host_id).await?, host_name(conn, input.host_id).await?);
        Change::between(Field::Host, Some(&old), Some(&new))
    };
    let (old, new) = (domu.memory_bytes.exactly(), input.memory.exactly());
    Ok([
        Change::between(Field::Name, Some(&domu.name), Some(&input.name)),
        input.uuid.and_then(|uuid| Change::between(Field::Uuid, Some(&domu.uuid), Some(&uuid))),
        host,
        Change::between(Field::Memory, Some(&old), Some(&new)),
        Change::between(Field::Vcpus, Some(&domu.vcpus), Some(&input.vcpus)),
        Change::between(Field::State, Some(&domu.state), Some(&input.state)),
        Change::unsaid(Field::Note, domu.note != input.note),
    ])
}

async fn host_name(conn: &mut AsyncPgConnection, id: HostId) -> QueryResult<String> {
    hosts::table.find(id).select(hosts::name).first(conn).await
}
