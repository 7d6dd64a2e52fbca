//! Pages about issues: the list, the form with three questions, the thread.

pub mod changes;
pub mod index;
pub mod new;
pub mod replies;
pub mod show;

use crate::issues::Severity;
use crate::issues::queries::Kept;
use crate::web::{CurrentMember, Pill};
use crate::words::Message;

/// Until when an old copy is kept, as it ends a sentence; empty before the move has arrived.
pub fn kept_text(who: &CurrentMember, kept: Kept, style: &str) -> String {
    let words = match kept {
        Kept::Until(None) => return String::new(),
        Kept::Until(at) => Message::new("old-copy-until").with("at", who.time(at, style)),
        Kept::WhileOpen(Some(id)) => Message::new("old-copy-while-report").with("report", id.to_string()),
        Kept::WhileOpen(None) => Message::new("old-copy-while-reported"),
    };
    who.say(&words)
}

/// How bad it is, in its reporter's words.
pub fn severity_pill(severity: Severity) -> Pill {
    let (tone, icon) = match severity {
        Severity::Down => ("is-broken", "broken"),
        Severity::Partly => ("is-move", "broken"),
        Severity::Question => ("is-plan", "info"),
    };
    Pill::new(tone, icon, format!("issue-severity-{severity}"))
}
