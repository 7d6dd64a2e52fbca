//! Whether a move between two hosts may start: a checklist bound to what the hosts and the link
//! between them are like, which expires after a day or with the first change.
//!
//! `begin` opens one, `paste`, `tick` and `trial` add to it, `found` brings the newest of a pair of
//! hosts, `standing` judges it, `guard` is what `start` asks. `task` and `from_host` are for dom0s that
//! check by themselves, `reported` for what they say of their cards.

pub mod begin;
pub mod change;
pub mod found;
mod from_host;
pub mod guard;
pub mod paste;
mod refused;
mod reported;
pub mod standing;
mod task;
pub mod tick;
pub mod trial;

pub use begin::begin;
pub use change::note_change;
pub use found::{Found, PairHost, Paste, Tick, TrialCopy, found};
pub use from_host::report_preflight;
pub use guard::{NotReady, guard};
pub use paste::paste;
pub use refused::PreflightError;
pub use reported::take_host_report;
pub use standing::{Item, Red, Standing};
pub use task::task;
pub use tick::tick;
pub use trial::trial;
