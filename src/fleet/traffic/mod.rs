//! What goes through the cards of each host: counters become bytes in pieces of time, in the
//! transaction in which they come. `receive` is the verb, `pieces` the sums, `queries`
//! and `flow` what is drawn.

mod flow;
mod pieces;
mod queries;
mod receive;

pub use flow::{FLOW, Flow, Span, flows};
pub use queries::{Bucket, buckets};
pub use receive::{receive, sweep};
