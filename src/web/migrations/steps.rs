//! The steps of an attempt as a list with ticks.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::queries::{Shown, ShownAttempt, ShownStep};
use crate::migrations::step::{FORWARD, REVERT, WAY_BACK};
use crate::migrations::{Event, MigrationState, StepCode, StepState, Way};

/// Who reads: members see plain words and who did it; the core team its own words and notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    Member,
    Core,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct StepLine {
    label: String,
    tone: &'static str,
    icon: &'static str,
    is_here: bool,
    /// The line before commit, which is no step.
    is_line: bool,
    at: Option<DateTime<Utc>>,
    /// It may have been on another day than the steps around it.
    is_dated: bool,
    by: Option<String>,
    note: String,
    /// By how many seconds its end was reported late, and when that was by the dom0's clock.
    late_seconds: Option<i64>,
    said_at: Option<DateTime<Utc>>,
}

/// The way of the whole move: announced, the steps of its attempt, done. Nothing where no attempt
/// is under way or to come.
pub fn way(shown: &Shown, attempt: Option<&ShownAttempt>, reader: Reader) -> Vec<StepLine> {
    if attempt.is_none() && !is_ahead(shown.migration.state) {
        return Vec::new();
    }
    let is_back = attempt.is_some_and(|shown| shown.attempt.way().leads_back());
    let mut way: Vec<StepLine> = announced(shown).into_iter().collect();
    way.extend(lines(attempt, shown.boots, reader));
    if !is_back {
        way.push(done(shown));
    }
    way
}

/// Whether an attempt is still to come, so that its steps are worth a look.
fn is_ahead(state: MigrationState) -> bool {
    use MigrationState::{Announced, Booked, Draft, OnHold};
    matches!(state, Draft | Announced | Booked | OnHold)
}

/// When its members were told, for the last time.
fn announced(shown: &Shown) -> Option<StepLine> {
    let told = [Event::Publish.as_str(), Event::Rebook.as_str()];
    let entry = shown.events.iter().rev().find(|entry| told.contains(&entry.event.as_str()))?;
    Some(StepLine {
        label: "member-step-announced".to_owned(),
        tone: "is-up",
        icon: "up",
        at: Some(entry.at),
        is_dated: true,
        by: entry.who.clone(),
        ..StepLine::default()
    })
}

fn done(shown: &Shown) -> StepLine {
    let at = shown.migration.ended_at.filter(|_| shown.migration.state == MigrationState::Closed);
    let (tone, icon) = if at.is_some() { ("is-up", "up") } else { ("todo", "dot") };
    StepLine { label: "member-step-done".to_owned(), tone, icon, at, is_dated: true, ..StepLine::default() }
}

/// What was done, what is being done, what comes. `boots`: whether it is started at its new place.
pub fn lines(attempt: Option<&ShownAttempt>, boots: bool, reader: Reader) -> Vec<StepLine> {
    match attempt {
        Some(revert) if revert.attempt.way() == Way::Revert => revert_lines(revert, reader),
        _ => forward_lines(attempt, boots, reader),
    }
}

fn revert_lines(revert: &ShownAttempt, reader: Reader) -> Vec<StepLine> {
    let taken_back = turn("member-step-reverted", revert.attempt.started_at);
    let found = |code: StepCode| revert.steps.iter().find(|step| step.code == code);
    std::iter::once(taken_back)
        .chain(REVERT.into_iter().map(|code| line(code, found(code), true, reader)))
        .collect()
}

/// Where the way turns.
fn turn(label: &str, at: DateTime<Utc>) -> StepLine {
    StepLine { label: label.to_owned(), tone: "is-back", icon: "back", at: Some(at), ..StepLine::default() }
}

fn forward_lines(attempt: Option<&ShownAttempt>, boots: bool, reader: Reader) -> Vec<StepLine> {
    let turned_back_at = attempt.and_then(|shown| shown.attempt.turned_back_at);
    let found = |code: StepCode| attempt.and_then(|shown| shown.steps.iter().find(|step| step.code == code));
    let is_over = attempt.is_some_and(|shown| shown.attempt.result.is_some());
    let mut lines = Vec::new();
    for code in FORWARD {
        let step = found(code);
        if step.is_none() && (turned_back_at.is_some() || is_over) {
            continue;
        }
        if code == StepCode::Commit && turned_back_at.is_none() {
            lines.push(StepLine { is_line: true, ..StepLine::default() });
        }
        lines.push(line(code, step, boots, reader));
    }
    if let Some(at) = turned_back_at {
        lines.push(turn("member-step-aborted", at));
        lines.extend(WAY_BACK.into_iter().map(|code| line(code, found(code), true, reader)));
    }
    lines
}

fn line(code: StepCode, step: Option<&ShownStep>, boots: bool, reader: Reader) -> StepLine {
    let is_broken_off = step.is_some_and(|step| step.state == StepState::BrokenOff);
    let label = match reader {
        _ if is_broken_off => broken_off(code, boots, reader),
        Reader::Member if code == StepCode::Boot && !boots => "member-step-left_off".to_owned(),
        Reader::Member => format!("member-step-{code}"),
        Reader::Core => code.label_where(boots).to_owned(),
    };
    let (tone, icon) = match step.map(|step| step.state) {
        None if code == StepCode::Commit => ("todo", "lock"),
        None => ("todo", "dot"),
        Some(StepState::Doing) => ("is-move", "move"),
        Some(StepState::Done) => ("is-up", "up"),
        Some(StepState::BrokenOff) => ("is-back", "broken"),
    };
    StepLine {
        label,
        tone,
        icon,
        is_here: step.is_some_and(|step| step.state == StepState::Doing),
        is_line: false,
        at: step.map(|step| step.ended_at.unwrap_or(step.started_at)),
        is_dated: false,
        by: step.and_then(|step| step.done_by.clone()),
        note: step.map(|step| step.note.clone()).unwrap_or_default(),
        late_seconds: step.and_then(late_seconds),
        said_at: step.and_then(|step| step.said_at),
    }
}

/// Most steps are named by what they end with, which did not happen then.
fn broken_off(code: StepCode, boots: bool, reader: Reader) -> String {
    let code = if code == StepCode::Boot && !boots { "left_off" } else { code.as_str() };
    match reader {
        Reader::Member => format!("member-broken-{code}"),
        Reader::Core => format!("migration-broken-{code}"),
    }
}

fn late_seconds(step: &ShownStep) -> Option<i64> {
    Some((step.ended_at? - step.said_at?).num_seconds())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::ids::AttemptId;

    fn step(code: StepCode, state: StepState) -> ShownStep {
        ShownStep {
            attempt_id: AttemptId(1),
            code,
            state,
            started_at: DateTime::UNIX_EPOCH,
            ended_at: Some(DateTime::UNIX_EPOCH),
            done_by: Some("Ilse".to_owned()),
            note: String::new(),
            said_at: None,
        }
    }

    #[test]
    fn a_step_that_was_broken_off_does_not_read_as_done() {
        for &code in StepCode::ALL {
            for boots in [true, false] {
                for reader in [Reader::Member, Reader::Core] {
                    let label = |state| line(code, Some(&step(code, state)), boots, reader).label;
                    let broken_off = label(StepState::BrokenOff);
                    assert!(broken_off.contains("-broken-"), "{broken_off}");
                    assert_ne!(broken_off, label(StepState::Done));
                }
            }
        }
        let commit =
            line(StepCode::Commit, Some(&step(StepCode::Commit, StepState::BrokenOff)), true, Reader::Member);
        assert_eq!(commit.label, "member-broken-commit");
    }
}
