//! What went through all cards of a host together, as rates over time.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Double, Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::graph::Series;
use crate::reports::retention::TRAFFIC;

/// Of a piece of time at least so much has to be known, else it is a gap.
const KNOWN_PART: i64 = 3;

/// A piece of time; bytes a second, while anything was known.
#[derive(Debug, Clone, Copy, PartialEq, QueryableByName)]
pub struct Flow {
    #[diesel(sql_type = Timestamptz)]
    pub starts_at: DateTime<Utc>,
    #[diesel(sql_type = Double)]
    pub received: f64,
    #[diesel(sql_type = Double)]
    pub sent: f64,
    /// For how much of it anything is known.
    #[diesel(sql_type = Integer)]
    pub covered_ms: i32,
}

/// The columns of a `Flow`, over the pieces `b` of a host, for statements that are written by hand.
pub const FLOW: &str = "b.starts_at,
    sum(b.received_bytes::float8 * 1000 / b.covered_ms) AS received,
    sum(b.sent_bytes::float8 * 1000 / b.covered_ms) AS sent,
    max(b.covered_ms) AS covered_ms";

/// A time that is drawn, in pieces of one length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub piece_seconds: i32,
}

impl Span {
    /// In the shortest pieces that are still kept.
    pub fn of(from: DateTime<Utc>, until: DateTime<Utc>, now: DateTime<Utc>) -> Span {
        let kept = TRAFFIC.into_iter().find(|(_, kept)| from > now - *kept);
        Span { from, until, piece_seconds: kept.map_or(TRAFFIC[1].0, |(seconds, _)| seconds) }
    }

    /// The last whole `days`, the piece that is not over included.
    pub fn back(days: i64, piece_seconds: i32, now: DateTime<Utc>) -> Span {
        let piece = i64::from(piece_seconds);
        let end = (now.timestamp().div_euclid(piece) + 1) * piece;
        let until = DateTime::from_timestamp(end, 0).unwrap_or(now);
        Span { from: until - TimeDelta::days(days), until, piece_seconds }
    }

    /// What was sent, and what was received, as far as it is known by `now`.
    pub fn series(&self, flows: &[Flow], now: DateTime<Utc>) -> [Series; 2] {
        let step = TimeDelta::seconds(self.piece_seconds.into());
        let first = flows.first().map_or(self.from, |flow| flow.starts_at);
        // Where the pieces begin, if a zone's midnight is inside one.
        let from =
            self.from + TimeDelta::seconds((first - self.from).num_seconds().rem_euclid(step.num_seconds()));
        let end = self.until.min(now);
        let count = ((end - from).num_seconds().max(0) as u64).div_ceil(step.num_seconds() as u64) as usize;
        let mut sent = vec![None; count];
        let mut received = vec![None; count];
        for flow in flows {
            let n = (flow.starts_at - from).num_seconds() / step.num_seconds();
            let so_far = (end - flow.starts_at).min(step).num_milliseconds();
            if let (Ok(n), true) = (usize::try_from(n), i64::from(flow.covered_ms) * KNOWN_PART >= so_far)
                && n < count
            {
                sent[n] = Some(flow.sent * 8.0);
                received[n] = Some(flow.received * 8.0);
            }
        }
        [sent, received].map(|rates| Series { from, step, rates })
    }
}

/// What went through a host: one read of one index.
pub async fn flows(mut conn: &AsyncPgConnection, host: &str, span: Span) -> QueryResult<Vec<Flow>> {
    diesel::sql_query(format!(
        "SELECT {FLOW} FROM hosts h
         JOIN traffic_buckets b ON b.host_id = h.id AND b.span_seconds = $2
          AND b.starts_at >= $3 AND b.starts_at < $4
         WHERE h.name = $1 AND b.covered_ms > 0
         GROUP BY b.starts_at ORDER BY b.starts_at"
    ))
    .bind::<Text, _>(host)
    .bind::<Integer, _>(span.piece_seconds)
    .bind::<Timestamptz, _>(span.from)
    .bind::<Timestamptz, _>(span.until)
    .fixed()
    .load(&mut conn)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_392_000 + 60 * minute, 0).expect("an instant")
    }

    fn flow(minute: i64, covered_seconds: i32) -> Flow {
        Flow { starts_at: at(minute), received: 1000.0, sent: 2000.0, covered_ms: covered_seconds * 1000 }
    }

    #[test]
    fn what_is_hardly_known_is_a_gap_and_what_is_to_come_is_nothing() {
        let span = Span { from: at(0), until: at(60), piece_seconds: 300 };
        let flows = [flow(0, 300), flow(5, 100), flow(10, 99), flow(20, 20)];
        let [sent, received] = span.series(&flows, at(21));
        assert_eq!(sent.rates, [Some(16e3), Some(16e3), None, None, Some(16e3)]);
        assert_eq!(received.rates[0], Some(8e3));
        let [sent, _] = span.series(&[], at(200));
        assert_eq!((sent.rates.len(), sent.is_unknown()), (12, true));
    }

    #[test]
    fn a_span_is_whole_pieces_back_and_has_always_as_many() {
        for (days, piece, count) in [(7, 1800, 336), (30, 7200, 360), (365, 86400, 365)] {
            let span = Span::back(days, piece, at(7));
            let [sent, _] = span.series(&[], at(7));
            assert_eq!(sent.rates.len(), count);
            assert!(span.until > at(7) && span.until - TimeDelta::seconds(piece.into()) <= at(7));
        }
    }

    #[test]
    fn an_old_day_is_drawn_in_half_hours() {
        let pieces = |days| Span::of(at(0) - TimeDelta::days(days), at(0), at(0)).piece_seconds;
        assert_eq!([pieces(1), pieces(34), pieces(36), pieces(399)], [300, 300, 1800, 1800]);
    }
}
