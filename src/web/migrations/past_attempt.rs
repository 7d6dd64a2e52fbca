//! Attempts that are over: how each ended, why, who decided, and how long the domU was down.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::queries::{Shown, ShownAttempt};
use crate::migrations::reported::{Heard, Progress};
use crate::migrations::{AttemptResult, Event, MigrationState, StepCode, StepState, Way};
use crate::web::Pill;
use crate::web::migrations::steps::{Reader, StepLine, lines};
use crate::web::migrations::words;

/// An attempt that did not succeed.
#[derive(Serialize)]
pub struct PastAttempt {
    n: i32,
    result: Pill,
    started_at: DateTime<Utc>,
    down_seconds: Option<i64>,
    promised_seconds: i32,
    came_back: bool,
    /// It went on in the next attempt, which leads back.
    is_superseded: bool,
    is_revert: bool,
    operator: String,
    /// Who turned back.
    decided_by: Option<String>,
    steps: Vec<StepLine>,
    cause_label: Option<&'static str>,
    cause: Option<String>,
    earlier_label: Option<&'static str>,
    earlier_cause: Option<String>,
    fix: Option<String>,
    /// Where its copy stopped, if a dom0 said so.
    stopped: Option<Stopped>,
}

#[derive(Serialize)]
struct Stopped {
    bytes: i64,
    total: i64,
}

impl PastAttempt {
    pub fn of(
        shown: &Shown,
        past: &ShownAttempt,
        heard: &[Heard],
        reader: Reader,
        now: DateTime<Utc>,
    ) -> PastAttempt {
        let attempt = &past.attempt;
        PastAttempt {
            n: attempt.n,
            result: attempt
                .result
                .map_or_else(|| Pill::new("is-move", "move", "move-down"), words::result_pill),
            started_at: attempt.started_at,
            down_seconds: attempt.down_seconds(now),
            promised_seconds: attempt.promised_seconds,
            came_back: attempt.result == Some(AttemptResult::RolledBack),
            is_superseded: attempt.result == Some(AttemptResult::Superseded),
            is_revert: attempt.way() == Way::Revert,
            operator: past.operator.clone(),
            decided_by: decided_by(shown, past),
            steps: lines(Some(past), shown.boots, reader),
            cause_label: attempt.cause_code.map(|code| code.label()),
            cause: attempt.cause.clone(),
            earlier_label: attempt.earlier_cause_code.map(|code| code.label()),
            earlier_cause: attempt.earlier_cause.clone(),
            fix: attempt.fix.clone(),
            stopped: Progress::of(heard, attempt.id, attempt.bytes_total, now)
                .filter(|progress| progress.has_begun && !progress.has_ended)
                .map(|progress| Stopped { bytes: progress.bytes, total: progress.total }),
        }
    }
}

/// The history knows who broke it off, in the moment in which it was broken off.
fn decided_by(shown: &Shown, past: &ShownAttempt) -> Option<String> {
    let at = past.attempt.turned_back_at.or(past.attempt.ended_at)?;
    let broken_off = [Event::Abort.as_str(), Event::Refuse.as_str(), Event::Revert.as_str()];
    let entry =
        shown.events.iter().find(|entry| entry.at == at && broken_off.contains(&entry.event.as_str()))?;
    entry.who.clone()
}

/// What came of the last attempt, once the domU is up again.
#[derive(Serialize)]
pub struct Outcome {
    down_from: DateTime<Utc>,
    up_at: DateTime<Utc>,
    down_seconds: i64,
    promised_seconds: i32,
    copied: Option<Copied>,
}

#[derive(Serialize)]
struct Copied {
    bytes: i64,
    seconds: i64,
    rate: i64,
}

impl Outcome {
    /// `None` when another attempt is ahead or under way: what counts then is what comes.
    pub fn of(shown: &Shown) -> Option<Outcome> {
        use MigrationState::{Closed, Returned, Verifying};
        if !matches!(shown.migration.state, Verifying | Closed | Returned) {
            return None;
        }
        let last = shown.last_attempt()?;
        let (down_from, up_at) = (last.attempt.down_from?, last.attempt.up_at?);
        Some(Outcome {
            down_from,
            up_at,
            down_seconds: (up_at - down_from).num_seconds(),
            promised_seconds: last.attempt.promised_seconds,
            copied: copied(last),
        })
    }
}

fn copied(attempt: &ShownAttempt) -> Option<Copied> {
    let is_copy = |code, state| code == StepCode::Copy && state == StepState::Done;
    let copy = attempt.steps.iter().find(|step| is_copy(step.code, step.state))?;
    let seconds = (copy.ended_at? - copy.started_at).num_seconds();
    let bytes = attempt.attempt.bytes_total;
    (seconds > 0 && bytes > 0).then(|| Copied { bytes, seconds, rate: bytes / seconds })
}
