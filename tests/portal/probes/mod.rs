//! The network, looked at from outside: real sockets on loopback, well-behaved and hostile.

mod dns;
mod hostile;
mod https;
pub mod listener;
pub mod name_server;
mod names;
mod reach;
mod smtp;
mod ssh;
