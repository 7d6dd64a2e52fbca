//! The core team's pages about hosts.

pub mod draining;
pub mod edit;
pub mod index;
mod leaving;
pub mod limits_change;
mod reported;
pub mod show;
pub mod tokens;
pub mod traffic;

use crate::fleet::host::HostState;
use crate::fleet::queries::HostWithRoom;
use serde::Serialize;

/// How full a host is, in words and as lengths of bars in per cent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Caps {
    pub memory_used: i64,
    pub memory_held: i64,
    pub memory_all: i64,
    pub memory_used_width: f64,
    pub memory_held_width: f64,
    pub disk_used: i64,
    pub disk_held: i64,
    pub disk_all: i64,
    pub disk_used_width: f64,
    pub disk_held_width: f64,
    /// Nobody has told how large its disks are.
    pub disk_is_unknown: bool,
    /// More lives or is held there than it is recorded to have.
    pub is_overfull: bool,
}

impl Caps {
    pub fn of(host: &HostWithRoom) -> Caps {
        let (memory, disk) = (host.host.memory_bytes.0, host.host.disk_bytes.0);
        let (memory_used, disk_used) = (host.memory_lived_in().0, host.disk_lived_in().0);
        let (memory_held, disk_held) = (host.room.memory_held.0, host.room.disk_held.0);
        let (memory_used_width, memory_held_width) = widths(memory_used, memory_held, memory);
        let (disk_used_width, disk_held_width) = widths(disk_used, disk_held, disk);
        Caps {
            memory_used,
            memory_held,
            memory_all: memory,
            memory_used_width,
            memory_held_width,
            disk_used,
            disk_held,
            disk_all: disk,
            disk_used_width,
            disk_held_width,
            disk_is_unknown: disk == 0,
            is_overfull: host.room.memory_free.0 < 0 || (disk > 0 && host.room.disk_free.0 < 0),
        }
    }
}

/// Two bars that together are never longer than the whole.
fn widths(used: i64, held: i64, all: i64) -> (f64, f64) {
    let part = |bytes: i64| if all > 0 { (bytes as f64 * 1000.0 / all as f64).round() / 10.0 } else { 0.0 };
    let used = part(used).clamp(0.0, 100.0);
    (used, part(held).clamp(0.0, 100.0 - used))
}

/// The mark, the drawing and the message id of a host's state.
pub fn mark(state: HostState) -> (&'static str, &'static str) {
    match state {
        HostState::Active => ("is-up", "up"),
        HostState::Drained => ("is-move", "move"),
        HostState::Retired => ("is-off", "off"),
    }
}
