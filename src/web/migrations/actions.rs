//! What the core team can do with a move next.

use serde::Serialize;

use crate::db::ids::MemberId;
use crate::migrations::MigrationState;
use crate::migrations::queries::Shown;
use crate::paths;
use crate::web::migrations::operator::run_by;

use Weight::{Main, Plain, Quiet};

/// What the core team can do, as a button or a link.
#[derive(Serialize)]
pub struct Action {
    href: String,
    label: &'static str,
    is_post: bool,
    is_main: bool,
    is_quiet: bool,
    /// For the button that takes it from whoever is seen to run it.
    from: Option<String>,
}

/// How much it should draw the eye.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// The one next step.
    Main,
    Plain,
    /// For another evening: a link.
    Quiet,
}

/// What the reader can do next in this state; the verbs check it again.
pub fn of(shown: &Shown, reader: MemberId) -> Vec<Action> {
    let is_theirs = shown.migration.operator_id == Some(reader);
    in_this_state(shown).into_iter().filter(|action| action.label != TAKE || !is_theirs).collect()
}

/// Of no use to whoever runs it already.
const TAKE: &str = "move-do-take";

fn in_this_state(shown: &Shown) -> Vec<Action> {
    let href = paths::migration(shown.migration.id);
    let action = |path: &str, label, weight, is_post| Action {
        href: format!("{href}{path}"),
        label,
        is_post,
        is_main: weight == Main,
        is_quiet: weight == Quiet,
        from: (label == TAKE).then(|| run_by(shown.migration.operator_id)),
    };
    let to = |path: &str, label, weight| action(path, label, weight, false);
    let post = |path: &str, label| action(path, label, Plain, true);
    match shown.migration.state {
        MigrationState::Draft => vec![
            Action {
                href: paths::edit_draft(&shown.domu, shown.migration.id),
                ..to("", "move-do-edit", Main)
            },
            to("/cancellation", "move-do-cancel", Quiet),
        ],
        MigrationState::Booked => vec![
            action("/attempt", "move-do-start", Main, true),
            to("/preflight", "move-do-preflight", Plain),
            post("/operator", TAKE),
            to("/schedule", "move-do-reschedule", Quiet),
            to("/cancellation", "move-do-cancel", Quiet),
        ],
        MigrationState::Announced => vec![
            post("/operator", TAKE),
            to("/window", "move-do-choose", Plain),
            to("/cancellation", "move-do-cancel", Quiet),
        ],
        MigrationState::OnHold => {
            vec![to("/hold-answer", "move-do-answer", Main), to("/cancellation", "move-do-cancel", Quiet)]
        }
        MigrationState::Running => {
            vec![to("/attempt", "move-do-operate", Main), post("/operator", TAKE)]
        }
        MigrationState::Returned => {
            vec![to("/schedule", "move-do-rebook", Main), to("/cancellation", "move-do-cancel", Quiet)]
        }
        MigrationState::Unclear => {
            vec![to("/attestations", "move-do-attest", Main), post("/operator", TAKE)]
        }
        MigrationState::Verifying => vec![to("/attempt/reversal", "move-do-revert", Plain)],
        _ => Vec::new(),
    }
}
