//! Whether a move between two hosts may start: a checklist bound to what the hosts and the link
//! between them are like, which expires after a day or with the first change.
//!
//! `begin` opens one, `paste`, `tick` and `trial` add to it, `found` brings the newest of a pair of
//! hosts, `standing` judges it, `guard` is what `start` asks.

pub mod begin;
pub mod change;
pub mod found;
pub mod guard;
pub mod paste;
mod refused;
pub mod standing;
pub mod tick;
pub mod trial;

pub use begin::begin;
pub use change::note_change;
pub use found::{Found, PairHost, Paste, Tick, TrialCopy, found};
pub use guard::{NotReady, guard};
pub use paste::paste;
pub use refused::PreflightError;
pub use standing::{Item, Red, Standing};
pub use tick::tick;
pub use trial::trial;
