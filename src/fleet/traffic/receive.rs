//! A dom0 reports its counters.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Text, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::pieces::{Pieces, Reading, add};
use crate::db::FixedText;
use crate::db::ids::HostId;
use crate::db::schema::{traffic_counters, traffic_reporters};
use crate::reports::retention::TRAFFIC;
use crate::reports::{Counters, TrafficAnswer, TrafficBatch};

/// How often a sender may come, in seconds, without anybody missing anything.
const MIN_INTERVAL_SECONDS: u32 = 5;

/// The last counters by card, and the boot since which they count.
type Last = BTreeMap<String, (Uuid, Reading)>;

/// Takes in what follows on what is here, each once and in order; what was missed in between is sent
/// again by whoever reads the answer.
pub async fn receive(
    conn: &mut AsyncPgConnection,
    host: HostId,
    batch: &TrafficBatch,
    now: DateTime<Utc>,
) -> QueryResult<TrafficAnswer> {
    conn.transaction(async |conn| {
        let before = lock(conn, host, now).await?;
        let (news, acked_through) = following(&batch.items, before);
        if !news.is_empty() {
            let mut last = last_of(conn, host).await?;
            let pieces = add_up(&mut last, batch.boot, &news, now);
            keep_counters(conn, host, &last).await?;
            keep_pieces(conn, host, pieces).await?;
        }
        diesel::update(traffic_reporters::table.find(host))
            .set((traffic_reporters::acked_through.eq(acked_through), traffic_reporters::heard_at.eq(now)))
            .execute(conn)
            .await?;
        Ok(TrafficAnswer { acked_through, min_interval_seconds: MIN_INTERVAL_SECONDS })
    })
    .await
}

/// Up to where it was reported, locked until the end of the transaction.
async fn lock(conn: &mut AsyncPgConnection, host: HostId, now: DateTime<Utc>) -> QueryResult<i64> {
    diesel::insert_into(traffic_reporters::table)
        .values((traffic_reporters::host_id.eq(host), traffic_reporters::heard_at.eq(now)))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let row = traffic_reporters::table.find(host).select(traffic_reporters::acked_through);
    row.for_update().first(conn).await
}

fn following(items: &[Counters], before: i64) -> (Vec<&Counters>, i64) {
    let mut acked = before;
    let mut news = Vec::new();
    for item in items.iter().filter(|item| item.seq > before) {
        if item.stands_from() > acked + 1 {
            break;
        }
        acked = item.seq;
        news.push(item);
    }
    (news, acked)
}

fn add_up(last: &mut Last, boot: Uuid, news: &[&Counters], now: DateTime<Utc>) -> Pieces {
    let spans = TRAFFIC.map(|(span, _)| span);
    let mut pieces = Pieces::new();
    for item in news {
        // A clock that is ahead would draw what has not happened yet.
        let at = item.at.min(now);
        for nic in &item.nics {
            let reading = Reading { at, received: nic.received, sent: nic.sent };
            if let Some((since, before)) = last.get(&nic.name)
                && *since == boot
            {
                add(&mut pieces, &nic.name, &spans, *before, reading);
            }
            last.insert(nic.name.clone(), (boot, reading));
        }
    }
    pieces
}

async fn last_of(conn: &mut AsyncPgConnection, host: HostId) -> QueryResult<Last> {
    let rows: Vec<(String, Uuid, DateTime<Utc>, i64, i64)> = traffic_counters::table
        .filter(traffic_counters::host_id.eq(host))
        .select((
            traffic_counters::nic,
            traffic_counters::boot,
            traffic_counters::at,
            traffic_counters::received_bytes,
            traffic_counters::sent_bytes,
        ))
        .load(conn)
        .await?;
    let reading = |(nic, boot, at, received, sent)| (nic, (boot, Reading { at, received, sent }));
    Ok(rows.into_iter().map(reading).collect())
}

async fn keep_counters(conn: &mut AsyncPgConnection, host: HostId, last: &Last) -> QueryResult<()> {
    let readings = || last.values().map(|(_, reading)| reading);
    diesel::sql_query(
        "INSERT INTO traffic_counters (host_id, nic, boot, at, received_bytes, sent_bytes)
         SELECT $1, c.* FROM unnest($2, $3, $4, $5, $6) AS c (nic, boot, at, received_bytes, sent_bytes)
         ON CONFLICT (host_id, nic) DO UPDATE SET boot = excluded.boot, at = excluded.at,
             received_bytes = excluded.received_bytes, sent_bytes = excluded.sent_bytes",
    )
    .bind::<BigInt, _>(host)
    .bind::<Array<Text>, _>(last.keys().cloned().collect::<Vec<_>>())
    .bind::<Array<diesel::sql_types::Uuid>, _>(last.values().map(|(boot, _)| *boot).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(readings().map(|reading| reading.at).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(readings().map(|reading| reading.received).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(readings().map(|reading| reading.sent).collect::<Vec<_>>())
    .fixed()
    .execute(conn)
    .await?;
    Ok(())
}

async fn keep_pieces(conn: &mut AsyncPgConnection, host: HostId, pieces: Pieces) -> QueryResult<()> {
    if pieces.is_empty() {
        return Ok(());
    }
    let all = || pieces.values();
    diesel::sql_query(
        "INSERT INTO traffic_buckets AS b (host_id, span_seconds, starts_at, nic, received_bytes, sent_bytes,
             covered_ms, received_peak, sent_peak)
         SELECT $1, p.* FROM unnest($2, $3, $4, $5, $6, $7, $8, $9)
             AS p (span_seconds, starts_at, nic, received, sent, covered_ms, received_peak, sent_peak)
         ON CONFLICT (host_id, span_seconds, starts_at, nic) DO UPDATE SET
             received_bytes = b.received_bytes + excluded.received_bytes,
             sent_bytes = b.sent_bytes + excluded.sent_bytes,
             covered_ms = least(b.covered_ms + excluded.covered_ms, b.span_seconds * 1000),
             received_peak = greatest(b.received_peak, excluded.received_peak),
             sent_peak = greatest(b.sent_peak, excluded.sent_peak)",
    )
    .bind::<BigInt, _>(host)
    .bind::<Array<Integer>, _>(pieces.keys().map(|(_, span, _)| *span).collect::<Vec<_>>())
    .bind::<Array<Timestamptz>, _>(pieces.keys().map(|(.., starts_at)| *starts_at).collect::<Vec<_>>())
    .bind::<Array<Text>, _>(pieces.keys().map(|(nic, ..)| nic.clone()).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(all().map(|piece| piece.received).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(all().map(|piece| piece.sent).collect::<Vec<_>>())
    .bind::<Array<Integer>, _>(all().map(|piece| piece.covered_ms).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(all().map(|piece| piece.received_peak).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(all().map(|piece| piece.sent_peak).collect::<Vec<_>>())
    .fixed()
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes pieces whose time is over, some thousands at a time; `retention` says when that is.
pub async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    let mut gone = 0;
    for (span, kept) in TRAFFIC {
        // In the order of an index, so that what is kept is not read.
        gone += diesel::sql_query(
            "DELETE FROM traffic_buckets b USING (
                 SELECT host_id, span_seconds, starts_at, nic FROM traffic_buckets
                 WHERE span_seconds = $1 AND starts_at <= $2
                 ORDER BY span_seconds, starts_at LIMIT 10000) old
             WHERE (b.host_id, b.span_seconds, b.starts_at, b.nic)
                 = (old.host_id, old.span_seconds, old.starts_at, old.nic)",
        )
        .bind::<Integer, _>(span)
        .bind::<Timestamptz, _>(now - kept)
        .fixed()
        .execute(conn)
        .await?;
    }
    Ok(gone)
}
