//! What a resolver knows.

use serde::{Deserialize, Serialize};

/// The records of one type under one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer<T> {
    Found {
        values: Vec<T>,
        /// How long the resolver may still say so: the shortest of all records on the way.
        ttl_seconds: u32,
        /// The name that the asked one is another word for: the records are kept there.
        alias_of: Option<String>,
    },
    /// The name, or this type under it, does not exist.
    None,
    /// Nobody could tell; it says nothing of the name.
    Unknown { why: Unanswered },
}

impl<T> Answer<T> {
    /// What was found, which may be nothing.
    pub fn values(&self) -> &[T] {
        match self {
            Answer::Found { values, .. } => values,
            Answer::None | Answer::Unknown { .. } => &[],
        }
    }
}

/// Why a resolver gave no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unanswered {
    TimedOut,
    /// SERVFAIL: the resolver tried, and the name's own servers failed it.
    ServerFailure,
    /// The resolver does not answer us.
    Refused,
    /// Nothing listens where the resolver should be.
    Unreachable,
    /// It only knows its own names.
    NotRecursive,
    /// It spoke, but no sense.
    Nonsense,
    /// What was asked for can be no name.
    NoName,
}

/// A mail server of a domain; without a name when the domain takes no mail (RFC 7505).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exchange {
    pub preference: u16,
    pub host: String,
}
