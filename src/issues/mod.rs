//! Reports of breakage. A member tells what is wrong, the core team answers, and both see one
//! thread; internal notes stay with the core team. An open issue keeps its migration from closing.

mod assign;
mod change_state;
mod issue;
mod link_migration;
mod notices;
pub mod queries;
mod reply;
pub mod state;
mod submit;
mod verdict;

pub use assign::{AssignError, assign, take};
pub use change_state::{ChangeError, change_state};
pub use issue::{Issue, IssueState, Severity, Visibility};
pub use link_migration::{LinkError, link_migration};
pub use reply::{Reply, ReplyError, note, reply};
pub use submit::{Report, SubmitError, submit};
pub use verdict::{mark_fixed, reopen};
