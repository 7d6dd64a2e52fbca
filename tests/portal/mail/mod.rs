//! Mails, from the words to the wire.

mod calendar;
pub mod club;
mod crash;
mod delivery;
mod outbox;
mod owed;
mod parsed;
pub mod samples;
mod wire;
mod words;
