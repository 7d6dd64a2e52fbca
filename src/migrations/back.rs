//! When a domU should be up again: what was promised, and what its copy makes of that. Pure, and the
//! one place that counts it, so that pages, mails and the operator's clock say the same.

use chrono::{DateTime, Duration, Utc};

use crate::migrations::step::WAY_BACK_TAKES;

/// What follows a copy: prepare, boot and check, a minute each.
const AFTER_THE_COPY: Duration = Duration::minutes(3);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Back {
    pub promised_at: DateTime<Utc>,
    /// By the copy's own speed, once a dom0 reports it.
    pub by_copy_at: Option<DateTime<Utc>>,
}

impl Back {
    /// What to count on: a copy that is faster than was thought is a surprise, not a promise.
    pub fn at(self) -> DateTime<Utc> {
        self.by_copy_at.map_or(self.promised_at, |by_copy| by_copy.max(self.promised_at))
    }

    /// When its copy is done too late to wait for, by its own speed: later than one has to turn back for
    /// the domU to be up at its old place when the window ends.
    pub fn too_late_at(self, ends_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.by_copy_at.filter(|by_copy| *by_copy > turn_back_at(ends_at))
    }
}

/// Counted from when it went down; before that, from when its window opens.
pub fn promised_at(
    starts_at: DateTime<Utc>,
    expected_seconds: i32,
    down_from: Option<DateTime<Utc>>,
) -> DateTime<Utc> {
    down_from.unwrap_or(starts_at) + Duration::seconds(expected_seconds.into())
}

/// When it is ready after a copy that ends then. `None` beyond all calendars.
pub fn by_copy_at(copy_ends_at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    copy_ends_at.checked_add_signed(AFTER_THE_COPY)
}

/// Past this the window is too short for the way back.
pub fn turn_back_at(ends_at: DateTime<Utc>) -> DateTime<Utc> {
    ends_at - WAY_BACK_TAKES
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_392_000 + minutes * 60, 0).expect("an instant")
    }

    #[test]
    fn the_promise_is_counted_from_when_it_really_went_down() {
        assert_eq!(promised_at(at(0), 1500, None), at(25));
        assert_eq!(promised_at(at(0), 1500, Some(at(20))), at(45));
    }

    #[test]
    fn the_later_of_promise_and_copy_counts_and_a_slow_copy_is_told_in_time() {
        let back = |by_copy_at| Back { promised_at: at(25), by_copy_at };
        assert_eq!((back(None).at(), back(None).too_late_at(at(90))), (at(25), None));
        assert_eq!(back(by_copy_at(at(10))).at(), at(25));
        let slow = back(by_copy_at(at(72)));
        assert_eq!((slow.at(), slow.too_late_at(at(90))), (at(75), None));
        assert_eq!(back(by_copy_at(at(73))).too_late_at(at(90)), Some(at(76)));
        assert_eq!(by_copy_at(DateTime::<Utc>::MAX_UTC), None);
    }
}
