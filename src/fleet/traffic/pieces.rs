//! Bytes between two readings of counters, shared out among the pieces of time that they fall into.
//! Nothing here knows of a database.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

/// Further apart than that, nobody knows when it was (MRTG's heartbeat).
const HEARTBEAT: TimeDelta = TimeDelta::seconds(600);

/// The counters of one card at one time, in bytes since the host booted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub at: DateTime<Utc>,
    pub received: i64,
    pub sent: i64,
}

/// What is known of one piece of time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Piece {
    pub received: i64,
    pub sent: i64,
    pub covered_ms: i32,
    /// The most in a second.
    pub received_peak: i64,
    pub sent_peak: i64,
}

/// Pieces by the card's name, their length in seconds, and when they begin.
pub type Pieces = BTreeMap<(String, i32, DateTime<Utc>), Piece>;

/// Adds what went through between two readings of the same boot. Nothing, if they are too far apart,
/// or if the second is not after the first.
pub fn add(pieces: &mut Pieces, nic: &str, spans: &[i32], first: Reading, second: Reading) {
    let ms = (second.at - first.at).num_milliseconds();
    let (received, sent) = (second.received - first.received, second.sent - first.sent);
    if ms <= 0 || second.at - first.at > HEARTBEAT || received < 0 || sent < 0 {
        return;
    }
    for &span in spans {
        let mut from = first.at;
        while from < second.at {
            let starts_at = start(from, span);
            let until = (starts_at + TimeDelta::seconds(span.into())).min(second.at);
            let [begin, end] = [from, until].map(|at| (at - first.at).num_milliseconds());
            let piece = pieces.entry((nic.to_owned(), span, starts_at)).or_default();
            piece.received += share(received, end, ms) - share(received, begin, ms);
            piece.sent += share(sent, end, ms) - share(sent, begin, ms);
            piece.covered_ms += i32::try_from(end - begin).unwrap_or(0);
            piece.received_peak = piece.received_peak.max(share(received, 1000, ms));
            piece.sent_peak = piece.sent_peak.max(share(sent, 1000, ms));
            from = until;
        }
    }
}

/// So that the shares of all pieces add up to the whole.
fn share(bytes: i64, part: i64, whole: i64) -> i64 {
    i64::try_from(i128::from(bytes) * i128::from(part) / i128::from(whole)).unwrap_or(i64::MAX)
}

fn start(at: DateTime<Utc>, span: i32) -> DateTime<Utc> {
    let seconds = at.timestamp().div_euclid(span.into()) * i64::from(span);
    DateTime::from_timestamp(seconds, 0).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reading(seconds: i64, bytes: i64) -> Reading {
        let at = DateTime::from_timestamp(1_795_392_000 + seconds, 0).expect("an instant");
        Reading { at, received: bytes, sent: bytes / 2 }
    }

    #[test]
    fn bytes_are_shared_out_by_time() {
        let mut pieces = Pieces::new();
        add(&mut pieces, "eth1", &[300], reading(290, 0), reading(330, 4000));
        let received: Vec<(i64, i32)> =
            pieces.values().map(|piece| (piece.received, piece.covered_ms)).collect();
        assert_eq!(received, [(1000, 10_000), (3000, 30_000)]);
        assert!(pieces.values().all(|piece| (piece.received_peak, piece.sent_peak) == (100, 50)));
    }

    #[test]
    fn a_gap_or_a_counter_that_falls_says_nothing() {
        let mut pieces = Pieces::new();
        add(&mut pieces, "eth1", &[300], reading(0, 0), reading(601, 4000));
        add(&mut pieces, "eth1", &[300], reading(0, 4000), reading(5, 10));
        add(&mut pieces, "eth1", &[300], reading(5, 0), reading(5, 10));
        add(&mut pieces, "eth1", &[300], reading(5, 0), reading(0, 10));
        assert!(pieces.is_empty());
    }

    proptest! {
        /// However long it took and wherever it began, nothing is lost and nothing is invented.
        #[test]
        fn the_pieces_add_up_to_the_whole(from in 0i64..100_000, ms in 1i64..600_000, bytes in 0i64..1 << 50) {
            let first = reading(from, 0);
            let second = Reading { at: first.at + TimeDelta::milliseconds(ms), received: bytes, sent: bytes / 3 };
            let mut pieces = Pieces::new();
            add(&mut pieces, "eth1", &[300, 86400], first, second);
            for span in [300, 86400] {
                let of_span = || pieces.iter().filter(|((_, of, _), _)| *of == span).map(|(_, piece)| piece);
                prop_assert_eq!(of_span().map(|piece| piece.received).sum::<i64>(), bytes);
                prop_assert_eq!(of_span().map(|piece| i64::from(piece.covered_ms)).sum::<i64>(), ms);
            }
        }
    }
}
