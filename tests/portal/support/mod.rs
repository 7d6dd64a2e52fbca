//! What the tests share: a portal on its own database, a browser to drive it, people and hosts
//! to fill it.

pub mod browser;
pub mod builders;
pub mod chance;
pub mod database;
pub mod dom0;
pub mod eventually;
pub mod files;
pub mod portal;
pub mod smtp;
pub mod stream;
pub mod sys;
pub mod trips;

pub use browser::{Browser, Page};
pub use dom0::Dom0;
pub use eventually::eventually;
pub use files::files;
pub use portal::Portal;
pub use smtp::{Act, Phase, SmtpSink};
pub use stream::Stream;
pub use sys::Sys;
pub use trips::Trips;
