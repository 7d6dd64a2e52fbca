//! How long a domU will be down: its bytes over the interconnect, and a tail for what is around
//! the copy. Pure; `queries::estimate_for` brings the numbers.

use serde::Serialize;

/// A disk as far as its size is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiskSize {
    pub name: String,
    pub bytes: Option<i64>,
}

/// The interconnect between two hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Link {
    pub nominal_bits_per_second: i64,
    pub measured_bytes_per_second: Option<i64>,
}

/// What the rate was taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RateFrom {
    /// The middle of the last copies over it.
    LastCopies,
    Measured,
    Nominal,
    /// Nobody has told us of an interconnect: a slow one is assumed.
    Assumed,
}

/// A guess with its range, and what it could not take into account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Estimate {
    pub bytes: i64,
    pub bytes_per_second: i64,
    pub rate_from: RateFrom,
    pub copy_seconds: i32,
    pub tail_seconds: i32,
    pub low_seconds: i32,
    pub expected_seconds: i32,
    pub high_seconds: i32,
    /// Disks whose size nobody has told: they are not counted.
    pub unknown_disks: Vec<String>,
}

/// What 1 Gbit/s carries at an MTU of 1500, in bytes a second. Larger frames would save a
/// twentieth, which no plan may depend on.
const BYTES_PER_SECOND_PER_GBIT: f64 = 117.7e6;
/// Stop, prepare, boot and check, a minute each.
const TAIL_SECONDS: f64 = 4.0 * 60.0;
/// Copies on one link before its own history is better than its label.
const COPIES_THAT_COUNT: usize = 3;

/// `last_copies` are rates in bytes a second of the last copies over the same link, at most five.
pub fn estimate(disks: &[DiskSize], link: Option<Link>, last_copies: &[i64]) -> Estimate {
    let bytes: i64 = disks.iter().filter_map(|disk| disk.bytes).sum();
    let rate = rate(link, last_copies);
    let seconds = |rate: f64| bytes as f64 / rate;
    let copy = seconds(rate.middle);
    let whole = |seconds: f64| seconds.ceil().clamp(1.0, 86_400.0 * 30.0) as i32;
    Estimate {
        bytes,
        bytes_per_second: rate.middle as i64,
        rate_from: rate.from,
        copy_seconds: whole(copy),
        tail_seconds: TAIL_SECONDS as i32,
        low_seconds: whole(seconds(rate.fast) + TAIL_SECONDS / 2.0),
        expected_seconds: whole(copy + TAIL_SECONDS),
        high_seconds: whole(seconds(rate.slow) + TAIL_SECONDS * 2.0),
        unknown_disks: disks.iter().filter(|d| d.bytes.is_none()).map(|d| d.name.clone()).collect(),
    }
}

struct Rate {
    slow: f64,
    middle: f64,
    fast: f64,
    from: RateFrom,
}

fn rate(link: Option<Link>, last_copies: &[i64]) -> Rate {
    let mut copies: Vec<f64> = last_copies.iter().map(|rate| *rate as f64).filter(|r| *r >= 1.0).collect();
    copies.sort_by(f64::total_cmp);
    if copies.len() >= COPIES_THAT_COUNT {
        return Rate {
            slow: copies[0],
            middle: copies[copies.len() / 2],
            fast: copies[copies.len() - 1],
            from: RateFrom::LastCopies,
        };
    }
    let spread = |middle: f64, slower: f64, from| Rate { slow: middle / slower, middle, fast: middle, from };
    match link {
        Some(Link { measured_bytes_per_second: Some(measured), .. }) => {
            spread(measured as f64, 1.5, RateFrom::Measured)
        }
        // One encrypted stream reaches about a third of a fast link.
        Some(link) => spread(
            link.nominal_bits_per_second as f64 / 1e9 * BYTES_PER_SECOND_PER_GBIT,
            3.0,
            RateFrom::Nominal,
        ),
        None => spread(0.1 * BYTES_PER_SECOND_PER_GBIT, 3.0, RateFrom::Assumed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GIB: i64 = 1 << 30;

    fn disk(bytes: Option<i64>) -> DiskSize {
        DiskSize { name: "xvda".to_owned(), bytes }
    }

    fn gigabit(measured: Option<i64>) -> Option<Link> {
        Some(Link { nominal_bits_per_second: 1_000_000_000, measured_bytes_per_second: measured })
    }

    #[test]
    fn fourteen_gib_copy_in_128_seconds_over_a_gigabit_and_in_6_minutes_at_40_mb() {
        let nominal = estimate(&[disk(Some(14 * GIB))], gigabit(None), &[]);
        assert_eq!((nominal.copy_seconds, nominal.rate_from), (128, RateFrom::Nominal));
        assert_eq!(nominal.expected_seconds, 368);
        let measured = estimate(&[disk(Some(14 * GIB))], gigabit(Some(40_000_000)), &[]);
        assert_eq!((measured.copy_seconds, measured.rate_from), (376, RateFrom::Measured));
        let slow = estimate(
            &[disk(Some(14 * GIB))],
            Some(Link { nominal_bits_per_second: 100_000_000, ..gigabit(None).expect("a link") }),
            &[],
        );
        assert_eq!(slow.copy_seconds / 60, 21);
    }

    #[test]
    fn three_copies_on_a_link_are_better_than_its_label() {
        let copies = [10_000_000, 8_100_000, 9_900_000];
        let estimate = estimate(&[disk(Some(14 * GIB))], gigabit(None), &copies);
        assert_eq!((estimate.bytes_per_second, estimate.rate_from), (9_900_000, RateFrom::LastCopies));
        assert!(estimate.low_seconds < estimate.expected_seconds);
        assert!(estimate.expected_seconds < estimate.high_seconds);
    }

    #[test]
    fn what_is_not_known_is_said() {
        let estimate =
            estimate(&[disk(Some(GIB)), DiskSize { name: "xvdb".to_owned(), bytes: None }], None, &[]);
        assert_eq!(estimate.rate_from, RateFrom::Assumed);
        assert_eq!(estimate.unknown_disks, ["xvdb"]);
    }

    #[test]
    fn an_empty_domu_and_an_absurd_one_still_give_a_range_that_the_database_takes() {
        for bytes in [None, Some(i64::MAX / 2)] {
            let estimate = estimate(&[disk(bytes)], gigabit(Some(1)), &[]);
            assert!(0 < estimate.low_seconds);
            assert!(estimate.low_seconds <= estimate.expected_seconds);
            assert!(estimate.expected_seconds <= estimate.high_seconds);
        }
    }
}
