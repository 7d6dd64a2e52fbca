//! What the tests share: a portal on its own database, a browser to drive it, people and hosts
//! to fill it.

#![allow(dead_code, unused_imports, reason = "not every helper has its test yet")]

pub mod browser;
pub mod builders;
pub mod database;
pub mod portal;

pub use browser::{Browser, Page};
pub use portal::Portal;
