//! The parts of the runbook: one for each step, their own for the two steps that a revert does
//! elsewhere and for the two of a domU that is left off at its new place, and one to find a domU
//! that was lost.

use crate::migrations::{Side, StepCode, Way};
use crate::text_enum;

text_enum! {
    /// What an operator does at a step: its words are the ids of the runbook and of the page.
    pub enum Chapter {
        Preflight = "preflight",
        Stop = "stop",
        Copy = "copy",
        Compare = "compare",
        Prepare = "prepare",
        Commit = "commit",
        Boot = "boot",
        Check = "check",
        Fence = "fence",
        StartAgain = "start_again",
        CheckAgain = "check_again",
        /// Stopped at the target instead of the source.
        RevertStop = "revert_stop",
        /// A whole copy that ran is locked, not half of one.
        RevertFence = "revert_fence",
        /// Its member starts it, so the operator does not.
        LeaveOff = "leave_off",
        /// What can be seen of it while it is off.
        CheckOff = "check_off",
        /// Outside every step: where does it run?
        Look = "look",
    }
}

impl Chapter {
    /// `boots`: whether it is started at its new place, as its members chose.
    pub fn of(way: Way, step: StepCode, boots: bool) -> Chapter {
        match (way, step) {
            (Way::Forward, StepCode::Boot) if !boots => Chapter::LeaveOff,
            (Way::Forward, StepCode::Check) if !boots => Chapter::CheckOff,
            (Way::Revert, StepCode::Stop) => Chapter::RevertStop,
            (Way::Revert, StepCode::Fence) => Chapter::RevertFence,
            (_, StepCode::Preflight) => Chapter::Preflight,
            (_, StepCode::Stop) => Chapter::Stop,
            (_, StepCode::Copy) => Chapter::Copy,
            (_, StepCode::Compare) => Chapter::Compare,
            (_, StepCode::Prepare) => Chapter::Prepare,
            (_, StepCode::Commit) => Chapter::Commit,
            (_, StepCode::Boot) => Chapter::Boot,
            (_, StepCode::Check) => Chapter::Check,
            (_, StepCode::Fence) => Chapter::Fence,
            (_, StepCode::StartAgain) => Chapter::StartAgain,
            (_, StepCode::CheckAgain) => Chapter::CheckAgain,
        }
    }

    /// The two hosts in the order in which their commands are run.
    pub fn sides(self) -> [Side; 2] {
        match self {
            // What is sent needs a volume to land on, and what is asked from outside has to run.
            Chapter::Copy | Chapter::Check => [Side::Target, Side::Source],
            _ => [Side::Source, Side::Target],
        }
    }

    /// Whether its commands only look, on whatever host.
    pub fn only_looks(self) -> bool {
        matches!(self, Chapter::Commit | Chapter::Look)
    }

    /// The id of its name.
    pub fn label(self) -> String {
        format!("runbook-chapter-{self}")
    }
}
