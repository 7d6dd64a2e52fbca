//! What the core team can do with a move next.

use serde::Serialize;

use crate::migrations::MigrationState;
use crate::migrations::queries::Shown;
use crate::paths;

/// A button for the core team.
#[derive(Serialize)]
pub struct Action {
    href: String,
    label: &'static str,
    is_post: bool,
    is_main: bool,
}

/// What can be done next in this state; the verbs check it again.
pub fn of(shown: &Shown) -> Vec<Action> {
    let href = paths::migration(shown.migration.id);
    let to =
        |path: &str, label, is_main| Action { href: format!("{href}{path}"), label, is_post: false, is_main };
    let post =
        |path: &str, label, is_main| Action { href: format!("{href}{path}"), label, is_post: true, is_main };
    match shown.migration.state {
        MigrationState::Draft => vec![
            Action {
                href: paths::edit_draft(&shown.domu, shown.migration.id),
                ..to("", "move-do-edit", true)
            },
            to("/cancellation", "move-do-cancel", false),
        ],
        MigrationState::Booked => vec![
            post("/attempt", "move-do-start", true),
            to("/preflight", "move-do-preflight", false),
            post("/operator", "move-do-take", false),
            to("/schedule", "move-do-reschedule", false),
            to("/cancellation", "move-do-cancel", false),
        ],
        MigrationState::Announced => vec![
            post("/operator", "move-do-take", false),
            to("/window", "move-do-choose", false),
            to("/cancellation", "move-do-cancel", false),
        ],
        MigrationState::OnHold => {
            vec![to("/hold-answer", "move-do-answer", true), to("/cancellation", "move-do-cancel", false)]
        }
        MigrationState::Running => {
            vec![to("/attempt", "move-do-operate", true), post("/operator", "move-do-take", false)]
        }
        MigrationState::Returned => {
            vec![to("/schedule", "move-do-rebook", true), to("/cancellation", "move-do-cancel", false)]
        }
        MigrationState::Unclear => {
            vec![to("/attestations", "move-do-attest", true), post("/operator", "move-do-take", false)]
        }
        MigrationState::Verifying => vec![to("/attempt/reversal", "move-do-revert", false)],
        _ => Vec::new(),
    }
}
