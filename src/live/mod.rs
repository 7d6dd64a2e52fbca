//! Live hints: tiny NOTIFYs that tell open pages, the status page and the mail worker of every
//! instance to look anew.

pub mod hint;
pub mod hub;
pub mod listener;
pub mod seats;

pub use hint::Hint;
pub use hub::{Hub, Subscription};
pub use listener::Listener;
pub use seats::{Full, Seat, Seats};

use std::time::Duration;

/// What one process needs to keep pages live. Clones share it.
#[derive(Debug, Clone)]
pub struct Live {
    pub hub: Hub,
    pub seats: Seats,
    /// A page is told of changes at most this often; the last one is never left out.
    pub pace: Duration,
}

impl Default for Live {
    fn default() -> Live {
        Live { hub: Hub::default(), seats: Seats::default(), pace: Duration::from_secs(1) }
    }
}
