//! The pages about moves: the list, one move, scheduling it, running an attempt, the runbook.

pub mod abort;
mod actions;
pub mod attempt;
pub mod cancellation;
pub mod confirmation;
pub mod index;
pub mod new;
mod new_form;
pub mod operator;
mod picture;
mod refusal;
pub mod runbook;
pub mod schedule;
pub mod show;
mod steps;
pub(super) mod words;
mod zones;
