//! What a page showed, told apart from what it would show now.

use std::fmt;

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::live::Hint;

/// What was drawn before that is out of date by itself.
const RECENT: Duration = Duration::hours(1);

/// What a page was drawn from: the instant, and a digest of all the rest. The same data at the same
/// instant are the same page, so a clock that only ticks on is no change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub at: DateTime<Utc>,
    pub digest: String,
}

/// What a page would show, and what it would have to hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sight {
    pub digest: String,
    pub topics: Vec<Hint>,
}

/// What the page that opens a stream shows already.
#[derive(Debug, Deserialize)]
pub struct Since {
    #[serde(default)]
    pub seen: String,
}

impl Seen {
    pub fn of(at: DateTime<Utc>, page: &impl Serialize) -> Seen {
        Seen { at, digest: digest(page) }
    }

    /// As it stands in a page that was drawn lately; of another time nothing is known.
    pub fn recent(text: &str, now: DateTime<Utc>) -> Option<Seen> {
        let (at, digest) = text.split_once('.')?;
        let at = DateTime::from_timestamp_nanos(at.parse().ok()?);
        (at <= now && now - at < RECENT).then(|| Seen { at, digest: digest.to_owned() })
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_nanos_opt().unwrap_or_default(), self.digest)
    }
}

impl Sight {
    pub fn of(page: &impl Serialize, topics: Vec<Hint>) -> Sight {
        Sight { digest: digest(page), topics }
    }
}

/// Of everything that the page is drawn from.
pub fn digest(page: &impl Serialize) -> String {
    let json = serde_json::to_vec(page).unwrap_or_default();
    Sha256::digest(json)[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}
