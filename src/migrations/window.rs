//! The time that is set aside for a migration.

use chrono::{DateTime, Duration, Utc};

use crate::clock::offset_seconds;
use crate::migrations::Migration;

/// Notice that members are promised before a move.
pub const LEAD_TIME: Duration = Duration::hours(72);

/// Nobody plans an evening farther ahead; whoever seems to has mistyped the year.
pub const FARTHEST: Duration = Duration::days(400);

/// The time in which a domU may be down, and the zone in which somebody chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub zone: chrono_tz::Tz,
}

/// Why a window is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAWindow {
    #[error("it starts in the past")]
    Past,
    #[error("it starts in more than a year")]
    TooFarAhead,
    #[error("it ends before it starts")]
    EndsBeforeStart,
    #[error("it is longer than a day")]
    LongerThanADay,
    #[error("it is too short for {needs_seconds} seconds")]
    TooShort { needs_seconds: i64 },
}

impl Window {
    pub fn of(migration: &Migration) -> Window {
        Window {
            starts_at: migration.starts_at,
            ends_at: migration.ends_at,
            zone: migration.zone.parse().unwrap_or(chrono_tz::UTC),
        }
    }

    /// How far its zone is from UTC at its start, in seconds.
    pub fn offset_seconds(&self) -> i32 {
        offset_seconds(self.zone, self.starts_at)
    }

    /// A window lies ahead, and leaves room for the move and for half of it again, so that a
    /// failure can still be taken back inside it.
    pub fn check(&self, expected_seconds: i32, now: DateTime<Utc>) -> Result<(), NotAWindow> {
        if self.ends_at <= self.starts_at {
            return Err(NotAWindow::EndsBeforeStart);
        }
        if self.starts_at <= now {
            return Err(NotAWindow::Past);
        }
        if self.starts_at > now + FARTHEST {
            return Err(NotAWindow::TooFarAhead);
        }
        if self.ends_at - self.starts_at > Duration::hours(24) {
            return Err(NotAWindow::LongerThanADay);
        }
        if !self.leaves_room_for(expected_seconds, now) {
            return Err(NotAWindow::TooShort { needs_seconds: needed(expected_seconds).num_seconds() });
        }
        Ok(())
    }

    /// Whether what is left of it from `now` on is at least one and a half times the estimate.
    pub fn leaves_room_for(&self, expected_seconds: i32, now: DateTime<Utc>) -> bool {
        self.ends_at - now.max(self.starts_at) >= needed(expected_seconds)
    }
}

/// The estimate and half of it again.
pub fn needed(expected_seconds: i32) -> Duration {
    Duration::seconds(i64::from(expected_seconds) * 3 / 2)
}
