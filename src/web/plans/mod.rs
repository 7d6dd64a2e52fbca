//! The pages about plans: the list with a form for a new one, and one plan with its moves.

pub mod index;
pub mod pauses;
pub mod show;
