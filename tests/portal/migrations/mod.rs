//! A migration from the promise to its end, on a real database.

mod after_the_move;
mod calendars;
mod changed;
mod choosing;
mod clock;
mod clock_shifts;
mod closing;
mod diaries;
mod documented;
mod evening;
mod history;
mod late;
mod left_off;
mod lost;
mod mails;
mod model;
mod now;
pub mod path_mtu;
mod planner;
mod plans;
mod preflight;
mod random;
mod refusals;
mod reverts;
pub mod story;
mod two_at_once;
mod waiting;
