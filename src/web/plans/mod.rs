//! The pages about plans: the list with a form for a new one, and one plan with its moves,
//! and the planner, which empties a host.

pub mod evacuation;
mod evacuation_form;
mod evacuation_picture;
mod evacuation_view;
pub mod index;
pub mod pauses;
pub mod show;
