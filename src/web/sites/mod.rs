//! The core team's pages about sites and the links between them.

pub mod edit;
pub mod index;
pub mod interconnects;
