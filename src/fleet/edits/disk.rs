//! Disks that the core team records by hand.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use super::constraint;
use super::history::{record, record_changes};
use crate::db::ids::{DiskId, DomuId, HostId};
use crate::db::schema::{disks, domus};
use crate::fleet::Bytes;
use crate::fleet::change::{Change, Field};
use crate::fleet::domu::{Disk, is_disk_name, is_disk_path};
use crate::members::Actor;
use crate::words::{Message, Sentence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiskInput {
    /// As the domU sees it: `xvda`.
    pub name: String,
    /// As its host sees it.
    pub path: String,
    pub format: String,
    /// None: not known yet.
    pub bytes: Option<Bytes>,
}

#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    #[error("Xen has no disk of this name")]
    NameShape,
    #[error("not a path")]
    PathShape,
    #[error("another disk of the domU has this path")]
    PathTwice,
    #[error("a disk of {0}, on the same host, has this path")]
    PathTaken(String),
    #[error("the domU has a disk of this name")]
    NameTaken,
    #[error("the host has not so much disk left")]
    NoRoom,
    #[error("a migration keeps room for the size that the domU has")]
    SizeKept,
    #[error("there is no such disk")]
    NotFound,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for DiskError {
    fn from(error: diesel::result::Error) -> DiskError {
        match constraint(&error) {
            "disks_name_unique" => DiskError::NameTaken,
            "domus_within_disk" => DiskError::NoRoom,
            "domus_size_kept" => DiskError::SizeKept,
            _ => DiskError::Database(error),
        }
    }
}

impl Sentence for DiskError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            DiskError::PathTaken(domu) => {
                return Message::new("fleet-disk-path-taken").with("domu", domu.as_str());
            }
            DiskError::NameShape => "fleet-disk-name-shape",
            DiskError::PathShape => "fleet-disk-path-shape",
            DiskError::PathTwice => "fleet-disk-path-twice",
            DiskError::NameTaken => "fleet-disk-name-taken",
            DiskError::NoRoom => "fleet-domu-no-disk",
            DiskError::SizeKept => "fleet-domu-size-kept",
            DiskError::NotFound => "fleet-gone",
            DiskError::Database(_) => "fleet-database-away",
        })
    }
}

/// Records a disk: a new one, or the one with this id anew. The host of the domU has to have room for
/// it, and while a migration keeps room for the domU its disks stay as they are.
pub async fn set_disk(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    id: Option<DiskId>,
    input: &DiskInput,
    now: DateTime<Utc>,
) -> Result<(), DiskError> {
    check_disk_name(&input.name)?;
    conn.transaction(async |conn| {
        let host = lock(conn, domu).await?.ok_or(DiskError::NotFound)?;
        let before: Option<Disk> = match id {
            Some(id) => {
                let row = disks::table.find(id).filter(disks::domu_id.eq(domu)).select(Disk::as_select());
                Some(row.first(conn).await.optional()?.ok_or(DiskError::NotFound)?)
            }
            None => None,
        };
        // Whatever path an import brought along may stay while the rest is edited.
        if before.as_ref().is_none_or(|disk| disk.path != input.path) {
            check_disk_path(&input.path)?;
            check_path_free(conn, (domu, host), id, &input.path).await?;
        }
        let values = (
            disks::name.eq(&input.name),
            disks::path.eq(&input.path),
            disks::format.eq(&input.format),
            disks::bytes.eq(input.bytes),
        );
        match &before {
            Some(disk) => diesel::update(disks::table.find(disk.id)).set(values).execute(conn).await?,
            None => {
                diesel::insert_into(disks::table)
                    .values((disks::domu_id.eq(domu), values.0, values.1, values.2, values.3))
                    .execute(conn)
                    .await?
            }
        };
        let changes = changes(before.as_ref(), input);
        let named = json!({ "disk": input.name });
        record_changes(conn, actor, "domu.disk_set", domu, changes, named, now).await?;
        Ok(())
    })
    .await
}

/// Of a new disk all that is told beside its name.
fn changes(before: Option<&Disk>, input: &DiskInput) -> [Option<Change>; 4] {
    let size = |bytes: Option<Bytes>| bytes.map(Bytes::exactly);
    let size_before = before.and_then(|disk| size(disk.bytes));
    [
        before.and_then(|disk| Change::between(Field::Name, Some(&disk.name), Some(&input.name))),
        Change::between(Field::Path, before.map(|disk| &disk.path), Some(&input.path)),
        Change::between(Field::Format, before.map(|disk| &disk.format), Some(&input.format)),
        Change::between(Field::Size, size_before.as_ref(), size(input.bytes).as_ref()),
    ]
}

pub async fn remove_disk(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    id: DiskId,
    now: DateTime<Utc>,
) -> Result<(), DiskError> {
    conn.transaction(async |conn| {
        lock(conn, domu).await?;
        let gone: Option<String> = diesel::delete(disks::table.find(id).filter(disks::domu_id.eq(domu)))
            .returning(disks::name)
            .get_result(conn)
            .await
            .optional()?;
        let name = gone.ok_or(DiskError::NotFound)?;
        record(conn, actor, "domu.disk_removed", domu, json!({ "disk": name }), now).await?;
        Ok(())
    })
    .await
}

pub fn check_disk_name(name: &str) -> Result<(), DiskError> {
    if is_disk_name(name) { Ok(()) } else { Err(DiskError::NameShape) }
}

pub fn check_disk_path(path: &str) -> Result<(), DiskError> {
    if is_disk_path(path) { Ok(()) } else { Err(DiskError::PathShape) }
}

/// Two domUs that write to one image lose it. Only people are asked: an import records what Xen does, and
/// while a domU moves its source and its target may both have an image of that path, so that no
/// constraint says this.
async fn check_path_free(
    conn: &mut AsyncPgConnection,
    (domu, host): (DomuId, HostId),
    id: Option<DiskId>,
    path: &str,
) -> Result<(), DiskError> {
    let holders: Vec<(DiskId, DomuId, String)> = disks::table
        .inner_join(domus::table)
        .filter(disks::path.eq(path).and(domus::host_id.eq(host)))
        .order(disks::id)
        .select((disks::id, domus::id, domus::name))
        .load(conn)
        .await?;
    match holders.into_iter().find(|(disk, ..)| Some(*disk) != id) {
        None => Ok(()),
        Some((_, holder, _)) if holder == domu => Err(DiskError::PathTwice),
        Some((_, _, name)) => Err(DiskError::PathTaken(name)),
    }
}

/// Before the disks, which add up in its row: two edits would wait for each other. Gives back where the
/// domU lives.
async fn lock(conn: &mut AsyncPgConnection, domu: DomuId) -> QueryResult<Option<HostId>> {
    let row = domus::table.find(domu).select(domus::host_id).for_no_key_update();
    row.first(conn).await.optional()
}
