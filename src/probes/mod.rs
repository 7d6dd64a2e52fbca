//! Looks at the network from outside: what answers on a domU's addresses, and where names point.
//! Every look is bounded in time and bytes, and says what it found, never what it would like.

pub mod dns;
pub mod mailbox;
pub mod names;
mod plain_text;
pub mod service;
