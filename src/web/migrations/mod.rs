//! The pages about moves: the list, one move, scheduling it, running an attempt, the runbook.

pub mod abort;
mod actions;
pub mod attempt;
pub mod cancellation;
pub mod confirmation;
pub mod confirmation_by_mail;
pub mod diary;
pub mod index;
pub mod new;
mod new_form;
mod new_view;
pub mod operator;
mod past_attempt;
pub(super) mod picture;
mod refusal;
pub mod runbook;
pub mod schedule;
pub mod show;
mod steps;
pub mod thanks;
pub(super) mod view;
pub(super) mod words;
mod zones;
