//! A dom0 reports: rows, steps, mails and live hints in one transaction, each report once.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::copies::Copies;
use super::half::{Half, standing};
use super::kept;
use super::speed::{Point, speed};
use crate::db::AtMostRows;
use crate::db::ids::{HostId, MigrationId};
use crate::db::schema::{attempt_sides, attempts, migrations, steps, transfer_samples, transfers};
use crate::live::{Hint, hint};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::{
    Attempt, Event, FinishStep, FinishStepError, Migration, Side, StepCode, StepState, finish_step, notices,
};
use crate::reports::{Answer, Batch, Item, Said, StepWord, Turned, Want};
use crate::words::{Locale, Message, Sentence};

/// How often a sender may come, in seconds, without anybody missing anything.
const MIN_INTERVAL_SECONDS: u32 = 5;
/// Samples that are looked at for the speed: five minutes at one each five seconds.
const SAMPLES_FOR_SPEED: i64 = 64;
/// A report that comes later than that after its time is called late.
const ON_TIME: TimeDelta = TimeDelta::minutes(1);

#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    #[error("the host has no part in such an attempt")]
    NotFound,
    #[error("item {item} names no step")]
    NoStep { item: usize },
    #[error("report {seq} is here already with other content: do two reporters run?")]
    Clash { seq: i64 },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// Takes in a batch of the host's half. The same batch again changes nothing; one of whose reports
/// is here with other content is refused, and the core team is told.
pub async fn receive(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    host: HostId,
    attempt: (MigrationId, i32),
    batch: &Batch,
    now: DateTime<Utc>,
) -> Result<Answer, ReceiveError> {
    if let Some(item) = batch.items.iter().position(names_no_step) {
        return Err(ReceiveError::NoStep { item });
    }
    // The alarm has to stay though the batch doesn't, so it commits and only then is an error.
    conn.transaction(async |conn| {
        let half = Half::lock(conn, host, attempt, batch.boot, now).await?;
        let half = half.ok_or(ReceiveError::NotFound)?;
        if let Some(seq) = kept::clash(conn, &half, &batch.items).await? {
            alarm(conn, letterhead, &half, seq, now).await?;
            return Ok::<_, ReceiveError>(Err(ReceiveError::Clash { seq }));
        }
        kept::keep(conn, &half, &batch.items, now).await?;
        take_in(conn, letterhead, &half, batch, now).await.map(Ok)
    })
    .await?
}

fn names_no_step(item: &Item) -> bool {
    matches!(&item.said, Said::Step { step, .. } if step.parse::<StepCode>().is_err())
}

/// What follows without a gap takes effect, in order.
async fn take_in(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    half: &Half,
    batch: &Batch,
    now: DateTime<Utc>,
) -> Result<Answer, ReceiveError> {
    let (news, acked_through) = kept::without_gap(conn, half).await?;
    let mut copies = Copies::of(conn, half).await?;
    news.iter().for_each(|item| copies.take(item));
    copies.write(conn, half).await?;
    let mut turned_down = Vec::new();
    for item in &news {
        if let Some(failure) = failure(item) {
            note_failure(conn, half, failure, now).await?;
        }
        if let Said::Obeyed { want } = item.said {
            note_obeyed(conn, half, want, now).await?;
        }
        if let Some((step, note)) = ended_step(item)
            && let Err(why) = end_step(conn, letterhead, half, (step, note), item.at, now).await?
        {
            turned_down.push(Turned { seq: item.seq, why: letterhead.words.say(Locale::En, &why) });
        }
    }
    note_heard(conn, half, batch, acked_through, now).await?;
    if !news.is_empty() {
        hint::notify(conn, Hint::Progress(half.migration.0)).await?;
    }
    let (step, want) = standing(conn, half.attempt).await?;
    Ok(Answer {
        acked_through,
        want,
        min_interval_seconds: MIN_INTERVAL_SECONDS,
        step: step.map(|step| step.to_string()),
        turned_down,
    })
}

/// What the report says about whether its side has failed: that it has, or that it tries anew.
fn failure(item: &Item) -> Option<Option<&str>> {
    match &item.said {
        Said::CopyBegan { .. } | Said::Step { word: StepWord::Began, .. } => Some(None),
        Said::CopyEnded { failure: Some(failure), .. } => Some(Some(failure)),
        Said::Step { word: StepWord::Failed, note, .. } => Some(Some(note)),
        _ => None,
    }
}

fn ended_step(item: &Item) -> Option<(StepCode, &str)> {
    match &item.said {
        Said::Step { step, word: StepWord::Ended, note } => Some((step.parse().ok()?, note)),
        _ => None,
    }
}

/// By the verb that a click uses too. What it refuses, because it comes late or too early, moves
/// nothing; the sentence says why.
async fn end_step(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    half: &Half,
    (step, note): (StepCode, &str),
    said_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Result<(), Message>, ReceiveError> {
    if step == StepCode::Compare && differs(conn, half).await? {
        note_failure(conn, half, Some("the copy differs from the original"), now).await?;
        return Ok(Err(Message::new("reported-copy-differs")));
    }
    let actor = Actor::Host(half.host);
    let input = FinishStep { attempt: Some(half.n), step, note: note.to_owned(), handover: None };
    let late = Some(said_at).filter(|said_at| now - *said_at > ON_TIME);
    note_late(conn, half, step, late).await?;
    match finish_step(conn, letterhead, &actor, half.migration, &input, now).await {
        Ok(_) => Ok(Ok(())),
        Err(FinishStepError::Database(error)) => Err(error.into()),
        Err(refused) => {
            note_late(conn, half, step, None).await?;
            Ok(Err(refused.sentence()))
        }
    }
}

/// A step counts from when it is heard of. That it was done earlier is told beside it, if the sender's
/// clock can be right: not before its step began. Written before the step ends, for then its row stays.
async fn note_late(
    conn: &mut AsyncPgConnection,
    half: &Half,
    step: StepCode,
    said_at: Option<DateTime<Utc>>,
) -> QueryResult<()> {
    let doing = steps::attempt_id.eq(half.attempt).and(steps::code.eq(step));
    diesel::update(steps::table.filter(doing.and(steps::state.eq(StepState::Doing))))
        .filter(steps::started_at.nullable().le(said_at).or(steps::said_at.is_not_null()))
        .set(steps::said_at.eq(said_at))
        .execute(conn)
        .await?;
    Ok(())
}

async fn note_obeyed(
    conn: &mut AsyncPgConnection,
    half: &Half,
    want: Want,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(attempt_sides::table.find((half.attempt, half.side)))
        .set((attempt_sides::obeyed.eq(want), attempt_sides::obeyed_at.eq(now)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether both sides say what they copied, and do not say the same.
async fn differs(conn: &mut AsyncPgConnection, half: &Half) -> QueryResult<bool> {
    let other = diesel::alias!(transfers as others);
    let [on_source, on_target] = [Side::Source, Side::Target];
    let differing = transfers::table
        .inner_join(
            other.on(other
                .field(transfers::attempt_id)
                .eq(transfers::attempt_id)
                .and(other.field(transfers::disk).eq(transfers::disk))),
        )
        .filter(transfers::attempt_id.eq(half.attempt))
        .filter(transfers::side.eq(on_source).and(other.field(transfers::side).eq(on_target)))
        .filter(transfers::has_ended.and(other.field(transfers::has_ended)))
        .filter(
            transfers::bytes
                .ne(other.field(transfers::bytes))
                .or(transfers::blake3.is_distinct_from(other.field(transfers::blake3))),
        );
    diesel::select(diesel::dsl::exists(differing)).get_result(conn).await
}

async fn note_failure(
    conn: &mut AsyncPgConnection,
    half: &Half,
    failure: Option<&str>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(attempt_sides::table.find((half.attempt, half.side)))
        .set((attempt_sides::failed_at.eq(failure.map(|_| now)), attempt_sides::failure.eq(failure)))
        .execute(conn)
        .await?;
    Ok(())
}

/// When it was heard, up to where, and how fast its copy goes by the samples up to there.
async fn note_heard(
    conn: &mut AsyncPgConnection,
    half: &Half,
    batch: &Batch,
    acked_through: i64,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let of_half = transfer_samples::attempt_id.eq(half.attempt).and(transfer_samples::side.eq(half.side));
    let samples: Vec<(i64, i64, i64)> = transfer_samples::table
        .filter(of_half.and(transfer_samples::seq.le(acked_through)))
        .order(transfer_samples::seq.desc())
        .select((transfer_samples::run, transfer_samples::elapsed_ms, transfer_samples::bytes))
        .at_most(SAMPLES_FOR_SPEED)
        .load(conn)
        .await?;
    let run = samples.iter().map(|(run, ..)| *run).next();
    let of_run = samples.iter().rev().filter(|(of, ..)| Some(*of) == run);
    let points: Vec<Point> = of_run.map(|&(_, elapsed_ms, bytes)| Point { elapsed_ms, bytes }).collect();
    let speed = speed(&points);
    diesel::update(attempt_sides::table.find((half.attempt, half.side)))
        .set((
            attempt_sides::acked_through.eq(acked_through),
            attempt_sides::boot.eq(batch.boot),
            attempt_sides::heard_at.eq(now),
            attempt_sides::bytes_per_second.eq(speed.bytes_per_second),
            attempt_sides::flat_seconds.eq(speed.flat_seconds),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Once for a half: a reporter that goes on refusing to be one of two says nothing new.
async fn alarm(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    half: &Half,
    seq: i64,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    tracing::warn!("{}: report {seq} of the {} came with two contents", half.migration, half.side);
    if half.has_clashed {
        return Ok(());
    }
    diesel::update(attempt_sides::table.find((half.attempt, half.side)))
        .set((attempt_sides::clashed_at.eq(now), attempt_sides::clashed_seq.eq(seq)))
        .execute(conn)
        .await?;
    let found = migrations::table.find(half.migration).select(Migration::as_select());
    let migration: Migration = found.first(conn).await?;
    let note = format!("Report {seq} of the {} came with two contents: two reporters run.", half.side);
    let entry = Entry::new(Event::Remark, migration.state, migration.state);
    let entry = entry.attempt(half.attempt).note(&note).internal();
    history::record(conn, half.migration, &Actor::Host(half.host), entry, now).await?;
    let attempt = attempts::table.find(half.attempt).select(Attempt::as_select()).first(conn).await?;
    notices::two_reporters(conn, letterhead, &migration, &attempt, (half.side, seq), now).await?;
    history::tell_pages(conn, &migration).await
}
