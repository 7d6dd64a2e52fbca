//! Mails, from the words to the wire.

mod words;
