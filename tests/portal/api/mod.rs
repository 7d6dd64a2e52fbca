//! The door for programs.

mod access;
mod commits;
mod random;
mod receiving;
mod recordings;
