//! What dom0s report of an attempt: taken in whole or not at all, in the order of its numbers and
//! once, whatever way it came. `receive` is the verb, `kept` the rows, `copies` what they add up to,
//! `progress` what that means, and `speed` how fast it goes.

mod copies;
pub mod half;
mod kept;
pub mod progress;
pub mod queries;
pub mod receive;
pub mod speed;

pub use copies::Copy;
pub use half::{Half, attempt_for};
pub use kept::sweep;
pub use progress::{Lamp, Progress, SideProgress};
pub use queries::{Heard, heard_of, heard_under_way};
pub use receive::{ReceiveError, receive};
