//! The reports as they are kept: whatever comes is written once under its number. What is above a
//! gap is written too, but counts only once the gap is filled.

use std::collections::BTreeMap;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Jsonb, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

use super::Half;
use crate::db::FixedText;
use crate::db::schema::{reports, transfer_samples};
use crate::reports::{Item, Said, retention};

/// The first item that is here already with other content. What stands in for samples may come beside
/// them: they were on their way when their sender ran out of room.
pub(super) async fn clash(
    conn: &mut AsyncPgConnection,
    half: &Half,
    items: &[Item],
) -> QueryResult<Option<i64>> {
    let seqs: Vec<i64> = items.iter().map(|item| item.seq).collect();
    let kept = samples(conn, half, Seqs::Among(&seqs)).await?;
    let kept = kept.into_iter().chain(others(conn, half, Seqs::Among(&seqs)).await?);
    let kept: BTreeMap<i64, Item> = kept.filter(is_itself).map(|item| (item.seq, item)).collect();
    let differs = |item: &&Item| is_itself(item) && kept.get(&item.seq).is_some_and(|kept| kept != *item);
    Ok(items.iter().find(differs).map(|item| item.seq))
}

fn is_itself(item: &Item) -> bool {
    !matches!(item.said, Said::Thinned { .. })
}

/// Writes what is not here yet.
pub(super) async fn keep(
    conn: &mut AsyncPgConnection,
    half: &Half,
    items: &[Item],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let is_sample = |item: &&Item| matches!(item.said, Said::Sample { .. });
    let (samples, others): (Vec<&Item>, Vec<&Item>) = items.iter().partition(is_sample);
    if !samples.is_empty() {
        keep_samples(conn, half, &samples, now).await?;
        keep_minutes(conn, half, &samples).await?;
    }
    if !others.is_empty() {
        keep_others(conn, half, &others, now).await?;
    }
    Ok(())
}

/// The columns of samples.
#[derive(Default)]
struct Columns {
    seq: Vec<i64>,
    run: Vec<i64>,
    disk: Vec<String>,
    bytes: Vec<i64>,
    elapsed_ms: Vec<i64>,
    at: Vec<DateTime<Utc>>,
}

impl Columns {
    fn of<'a>(samples: impl IntoIterator<Item = &'a Item>) -> Columns {
        let mut columns = Columns::default();
        for item in samples {
            if let Said::Sample { run, disk, bytes, elapsed_ms } = &item.said {
                columns.seq.push(item.seq);
                columns.run.push(*run);
                columns.disk.push(disk.clone());
                columns.bytes.push(*bytes);
                columns.elapsed_ms.push(*elapsed_ms);
                columns.at.push(item.at);
            }
        }
        columns
    }
}

async fn keep_samples(
    conn: &mut AsyncPgConnection,
    half: &Half,
    samples: &[&Item],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let columns = Columns::of(samples.iter().copied());
    diesel::sql_query(
        "INSERT INTO transfer_samples (attempt_id, side, seq, run, disk, bytes, elapsed_ms, at, received_at)
         SELECT $1, $2, s.*, $9
         FROM unnest($3, $4, $5, $6, $7, $8) AS s (seq, run, disk, bytes, elapsed_ms, at)
         ON CONFLICT DO NOTHING",
    )
    .bind::<BigInt, _>(half.attempt)
    .bind::<Text, _>(half.side)
    .bind::<Array<BigInt>, _>(columns.seq)
    .bind::<Array<BigInt>, _>(columns.run)
    .bind::<Array<Text>, _>(columns.disk)
    .bind::<Array<BigInt>, _>(columns.bytes)
    .bind::<Array<BigInt>, _>(columns.elapsed_ms)
    .bind::<Array<Timestamptz>, _>(columns.at)
    .bind::<Timestamptz, _>(now)
    .fixed()
    .execute(conn)
    .await?;
    Ok(())
}

/// A minute is what its last sample by number says, in whatever order they come.
async fn keep_minutes(conn: &mut AsyncPgConnection, half: &Half, samples: &[&Item]) -> QueryResult<()> {
    let mut last: BTreeMap<(&str, i64, DateTime<Utc>), &Item> = BTreeMap::new();
    for item in samples {
        if let Said::Sample { run, disk, .. } = &item.said {
            last.insert((disk, *run, minute(item.at)), item);
        }
    }
    let mut columns = Columns::of(last.into_values());
    columns.at = columns.at.into_iter().map(minute).collect();
    diesel::sql_query(
        "INSERT INTO transfer_minutes AS m (attempt_id, side, disk, run, minute, seq, bytes)
         SELECT $1, $2, s.* FROM unnest($3, $4, $5, $6, $7) AS s (disk, run, minute, seq, bytes)
         ON CONFLICT (attempt_id, side, disk, run, minute)
         DO UPDATE SET seq = excluded.seq, bytes = excluded.bytes WHERE m.seq < excluded.seq",
    )
    .bind::<BigInt, _>(half.attempt)
    .bind::<Text, _>(half.side)
    .bind::<Array<Text>, _>(columns.disk)
    .bind::<Array<BigInt>, _>(columns.run)
    .bind::<Array<Timestamptz>, _>(columns.at)
    .bind::<Array<BigInt>, _>(columns.seq)
    .bind::<Array<BigInt>, _>(columns.bytes)
    .fixed()
    .execute(conn)
    .await?;
    Ok(())
}

fn minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::minutes(1)).unwrap_or(at)
}

async fn keep_others(
    conn: &mut AsyncPgConnection,
    half: &Half,
    others: &[&Item],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let content = |item: &&Item| serde_json::to_value(&item.said).unwrap_or_default();
    diesel::sql_query(
        "INSERT INTO reports (attempt_id, side, seq, stands_from, content, at, received_at)
         SELECT $1, $2, r.*, $7 FROM unnest($3, $4, $5, $6) AS r (seq, stands_from, content, at)
         ON CONFLICT DO NOTHING",
    )
    .bind::<BigInt, _>(half.attempt)
    .bind::<Text, _>(half.side)
    .bind::<Array<BigInt>, _>(others.iter().map(|item| item.seq).collect::<Vec<_>>())
    .bind::<Array<BigInt>, _>(others.iter().map(|item| item.stands_from()).collect::<Vec<_>>())
    .bind::<Array<Jsonb>, _>(others.iter().map(content).collect::<Vec<Value>>())
    .bind::<Array<Timestamptz>, _>(others.iter().map(|item| item.at).collect::<Vec<_>>())
    .bind::<Timestamptz, _>(now)
    .fixed()
    .execute(conn)
    .await?;
    Ok(())
}

/// What counts from now on: by number, all that follows the last acknowledged one without a gap,
/// and the number up to which that reaches.
pub(super) async fn without_gap(conn: &mut AsyncPgConnection, half: &Half) -> QueryResult<(Vec<Item>, i64)> {
    let mut waiting = samples(conn, half, Seqs::Above(half.acked_through)).await?;
    waiting.extend(others(conn, half, Seqs::Above(half.acked_through)).await?);
    waiting.sort_by_key(|item| (item.stands_from(), item.seq));
    let reaches = waiting.iter().fold(half.acked_through, |reaches, item| {
        if item.stands_from() <= reaches + 1 { reaches.max(item.seq) } else { reaches }
    });
    waiting.retain(|item| item.seq <= reaches);
    waiting.sort_by_key(|item| item.seq);
    Ok((waiting, reaches))
}

#[derive(Clone, Copy)]
enum Seqs<'a> {
    Among(&'a [i64]),
    Above(i64),
}

async fn samples(conn: &mut AsyncPgConnection, half: &Half, seqs: Seqs<'_>) -> QueryResult<Vec<Item>> {
    let of_half = transfer_samples::attempt_id.eq(half.attempt).and(transfer_samples::side.eq(half.side));
    let mut query = transfer_samples::table
        .filter(of_half)
        .select((
            transfer_samples::seq,
            transfer_samples::at,
            transfer_samples::run,
            transfer_samples::disk,
            transfer_samples::bytes,
            transfer_samples::elapsed_ms,
        ))
        .into_boxed();
    query = match seqs {
        Seqs::Among(seqs) => query.filter(transfer_samples::seq.eq_any(seqs)),
        Seqs::Above(seq) => query.filter(transfer_samples::seq.gt(seq)),
    };
    let rows: Vec<(i64, DateTime<Utc>, i64, String, i64, i64)> = query.load(conn).await?;
    let item = |(seq, at, run, disk, bytes, elapsed_ms)| {
        Item::new(seq, at, Said::Sample { run, disk, bytes, elapsed_ms })
    };
    Ok(rows.into_iter().map(item).collect())
}

async fn others(conn: &mut AsyncPgConnection, half: &Half, seqs: Seqs<'_>) -> QueryResult<Vec<Item>> {
    let of_half = reports::attempt_id.eq(half.attempt).and(reports::side.eq(half.side));
    let mut query =
        reports::table.filter(of_half).select((reports::seq, reports::at, reports::content)).into_boxed();
    query = match seqs {
        Seqs::Among(seqs) => query.filter(reports::seq.eq_any(seqs)),
        Seqs::Above(seq) => query.filter(reports::seq.gt(seq)),
    };
    let rows: Vec<(i64, DateTime<Utc>, Value)> = query.load(conn).await?;
    rows.into_iter()
        .map(|(seq, at, content)| {
            let said = serde_json::from_value(content);
            said.map(|said| Item::new(seq, at, said))
                .map_err(|error| diesel::result::Error::DeserializationError(error.into()))
        })
        .collect()
}

/// Removes samples whose time is over; `retention` says when that is.
pub async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    let old = transfer_samples::received_at.le(now - retention::SAMPLES);
    diesel::delete(transfer_samples::table.filter(old)).execute(conn).await
}
