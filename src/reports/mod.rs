//! What dom0s report, as it travels: written by the reporter, read by the API. Strict on both
//! ends, so that a slip is told where it was made.

mod answer;
mod batch;
mod host;
mod item;
mod preflight;
mod problem;
pub mod retention;
mod traffic;

pub use answer::{Answer, Attempt, Turned, Want, Word};
pub use batch::{Batch, Broken, MOST_BYTES, MOST_ITEMS, VERSION};
pub use host::{HostLink, HostReport, HostReportAnswer, LinkKind, MOST_LINKS, MOST_RUNNING, RunningDomu};
pub use item::{Item, LONGEST_DISK, LONGEST_TEXT, Said, StepWord};
pub use preflight::{
    MOST_OUTPUT, PlannedMove, PreflightAnswer, PreflightCheck, PreflightEnd, PreflightReport, PreflightRoom,
    PreflightTask,
};
pub use problem::Problem;
pub use traffic::{Counters, MOST_NICS, Nic, TrafficAnswer, TrafficBatch};
