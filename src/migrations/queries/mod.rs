//! What pages show of migrations. Who may see what is part of each query.

mod due;
mod estimates;

pub use due::{past_grace, stops_of_grace};
pub use estimates::estimate_for;
