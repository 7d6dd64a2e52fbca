//! The door for programs.

mod access;
mod commits;
mod random;
mod receiving;
mod recordings;
mod reporter;
mod traffic;
