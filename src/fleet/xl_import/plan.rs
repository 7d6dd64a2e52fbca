//! What an import would do, as data: shown to a person, or applied.

use std::fmt;
use std::net::IpAddr;

use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::broken::BrokenOutput;
use crate::db::ids::{DomuId, HostId, IpNetworkId, SiteId};
use crate::fleet::Bytes;
use crate::fleet::change::Change;
use crate::fleet::domu::DomuState;
use crate::words::{Message, Sentence};

/// The difference between what is recorded and what a host showed.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportPlan {
    pub host: HostPlan,
    pub new: Vec<NewDomu>,
    pub changed: Vec<ChangedDomu>,
    /// Recorded on this host and not in its whole list: not running. Never deleted.
    pub absent: Vec<AbsentDomu>,
    /// Seen as they are recorded.
    pub unchanged: Vec<(DomuId, String)>,
    /// What was not taken, and why; and what a person should look at.
    pub notes: Vec<Message>,
}

impl ImportPlan {
    /// Whether applying it would change anything but the time at which states were last known.
    pub fn changes_nothing(&self) -> bool {
        let host_is_known = matches!(&self.host, HostPlan::Known { changes, .. } if changes.is_empty());
        let nobody_stopped = self.absent.iter().all(|domu| !domu.goes_off);
        host_is_known && self.new.is_empty() && self.changed.is_empty() && nobody_stopped
    }

    /// The same for two plans that would do the same.
    pub fn fingerprint(&self) -> String {
        let hash = Sha256::digest(format!("{self:?}").as_bytes());
        hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What happens to the host itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostPlan {
    New {
        name: String,
        site: SitePlan,
        memory: Bytes,
        disk: Bytes,
        xen_version: Option<String>,
        volume_group: Option<String>,
        bridge: Option<String>,
    },
    Known {
        id: HostId,
        name: String,
        changes: Vec<Change>,
        memory: Bytes,
        disk: Bytes,
        xen_version: Option<String>,
    },
}

impl HostPlan {
    /// The name under which it is recorded.
    pub fn name(&self) -> &str {
        match self {
            HostPlan::New { name, .. } | HostPlan::Known { name, .. } => name,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SitePlan {
    Known(SiteId, String),
    New { code: String, name: String },
}

impl SitePlan {
    pub fn code(&self) -> &str {
        match self {
            SitePlan::Known(_, code) | SitePlan::New { code, .. } => code,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewDomu {
    pub target: DomuTarget,
    pub disks: Vec<PlannedDisk>,
    pub nics: Vec<PlannedNic>,
    pub addresses: Vec<NewAddress>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedDomu {
    pub id: DomuId,
    /// The name under which it was recorded.
    pub name: String,
    pub changes: Vec<Change>,
    pub target: DomuTarget,
    /// Whether it comes from another host.
    pub moves_here: bool,
    pub disks: Option<Vec<PlannedDisk>>,
    pub nics: Option<Vec<PlannedNic>>,
    pub addresses: Vec<NewAddress>,
}

/// The values that a domU's row shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomuTarget {
    pub uuid: Uuid,
    pub name: String,
    pub memory: Bytes,
    pub vcpus: i32,
    pub xen_type: Option<String>,
    pub kernel: Option<String>,
    pub blocked_by: Option<String>,
    /// None: an attempt is under way, whose operator says what state it is in.
    pub state: Option<DomuState>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsentDomu {
    pub id: DomuId,
    pub name: String,
    pub recorded: DomuState,
    /// Whether it was recorded as anything but off.
    pub goes_off: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedDisk {
    pub name: String,
    pub path: String,
    pub format: String,
    pub bytes: Option<Bytes>,
}

impl fmt::Display for PlannedDisk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.name, self.path, self.format)?;
        match self.bytes {
            Some(bytes) => write!(f, " {bytes}"),
            None => f.write_str(" ?"),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedNic {
    pub position: i32,
    pub mac: [u8; 6],
    pub bridge: String,
}

impl fmt::Display for PlannedNic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mac: Vec<String> = self.mac.iter().map(|byte| format!("{byte:02x}")).collect();
        write!(f, "{} {}", mac.join(":"), self.bridge)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAddress {
    pub address: IpAddr,
    pub network_id: IpNetworkId,
}

/// Why nothing is imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Broken(#[from] BrokenOutput),
    #[error("no host {0}, and no site for a new one")]
    UnknownHost(String),
    #[error("{0:?} can't be the name of a host")]
    HostName(String),
    #[error("{0:?} can't be the name of a site")]
    SiteName(String),
    #[error("a new host needs the output of xl info")]
    NewHostWithoutInfo,
    #[error("a new host needs a list with Domain-0 in it")]
    NewHostWithoutDom0,
    #[error("Domain-0 has all the memory that xl info shows")]
    NoMemoryLeft,
    #[error("somebody changed the same at the same time")]
    Conflict,
    #[error("the difference is another one than was shown")]
    NotAsShown,
    #[error("no database")]
    NoDatabase,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for ImportError {
    fn from(error: diesel::result::Error) -> ImportError {
        use diesel::result::{DatabaseErrorKind, Error};
        match error {
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => ImportError::Conflict,
            other => ImportError::Database(other),
        }
    }
}

impl Sentence for ImportError {
    fn sentence(&self) -> Message {
        match self {
            ImportError::Broken(broken) => broken.sentence(),
            ImportError::UnknownHost(name) => {
                Message::new("fleet-import-unknown-host").with("host", name.as_str())
            }
            ImportError::HostName(name) => Message::new("fleet-host-name-shape").with("name", name.as_str()),
            ImportError::SiteName(name) => Message::new("fleet-site-name-length").with("name", name.as_str()),
            ImportError::NewHostWithoutInfo => Message::new("fleet-import-new-host-without-info"),
            ImportError::NewHostWithoutDom0 => Message::new("fleet-import-new-host-without-dom0"),
            ImportError::NoMemoryLeft => Message::new("fleet-import-no-memory-left"),
            ImportError::Conflict => Message::new("fleet-import-conflict"),
            ImportError::NotAsShown => Message::new("fleet-import-not-as-shown"),
            ImportError::NoDatabase | ImportError::Database(_) => Message::new("fleet-database-away"),
        }
    }
}
