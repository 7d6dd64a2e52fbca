//! Several migrations prepared together, such as the evacuation of a host. The first that comes back
//! pauses the others: they keep their dates, and none starts before somebody resumes the plan.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{MigrationId, PlanId};
use crate::db::schema::{migration_plans, plan_events};
use crate::live::{Hint, hint};
use crate::members::Actor;
use crate::migrations::turn::core_only;
use crate::migrations::{Migration, Refused};
use crate::text_enum;
use crate::words::{Message, Sentence};

/// A row of `migration_plans`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = migration_plans, check_for_backend(diesel::pg::Pg))]
pub struct Plan {
    pub id: PlanId,
    pub title: String,
    /// Why its domUs move.
    pub reason: String,
    /// What everybody may read of it.
    pub public_text: String,
    /// Whether the first return pauses it.
    pub stop_on_return: bool,
    /// Since when none of its migrations starts.
    pub paused_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

text_enum! {
    /// What happens to a plan.
    pub enum PlanEvent {
        Made = "made",
        Paused = "paused",
        Resumed = "resumed",
    }
}

/// What the core team fills in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPlan {
    pub title: String,
    pub reason: String,
    pub public_text: String,
    pub stop_on_return: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("it is paused already, or goes on already")]
    NotNow,
    #[error("nobody says why")]
    Reason,
    #[error("it has no title")]
    Title,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for PlanError {
    fn sentence(&self) -> Message {
        match self {
            PlanError::Refused(refused) => refused.sentence(),
            PlanError::NotNow => Message::new("plan-not-now"),
            PlanError::Reason => Message::new("plan-reason-missing"),
            PlanError::Title => Message::new("plan-title-missing"),
            PlanError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Its migration may not start now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paused {
    pub title: String,
}

/// Makes a plan, with nothing in it yet.
pub async fn make_plan(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    input: &NewPlan,
    now: DateTime<Utc>,
) -> Result<PlanId, PlanError> {
    core_only(actor)?;
    if input.title.trim().is_empty() {
        return Err(PlanError::Title);
    }
    if input.reason.trim().is_empty() {
        return Err(PlanError::Reason);
    }
    conn.transaction(async |conn| {
        let id = diesel::insert_into(migration_plans::table)
            .values((
                migration_plans::title.eq(input.title.trim()),
                migration_plans::reason.eq(input.reason.trim()),
                migration_plans::public_text.eq(input.public_text.trim()),
                migration_plans::stop_on_return.eq(input.stop_on_return),
                migration_plans::created_by.eq(actor.member_id()),
                migration_plans::created_at.eq(now),
            ))
            .returning(migration_plans::id)
            .get_result(conn)
            .await?;
        record(conn, id, actor, PlanEvent::Made, (None, ""), now).await?;
        Ok(id)
    })
    .await
}

/// None of its migrations starts from now on.
pub async fn pause_plan(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: PlanId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), PlanError> {
    turn(conn, actor, id, PlanEvent::Paused, reason, now).await
}

/// They may start again, at the dates that they kept.
pub async fn resume_plan(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: PlanId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), PlanError> {
    turn(conn, actor, id, PlanEvent::Resumed, reason, now).await
}

async fn turn(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: PlanId,
    event: PlanEvent,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), PlanError> {
    core_only(actor)?;
    if reason.trim().is_empty() {
        return Err(PlanError::Reason);
    }
    conn.transaction(async |conn| {
        let row = migration_plans::table.find(id).select(migration_plans::paused_at).for_update();
        let paused_at: Option<Option<DateTime<Utc>>> = row.first(conn).await.optional()?;
        let pauses = event == PlanEvent::Paused;
        if paused_at.ok_or(Refused::NotFound)?.is_some() == pauses {
            return Err(PlanError::NotNow);
        }
        diesel::update(migration_plans::table.find(id))
            .set(migration_plans::paused_at.eq(pauses.then_some(now)))
            .execute(conn)
            .await?;
        record(conn, id, actor, event, (None, reason.trim()), now).await?;
        // Everybody reads of a plan that it waits.
        hint::notify(conn, Hint::Status).await?;
        Ok(())
    })
    .await
}

/// The migration came back, or nobody knows where it is: the others of its plan wait, unless they
/// wait already or the plan goes on regardless.
pub(super) async fn pause_after_return(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let Some(id) = migration.plan_id else { return Ok(()) };
    let paused = diesel::update(migration_plans::table.find(id))
        .filter(migration_plans::stop_on_return.and(migration_plans::paused_at.is_null()))
        .set(migration_plans::paused_at.eq(now))
        .execute(conn)
        .await?;
    if paused == 1 {
        record(conn, id, actor, PlanEvent::Paused, (Some(migration.id), ""), now).await?;
    }
    Ok(())
}

/// Whether the plan of the migration lets it start. The plan stays as it is until the end of the
/// transaction, so that a start and the return that pauses it don't miss each other.
pub async fn may_start(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
) -> QueryResult<Result<(), Paused>> {
    let Some(id) = migration.plan_id else { return Ok(Ok(())) };
    let (title, paused_at): (String, Option<DateTime<Utc>>) = migration_plans::table
        .find(id)
        .select((migration_plans::title, migration_plans::paused_at))
        .for_share()
        .first(conn)
        .await?;
    Ok(if paused_at.is_some() { Err(Paused { title }) } else { Ok(()) })
}

async fn record(
    conn: &mut AsyncPgConnection,
    plan: PlanId,
    actor: &Actor,
    event: PlanEvent,
    (migration, note): (Option<MigrationId>, &str),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(plan_events::table)
        .values((
            plan_events::plan_id.eq(plan),
            plan_events::at.eq(now),
            plan_events::actor_kind.eq(actor.kind()),
            plan_events::actor_id.eq(actor.id()),
            plan_events::event.eq(event),
            plan_events::migration_id.eq(migration),
            plan_events::note.eq(note),
        ))
        .execute(conn)
        .await?;
    Ok(())
}
