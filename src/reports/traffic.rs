//! What goes through the cards of a host, by their counters.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Broken, MOST_ITEMS, VERSION};

/// Cards of a host that are reported.
pub const MOST_NICS: usize = 16;
/// What Linux takes as a name of one (`IFNAMSIZ`), and some air.
const LONGEST_NIC: usize = 32;

/// Counters of one host, by rising number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrafficBatch {
    pub version: u32,
    /// Counters begin anew with each boot.
    pub boot: Uuid,
    pub items: Vec<Counters>,
}

/// All counters at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counters {
    /// From 1, one more each time, also over restarts.
    pub seq: i64,
    /// Below `seq` if it stands in for some that there was no room for: counters lose nothing by that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    pub at: DateTime<Utc>,
    pub nics: Vec<Nic>,
}

/// What went through one card since the host booted, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nic {
    pub name: String,
    pub received: i64,
    pub sent: i64,
}

/// The answer to a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrafficAnswer {
    /// The next one that is taken is one higher.
    pub acked_through: i64,
    pub min_interval_seconds: u32,
}

impl Counters {
    pub fn stands_from(&self) -> i64 {
        self.from.unwrap_or(self.seq)
    }

    fn problem(&self) -> Option<&'static str> {
        let is_name = |name: &str| {
            (1..=LONGEST_NIC).contains(&name.len()) && name.chars().all(|c| c.is_ascii_graphic())
        };
        if self.seq < 1 || !(1..=self.seq).contains(&self.stands_from()) {
            Some("seq counts from 1, and from is not above it")
        } else if self.nics.len() > MOST_NICS {
            Some("more than 16 cards")
        } else if !self.nics.iter().all(|nic| is_name(&nic.name)) {
            Some("a card has a name of 1 to 32 letters and digits")
        } else if self.nics.iter().any(|nic| nic.received < 0 || nic.sent < 0) {
            Some("a counter is negative")
        } else if self
            .nics
            .iter()
            .enumerate()
            .any(|(at, nic)| self.nics[..at].iter().any(|n| n.name == nic.name))
        {
            Some("a card comes twice")
        } else {
            None
        }
    }
}

impl TrafficBatch {
    pub fn new(boot: Uuid, items: Vec<Counters>) -> TrafficBatch {
        TrafficBatch { version: VERSION, boot, items }
    }

    /// Reads it to the letter.
    pub fn read(json: &[u8]) -> Result<TrafficBatch, Broken> {
        let whole = |detail: String| Broken { item: None, detail };
        let batch: TrafficBatch = serde_json::from_slice(json).map_err(|error| whole(error.to_string()))?;
        if batch.version != VERSION {
            return Err(whole(format!("version {} is not {VERSION}", batch.version)));
        }
        if batch.items.len() > MOST_ITEMS {
            return Err(whole(format!("{} items are more than {MOST_ITEMS}", batch.items.len())));
        }
        let mut last = 0;
        for (index, item) in batch.items.iter().enumerate() {
            let falls = (item.stands_from() <= last).then_some("seq does not rise");
            if let Some(problem) = item.problem().or(falls) {
                return Err(Broken { item: Some(index), detail: problem.to_owned() });
            }
            last = item.seq;
        }
        Ok(batch)
    }
}
