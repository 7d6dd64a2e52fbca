//! What the portal answers.

use serde::{Deserialize, Deserializer, Serialize, de};

use crate::text_enum;

text_enum! {
    /// What the portal would like the sender to do. It asks; the operator at the dom0 decides whether
    /// the reporter obeys.
    pub enum Want {
        Continue = "continue",
        Pause = "pause",
        Abort = "abort",
    }
}

impl<'de> Deserialize<'de> for Want {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Want, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// The answer to a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Up to here nothing is missing, and the sender may forget it.
    pub acked_through: i64,
    pub want: Want,
    /// Sooner than that nobody needs the next batch.
    pub min_interval_seconds: u32,
    /// The step at which the attempt is now; none once it is over.
    pub step: Option<String>,
    /// Reported steps that the portal could not take as such, and why in plain words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turned_down: Vec<Turned>,
}

/// A reported step that changed nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turned {
    pub seq: i64,
    pub why: String,
}

/// The attempt to report to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    pub attempt: i32,
    /// `source` or `target`: which end the asking host is.
    pub side: String,
    pub step: Option<String>,
    pub want: Want,
    /// Of all disks together, in bytes.
    pub bytes_total: i64,
}

/// What the target needs before it boots the domU.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub word: String,
}
