//! The network, looked at from outside: real sockets on loopback, well-behaved and hostile.

mod hostile;
mod https;
mod listener;
mod reach;
mod smtp;
mod ssh;
