//! The core team's pages about networks and their addresses.

pub mod edit;
pub mod index;
pub mod show;
