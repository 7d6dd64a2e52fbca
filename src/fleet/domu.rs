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

/// Whether Xen takes this as the name of a virtual block device (xen-vbd-interface(7)): `xvda`, `sdb1`,
/// `d0p1`, or a plain number.
pub fn is_disk_name(name: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let is_letters = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase());
    let lettered = ["xvd", "sd", "hd"].iter().find_map(|kind| name.strip_prefix(kind)).is_some_and(|rest| {
        let disk = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        is_letters(disk)
    });
    let numbered = name.strip_prefix('d').is_some_and(|rest| match rest.split_once('p') {
        Some((disk, partition)) => is_number(disk) && is_number(partition),
        None => is_number(rest),
    });
    let hexadecimal = name
        .strip_prefix("0x")
        .is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_hexdigit()));
    lettered || numbered || hexadecimal || is_number(name)
}

/// Whether somebody may record this as the path of a disk: of a volume or an image, from the root, and
/// nothing that a shell would read something into.
pub fn is_disk_path(path: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "+_.-:@=,%".contains(c);
    path.strip_prefix('/').is_some_and(|rest| {
        rest.split('/').all(|part| !matches!(part, "" | "." | "..") && part.chars().all(is_plain))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_disk_name, is_disk_path};

    #[test]
    fn a_disk_is_called_as_xen_calls_it() {
        for good in ["xvda", "xvda1", "xvdaa15", "sda", "hdc", "d0", "d0p0", "d536p37", "51712", "0xca00"] {
            assert!(is_disk_name(good), "{good}");
        }
        for wrong in ["", "xvd", "xvd1", "../x", "xv da", "disk", "d", "dp1", "d0p", "XVDA", "0x", "xvda1b"] {
            assert!(!is_disk_name(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_path_leads_from_the_root_and_hides_no_command() {
        for good in ["/dev/vg0/higgs-disk", "/dev/mapper/vg0-higgs--disk", "/srv/xen/higgs.img", "/x"] {
            assert!(is_disk_path(good), "{good}");
        }
        for wrong in ["", "/", "relative path", "vg0/x", "/dev/vg0/ok$(x)", "/a/../b", "/a//b", "/a/", "/a b"]
        {
            assert!(!is_disk_path(wrong), "{wrong}");
        }
    }
}
