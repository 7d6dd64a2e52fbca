//! However long hosts report, what is kept of it stays as it is.

use chrono::{Duration, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::HostId;
use domovoi::db::schema::traffic_buckets;
use domovoi::fleet::traffic::{receive, sweep};
use domovoi::reports::{Counters, Nic, TrafficBatch};
use uuid::Uuid;

use crate::support::{Portal, builders};

/// As far apart as two readings may be, so that more than a year is soon told.
const MINUTES: i64 = 10;
const A_DAY: i64 = 24 * 60 / MINUTES;

async fn a_day_is_reported(conn: &mut AsyncPgConnection, host: HostId, day: i64) {
    let begin = Utc.with_ymd_and_hms(2026, 11, 17, 0, 0, 0).single().expect("an instant");
    let item = |n: i64| {
        let nic = |name: &str| Nic { name: name.to_owned(), received: n * 600_000, sent: n * 1_200_000 };
        let at = begin + Duration::minutes(n * MINUTES);
        Counters { seq: n, from: None, at, nics: vec![nic("eth0"), nic("eth1")] }
    };
    let items = (day * A_DAY + 1..=(day + 1) * A_DAY).map(item).collect();
    let now = begin + Duration::days(day + 1);
    receive(conn, host, &TrafficBatch::new(Uuid::nil(), items), now).await.expect("it is taken");
    sweep(conn, now).await.expect("a sweep");
}

/// Rows by the length of their pieces.
async fn kept(conn: &mut AsyncPgConnection) -> Vec<(i32, i64)> {
    traffic_buckets::table
        .group_by(traffic_buckets::span_seconds)
        .order(traffic_buckets::span_seconds)
        .select((traffic_buckets::span_seconds, diesel::dsl::count_star()))
        .load(conn)
        .await
        .expect("rows")
}

#[actix_web::test]
async fn more_than_a_year_of_reports_is_no_more_than_a_year() {
    let portal = Portal::start().await;
    let mut conn = portal.conn().await;
    let conn = &mut *conn;
    let site = builders::site(conn, "DC1", "DC1 Amsterdam", portal.now()).await;
    let host = builders::host(conn, site, "prins", 24, 400, portal.now()).await;
    let mut seen = Vec::new();
    for day in 0..420 {
        a_day_is_reported(conn, host, day).await;
        if day >= 402 {
            seen.push(kept(conn).await);
        }
    }
    // Two cards, for as long as `retention` says: 35 days of five minutes, 400 of all that is coarser.
    let of = |pieces_a_day: i64, days: i64| 2 * (pieces_a_day * days);
    for (rows, expected) in seen[0].iter().zip([of(288, 35), of(48, 400), of(12, 400), of(1, 400)]) {
        assert!((expected - 4..=expected).contains(&rows.1), "{rows:?}, not {expected}");
    }
    assert!(seen.iter().all(|rows| *rows == seen[0]), "{seen:?}");
    assert!(seen[0].iter().map(|(_, rows)| rows).sum::<i64>() < 70_000);
}
