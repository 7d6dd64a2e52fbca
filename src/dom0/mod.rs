//! The reporter, which runs on a dom0: it stands in the operator's own pipe, remembers on disk what
//! it has to tell, and tells it when the portal is there. Nothing that it carries depends on that.

pub mod client;
pub mod copy;
pub mod counters;
pub mod host;
pub mod journal;
pub mod links;
mod meter;
mod pipe;
pub mod preflight;
pub mod readings;
pub mod sender;
pub mod settings;
pub mod spool;
pub mod step;
mod tail;
mod thinning;
pub mod tool;
pub mod watch;

pub use client::{Client, Failure};
pub use settings::Settings;
