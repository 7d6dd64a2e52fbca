//! The picture of a move: two houses and a lamp between them.

use serde::Serialize;

use crate::migrations::{LiveSide, MigrationState};

/// What the drawing shows; ids of words, classes and the place of the lamp.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    pub label: &'static str,
    pub big: &'static str,
    pub source_pane: &'static str,
    pub target_pane: &'static str,
    pub lamp: Option<&'static str>,
}

/// The lamp stands on the arc: at its start, on its top, at its end.
const AT_SOURCE: &str = "translate(30 64)";
const ON_THE_WAY: &str = "translate(120 15)";
const AT_TARGET: &str = "translate(210 64)";

/// `None` for a move that has no picture: a draft, or one that is cancelled.
pub fn of(state: MigrationState, live_side: LiveSide) -> Option<Picture> {
    let picture = |label, big, source_pane, target_pane, lamp| {
        Some(Picture { label, big, source_pane, target_pane, lamp: Some(lamp) })
    };
    match (state, live_side) {
        (MigrationState::Draft | MigrationState::Cancelled | MigrationState::Unclear, _) => None,
        (MigrationState::Verifying | MigrationState::Closed, _) | (_, LiveSide::Target) => {
            picture("move-picture-done", "move-big-done", "jump-empty", "jump-lit", AT_TARGET)
        }
        (MigrationState::Returned, _) => {
            picture("move-picture-back", "move-big-back", "jump-lit", "jump-empty", AT_SOURCE)
        }
        (MigrationState::Running, LiveSide::None) => {
            picture("move-picture-running", "move-big-running", "jump-due", "jump-due", ON_THE_WAY)
        }
        (MigrationState::OnHold, _) => {
            picture("move-picture-waiting", "move-big-waiting", "jump-lit", "jump-due", AT_SOURCE)
        }
        _ => picture("move-picture-planned", "move-big-planned", "jump-lit", "jump-due", AT_SOURCE),
    }
}
