//! Where the names of a domU point around a move, and what to change to what.

mod advice;
mod records;

pub use advice::{Advice, NameAdvice, RecordType, ReverseAdvice, ReverseVerdict, Side, Verdict, advice};
pub use records::{NameRecords, Records, ReverseRecords, look_up};
pub(super) use records::{of_name, plain};
