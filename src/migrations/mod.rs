//! The moves of domUs between hosts. A migration is the promise to the members (days), an attempt
//! one execution of it (minutes to hours), and `live_side` says which copy of the disk is the true
//! one. `state` has the whole transition table; each verb is one file; `notices` tells the members;
//! `queries` is what pages show.

pub mod abort;
pub mod addresses;
pub mod announce;
pub mod attempt;
pub mod cancel;
pub mod cause;
pub mod confirm;
pub mod draft;
pub mod estimate;
pub mod finish_step;
pub mod grace;
pub mod history;
pub mod live_side;
pub mod migration;
pub mod new_migration;
pub mod notices;
pub mod queries;
pub mod rebook;
pub mod remark;
pub mod reschedule;
pub mod reservation;
pub mod runbook;
mod schedule_error;
pub mod start;
pub mod state;
pub mod step;
pub mod take;
pub mod turn;
mod under_way;
mod window;

pub use abort::{Abort, AbortError, Aborted, abort};
pub use addresses::AddressError;
pub use announce::announce;
pub use attempt::{Attempt, AttemptKind, AttemptResult, Step};
pub use cancel::{CancelError, cancel};
pub use cause::CauseCode;
pub use confirm::{ConfirmError, close_after_grace, confirm};
pub use draft::save_draft;
pub use estimate::{DiskSize, Estimate, Link, RateFrom};
pub use finish_step::{FinishStep, FinishStepError, Finished, Handover, finish_step};
pub use live_side::LiveSide;
pub use migration::Migration;
pub use new_migration::NewMigration;
pub use rebook::{Rebook, RebookError, rebook};
pub use remark::remark;
pub use reschedule::{RescheduleError, reschedule};
pub use schedule_error::ScheduleError;
pub use start::{StartError, start};
pub use state::{Event, Illegal, MigrationState};
pub use step::{StepCode, StepState};
pub use take::{TakeError, take};
pub use turn::{Conflict, Refused};
pub use window::{LEAD_TIME, NotAWindow, Window};
