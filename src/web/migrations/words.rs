//! How the states of moves look: their pills, and the sentence that a page begins with.

use crate::migrations::queries::Shown;
use crate::migrations::{AttemptKind, AttemptResult, CauseCode, Event, LiveSide, MigrationState};
use crate::web::choice::Choice;
use crate::web::{Pill, Visitor};
use crate::words::Message;

/// The state of a move; `is_turning_back` while its attempt leads back to the source.
pub fn state_pill(state: MigrationState, is_turning_back: bool) -> Pill {
    if is_turning_back {
        return Pill::new("is-back", "back", "move-turning-back");
    }
    let (tone, icon) = match state {
        MigrationState::Draft => ("is-off", "dot"),
        MigrationState::Announced => ("is-plan", "mail"),
        MigrationState::Booked => ("is-plan", "plan"),
        MigrationState::OnHold => ("is-off", "plan"),
        MigrationState::Running => ("is-move", "move"),
        MigrationState::Returned => ("is-back", "back"),
        MigrationState::Unclear => ("is-broken", "broken"),
        MigrationState::Verifying | MigrationState::Closed => ("is-up", "up"),
        MigrationState::Cancelled => ("is-off", "off"),
    };
    Pill::new(tone, icon, state.label())
}

/// What was written down with an entry of the history. A next try says what was wrong on the first
/// line and what was mended on the second.
pub fn note(who: &Visitor, event: &str, note: &str) -> String {
    match note.split_once('\n').filter(|(_, fix)| event == Event::Rebook.as_str() && !fix.contains('\n')) {
        Some((cause, fix)) => {
            who.say(&Message::new("move-history-explained").with("cause", cause).with("fix", fix))
        }
        None => note.to_owned(),
    }
}

pub fn overdue_pill() -> Pill {
    Pill::new("is-move", "broken", "move-overdue")
}

/// Its members were to hear by now.
pub fn late_word_pill() -> Pill {
    Pill::new("is-broken", "broken", "move-word-late")
}

/// Why an attempt came back, to choose from. None is chosen for anybody: the code goes in the mail.
pub fn causes() -> Vec<Choice> {
    let codes = CauseCode::ALL.iter().map(|code| Choice::said(code.as_str(), code.label()));
    std::iter::once(Choice::said("", "form-choose")).chain(codes).collect()
}

pub fn result_pill(result: AttemptResult) -> Pill {
    let (tone, icon) = match result {
        AttemptResult::Refused => ("is-off", "dot"),
        AttemptResult::RolledBack => ("is-back", "back"),
        AttemptResult::Succeeded => ("is-up", "up"),
        AttemptResult::Superseded => ("is-back", "back"),
        AttemptResult::Unclear => ("is-broken", "broken"),
    };
    Pill::new(tone, icon, format!("move-result-{result}"))
}

/// The ids of heading and lede for a move as it stands.
pub fn sentence(shown: &Shown) -> (String, String) {
    let migration = &shown.migration;
    let last = shown.last_attempt().map(|last| &last.attempt);
    let (head, lede) = match migration.state {
        MigrationState::Booked => ("planned", "planned"),
        MigrationState::OnHold if shown.hold().is_some_and(|(_, answer)| answer.is_some()) => {
            ("on_hold", "on_hold-answered")
        }
        MigrationState::Running if shown.is_reverting() => ("turning-back", "reverting"),
        MigrationState::Running if shown.is_turning_back() => ("turning-back", "turning-back"),
        MigrationState::Running => (
            "running",
            match migration.live_side {
                LiveSide::Source => "running-up",
                LiveSide::None => "running-down",
                LiveSide::Target if !shown.boots => "running-left-off",
                LiveSide::Target => "running-handed-over",
            },
        ),
        MigrationState::Verifying if !shown.boots => ("verifying", "verifying-off"),
        MigrationState::Closed if !shown.boots => ("closed", "closed-off"),
        MigrationState::Returned => match last.map(|last| (last.kind, last.result)) {
            Some((_, Some(AttemptResult::Unclear))) => ("returned", "found-at-source"),
            Some((AttemptKind::Revert, _)) => ("returned", "taken-back"),
            _ => ("returned", "returned"),
        },
        other => (other.as_str(), other.as_str()),
    };
    let is_reported = matches!(migration.state, MigrationState::Verifying | MigrationState::Closed)
        && !shown.open_reports.is_empty();
    let reported = if is_reported { "-reported" } else { "" };
    (format!("move-head-{head}"), format!("move-lede-{lede}{reported}"))
}
