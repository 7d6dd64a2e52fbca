//! As whom PostgreSQL runs. It refuses to run as root, so a portal started by root gives it to a
//! user without privileges.

use std::io;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};

use nix::unistd::{Uid, User};

use super::StartError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    Ourselves,
    Other { name: String, uid: u32, gid: u32 },
}

impl Owner {
    /// Whoever has the cluster in `data` already, and for a new one ourselves or, when we are
    /// root, `postgres` or `nobody`.
    pub fn of(data: &Path) -> Result<Owner, StartError> {
        let holder = std::fs::metadata(data).ok().map(|metadata| metadata.uid());
        let us = Uid::effective();
        match holder {
            Some(uid) if !us.is_root() && uid != us.as_raw() => {
                Err(StartError::ForeignFolder(data.to_owned()))
            }
            Some(uid) if us.is_root() && uid != 0 => match User::from_uid(Uid::from_raw(uid)) {
                Ok(Some(user)) => Ok(Owner::from(user)),
                _ => Err(StartError::ForeignFolder(data.to_owned())),
            },
            _ if us.is_root() => ["postgres", "nobody"]
                .iter()
                .find_map(|name| User::from_name(name).ok().flatten())
                .map(Owner::from)
                .ok_or(StartError::NobodyToRunAs),
            _ => Ok(Owner::Ourselves),
        }
    }

    /// Makes the command run as this owner, without our groups.
    pub fn run_as(&self, command: &mut Command) {
        if let Owner::Other { uid, gid, .. } = self {
            command.gid(*gid).uid(*uid);
        }
    }

    pub fn take_over(&self, path: &Path) -> io::Result<()> {
        match self {
            Owner::Ourselves => Ok(()),
            Owner::Other { uid, gid, .. } => std::os::unix::fs::chown(path, Some(*uid), Some(*gid)),
        }
    }

    /// Whether the owner may pass every folder on the way to this one; initdb's own words about
    /// that are hard to understand.
    pub fn check_can_enter(&self, folder: &Path) -> Result<(), StartError> {
        let Owner::Other { name, .. } = self else { return Ok(()) };
        let mut command = Command::new("/bin/true");
        self.run_as(&mut command);
        let entered = command.current_dir(folder).stdin(Stdio::null()).status();
        match entered {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                Err(StartError::CannotEnter { user: name.clone(), folder: folder.to_owned() })
            }
            _ => Ok(()),
        }
    }
}

impl From<User> for Owner {
    fn from(user: User) -> Owner {
        Owner::Other { name: user.name, uid: user.uid.as_raw(), gid: user.gid.as_raw() }
    }
}
