//! A sample club to look at: `domovoi demo` runs it on a database that is thrown away. The people
//! and houses come from scripts; all that happens goes through the features' own verbs, at times
//! counted back from now, so that the story is always of last night and tonight. `dom0s` goes on from
//! there: hosts that report by themselves, and a small domU on its way at any time.

mod club;
mod dom0s;
mod large;
mod moves;
mod preflights;
mod reports;
mod sample_club;
mod status_posts;
mod traffic;

pub use dom0s::{Dom0s, Tempo, add_boxes};
pub use large::add_neighbours;
pub use sample_club::{ADMIN, CORE, MEMBER, PASSWORD, fill};
