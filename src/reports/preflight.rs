//! What a dom0 checks before a move, and what it found.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{Broken, VERSION};

/// Characters of the outputs.
pub const MOST_OUTPUT: usize = 50_000;
/// Characters of a remark on a check.
const LONGEST_NOTE: usize = 500;

/// What is to be checked from this host to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreflightTask {
    /// Bytes of the IP packets that must get through.
    pub mtu: u32,
    pub from: PreflightEnd,
    pub to: PreflightEnd,
    /// What is free there, as far as the portal knows.
    pub room: PreflightRoom,
    /// What this host is expected to have for domUs.
    pub bridge: String,
    /// Moves from here to there that have not ended, and those from there to here.
    pub leaving: Vec<PlannedMove>,
    pub arriving: Vec<PlannedMove>,
}

/// A host on the interconnect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreflightEnd {
    pub name: String,
    /// At most one of each family.
    pub addresses: Vec<IpAddr>,
}

/// In bytes; what a host reported itself is what it is, and what is recorded has reservations taken off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreflightRoom {
    pub memory_recorded: i64,
    pub disk_recorded: i64,
    pub memory_reported: Option<i64>,
    pub disk_reported: Option<i64>,
    pub reported_seconds_ago: Option<i64>,
}

/// A domU and what it needs where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMove {
    pub migration: String,
    pub domu: String,
    pub memory: i64,
    pub disks: i64,
    /// Started with this one; without, by a bootloader from its own disk.
    pub kernel: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreflightReport {
    pub version: u32,
    /// The host that it is about the way to.
    pub to: String,
    /// Commands and what they printed, as on a terminal.
    pub output: String,
    pub checks: Vec<PreflightCheck>,
}

/// Something that a program can look at as well as a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreflightCheck {
    /// `route` or `bridge_and_kernel`.
    pub item: String,
    pub is_good: bool,
    pub note: String,
}

/// How the preflight from this host to the other stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreflightAnswer {
    pub is_ready: bool,
    /// What stands in the way, a sentence each.
    pub reds: Vec<String>,
    pub valid_until: String,
}

impl PreflightReport {
    /// Reads it to the letter.
    pub fn read(json: &[u8]) -> Result<PreflightReport, Broken> {
        let whole = |detail: &str| Broken { item: None, detail: detail.to_owned() };
        let report: PreflightReport =
            serde_json::from_slice(json).map_err(|error| whole(&error.to_string()))?;
        let has_note =
            |check: &PreflightCheck| (1..=LONGEST_NOTE).contains(&check.note.trim().chars().count());
        let is_name = |name: &str| (1..=63).contains(&name.len()) && !name.chars().any(char::is_control);
        let has_nul =
            report.output.contains('\0') || report.checks.iter().any(|check| check.note.contains('\0'));
        if report.version != VERSION {
            Err(whole("another version"))
        } else if !is_name(&report.to) || has_nul {
            Err(whole("a text has characters that nobody can see"))
        } else if !(1..=MOST_OUTPUT).contains(&report.output.trim().chars().count()) {
            Err(whole("output has 1 to 50000 characters"))
        } else if report.checks.len() > 8 || !report.checks.iter().all(has_note) {
            Err(whole("at most 8 checks, each with a note of 1 to 500 characters"))
        } else {
            Ok(report)
        }
    }
}
