//! What went through, for pictures.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::HostId;
use crate::db::schema::traffic_buckets;

/// One card in one piece of time.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = traffic_buckets, check_for_backend(diesel::pg::Pg))]
pub struct Bucket {
    pub starts_at: DateTime<Utc>,
    pub nic: String,
    pub received_bytes: i64,
    pub sent_bytes: i64,
    /// For how much of it anything is known.
    pub covered_ms: i32,
    /// The most in a second.
    pub received_peak: i64,
    pub sent_peak: i64,
}

/// The pieces of this length between two times, in order: one read of one index. Where nothing is
/// known there is none.
pub async fn buckets(
    mut conn: &AsyncPgConnection,
    host: HostId,
    span_seconds: i32,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<Vec<Bucket>> {
    traffic_buckets::table
        .filter(traffic_buckets::host_id.eq(host).and(traffic_buckets::span_seconds.eq(span_seconds)))
        .filter(traffic_buckets::starts_at.ge(from).and(traffic_buckets::starts_at.lt(until)))
        .order((traffic_buckets::starts_at, traffic_buckets::nic))
        .select(Bucket::as_select())
        .load(&mut conn)
        .await
}
