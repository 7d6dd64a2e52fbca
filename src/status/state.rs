//! Which state of a post may follow which: the whole table on one screen.

use crate::status::{Kind, PostState};

/// The state in which a post of this kind is published.
pub fn first(kind: Kind) -> &'static [PostState] {
    use PostState::*;
    match kind {
        Kind::Outage => &[Investigating, Identified, Watching],
        Kind::Maintenance => &[Planned, InProgress],
        Kind::News => &[Published],
    }
}

/// The states into which an update may take it. What is over stays over; an afterword that changes
/// no state is always possible.
pub fn choices(from: PostState) -> &'static [PostState] {
    use PostState::*;
    match from {
        Investigating => &[Identified, Watching, Resolved],
        Identified => &[Investigating, Watching, Resolved],
        Watching => &[Investigating, Identified, Resolved],
        Planned => &[InProgress, Completed, Cancelled],
        InProgress => &[Verifying, Completed, Cancelled],
        Verifying => &[InProgress, Completed],
        Resolved | Completed | Cancelled | Published => &[],
    }
}

/// The state that ends a post of this kind well; news has none.
pub fn last(kind: Kind) -> Option<PostState> {
    match kind {
        Kind::Outage => Some(PostState::Resolved),
        Kind::Maintenance => Some(PostState::Completed),
        Kind::News => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unfinished_post_can_be_ended_and_an_ended_one_stays_so() {
        for &kind in Kind::ALL {
            for &state in first(kind) {
                match last(kind) {
                    Some(end) => assert!(choices(state).contains(&end), "{kind} {state}"),
                    None => assert!(state.is_over()),
                }
            }
        }
        for &state in PostState::ALL {
            assert_eq!(choices(state).is_empty(), state.is_over(), "{state}");
            assert!(!choices(state).contains(&state));
        }
    }
}
