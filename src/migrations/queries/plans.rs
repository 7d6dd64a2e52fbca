//! Plans and what is in them, for the core team.

use chrono::{DateTime, Utc};
use diesel::dsl::count_star;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MigrationId, PlanId};
use crate::db::schema::{domus, members, migration_plans, migrations, plan_events};
use crate::migrations::MigrationState;
use crate::migrations::plan::{Plan, PlanEvent};

/// As many as a page shows.
const MOST: i64 = 200;

/// A plan, its migrations and what happened to it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownPlan {
    pub plan: Plan,
    /// The next first.
    pub migrations: Vec<Planned>,
    /// The latest first.
    pub events: Vec<ShownPlanEvent>,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Planned {
    pub id: MigrationId,
    pub domu: String,
    pub starts_at: DateTime<Utc>,
    pub state: MigrationState,
}

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShownPlanEvent {
    pub at: DateTime<Utc>,
    pub event: PlanEvent,
    pub migration_id: Option<MigrationId>,
    pub who: Option<String>,
    pub note: String,
}

/// The newest first, with how many migrations each has.
pub async fn plans(conn: &AsyncPgConnection) -> QueryResult<Vec<(Plan, i64)>> {
    let (plans, counts) = tokio::try_join!(newest(conn), counts(conn))?;
    let count = |id| counts.iter().find(|(plan, _)| *plan == Some(id)).map_or(0, |(_, count)| *count);
    Ok(plans.into_iter().map(|plan| (count(plan.id), plan)).map(|(count, plan)| (plan, count)).collect())
}

async fn newest(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Plan>> {
    migration_plans::table
        .order(migration_plans::id.desc())
        .limit(MOST)
        .select(Plan::as_select())
        .load(&mut conn)
        .await
}

async fn counts(mut conn: &AsyncPgConnection) -> QueryResult<Vec<(Option<PlanId>, i64)>> {
    migrations::table
        .filter(migrations::plan_id.is_not_null())
        .group_by(migrations::plan_id)
        .select((migrations::plan_id, count_star()))
        .load(&mut conn)
        .await
}

/// What a new migration can be put into, the newest first: id and title.
pub async fn plan_choices(mut conn: &AsyncPgConnection) -> QueryResult<Vec<(PlanId, String)>> {
    migration_plans::table
        .order(migration_plans::id.desc())
        .limit(20)
        .select((migration_plans::id, migration_plans::title))
        .load(&mut conn)
        .await
}

/// One trip.
pub async fn shown_plan(conn: &AsyncPgConnection, id: PlanId) -> QueryResult<Option<ShownPlan>> {
    let (plan, migrations, events) = tokio::try_join!(plan(conn, id), planned(conn, id), events(conn, id))?;
    Ok(plan.map(|plan| ShownPlan { plan, migrations, events }))
}

async fn plan(mut conn: &AsyncPgConnection, id: PlanId) -> QueryResult<Option<Plan>> {
    migration_plans::table.find(id).select(Plan::as_select()).first(&mut conn).await.optional()
}

async fn planned(mut conn: &AsyncPgConnection, id: PlanId) -> QueryResult<Vec<Planned>> {
    migrations::table
        .inner_join(domus::table)
        .filter(migrations::plan_id.eq(id))
        .order((migrations::starts_at, migrations::id))
        .limit(MOST)
        .select((migrations::id, domus::name, migrations::starts_at, migrations::state))
        .load(&mut conn)
        .await
}

async fn events(mut conn: &AsyncPgConnection, id: PlanId) -> QueryResult<Vec<ShownPlanEvent>> {
    let by = members::table
        .on(members::id.nullable().eq(plan_events::actor_id).and(plan_events::actor_kind.eq("member")));
    plan_events::table
        .left_join(by)
        .filter(plan_events::plan_id.eq(id))
        .order(plan_events::id.desc())
        .limit(MOST)
        .select((
            plan_events::at,
            plan_events::event,
            plan_events::migration_id,
            members::name.nullable(),
            plan_events::note,
        ))
        .load(&mut conn)
        .await
}
