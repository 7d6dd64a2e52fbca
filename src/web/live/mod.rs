//! Pages that change by themselves: a stream says that something on the page is different now, and
//! the page fetches itself, as anybody would who loads it again.
//!
//! A stream has no news of its own. It looks at what its own page would show to its own visitor, and
//! speaks when that is not what it was: what the page would not show, the stream cannot tell.

pub mod home;
pub mod migration;
pub mod own_page;
pub mod seat;
pub mod seen;
pub mod status;
pub mod stream;

pub use seen::{Seen, Sight};
