//! What the tests share: a portal on its own database, a browser to drive it, people and hosts
//! to fill it.

pub mod browser;
pub mod builders;
pub mod database;
pub mod portal;

pub use browser::{Browser, Page};
pub use portal::Portal;
