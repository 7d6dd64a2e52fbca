//! The door for programs.

mod access;
mod commits;
mod pages;
mod random;
mod receiving;
mod recordings;
mod reporter;
mod traffic;
