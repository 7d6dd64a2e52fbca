//! What a host says of itself: who runs there, what is free, its cards and their limits. Each report
//! replaces the one before.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Broken, VERSION};

/// DomUs of a host that are reported.
pub const MOST_RUNNING: usize = 1000;
/// Cards, bridges, bonds and VLANs of a host that are reported.
pub const MOST_LINKS: usize = 64;
/// Remarks on what could not be read.
const MOST_TROUBLE: usize = 8;
const LONGEST_TROUBLE: usize = 300;
const LONGEST_NAME: usize = 128;
/// A number that no reporter reaches, below where arithmetic ends.
const HIGHEST_SEQ: i64 = 1 << 53;

/// All that is known at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostReport {
    pub version: u32,
    /// `/proc/sys/kernel/random/boot_id` of the host.
    pub boot: Uuid,
    /// Rises with each report, also over restarts; a lower one comes too late.
    pub seq: i64,
    /// By the host's wall clock; for people to read.
    pub at: DateTime<Utc>,
    /// How often it means to report.
    pub interval_seconds: i32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kernel: Option<String>,
    /// In bytes, for domUs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory_free: Option<i64>,
    /// In bytes, of all volume groups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disk_free: Option<i64>,
    /// Everybody who runs there; left out where that could not be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub running: Option<Vec<RunningDomu>>,
    pub links: Vec<HostLink>,
    /// What could not be read, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trouble: Vec<String>,
}

/// A domU as Xen knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunningDomu {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uuid: Option<Uuid>,
}

/// Something of the host itself that carries frames.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HostLink {
    pub name: String,
    pub kind: LinkKind,
    /// Bytes of the largest IP packet.
    pub mtu: u32,
    pub is_up: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driver: Option<String>,
    /// The bridge or bond that it is a port of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub master: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    Card,
    Bridge,
    Bond,
    Vlan,
}

/// The answer to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostReportAnswer {
    /// Lower numbers come too late.
    pub acked_through: i64,
    pub min_interval_seconds: u32,
}

impl HostReport {
    /// Reads it to the letter.
    pub fn read(json: &[u8]) -> Result<HostReport, Broken> {
        let whole = |detail: String| Broken { item: None, detail };
        let report: HostReport = serde_json::from_slice(json).map_err(|error| whole(error.to_string()))?;
        report.problem().map_or(Ok(report.clone()), |problem| Err(whole(problem)))
    }

    fn problem(&self) -> Option<String> {
        let is_negative = |bytes: Option<i64>| bytes.is_some_and(|bytes| bytes < 0);
        let running = self.running.as_deref().unwrap_or_default();
        if self.version != VERSION {
            Some(format!("version {} is not {VERSION}", self.version))
        } else if !(1..=HIGHEST_SEQ).contains(&self.seq) {
            Some("seq counts from 1".to_owned())
        } else if !(1..=3600).contains(&self.interval_seconds) {
            Some("interval_seconds is between 1 and 3600".to_owned())
        } else if is_negative(self.memory_free) || is_negative(self.disk_free) {
            Some("less than nothing is free".to_owned())
        } else if running.len() > MOST_RUNNING {
            Some(format!("{} domUs are more than {MOST_RUNNING}", running.len()))
        } else if self.links.len() > MOST_LINKS {
            Some(format!("{} links are more than {MOST_LINKS}", self.links.len()))
        } else if self.trouble.len() > MOST_TROUBLE {
            Some(format!("more than {MOST_TROUBLE} remarks"))
        } else {
            self.bad_text()
        }
    }

    fn bad_text(&self) -> Option<String> {
        let names = self.running.iter().flatten().map(|domu| &domu.name);
        let words =
            self.links.iter().flat_map(|link| [Some(&link.name), link.driver.as_ref(), link.master.as_ref()]);
        let one_line = |text: &str, most: usize| {
            (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control)
        };
        let is_word = |text: &str| one_line(text, 64) && !text.contains(char::is_whitespace);
        if !names.into_iter().all(|name| one_line(name, LONGEST_NAME)) {
            Some(format!("a domU has a name of 1 to {LONGEST_NAME} characters that can be seen"))
        } else if !words.flatten().chain(&self.kernel).all(|word| is_word(word)) {
            Some("a link, a driver and a kernel have names of 1 to 64 characters without blanks".to_owned())
        } else if !self.trouble.iter().all(|text| one_line(text, LONGEST_TROUBLE)) {
            Some(format!("a remark is one line of 1 to {LONGEST_TROUBLE} characters"))
        } else {
            None
        }
    }
}
