//! The steps of an attempt, forward and back.

use chrono::Duration;

use crate::migrations::LiveSide;
use crate::text_enum;

text_enum! {
    /// One stage of an attempt.
    pub enum StepCode {
        Preflight = "preflight",
        Stop = "stop",
        Copy = "copy",
        Compare = "compare",
        Prepare = "prepare",
        /// The last point of return.
        Commit = "commit",
        Boot = "boot",
        Check = "check",
        Fence = "fence",
        StartAgain = "start_again",
        CheckAgain = "check_again",
    }
}

text_enum! {
    pub enum StepState {
        Doing = "doing",
        Done = "done",
        /// An abort came before it was done.
        BrokenOff = "broken_off",
    }
}

/// The steps that move a domU.
pub const FORWARD: [StepCode; 8] = [
    StepCode::Preflight,
    StepCode::Stop,
    StepCode::Copy,
    StepCode::Compare,
    StepCode::Prepare,
    StepCode::Commit,
    StepCode::Boot,
    StepCode::Check,
];

/// What the way back takes: fence, start and check, with some air.
pub const WAY_BACK_TAKES: Duration = Duration::minutes(15);

/// The steps that bring it back to its old place.
pub const WAY_BACK: [StepCode; 3] = [StepCode::Fence, StepCode::StartAgain, StepCode::CheckAgain];

impl StepCode {
    pub fn is_way_back(self) -> bool {
        WAY_BACK.contains(&self)
    }

    /// Whether an abort still leads back to the source.
    pub fn is_before_commit(self) -> bool {
        !self.is_way_back() && self <= StepCode::Commit
    }

    /// The step that follows when this one is done; `None` after the last.
    pub fn next(self) -> Option<StepCode> {
        let path: &[StepCode] = if self.is_way_back() { &WAY_BACK } else { &FORWARD };
        path.iter().copied().skip_while(|step| *step != self).nth(1)
    }

    /// Its place on its path, from 1.
    pub fn position(self) -> usize {
        let path: &[StepCode] = if self.is_way_back() { &WAY_BACK } else { &FORWARD };
        path.iter().position(|step| *step == self).map_or(0, |index| index + 1)
    }

    /// The live side from the moment this step is done; `None` when it changes nothing.
    pub fn flips_live_side_to(self) -> Option<LiveSide> {
        match self {
            StepCode::Stop => Some(LiveSide::None),
            StepCode::Commit => Some(LiveSide::Target),
            StepCode::StartAgain => Some(LiveSide::Source),
            _ => None,
        }
    }

    /// The id of its name.
    pub fn label(self) -> &'static str {
        match self {
            StepCode::Preflight => "migration-step-preflight",
            StepCode::Stop => "migration-step-stop",
            StepCode::Copy => "migration-step-copy",
            StepCode::Compare => "migration-step-compare",
            StepCode::Prepare => "migration-step-prepare",
            StepCode::Commit => "migration-step-commit",
            StepCode::Boot => "migration-step-boot",
            StepCode::Check => "migration-step-check",
            StepCode::Fence => "migration-step-fence",
            StepCode::StartAgain => "migration-step-start-again",
            StepCode::CheckAgain => "migration-step-check-again",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_paths_are_walked_in_order() {
        for path in [&FORWARD[..], &WAY_BACK[..]] {
            let walked: Vec<_> = std::iter::successors(path.first().copied(), |step| step.next()).collect();
            assert_eq!(walked, path);
        }
        assert_eq!(FORWARD.len() + WAY_BACK.len(), StepCode::ALL.len());
    }

    #[test]
    fn an_abort_is_possible_up_to_and_in_commit_only() {
        let possible: Vec<_> = StepCode::ALL.iter().filter(|step| step.is_before_commit()).collect();
        assert_eq!(possible, FORWARD[..6].iter().collect::<Vec<_>>());
    }

    proptest! {
        /// Wherever an attempt is broken off, at most one side may boot, and it ends with one.
        #[test]
        fn at_most_one_side_may_ever_boot(abort_after in 0usize..8) {
            let mut side = LiveSide::Source;
            for step in &FORWARD[..abort_after] {
                side = step.flips_live_side_to().unwrap_or(side);
                let between = (StepCode::Stop..StepCode::Commit).contains(step);
                prop_assert_eq!(side == LiveSide::None, between);
            }
            if FORWARD[abort_after].is_before_commit() {
                for step in WAY_BACK {
                    side = step.flips_live_side_to().unwrap_or(side);
                }
                prop_assert_eq!(side, LiveSide::Source);
            } else {
                prop_assert_eq!(side, LiveSide::Target);
            }
        }
    }
}
