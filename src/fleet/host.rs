//! A dom0: a machine on which domUs live.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use ipnet::IpNet;
use serde::Serialize;

use crate::db::ids::{HostId, SiteId};
use crate::db::schema::hosts;
use crate::fleet::Bytes;
use crate::text_enum;

text_enum! {
    /// Whether a host takes domUs in.
    pub enum HostState {
        Active = "active",
        /// Its domUs may stay or leave; none may come.
        Drained = "drained",
        /// Nobody lives there any more.
        Retired = "retired",
    }
}

/// A row of `hosts`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = hosts, check_for_backend(diesel::pg::Pg))]
pub struct Host {
    pub id: HostId,
    pub site_id: SiteId,
    pub name: String,
    /// Memory for domUs: dom0's own share is already taken off.
    pub memory_bytes: Bytes,
    /// Nothing means that nobody has told yet.
    pub disk_bytes: Bytes,
    pub state: HostState,
    pub volume_group: String,
    pub bridge: String,
    /// Where its end of the interconnect answers.
    pub interconnect_address: Option<IpNet>,
    /// The same over IPv6.
    pub interconnect_address6: Option<IpNet>,
    /// Cards with their MTUs, drivers and kernel, as it last said in a preflight.
    pub limits: String,
    pub note: String,
    pub xen_version: Option<String>,
    pub last_report_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    /// Rises with every edit, so that of two people who edit at once the second is told.
    pub revision: i32,
}

/// Whether the database takes this as the name of a host.
pub fn is_host_name(name: &str) -> bool {
    let mut chars = name.chars();
    name.len() <= 63
        && chars.next().is_some_and(|first| first.is_ascii_alphanumeric())
        && chars.all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
}

/// Whether LVM takes this as the name of a volume group.
pub fn is_volume_group_name(name: &str) -> bool {
    is_plain_name(name, 127)
}

/// Whether it can be the name of a bridge. Linux takes nearly any character in the name of an
/// interface, but this one goes into commands; its 15 bytes are a limit of Linux.
pub fn is_bridge_name(name: &str) -> bool {
    is_plain_name(name, 15)
}

/// What no shell and no option parser reads anything into.
fn is_plain_name(name: &str, most: usize) -> bool {
    (1..=most).contains(&name.len())
        && !name.starts_with('-')
        && !matches!(name, "." | "..")
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "+_.-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::{is_bridge_name, is_volume_group_name};

    #[test]
    fn a_name_that_goes_into_commands_is_a_plain_one() {
        for good in ["vg0", "VG_data.2", "ubuntu-vg", "+x"] {
            assert!(is_volume_group_name(good) && is_bridge_name(good), "{good}");
        }
        for wrong in ["", ".", "..", "-vg", "vg 0; rm -rf", "$(x)", "a/b", "a:1", "vé"] {
            assert!(!is_volume_group_name(wrong) && !is_bridge_name(wrong), "{wrong}");
        }
        assert!(is_bridge_name("br-0123456789ab") && !is_bridge_name("br-0123456789abc"));
        assert!(is_volume_group_name(&"v".repeat(127)) && !is_volume_group_name(&"v".repeat(128)));
    }
}
