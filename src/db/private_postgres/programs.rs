//! Where PostgreSQL's server programs are. Debian keeps `initdb` off the PATH.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::StartError;

const DEBIAN: &str = "/usr/lib/postgresql";

/// Where to look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The only place to look in, when somebody named one.
    pub configured: Option<PathBuf>,
    /// The folders of PATH.
    pub path: Vec<PathBuf>,
}

/// The server programs of one installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs {
    pub folder: PathBuf,
    pub major: u32,
}

impl Programs {
    /// The programs to run a cluster that was `made_by` this major version with; a new one gets
    /// the first found on PATH, or else Debian's newest.
    pub fn find(places: &Places, made_by: Option<u32>) -> Result<Programs, StartError> {
        let folders = places.folders();
        let mut found = folders.iter().filter_map(|folder| Programs::in_folder(folder));
        match made_by {
            None => found.next(),
            Some(major) => {
                let mut found = found.peekable();
                let first = found.peek().cloned();
                found.find(|programs| programs.major == major).or(first)
            }
        }
        .ok_or_else(|| places.empty())
    }

    fn in_folder(folder: &Path) -> Option<Programs> {
        if !has_programs(folder) {
            return None;
        }
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major_version(&String::from_utf8_lossy(&output.stdout))?;
        Some(Programs { folder: folder.to_owned(), major })
    }
}

impl Places {
    /// Whether there are any programs at all, asked before anything is made on the disk.
    pub fn check(&self) -> Result<(), StartError> {
        if self.folders().iter().any(|folder| has_programs(folder)) {
            return Ok(());
        }
        Err(self.empty())
    }

    fn folders(&self) -> Vec<PathBuf> {
        match &self.configured {
            Some(folder) => vec![folder.clone()],
            None => self.path.iter().cloned().chain(debian_newest_first()).collect(),
        }
    }

    /// That there are none, with the places as a person would name them.
    fn empty(&self) -> StartError {
        match &self.configured {
            Some(folder) => StartError::NoProgramsIn(folder.clone()),
            None => StartError::NoPrograms {
                looked_in: vec![PathBuf::from("PATH"), Path::new(DEBIAN).join("*/bin")],
            },
        }
    }
}

fn has_programs(folder: &Path) -> bool {
    ["initdb", "postgres"].iter().all(|name| folder.join(name).is_file())
}

fn debian_newest_first() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir(DEBIAN)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

/// From `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` or `… 18beta1`.
fn major_version(said: &str) -> Option<u32> {
    let number = said.split_once("(PostgreSQL)")?.1.trim_start();
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_postgres_says() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major_version("postgres: command not found"), None);
    }

    #[test]
    fn a_configured_folder_is_the_only_one_looked_in() {
        let places = Places { configured: Some("/nowhere".into()), path: vec!["/usr/bin".into()] };
        let error = Programs::find(&places, None).unwrap_err().to_string();
        assert!(error.starts_with("DOMOVOI_POSTGRES_BIN: /nowhere has no"), "{error}");
        assert!(error.contains("apt install postgresql"), "{error}");
    }
}
