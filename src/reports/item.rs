//! One report, with its number.

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

use super::Want;

/// Characters of a name of a disk.
pub const LONGEST_DISK: usize = 32;
/// Characters of a note, a failure or a line of a log.
pub const LONGEST_TEXT: usize = 2000;

/// A report as it is numbered and sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// From 1, one more each time, also over restarts. Order is by it alone.
    pub seq: i64,
    /// By the sender's wall clock, in whole microseconds; for people to read.
    pub at: DateTime<Utc>,
    #[serde(flatten)]
    pub said: Said,
}

/// What is said. Sizes are bytes, `elapsed_ms` counts from the beginning of the copy by a clock
/// that never jumps, `run` is the number of the report with which the copy began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Said {
    CopyBegan {
        disk: String,
        /// As far as the sender knows how much is to come.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        total: Option<i64>,
    },
    Sample {
        run: i64,
        disk: String,
        bytes: i64,
        elapsed_ms: i64,
    },
    /// To its end, or to where it broke, which `failure` then says.
    CopyEnded {
        run: i64,
        disk: String,
        bytes: i64,
        /// BLAKE3 (the paper of 2020, §2) of all that went through, in 64 hexadecimal digits.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        blake3: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        failure: Option<String>,
    },
    Step {
        step: String,
        word: StepWord,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
    // With braces, for serde lets unknown fields pass where a variant has none at all.
    /// Of the source: the domU is down there and nothing can start it.
    Fenced {},
    /// Of the target: all is there that it needs to start.
    Ready {},
    /// What the portal asked for was done: it holds on, goes on again, or stopped.
    Obeyed {
        want: Want,
    },
    Log {
        text: String,
    },
    /// Stands for all reports from `from` up to its own number: samples for which there was no room.
    Thinned {
        from: i64,
    },
}

/// What happened to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepWord {
    Began,
    Ended,
    Failed,
}

impl Item {
    pub fn new(seq: i64, at: DateTime<Utc>, said: Said) -> Item {
        Item { seq, at: at.trunc_subsecs(6), said }
    }

    /// The first number that it stands for.
    pub fn stands_from(&self) -> i64 {
        match self.said {
            Said::Thinned { from } => from,
            _ => self.seq,
        }
    }

    /// What is wrong with it, beyond its shape.
    pub fn problem(&self) -> Option<String> {
        if self.seq < 1 {
            return Some("seq counts from 1".to_owned());
        }
        match &self.said {
            Said::CopyBegan { disk, total } => bad_disk(disk)
                .or_else(|| (*total).filter(|total| *total < 1).map(|_| "total is not positive".to_owned())),
            Said::Sample { run, disk, bytes, elapsed_ms } => bad_disk(disk)
                .or_else(|| negative("bytes", *bytes))
                .or_else(|| negative("elapsed_ms", *elapsed_ms))
                .or_else(|| self.bad_run(*run)),
            Said::CopyEnded { run, disk, bytes, blake3, failure } => bad_disk(disk)
                .or_else(|| negative("bytes", *bytes))
                .or_else(|| self.bad_run(*run))
                .or_else(|| blake3.as_deref().and_then(bad_digest))
                .or_else(|| failure.as_deref().and_then(too_long)),
            Said::Step { note, .. } => too_long(note),
            Said::Log { text } => too_long(text),
            Said::Thinned { from } if !(1..=self.seq).contains(from) => {
                Some("from is not between 1 and seq".to_owned())
            }
            Said::Thinned { .. } | Said::Fenced {} | Said::Ready {} | Said::Obeyed { .. } => None,
        }
    }

    fn bad_run(&self, run: i64) -> Option<String> {
        (run < 1 || run >= self.seq).then(|| "run is no earlier seq".to_owned())
    }
}

fn bad_disk(disk: &str) -> Option<String> {
    let is_good = (1..=LONGEST_DISK).contains(&disk.chars().count()) && !disk.chars().any(char::is_control);
    (!is_good).then(|| format!("disk has 1 to {LONGEST_DISK} characters that can be seen"))
}

fn negative(name: &str, number: i64) -> Option<String> {
    (number < 0).then(|| format!("{name} is negative"))
}

fn bad_digest(digest: &str) -> Option<String> {
    let is_good = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    (!is_good).then(|| "blake3 has 64 hexadecimal digits".to_owned())
}

fn too_long(text: &str) -> Option<String> {
    let unseen = text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t'));
    if unseen {
        return Some("a text has characters that nobody can see".to_owned());
    }
    (text.chars().count() > LONGEST_TEXT).then(|| format!("a text has more than {LONGEST_TEXT} characters"))
}

/// By hand, for `flatten` would let unknown fields pass.
impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Item, D::Error> {
        let mut fields = serde_json::Map::deserialize(deserializer)?;
        let mut take = |name: &'static str| fields.remove(name).ok_or_else(|| de::Error::missing_field(name));
        let seq = serde_json::from_value(take("seq")?)
            .map_err(|error| de::Error::custom(format!("seq: {error}")))?;
        let at =
            serde_json::from_value(take("at")?).map_err(|error| de::Error::custom(format!("at: {error}")))?;
        let said = serde_json::from_value(Value::Object(fields)).map_err(de::Error::custom)?;
        Ok(Item::new(seq, at, said))
    }
}
