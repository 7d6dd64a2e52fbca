//! What a dom0 prints, read into the fleet: `xl list -l`, `xl info` and `lvs`. The outputs are
//! parsed whole or not at all, compared with what is recorded, and only the difference is
//! applied, in one transaction. A domU that is missing isn't running; it is never deleted.

mod apply;
mod broken;
mod difference;
mod host_plan;
mod known;
pub mod lvs;
mod pairs;
mod plan;
mod seen;
mod unfit;
pub mod xl_info;
pub mod xl_list;

pub use apply::{apply, apply_shown, preview};
pub use broken::{BrokenOutput, Output};
pub use difference::difference;
pub use known::{Holder, Known, KnownDomu};
pub use pairs::pairs;
pub use plan::{
    AbsentDomu, ChangedDomu, DomuTarget, HostPlan, ImportError, ImportPlan, NewAddress, NewDomu, PlannedDisk,
    PlannedNic,
};
pub use seen::{Seen, SeenDomu, Target};
