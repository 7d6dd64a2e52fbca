//! Mails, from the words to the wire.

pub mod club;
mod crash;
mod delivery;
mod outbox;
pub mod samples;
mod words;
