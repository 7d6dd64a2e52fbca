//! The lines of a select: a value with a word of ours (`label`, a message id) or a text from the data.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: Option<String>,
    pub text: Option<String>,
}

impl Choice {
    /// With a word of ours.
    pub fn said(value: impl ToString, label: impl Into<String>) -> Choice {
        Choice { value: value.to_string(), label: Some(label.into()), text: None }
    }

    /// With a name from the data.
    pub fn named(value: impl ToString, text: impl Into<String>) -> Choice {
        Choice { value: value.to_string(), label: None, text: Some(text.into()) }
    }
}
