//! A state in one word: tone, drawing and word, never colour alone.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pill {
    pub tone: &'static str,
    pub icon: &'static str,
    /// The id of the word.
    pub label: String,
}

impl Pill {
    pub fn new(tone: &'static str, icon: &'static str, label: impl Into<String>) -> Pill {
        Pill { tone, icon, label: label.into() }
    }
}
