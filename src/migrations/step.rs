//! The steps of an attempt, forward and back.

use chrono::Duration;

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

/// The steps that bring it back to its old place before commit.
pub const WAY_BACK: [StepCode; 3] = [StepCode::Fence, StepCode::StartAgain, StepCode::CheckAgain];

/// The steps that bring it back from its new place: `stop` and `fence` are done at the target.
pub const REVERT: [StepCode; 4] =
    [StepCode::Stop, StepCode::Fence, StepCode::StartAgain, StepCode::CheckAgain];

/// What the way back takes: fence, start and check, with some air.
pub const WAY_BACK_TAKES: Duration = Duration::minutes(15);

impl StepCode {
    /// The id of its name, after what is done then: what is left off at its new place is not booted.
    pub fn label_where(self, boots: bool) -> &'static str {
        if self == StepCode::Boot && !boots { "migration-step-leave-off" } else { self.label() }
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
