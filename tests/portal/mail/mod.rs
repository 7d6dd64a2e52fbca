//! Mails, from the words to the wire.

mod club;
mod words;
