//! What a picture costs: one read of one index for each host, however much is kept.

use chrono::{DateTime, Duration, Utc};
use diesel::QueryableByName;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use domovoi::fleet::traffic::{Span, flows};
use domovoi::migrations::queries::pictured;
use domovoi::migrations::step::FORWARD;
use domovoi::web::graph::Window;

use crate::migrations::story::{Story, november};
use crate::support::builders;

/// Much more for six hosts than any picture shows.
const EVERYTHING: &str = "
    INSERT INTO traffic_buckets
    SELECT h.id, s.span, b.at, 'eth1', 1000, 1000, s.span * 1000, 10, 10
    FROM hosts h CROSS JOIN (VALUES (300, 10), (1800, 30), (7200, 60), (86400, 400)) s (span, days)
    CROSS JOIN LATERAL generate_series(
        to_timestamp(floor(extract(epoch FROM '2026-11-17T20:00:00Z'::timestamptz - s.days * interval '1 day') / s.span) * s.span),
        '2026-11-17T23:00:00Z'::timestamptz, s.span * interval '1 second') b (at);
    ANALYZE traffic_buckets;";

#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
struct Reads {
    #[diesel(sql_type = BigInt)]
    whole: i64,
    #[diesel(sql_type = BigInt)]
    by_index: i64,
    #[diesel(sql_type = BigInt)]
    rows: i64,
}

/// What PostgreSQL counted in this transaction.
async fn reads(conn: &mut AsyncPgConnection) -> Reads {
    diesel::sql_query(
        "SELECT seq_scan AS whole, idx_scan AS by_index, seq_tup_read + idx_tup_fetch AS rows
         FROM pg_stat_xact_user_tables WHERE relname = 'traffic_buckets'",
    )
    .get_result(conn)
    .await
    .expect("a count")
}

#[actix_web::test]
async fn a_picture_reads_one_index_for_each_host_and_what_it_draws() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD).await;
    let mut conn = story.conn().await;
    let conn = &mut *conn;
    let (now, site) = (story.now(), builders::site(conn, "DC3", "DC3 Leiden", story.now()).await);
    for name in ["bakenes", "heren", "keizer", "brouwer"] {
        builders::host(conn, site, name, 24, 400, now).await;
    }
    conn.batch_execute(EVERYTHING).await.expect("rows");
    let day = Span::of(november(16, 23, 0), november(17, 23, 0), now);
    let windows = [Window::Week, Window::Month, Window::Year].map(|window| window.span(now));
    for (span, most) in [day].into_iter().chain(windows).zip([288, 336, 360, 366]) {
        conn.transaction(async |conn| {
            let before = reads(conn).await;
            let drawn = flows(&*conn, "prins", span).await?.len() as i64;
            let after = reads(conn).await;
            assert!((most - 12..=most).contains(&drawn), "{drawn} of {most}");
            let cost = Reads {
                whole: after.whole - before.whole,
                by_index: after.by_index - before.by_index,
                rows: after.rows - before.rows,
            };
            assert_eq!(cost, Reads { whole: 0, by_index: 1, rows: drawn }, "{span:?}");
            Ok::<(), diesel::result::Error>(())
        })
        .await
        .expect("reads");
    }
    let days: Vec<DateTime<Utc>> = (0..400).rev().map(|n| november(17, 23, 0) - Duration::days(n)).collect();
    conn.transaction(async |conn| {
        let before = reads(conn).await;
        let seen = pictured(&*conn, &story.noor, id, &days, None, now).await?.expect("a picture");
        let after = reads(conn).await;
        assert_eq!([after.whole - before.whole, after.by_index - before.by_index], [0, 2]);
        let drawn = seen.of_source.len() + seen.of_target.len();
        assert_eq!(after.rows - before.rows, drawn as i64);
        assert!((540..=576).contains(&drawn), "{drawn}");
        Ok::<(), diesel::result::Error>(())
    })
    .await
    .expect("reads");
}
