//! Rates over time, with their gaps.

use chrono::{DateTime, TimeDelta, Utc};

/// Averages in bits a second, one for each piece of time from `from` on up to now at most. `None`
/// where nothing is known, which is not the same as none.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    pub from: DateTime<Utc>,
    pub step: TimeDelta,
    pub rates: Vec<Option<f64>>,
}

impl Series {
    /// When each piece begins, and its rate.
    pub fn pieces(&self) -> impl Iterator<Item = (DateTime<Utc>, Option<f64>)> {
        let at = |n: usize| self.from + self.step * i32::try_from(n).unwrap_or(i32::MAX);
        self.rates.iter().enumerate().map(move |(n, rate)| (at(n), *rate))
    }

    fn known(&self) -> impl Iterator<Item = f64> {
        self.rates.iter().copied().flatten()
    }

    /// Over all that is known.
    pub fn average(&self) -> Option<f64> {
        let (sum, n) = self.known().fold((0.0, 0.0), |(sum, n), rate| (sum + rate, n + 1.0));
        (n > 0.0).then(|| sum / n)
    }

    /// The highest, and when it began.
    pub fn highest(&self) -> Option<(DateTime<Utc>, f64)> {
        let known = self.pieces().filter_map(|(at, rate)| Some((at, rate?)));
        known.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }

    /// The latest that is known.
    pub fn latest(&self) -> Option<f64> {
        self.rates.iter().rev().find_map(|rate| *rate)
    }

    pub fn has_gaps(&self) -> bool {
        self.rates.iter().any(Option::is_none)
    }

    pub fn is_unknown(&self) -> bool {
        self.known().next().is_none()
    }

    /// The part that begins between these times.
    pub fn between(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> Series {
        let part: Vec<_> = self.pieces().filter(|(at, _)| (from..until).contains(at)).collect();
        Series {
            from: part.first().map_or(from, |(at, _)| *at),
            step: self.step,
            rates: part.into_iter().map(|(_, rate)| rate).collect(),
        }
    }
}
