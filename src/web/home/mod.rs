//! The first page after signing in. For a member (`member`) the next move as a `sheet` (its
//! `moment`, what `todo`), and their domUs; for the core team (`core`) whose turn it is (`due`), what moves
//! (`run`), what needs someone (`needs`, `shifts`), and the club.

mod core;
mod due;
mod member;
mod moment;
mod needs;
mod run;
mod sheet;
mod shifts;
pub mod show;
mod todo;
