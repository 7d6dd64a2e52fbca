//! What of a record changed: shown before an import, and kept in the history of a domU.

use serde::Serialize;

use crate::text_enum;

text_enum! {
    /// What of a host or of a domU changes.
    pub enum Field {
        Name = "name",
        Uuid = "uuid",
        Host = "host",
        Memory = "memory",
        DiskSpace = "disk-space",
        XenVersion = "xen-version",
        Vcpus = "vcpus",
        XenType = "xen-type",
        Kernel = "kernel",
        BlockedBy = "blocked-by",
        State = "state",
        Disk = "disk",
        Nic = "nic",
        Address = "address",
        /// Of a disk: where its host has it.
        Path = "path",
        Format = "format",
        Size = "size",
        /// Of a service: how it is looked at.
        Kind = "kind",
        Hostname = "hostname",
        Port = "port",
        /// Of a person.
        Role = "role",
        /// Whether it is started after a move.
        Starts = "starts",
        /// Whether public pages say its name.
        IsNamed = "is-named",
        /// What the core team wrote for itself. That it changed is kept, its words are not.
        Note = "note",
    }
}

impl Field {
    /// The message id of its name.
    pub fn label(self) -> String {
        format!("fleet-changed-{self}")
    }
}

/// One field, before and after; nothing on a side means that there was or will be none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    pub field: Field,
    pub old: Option<String>,
    pub new: Option<String>,
}

impl Change {
    /// A change where there is one.
    pub fn between<T: PartialEq + ToString>(
        field: Field,
        old: Option<&T>,
        new: Option<&T>,
    ) -> Option<Change> {
        let text = |value: Option<&T>| value.map(ToString::to_string);
        (old != new).then(|| Change { field, old: text(old), new: text(new) })
    }

    /// That something changed whose words are nobody's business.
    pub fn unsaid(field: Field, has_changed: bool) -> Option<Change> {
        has_changed.then_some(Change { field, old: None, new: None })
    }
}
