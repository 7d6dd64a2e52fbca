//! The door for programs.

mod access;
mod commits;
mod holds;
mod host_reports;
mod pages;
mod preflights;
mod random;
mod receiving;
mod recordings;
pub mod reporter;
mod restart;
mod traffic;
mod watch;
