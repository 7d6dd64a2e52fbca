//! Live hints: tiny NOTIFYs that tell open pages, the status page and the mail worker of every
//! instance to look anew.

pub mod hint;
pub mod listener;

pub use hint::Hint;
pub use listener::Listener;
