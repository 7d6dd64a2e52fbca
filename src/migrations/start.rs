//! An attempt begins, with its preflight: the domU still runs.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{AttemptId, HostId, MemberId, MigrationId};
use crate::db::schema::{attempts, domus, hosts, migrations, steps};
use crate::members::Actor;
use crate::migrations::attempt::AttemptKind;
use crate::migrations::history::{self, Entry};
use crate::migrations::preflight::{self, NotReady};
use crate::migrations::turn::{core_only, lock_for};
use crate::migrations::window::Window;
use crate::migrations::{
    Event, Migration, MigrationState, Refused, StepCode, StepState, choice, notices, plan, reservation,
};
use crate::words::{Message, Sentence};

/// How long before the window its preflight may begin.
pub const PREFLIGHT_MAY_BEGIN: Duration = Duration::minutes(60);

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("an attempt needs a person who runs it")]
    NeedsAnOperator,
    #[error("its plan, {title}, is paused")]
    PlanPaused { title: String },
    #[error("the domU lives on {host} now")]
    MovedMeanwhile { host: String },
    #[error("the window opens only at {starts_at}")]
    TooEarly { starts_at: DateTime<Utc> },
    #[error("what is left of the window is too short")]
    TooLate { ends_at: DateTime<Utc>, needs_seconds: i64 },
    #[error("the preflight is not green")]
    NotReady(NotReady),
    #[error("the reason for overruling says nothing")]
    OverruleShort,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// Characters below which a reason for overruling is none.
const SHORTEST_REASON: usize = 10;

impl Sentence for StartError {
    fn sentence(&self) -> Message {
        match self {
            StartError::Refused(refused) => refused.sentence(),
            StartError::NeedsAnOperator => Message::new("start-needs-an-operator"),
            StartError::PlanPaused { title } => {
                Message::new("start-plan-paused").with("title", title.as_str())
            }
            StartError::MovedMeanwhile { host } => {
                Message::new("start-moved-meanwhile").with("host", host.as_str())
            }
            StartError::TooEarly { .. } => {
                Message::new("start-too-early").with("minutes", PREFLIGHT_MAY_BEGIN.num_minutes())
            }
            StartError::TooLate { needs_seconds, .. } => {
                Message::new("start-too-late").with("minutes", (needs_seconds + 59) / 60)
            }
            StartError::NotReady(_) => Message::new("start-not-ready"),
            StartError::OverruleShort => Message::new("start-overrule-short"),
            StartError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Begins the next attempt, run by the actor, with its first step. It takes a green preflight.
pub async fn start(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<AttemptId, StartError> {
    start_if(conn, actor, id, None, now).await
}

/// Begins it though the preflight is red, and keeps in the history why that is safe.
pub async fn start_overruling(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<AttemptId, StartError> {
    start_if(conn, actor, id, Some(reason), now).await
}

async fn start_if(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    overrule: Option<&str>,
    now: DateTime<Utc>,
) -> Result<AttemptId, StartError> {
    core_only(actor)?;
    let operator = actor.member_id().ok_or(StartError::NeedsAnOperator)?;
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<StartError>(conn, id, Event::Start).await?;
        still_there(conn, &migration).await?;
        plan::may_start(conn, &migration)
            .await?
            .map_err(|plan::Paused { title }| StartError::PlanPaused { title })?;
        in_time(&migration, now)?;
        ready(conn, actor, &migration, overrule, now).await?;
        begin(conn, actor, (&migration, operator), (Event::Start, next), now).await
    })
    .await
}

/// What every beginning has in common, in the caller's transaction: the attempt and its first step.
pub(super) async fn begin(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    (migration, operator): (&Migration, MemberId),
    (event, next): (Event, MigrationState),
    now: DateTime<Utc>,
) -> Result<AttemptId, StartError> {
    diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set((migrations::state.eq(next), migrations::operator_id.eq(operator)))
        .execute(conn)
        .await?;
    choice::forget_now(conn, migration.id).await?;
    notices::nothing_to_do(conn, migration.id, &notices::ASKS).await?;
    let attempt = begin_attempt(conn, migration, operator, now).await?;
    begin_step(conn, attempt, StepCode::Preflight, now).await?;
    let entry = Entry::new(event, migration.state, next).attempt(attempt);
    history::record(conn, migration.id, actor, entry, now).await?;
    history::tell_pages(conn, migration).await?;
    Ok(attempt)
}

/// Nobody moved the domU by other means.
pub(super) async fn still_there(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
) -> Result<(), StartError> {
    let (host_id, host): (HostId, String) = domus::table
        .inner_join(hosts::table)
        .filter(domus::id.eq(migration.domu_id))
        .select((domus::host_id, hosts::name))
        .first(conn)
        .await?;
    if host_id == migration.source_host_id { Ok(()) } else { Err(StartError::MovedMeanwhile { host }) }
}

/// The preflight is green, or overruled with a reason.
pub(super) async fn ready(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    migration: &Migration,
    overrule: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StartError> {
    let Err(red) = preflight::guard(conn, migration, now).await? else { return Ok(()) };
    let reason = overrule.map(str::trim).filter(|reason| !reason.is_empty());
    let reason = reason.ok_or(StartError::NotReady(red))?;
    if reason.chars().count() < SHORTEST_REASON {
        return Err(StartError::OverruleShort);
    }
    let entry = Entry::new(Event::Overrule, migration.state, migration.state).note(reason);
    Ok(history::record(conn, migration.id, actor, entry, now).await?)
}

/// Whether its window is near enough, and long enough still.
pub fn in_time(migration: &Migration, now: DateTime<Utc>) -> Result<(), StartError> {
    if now < migration.starts_at - PREFLIGHT_MAY_BEGIN {
        return Err(StartError::TooEarly { starts_at: migration.starts_at });
    }
    if !Window::of(migration).leaves_room_for(migration.expected_seconds, now) {
        let needs_seconds = i64::from(migration.expected_seconds) * 3 / 2;
        return Err(StartError::TooLate { ends_at: migration.ends_at, needs_seconds });
    }
    Ok(())
}

async fn begin_attempt(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    operator: MemberId,
    now: DateTime<Utc>,
) -> QueryResult<AttemptId> {
    let n = next_number(conn, migration.id).await?;
    let bytes = reservation::disk_bytes(conn, migration.domu_id).await?;
    diesel::insert_into(attempts::table)
        .values((
            attempts::migration_id.eq(migration.id),
            attempts::n.eq(n),
            attempts::kind.eq(AttemptKind::Forward),
            attempts::operator_id.eq(operator),
            attempts::started_at.eq(now),
            attempts::bytes_total.eq(bytes),
            attempts::promised_seconds.eq(migration.expected_seconds),
        ))
        .returning(attempts::id)
        .get_result(conn)
        .await
}

/// The number of the attempt that comes.
pub(super) async fn next_number(conn: &mut AsyncPgConnection, migration: MigrationId) -> QueryResult<i32> {
    let last: Option<i32> = attempts::table
        .filter(attempts::migration_id.eq(migration))
        .select(max(attempts::n))
        .first(conn)
        .await?;
    Ok(last.unwrap_or(0) + 1)
}

/// The step that is now being done.
pub(super) async fn begin_step(
    conn: &mut AsyncPgConnection,
    attempt: AttemptId,
    code: StepCode,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(steps::table)
        .values((
            steps::attempt_id.eq(attempt),
            steps::code.eq(code),
            steps::state.eq(StepState::Doing),
            steps::started_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
