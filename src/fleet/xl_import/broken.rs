//! Why a file from a dom0 can't be used, and where in it.

use crate::text_enum;
use crate::words::{Message, Sentence};

text_enum! {
    /// The outputs that an import reads.
    pub enum Output {
        /// `xl list -l`
        List = "list",
        /// `xl info`
        Info = "info",
        /// `lvm fullreport --units b --reportformat json`, or `lvs`, or `vgs`
        Disks = "disks",
    }
}

/// Why an output can't be used. Nothing was read from it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BrokenOutput {
    /// Not a character: xl prints nothing when xenstored is dead.
    #[error("{0}: empty")]
    Empty(Output),
    /// What xl or lvs prints on stderr instead of an answer.
    #[error("{output}: the tool's own error: {said}")]
    Refused { output: Output, said: String },
    /// `xl list` without `-l`.
    #[error("list: the short form of xl list")]
    ShortList,
    /// What LVM reports, given as the list.
    #[error("list: a report of LVM")]
    ReportAsList,
    #[error("{output}: ends too early, in line {line} column {column}")]
    EndsEarly { output: Output, line: usize, column: usize },
    #[error("{output}: broken in line {line} column {column}: {why}")]
    Broken { output: Output, line: usize, column: usize, why: String },
    /// A list without a single domain, not even Domain-0: xl could not look.
    #[error("list: no domain, not even Domain-0")]
    NobodyListed,
}

impl BrokenOutput {
    /// Which of the outputs it is.
    pub fn output(&self) -> Output {
        match self {
            BrokenOutput::Empty(output)
            | BrokenOutput::Refused { output, .. }
            | BrokenOutput::EndsEarly { output, .. }
            | BrokenOutput::Broken { output, .. } => *output,
            BrokenOutput::ShortList | BrokenOutput::ReportAsList | BrokenOutput::NobodyListed => Output::List,
        }
    }

    pub(super) fn from_json(output: Output, text: &str, error: &serde_json::Error) -> BrokenOutput {
        let (line, column) = (error.line(), error.column());
        if error.is_eof() {
            return BrokenOutput::EndsEarly { output, line, column };
        }
        if let Some(said) = refusal(text) {
            return BrokenOutput::Refused { output, said };
        }
        let whole = error.to_string();
        let why = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
        BrokenOutput::Broken { output, line, column, why }
    }
}

/// The line with which the tools say that they could not look.
pub(super) fn refusal(text: &str) -> Option<String> {
    let line = text.lines().find(|line| !line.trim().is_empty())?.trim();
    let is_refusal = ["error:", "ERROR:", "WARNING:", "cannot init xl context", "invalid domain identifier"]
        .iter()
        .any(|sign| line.contains(sign));
    is_refusal.then(|| line.chars().take(200).collect())
}

impl Sentence for BrokenOutput {
    fn sentence(&self) -> Message {
        match self {
            BrokenOutput::Empty(output) => Message::new("fleet-import-empty").with("output", output.as_str()),
            BrokenOutput::Refused { output, said } => Message::new("fleet-import-refused")
                .with("output", output.as_str())
                .with("said", said.as_str()),
            BrokenOutput::ShortList => Message::new("fleet-import-short-list"),
            BrokenOutput::ReportAsList => Message::new("fleet-import-report-as-list"),
            BrokenOutput::EndsEarly { output, line, column } => Message::new("fleet-import-ends-early")
                .with("output", output.as_str())
                .with("line", line.to_string())
                .with("column", column.to_string()),
            BrokenOutput::Broken { output, line, column, why } => Message::new("fleet-import-broken")
                .with("output", output.as_str())
                .with("line", line.to_string())
                .with("column", column.to_string())
                .with("why", why.as_str()),
            BrokenOutput::NobodyListed => Message::new("fleet-import-nobody-listed"),
        }
    }
}
