//! What the time alone does to a migration. Each decision falls once for a migration as it stands,
//! however many instances look and however late: its row and all that follows from it are written in
//! one transaction.

mod assign_default;
mod decide;
mod decision;
mod old_copy;
mod remind;
mod word_late;

pub use decide::decide;
pub use decision::{Decision, REMINDED, WANTS_AN_OPERATOR, WARNED};
