//! Looks at the network from outside: what answers on a domU's addresses.
//! Every look is bounded in time and bytes, and says what it found, never what it would like.

mod plain_text;
pub mod service;
