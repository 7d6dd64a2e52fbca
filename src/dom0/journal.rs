//! Where the reports of each attempt lie on the disk, and how they leave it.
//!
//! Below the root a folder for each migration, in it one for each attempt by its number. What was
//! told while the portal was away, before anybody knew which attempt it is, lies in a folder of its
//! own until the portal says.

use std::fs::{self, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};
use uuid::Uuid;

use super::spool::{Spool, batch};
use super::{Client, Failure};
use crate::db::ids::MigrationId;
use crate::paths::segment;
use crate::reports::{Answer, Attempt, Turned};

/// Where the reports are unless somebody says otherwise.
pub const ROOT: &str = "/var/lib/domovoi/dom0";

/// How the names of folders begin whose attempt is not known yet.
const UNKNOWN: &str = "from-";

/// All that lies on this dom0.
#[derive(Debug, Clone)]
pub struct Journal {
    root: PathBuf,
    limit: u64,
    boot: Uuid,
}

/// What came of trying to deliver.
#[derive(Debug, Default)]
pub struct Delivered {
    /// The newest answer, if there was one.
    pub answer: Option<Answer>,
    /// Steps that the portal could not take as such.
    pub turned_down: Vec<Turned>,
    /// Another command is at it.
    pub is_left_to_another: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum Undelivered {
    #[error("the spool: {0}")]
    Spool(#[from] io::Error),
    #[error(transparent)]
    Portal(#[from] Failure),
}

impl Journal {
    pub fn new(root: &Path, limit: u64) -> Journal {
        // Of another boot, or of none that is known, is all the same to the portal.
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
        Journal { root: root.to_owned(), limit, boot: boot.trim().parse().unwrap_or_default() }
    }

    /// The reports of an attempt; of one that is not known, those that begin at `at`.
    pub fn spool(
        &self,
        migration: MigrationId,
        attempt: Option<i32>,
        at: DateTime<Utc>,
    ) -> io::Result<Spool> {
        let name = match attempt {
            Some(n) => n.to_string(),
            None => format!("{UNKNOWN}{}", at.timestamp_micros()),
        };
        Spool::open(&self.root.join(migration.to_string()).join(name), self.limit)
    }

    /// The migrations of which something lies here.
    pub fn migrations(&self) -> io::Result<Vec<MigrationId>> {
        let mut found: Vec<MigrationId> =
            names(&self.root)?.into_iter().filter_map(|name| name.parse().ok()).collect();
        found.sort();
        Ok(found)
    }

    /// How many reports of the migration the portal does not have yet.
    pub fn waiting(&self, migration: MigrationId) -> io::Result<usize> {
        let folder = self.root.join(migration.to_string());
        names(&folder)?
            .iter()
            .try_fold(0, |sum, name| Ok(sum + Spool::open(&folder.join(name), self.limit)?.waiting()?))
    }

    /// Gives the portal all that lies here of the migration, in order. If another command is doing
    /// so, it is left to that one.
    pub fn deliver(&self, client: &Client, migration: MigrationId) -> Result<Delivered, Undelivered> {
        let folder = self.root.join(migration.to_string());
        fs::create_dir_all(&folder)?;
        let lock = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.root.join(format!("{migration}.sending")))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Ok(Delivered { is_left_to_another: true, ..Delivered::default() });
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        // One attempt that the portal refuses holds up no other.
        let mut refused = self.find_attempts(client, migration, &folder)?.err();
        let mut delivered = Delivered::default();
        let mut attempts: Vec<i32> = names(&folder)?.iter().filter_map(|name| name.parse().ok()).collect();
        attempts.sort_unstable();
        for n in attempts {
            let spool = Spool::open(&folder.join(n.to_string()), self.limit)?;
            match self.deliver_attempt(client, (migration, n), &spool, &mut delivered) {
                Err(Undelivered::Portal(refusal @ Failure::Refused(_))) => refused = Some(refusal),
                done => done?,
            }
        }
        refused.map_or(Ok(delivered), |refusal| Err(refusal.into()))
    }

    /// What lies there of attempts that nobody knew comes to those that the portal names; the inner
    /// error is that it knows none.
    fn find_attempts(
        &self,
        client: &Client,
        migration: MigrationId,
        folder: &Path,
    ) -> Result<Result<(), Failure>, Undelivered> {
        for name in names(folder)?.iter().filter(|name| name.starts_with(UNKNOWN)) {
            let spool = Spool::open(&folder.join(name), self.limit)?;
            let Some(began_at) = spool.began_at()? else { continue };
            let attempt = match attempt(client, migration, Some(began_at)) {
                Ok(attempt) => attempt.attempt,
                Err(refusal @ Failure::Refused(_)) => return Ok(Err(refusal)),
                Err(failure) => return Err(failure.into()),
            };
            Spool::open(&folder.join(attempt.to_string()), self.limit)?.take_over(&spool)?;
        }
        Ok(Ok(()))
    }

    fn deliver_attempt(
        &self,
        client: &Client,
        (migration, n): (MigrationId, i32),
        spool: &Spool,
        delivered: &mut Delivered,
    ) -> Result<(), Undelivered> {
        loop {
            let items = spool.unsent()?;
            if items.is_empty() {
                return Ok(());
            }
            let path = format!("/api/v1/migrations/{migration}/attempts/{n}/reports");
            let answer: Answer = client.post(&path, &batch(self.boot, items))?;
            spool.forget_through(answer.acked_through)?;
            delivered.turned_down.extend(answer.turned_down.iter().cloned());
            delivered.answer = Some(answer);
        }
    }
}

/// The attempt that had begun last at that time, by the portal.
pub fn attempt(
    client: &Client,
    migration: MigrationId,
    at: Option<DateTime<Utc>>,
) -> Result<Attempt, Failure> {
    let at = at.map(|at| at.to_rfc3339_opts(SecondsFormat::Micros, true));
    let query = at.map_or(String::new(), |at| format!("?at={}", segment(&at)));
    client.get(&format!("/api/v1/migrations/{migration}/attempt{query}"))
}

/// Nothing, if there is no such folder.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    match fs::read_dir(folder) {
        Ok(entries) => entries
            .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.path().is_dir()))
            .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
            .collect(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
