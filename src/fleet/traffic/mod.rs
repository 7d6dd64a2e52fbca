//! What goes through the cards of each host: counters become bytes in pieces of time, in the
//! transaction in which they come. `receive` is the verb, `pieces` the sums, `queries` what is drawn.

mod pieces;
mod queries;
mod receive;

pub use queries::{Bucket, buckets};
pub use receive::{receive, sweep};
