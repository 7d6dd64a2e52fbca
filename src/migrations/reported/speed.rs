//! How fast a copy goes, by its samples alone. Nothing here knows of a database or of a clock.

/// Over how much of the past the speed is reckoned.
const WINDOW_MS: i64 = 60_000;

/// One sample of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    pub elapsed_ms: i64,
    pub bytes: i64,
}

/// How it goes now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Speed {
    /// From the last minute; `None` before the second sample.
    pub bytes_per_second: Option<i64>,
    /// For how long it has stood still.
    pub flat_seconds: i32,
}

/// The speed at the last of the points, which are of one copy and in order.
pub fn speed(points: &[Point]) -> Speed {
    let Some(last) = points.last() else { return Speed::default() };
    let oldest = points.iter().find(|point| last.elapsed_ms - point.elapsed_ms <= WINDOW_MS);
    // Two samples can be further apart than the window, when the host was busy.
    let before = points.len().checked_sub(2).and_then(|at| points.get(at));
    let first = oldest.filter(|first| first.elapsed_ms < last.elapsed_ms).or(before);
    let per_second = first.and_then(|first| {
        let (bytes, ms) = (last.bytes - first.bytes, last.elapsed_ms - first.elapsed_ms);
        (ms > 0).then(|| (i128::from(bytes) * 1000 / i128::from(ms)).max(0))
    });
    let same = points.iter().rev().take_while(|point| point.bytes == last.bytes).last().unwrap_or(last);
    Speed {
        bytes_per_second: per_second.and_then(|rate| i64::try_from(rate).ok()),
        flat_seconds: i32::try_from((last.elapsed_ms - same.elapsed_ms) / 1000).unwrap_or(i32::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(list: &[(i64, i64)]) -> Vec<Point> {
        list.iter().map(|&(seconds, bytes)| Point { elapsed_ms: seconds * 1000, bytes }).collect()
    }

    #[test]
    fn the_speed_is_that_of_the_last_minute() {
        let of = |list: &[(i64, i64)]| speed(&points(list)).bytes_per_second;
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(0, 0)]), None);
        assert_eq!(of(&[(0, 0), (5, 50)]), Some(10));
        assert_eq!(of(&[(0, 0), (5, 1000), (60, 1000), (65, 1100)]), Some(1));
        assert_eq!(of(&[(0, 0), (90, 900)]), Some(10), "samples can be far apart");
        assert_eq!(of(&[(5, 10), (5, 20)]), None, "no time passed");
        assert_eq!(of(&[(0, i64::MAX), (1, 0)]), Some(0));
    }

    #[test]
    fn it_stands_still_since_the_first_of_the_equal_samples() {
        let of = |list: &[(i64, i64)]| speed(&points(list)).flat_seconds;
        assert_eq!(of(&[(0, 0), (5, 50), (10, 50), (160, 50)]), 155);
        assert_eq!(of(&[(0, 50), (5, 60), (10, 50)]), 0);
    }
}
