//! Which state may follow which: the whole table on one screen.

use crate::issues::IssueState::{self, Acknowledged, Closed, New, Resolved, Waiting};

/// What happens to an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The core team puts it into a state.
    Set(IssueState),
    /// The reporter wrote something.
    ReporterWrote,
    /// The reporter says that it works again.
    Fixed,
    /// The reporter says that it is broken again.
    Reopened,
}

/// The state after the event; `None` when it can't happen there.
pub fn after(state: IssueState, event: Event) -> Option<IssueState> {
    match (state, event) {
        // "New" means that nobody has looked, and nobody can unlook.
        (_, Event::Set(New)) => None,
        (from, Event::Set(to)) => (from != to).then_some(to),

        (New, Event::ReporterWrote) => Some(New),
        (Acknowledged | Waiting, Event::ReporterWrote) => Some(Acknowledged),
        (Resolved, Event::ReporterWrote) => Some(New),
        // Only "it is broken again" wakes what both sides have closed.
        (Closed, Event::ReporterWrote) => None,

        (Closed, Event::Fixed) => None,
        (_, Event::Fixed) => Some(Closed),

        (Resolved | Closed, Event::Reopened) => Some(New),
        (_, Event::Reopened) => None,
    }
}

/// The states into which the core team may put it, for the choice on the page.
pub fn choices(state: IssueState) -> Vec<IssueState> {
    IssueState::ALL.iter().copied().filter(|&to| after(state, Event::Set(to)).is_some()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_the_one_that_was_agreed() {
        let events = [Event::ReporterWrote, Event::Fixed, Event::Reopened];
        let table: Vec<_> =
            IssueState::ALL.iter().map(|&state| events.map(|event| after(state, event))).collect();
        assert_eq!(
            table,
            [
                [Some(New), Some(Closed), None],
                [Some(Acknowledged), Some(Closed), None],
                [Some(Acknowledged), Some(Closed), None],
                [Some(New), Some(Closed), Some(New)],
                [None, None, Some(New)],
            ]
        );
    }

    #[test]
    fn the_core_team_sets_any_other_state_but_new() {
        assert_eq!(choices(New), [Acknowledged, Waiting, Resolved, Closed]);
        assert_eq!(choices(Waiting), [Acknowledged, Resolved, Closed]);
        assert_eq!(choices(Closed), [Acknowledged, Waiting, Resolved]);
    }
}
