//! The ways through an attempt: which step follows which, where each leads, and which copy is the
//! true one from when on. Nothing here knows of a database; the verbs ask it, and so do the tests
//! that search every run for two sides that may boot.

use crate::migrations::step::{FORWARD, REVERT, WAY_BACK};
use crate::migrations::{AttemptKind, Event, LiveSide, Side, StepCode};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// From the source to the target.
    Forward,
    /// Back to the source, before the target was allowed to boot.
    Back,
    /// Back from the target, an attempt of its own.
    Revert,
}

/// What follows when a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Step(StepCode),
    /// The attempt is over, and this happens to the migration.
    End(Event),
}

/// Why an attempt cannot be broken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAbort {
    /// The target may have booted: what leads back from there is a revert.
    AfterCommit,
    /// It leads back already.
    LeadsBack,
    /// It is a revert, which is the way back.
    IsRevert,
}

impl Way {
    pub fn of(kind: AttemptKind, has_turned_back: bool) -> Way {
        match kind {
            AttemptKind::Revert => Way::Revert,
            AttemptKind::Forward if has_turned_back => Way::Back,
            AttemptKind::Forward => Way::Forward,
        }
    }

    /// Its steps in their order.
    pub fn steps(self) -> &'static [StepCode] {
        match self {
            Way::Forward => &FORWARD,
            Way::Back => &WAY_BACK,
            Way::Revert => &REVERT,
        }
    }

    pub fn leads_back(self) -> bool {
        self != Way::Forward
    }

    pub fn after(self, step: StepCode) -> Next {
        match self.steps().iter().skip_while(|code| **code != step).nth(1) {
            Some(next) => Next::Step(*next),
            None if self.leads_back() => Next::End(Event::RollBack),
            None => Next::End(Event::Succeed),
        }
    }

    /// The place of the step on it, from 1; 0 for a step of another way.
    pub fn position(self, step: StepCode) -> usize {
        self.steps().iter().position(|code| *code == step).map_or(0, |index| index + 1)
    }

    /// The live side from the moment this step is done; `None` when it changes nothing.
    pub fn flips_live_side_to(self, step: StepCode) -> Option<LiveSide> {
        match step {
            StepCode::Stop => Some(LiveSide::None),
            StepCode::Commit => Some(LiveSide::Target),
            StepCode::StartAgain => Some(LiveSide::Source),
            _ => None,
        }
    }

    /// What breaking off at this step means: it never went down, or it turns back.
    pub fn abort_at(self, step: StepCode) -> Result<Event, NoAbort> {
        match self {
            Way::Back => Err(NoAbort::LeadsBack),
            Way::Revert => Err(NoAbort::IsRevert),
            Way::Forward if step == StepCode::Preflight => Ok(Event::Refuse),
            Way::Forward if step <= StepCode::Commit => Ok(Event::Abort),
            Way::Forward => Err(NoAbort::AfterCommit),
        }
    }

    /// Whether a revert may follow from here: the target was allowed to boot.
    pub fn can_revert_at(self, step: StepCode) -> bool {
        self == Way::Forward && matches!(step, StepCode::Boot | StepCode::Check)
    }

    /// Whether the domU may be down by now, so that one can lose track of it.
    pub fn may_be_down_at(self, step: StepCode) -> bool {
        (self, step) != (Way::Forward, StepCode::Preflight)
    }

    /// Whether the dom0 of this side may say that the step is done. The preflight is a person's to
    /// end: from there on the domU goes down.
    pub fn is_done_at(self, step: StepCode, side: Side) -> bool {
        match (self, step) {
            (_, StepCode::Preflight) => false,
            (_, StepCode::Copy | StepCode::Compare) => true,
            (Way::Forward, StepCode::Stop) => side == Side::Source,
            (_, StepCode::StartAgain | StepCode::CheckAgain) => side == Side::Source,
            (_, StepCode::Stop | StepCode::Fence) => side == Side::Target,
            (_, StepCode::Prepare | StepCode::Commit | StepCode::Boot | StepCode::Check) => {
                side == Side::Target
            }
        }
    }

    /// Whether the domU is started here, or was just before, so that it can fail to come up.
    pub fn starts_at(self, step: StepCode) -> bool {
        matches!(step, StepCode::Boot | StepCode::Check | StepCode::StartAgain | StepCode::CheckAgain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WAYS: [Way; 3] = [Way::Forward, Way::Back, Way::Revert];

    #[test]
    fn every_way_is_walked_in_order_and_ends_where_it_leads() {
        for way in WAYS {
            let next = |step: &StepCode| match way.after(*step) {
                Next::Step(next) => Some(next),
                Next::End(_) => None,
            };
            let walked: Vec<_> = std::iter::successors(way.steps().first().copied(), next).collect();
            assert_eq!(walked, way.steps());
            let end = if way == Way::Forward { Event::Succeed } else { Event::RollBack };
            assert_eq!(way.after(*way.steps().last().expect("it has steps")), Next::End(end));
        }
        assert_eq!(FORWARD.len() + WAY_BACK.len(), StepCode::ALL.len());
    }

    #[test]
    fn an_abort_is_possible_up_to_and_in_commit_only() {
        let possible: Vec<_> =
            FORWARD.iter().filter(|step| Way::Forward.abort_at(**step).is_ok()).copied().collect();
        assert_eq!(possible, FORWARD[..6]);
        for way in [Way::Back, Way::Revert] {
            assert!(way.steps().iter().all(|step| way.abort_at(*step).is_err()));
        }
        let can_revert: Vec<_> =
            FORWARD.iter().filter(|step| Way::Forward.can_revert_at(**step)).copied().collect();
        assert_eq!(can_revert, FORWARD[6..]);
    }

    proptest! {
        /// Wherever an attempt is broken off or taken back, at most one side may boot, and it ends
        /// with one.
        #[test]
        fn at_most_one_side_may_ever_boot(leave_after in 0usize..8) {
            let mut side = LiveSide::Source;
            for step in &FORWARD[..leave_after] {
                side = Way::Forward.flips_live_side_to(*step).unwrap_or(side);
                let between = (StepCode::Stop..StepCode::Commit).contains(step);
                prop_assert_eq!(side == LiveSide::None, between);
            }
            let back = match Way::Forward.abort_at(FORWARD[leave_after]) {
                Ok(_) => Way::Back,
                Err(_) => {
                    prop_assert_eq!(side, LiveSide::Target);
                    Way::Revert
                }
            };
            for step in back.steps() {
                side = back.flips_live_side_to(*step).unwrap_or(side);
                let is_up = matches!(step, StepCode::StartAgain | StepCode::CheckAgain);
                prop_assert_eq!(side == LiveSide::Source, is_up || leave_after < 2);
            }
            prop_assert_eq!(side, LiveSide::Source);
        }
    }
}
