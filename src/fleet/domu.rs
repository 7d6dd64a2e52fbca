//! A member's virtual machine.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use uuid::Uuid;

use crate::db::ids::{DiskId, DomuId, HostId};
use crate::db::schema::{disks, domus, nics};
use crate::fleet::Bytes;
use crate::text_enum;

text_enum! {
    /// What was last known of a domU; `state_known_at` says when.
    pub enum DomuState {
        Running = "running",
        Off = "off",
        Unknown = "unknown",
    }
}

text_enum! {
    /// Why a domU is off though nobody switched it off: it is on the way of its move.
    pub enum Away {
        Moving = "moving",
        TurningBack = "turning_back",
    }
}

/// A row of `domus`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = domus, check_for_backend(diesel::pg::Pg))]
pub struct Domu {
    pub id: DomuId,
    pub uuid: Uuid,
    pub name: String,
    pub host_id: HostId,
    pub memory_bytes: Bytes,
    pub vcpus: i32,
    /// Whether it may start by itself under its new address.
    pub boot_after_migration: bool,
    /// Whether public pages may say its name.
    pub is_named_publicly: bool,
    pub state: DomuState,
    pub state_known_at: Option<DateTime<Utc>>,
    pub xen_type: Option<String>,
    pub kernel: Option<String>,
    /// A device of the host that keeps it from moving.
    pub blocked_by: Option<String>,
    pub note: String,
    pub created_at: DateTime<Utc>,
    pub revision: i32,
}

/// A row of `disks`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = disks, check_for_backend(diesel::pg::Pg))]
pub struct Disk {
    pub id: DiskId,
    pub domu_id: DomuId,
    /// As the domU sees it: `xvda`.
    pub name: String,
    /// As its host sees it: `/dev/vg0/higgs-disk`.
    pub path: String,
    pub format: String,
    /// None: nobody has told its size yet.
    pub bytes: Option<Bytes>,
}

/// A row of `nics`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = nics, check_for_backend(diesel::pg::Pg))]
pub struct Nic {
    pub domu_id: DomuId,
    pub position: i32,
    pub mac: [u8; 6],
    pub bridge: String,
}

/// Whether the database takes this as the name of a domU. Xen itself allows more.
pub fn is_domu_name(name: &str) -> bool {
    let mut chars = name.chars();
    name != "new"
        && name.len() <= 63
        && chars.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && chars.all(|c| c.is_ascii_alphanumeric() || "._+ -".contains(c))
}
