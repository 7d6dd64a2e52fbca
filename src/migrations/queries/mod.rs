//! What pages show of migrations. Who may see what is part of each query.

mod estimates;

pub use estimates::estimate_for;
