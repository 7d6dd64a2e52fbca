//! Mails, from the words to the wire.

mod club;
mod outbox;
mod samples;
mod words;
