//! What was seen of a domU from outside: where its names point around a move, and what its services
//! answered before and after one. Jobs look (`watch`, `round` say what is due, and keep what was
//! seen); pages and mails read (`known_names`, `survey`).

pub mod known_names;
pub mod round;
pub mod survey;
pub mod watch;

pub use known_names::{KnownNames, Owner, RecordChange, Stand};
pub use round::LookPhase;
pub use survey::{LostServices, Survey, Surveyed};
