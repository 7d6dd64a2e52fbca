//! Mails, from the words to the wire.

mod club;
mod crash;
mod delivery;
mod outbox;
mod samples;
mod words;
