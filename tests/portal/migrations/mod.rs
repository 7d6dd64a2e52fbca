//! A migration from the promise to its end, on a real database.

mod after_the_move;
mod closing;
mod evening;
mod mails;
pub mod path_mtu;
mod refusals;
mod story;
mod two_at_once;
