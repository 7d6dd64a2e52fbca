//! The first page after signing in. For a member (`member`) the next move as a `sheet`, and their
//! domUs; for the core team (`core`) what moves (`run`), what needs someone (`needs`), and the club.

mod core;
mod member;
mod needs;
mod run;
mod sheet;
mod show;

pub use show::show;
