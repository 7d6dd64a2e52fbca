//! What pages show of migrations. Who may see what is part of each query.

mod candidates;
mod due;
mod estimates;
mod listed;
mod of_domu;
mod shown;

pub use candidates::{Candidate, Mover, WhyNot, candidates, mover};
pub use due::{past_grace, stops_of_grace};
pub use estimates::estimate_for;
pub use listed::{Cursor, Listed, ListedMigration, MOST_COUNTED, listed, open_count};
pub use of_domu::{DomuMigration, of_domu};
pub use shown::{Place, Shown, ShownAttempt, ShownDisk, ShownEvent, ShownMail, ShownStep, shown};
