//! What the picture of a day shows: traffic of both hosts, and whose copies went over them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::MigrationId;
use crate::fleet::traffic::{FLOW, Flow, Span};
use crate::members::Member;
use crate::migrations::{AttemptKind, AttemptResult};
use crate::reports::retention::TRAFFIC;

/// The day of a migration: what left its source, what reached its target, and every attempt in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pictured {
    pub source: String,
    pub target: String,
    pub span: Span,
    pub of_source: Vec<Flow>,
    pub of_target: Vec<Flow>,
    pub passing: Vec<Passing>,
}

/// An attempt whose copy goes over a host that is looked at.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct Passing {
    /// Nothing of it, nor which migration it was and how it ended, if it is not the viewer's.
    #[diesel(sql_type = Nullable<Text>)]
    pub domu: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub migration_id: Option<MigrationId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub result: Option<AttemptResult>,
    #[diesel(sql_type = Text)]
    pub kind: AttemptKind,
    /// While its domU was down, or, if it never was, while it went on.
    #[diesel(sql_type = Timestamptz)]
    pub from_at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub until_at: Option<DateTime<Utc>>,
    /// From the host whose outgoing is drawn, and to the one whose incoming is.
    #[diesel(sql_type = Bool)]
    pub leaves: bool,
    #[diesel(sql_type = Bool)]
    pub arrives: bool,
}

#[derive(QueryableByName)]
struct Day {
    #[diesel(sql_type = Text)]
    source: String,
    #[diesel(sql_type = Text)]
    target: String,
    #[diesel(sql_type = Timestamptz)]
    from_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    until_at: DateTime<Utc>,
    #[diesel(sql_type = Integer)]
    piece_seconds: i32,
}

#[derive(QueryableByName)]
struct FlowOf {
    #[diesel(sql_type = Bool)]
    is_source: bool,
    #[diesel(embed)]
    flow: Flow,
}

/// $1 is who looks, $2 whether they are of the core team; $3 the migration; $4 when the days begin of
/// which one can be drawn, in order, and what follows the last; $5 a time in the day that is asked for,
/// else it is that of the last attempt; $6 since when the shortest pieces are kept. Only days with an
/// attempt: members are shown no more of a host.
const DAY: &str = "
    WITH asked AS (
        SELECT m.id, m.source_host_id, m.target_host_id,
               coalesce($5, (SELECT coalesce(a.down_from, a.started_at) FROM attempts a
                             WHERE a.migration_id = m.id ORDER BY a.n DESC LIMIT 1)) AS at
        FROM migrations m
        WHERE m.id = $3 AND ($2 OR EXISTS (
            SELECT FROM domu_members o WHERE o.domu_id = m.domu_id AND o.member_id = $1))),
    day AS (
        SELECT asked.*, t.from_at, t.until_at, CASE WHEN t.from_at > $6 THEN 300 ELSE 1800 END AS piece_seconds
        FROM asked CROSS JOIN LATERAL (
            SELECT max(s) FILTER (WHERE s <= asked.at) AS from_at, min(s) FILTER (WHERE s > asked.at) AS until_at
            FROM unnest($4) s) t
        WHERE EXISTS (
            SELECT FROM attempts a WHERE a.migration_id = asked.id AND a.started_at < t.until_at
               AND coalesce(a.up_at, a.ended_at, t.until_at) > t.from_at))";

/// $1 and $2 as above; $3 is a host by name, which stands on both sides, $4 and $5 the time.
const HOST: &str = "
    WITH day AS (
        SELECT h.id AS source_host_id, h.id AS target_host_id, $4 AS from_at, $5 AS until_at
        FROM hosts h WHERE h.name = $3)";

/// Longer than any attempt whose copy is worth a look.
const LONGEST: &str = "interval '7 days'";

/// What passes on a `DAY` or over a `HOST`.
fn passing_in(day: &str) -> String {
    format!(
        "{day}
    SELECT CASE WHEN v.is_seen THEN d.name END AS domu, CASE WHEN v.is_seen THEN m.id END AS migration_id,
           CASE WHEN v.is_seen THEN a.result END AS result, a.kind,
           coalesce(a.down_from, a.started_at) AS from_at, coalesce(a.up_at, a.ended_at) AS until_at,
           w.origin = day.source_host_id AS leaves, w.destination = day.target_host_id AS arrives
    FROM day
    JOIN attempts a ON a.started_at < day.until_at AND a.started_at > day.from_at - {LONGEST}
    JOIN migrations m ON m.id = a.migration_id
    JOIN domus d ON d.id = m.domu_id
    CROSS JOIN LATERAL (SELECT $2 OR EXISTS (
        SELECT FROM domu_members o WHERE o.domu_id = d.id AND o.member_id = $1) AS is_seen) v
    CROSS JOIN LATERAL (
        SELECT CASE a.kind WHEN 'revert' THEN m.target_host_id ELSE m.source_host_id END AS origin,
               CASE a.kind WHEN 'revert' THEN m.source_host_id ELSE m.target_host_id END AS destination) w
    WHERE (w.origin = day.source_host_id OR w.destination = day.target_host_id)
      AND coalesce(a.up_at, a.ended_at, day.until_at) > day.from_at
      AND (v.is_seen OR a.down_from IS NOT NULL)
    ORDER BY from_at, a.id LIMIT 50"
    )
}

/// The day of a migration that this viewer may see: of `at`, else of its last attempt. `days` are the
/// beginnings of the days that can be drawn, in order, and of the one after them. One trip.
pub async fn pictured(
    conn: &AsyncPgConnection,
    viewer: &Member,
    id: MigrationId,
    days: &[DateTime<Utc>],
    at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> QueryResult<Option<Pictured>> {
    let asked = Asked { viewer, id, days, at, kept_since: now - TRAFFIC[0].1 };
    let (day, flows, passing) =
        tokio::try_join!(day_of(conn, &asked), flows_of(conn, &asked), passing_by(conn, &asked))?;
    let Some(day) = day else { return Ok(None) };
    let of = |is_source| flows.iter().filter(move |row| row.is_source == is_source).map(|row| row.flow);
    Ok(Some(Pictured {
        source: day.source,
        target: day.target,
        span: Span { from: day.from_at, until: day.until_at, piece_seconds: day.piece_seconds },
        of_source: of(true).collect(),
        of_target: of(false).collect(),
        passing,
    }))
}

/// Every attempt whose copy left or reached a host then.
pub async fn passing_over(
    mut conn: &AsyncPgConnection,
    viewer: &Member,
    host: &str,
    span: Span,
) -> QueryResult<Vec<Passing>> {
    diesel::sql_query(passing_in(HOST))
        .bind::<BigInt, _>(viewer.id)
        .bind::<Bool, _>(viewer.role.is_core())
        .bind::<Text, _>(host)
        .bind::<Timestamptz, _>(span.from)
        .bind::<Timestamptz, _>(span.until)
        .fixed()
        .load(&mut conn)
        .await
}

struct Asked<'a> {
    viewer: &'a Member,
    id: MigrationId,
    days: &'a [DateTime<Utc>],
    at: Option<DateTime<Utc>>,
    kept_since: DateTime<Utc>,
}

/// A statement on the `DAY`, with what it binds.
macro_rules! on_day {
    ($asked:expr, $sql:expr) => {
        diesel::sql_query($sql)
            .bind::<BigInt, _>($asked.viewer.id)
            .bind::<Bool, _>($asked.viewer.role.is_core())
            .bind::<BigInt, _>($asked.id)
            .bind::<Array<Timestamptz>, _>($asked.days)
            .bind::<Nullable<Timestamptz>, _>($asked.at)
            .bind::<Timestamptz, _>($asked.kept_since)
            .fixed()
    };
}

async fn day_of(mut conn: &AsyncPgConnection, asked: &Asked<'_>) -> QueryResult<Option<Day>> {
    let sql = format!(
        "{DAY}
        SELECT s.name AS source, t.name AS target, day.from_at, day.until_at, day.piece_seconds
        FROM day JOIN hosts s ON s.id = day.source_host_id JOIN hosts t ON t.id = day.target_host_id"
    );
    on_day!(asked, sql).get_result(&mut conn).await.optional()
}

async fn flows_of(mut conn: &AsyncPgConnection, asked: &Asked<'_>) -> QueryResult<Vec<FlowOf>> {
    let sql = format!(
        "{DAY}
        SELECT h.is_source, f.*
        FROM day
        CROSS JOIN LATERAL (VALUES (true, day.source_host_id), (false, day.target_host_id)) h (is_source, id)
        CROSS JOIN LATERAL (
            SELECT {FLOW} FROM traffic_buckets b
            WHERE b.host_id = h.id AND b.span_seconds = day.piece_seconds
              AND b.starts_at >= day.from_at AND b.starts_at < day.until_at AND b.covered_ms > 0
            GROUP BY b.starts_at) f
        ORDER BY h.is_source, f.starts_at"
    );
    on_day!(asked, sql).load(&mut conn).await
}

async fn passing_by(mut conn: &AsyncPgConnection, asked: &Asked<'_>) -> QueryResult<Vec<Passing>> {
    on_day!(asked, passing_in(DAY)).load(&mut conn).await
}
