//! The one place that reads the time. Everything else takes `now` as an argument.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Duration, Offset, SubsecRound, TimeZone, Utc};
use chrono_tz::Tz;

/// The time as the portal sees it: the system's, or one that a test sets and moves.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    #[default]
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that stands still at `at` until it is moved.
    pub fn set_to(at: DateTime<Utc>) -> Clock {
        Clock::Set(Arc::new(Mutex::new(at)))
    }

    /// Now, in whole microseconds, which is what PostgreSQL keeps.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Clock::System => Utc::now().trunc_subsecs(6),
            Clock::Set(at) => *at.lock().expect("nobody panics while holding the time"),
        }
    }

    /// Moves a set clock forward; the system's clock stays as it is.
    pub fn advance(&self, by: Duration) {
        if let Clock::Set(at) = self {
            *at.lock().expect("nobody panics while holding the time") += by;
        }
    }
}

/// How far the zone is from UTC at that instant, in seconds, by the rules that this program knows; east
/// of Greenwich it is positive.
pub fn offset_seconds(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}
