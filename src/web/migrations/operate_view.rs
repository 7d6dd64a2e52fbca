//! The small parts of the page from which an operator runs an attempt.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::back::turn_back_at;
use crate::migrations::queries::{Shown, ShownAttempt};
use crate::migrations::{Back, Event, StepCode, Way};
use crate::web::Visitor;
use crate::words::Message;

/// One block of the bar.
#[derive(Serialize)]
pub struct Block {
    class: &'static str,
    x: usize,
}

/// From one block to the next, in pixels.
const BLOCK: usize = 27;

/// What can go wrong at this point, and what then.
#[derive(Serialize)]
pub struct Wrong {
    head: String,
    text: String,
}

/// Why it goes back.
#[derive(Serialize)]
pub struct Why {
    label: &'static str,
    cause: String,
    fix: Option<String>,
    agreement: Option<String>,
}

#[derive(Serialize)]
pub struct Note {
    at: DateTime<Utc>,
    who: String,
    note: String,
}

/// How wide that many blocks are.
pub fn bar_width(count: usize) -> usize {
    4 + count * BLOCK
}

pub fn bar(position: usize, count: usize) -> Vec<Block> {
    (1..=count)
        .map(|at| Block {
            class: match at.cmp(&position) {
                std::cmp::Ordering::Less => "f-up",
                std::cmp::Ordering::Equal => "f-move",
                std::cmp::Ordering::Greater => "f-empty",
            },
            x: 1 + (at - 1) * BLOCK,
        })
        .collect()
}

/// `boots`: whether it is started at its new place.
pub fn wrongs(way: Way, step: StepCode, boots: bool) -> Vec<Wrong> {
    let ids: &[&str] = match way {
        Way::Back => &["stuck", "target-back", "portal-back"],
        Way::Revert => &["stuck", "target-silent", "portal-back"],
        Way::Forward if way.abort_at(step).is_ok() => &["before", "target", "portal", "tired"],
        Way::Forward if boots => &["boot", "portal-back"],
        Way::Forward => &["off", "portal-back"],
    };
    ids.iter()
        .map(|id| Wrong {
            head: format!("operate-wrong-{id}-head"),
            text: format!("operate-wrong-{id}-text"),
        })
        .collect()
}

/// What was written down: with steps, and between them.
pub fn notes(shown: &Shown, open: &ShownAttempt) -> Vec<Note> {
    let with_steps = open.steps.iter().filter(|step| !step.note.is_empty()).map(|step| Note {
        at: step.ended_at.unwrap_or(step.started_at),
        who: step.done_by.clone().unwrap_or_default(),
        note: step.note.clone(),
    });
    let between = shown
        .events
        .iter()
        .filter(|event| event.at >= open.attempt.started_at && !event.note.is_empty())
        .filter(|event| [Event::Remark.as_str(), Event::Retry.as_str()].contains(&event.event.as_str()))
        .map(|event| Note {
            at: event.at,
            who: event.who.clone().unwrap_or_default(),
            note: event.note.clone(),
        });
    let mut notes: Vec<Note> = with_steps.chain(between).collect();
    notes.sort_by_key(|note| note.at);
    notes
}

/// What to do about a copy that, as it goes, is done later than one has to turn back.
pub fn too_slow(who: &Visitor, back: Back, ends_at: DateTime<Utc>) -> Option<String> {
    let ready_at = back.too_late_at(ends_at)?;
    let turn_back_at = turn_back_at(ends_at);
    let message = Message::new("operate-too-slow")
        .with("ready", who.time(Some(ready_at), "at"))
        .with("turn_back", who.time(Some(turn_back_at), "clock"))
        .with("is_over", i64::from(turn_back_at <= who.now));
    Some(who.say(&message))
}

/// Why it goes back, once it does.
pub fn why(open: &ShownAttempt) -> Option<Why> {
    let attempt = &open.attempt;
    Some(Why {
        label: attempt.cause_code?.label(),
        cause: attempt.cause.clone()?,
        fix: attempt.fix.clone(),
        agreement: attempt.agreement.clone(),
    })
}
