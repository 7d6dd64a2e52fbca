//! The pages about moves: the list, one move, scheduling it, running an attempt, the runbook.

pub mod abort;
pub mod attempt;
pub mod cancellation;
pub mod confirmation;
pub mod new;
mod new_form;
pub mod operator;
pub mod pages;
mod picture;
mod refusal;
pub mod runbook;
pub mod schedule;
mod steps;
pub(super) mod words;
mod zones;
