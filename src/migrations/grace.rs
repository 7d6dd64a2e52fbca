//! How long the old image is kept: its clock stands still while an issue on the migration is open.

use chrono::{DateTime, Duration, Utc};

/// An issue on a migration: since when, and until when if it is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stop {
    pub from: DateTime<Utc>,
    pub to: Option<DateTime<Utc>>,
}

/// When the grace time that began at `began_at` and was to end at `until` really ends; `None`
/// while an issue is open. Issues at the same time stop the clock once.
pub fn end_of_grace(began_at: DateTime<Utc>, until: DateTime<Utc>, stops: &[Stop]) -> Option<DateTime<Utc>> {
    let mut closed = Vec::with_capacity(stops.len());
    for stop in stops {
        closed.push((stop.from.max(began_at), stop.to?));
    }
    closed.sort();
    let (mut stood_still, mut counted_to) = (Duration::zero(), began_at);
    for (from, to) in closed {
        let from = from.max(counted_to);
        if to > from {
            stood_still += to - from;
            counted_to = to;
        }
    }
    Some(until + stood_still)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn day(day: u32) -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2026, 11, day, 12, 0, 0).single().expect("a valid time")
    }

    fn stop(from: u32, to: Option<u32>) -> Stop {
        Stop { from: day(from), to: to.map(day) }
    }

    #[test]
    fn the_clock_stands_still_while_an_issue_is_open() {
        let end = |stops: &[Stop]| end_of_grace(day(10), day(17), stops);
        assert_eq!(end(&[]), Some(day(17)));
        assert_eq!(end(&[stop(11, Some(14))]), Some(day(20)));
        assert_eq!(end(&[stop(11, None)]), None);
        assert_eq!(end(&[stop(11, Some(14)), stop(13, None)]), None);
    }

    #[test]
    fn issues_at_the_same_time_count_once_and_earlier_ones_not_at_all() {
        let end = |stops: &[Stop]| end_of_grace(day(10), day(17), stops);
        assert_eq!(end(&[stop(11, Some(14)), stop(12, Some(13)), stop(13, Some(15))]), Some(day(21)));
        assert_eq!(end(&[stop(2, Some(5))]), Some(day(17)));
        assert_eq!(end(&[stop(8, Some(12))]), Some(day(19)));
    }
}
