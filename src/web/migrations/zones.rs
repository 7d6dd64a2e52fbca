//! The zones that a window can be typed in: a few that are likely, not six hundred.

use crate::web::choice::Choice;
use crate::web::frame::CLUB_ZONE;

/// The zone chosen before, the member's own, the club's, and UTC.
pub fn choices(chosen: &str, own: &str) -> Vec<Choice> {
    let mut names = Vec::new();
    for name in [chosen, own, CLUB_ZONE, "UTC"] {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names.into_iter().map(|name| Choice::named(name, name)).collect()
}
