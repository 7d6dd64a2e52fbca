//! The moves of one domU and what happened in them, for its own page.

use chrono::{DateTime, Utc};
use diesel::dsl::case_when;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{IssueId, MigrationId};
use crate::db::schema::{attempts, domus, hosts, members, migration_events, migrations};
use crate::fleet::queries::Before;
use crate::members::Member;
use crate::migrations::history::SEEN_WITHOUT_WORDS;
use crate::migrations::queries::own::IsOf;
use crate::migrations::queries::told::IsToldTo;
use crate::migrations::{Attempt, Event, MigrationState};

diesel::alias!(hosts as source_hosts: SourceHosts, hosts as target_hosts: TargetHosts);

/// As many as a page shows.
const FEW: i64 = 20;

/// A move of the domU, ended or not.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct DomuMigration {
    pub id: MigrationId,
    pub source: String,
    pub target: String,
    pub starts_at: DateTime<Utc>,
    pub state: MigrationState,
    pub expected_seconds: i32,
    /// Until when the old copy is kept, once it has moved.
    pub grace_until: Option<DateTime<Utc>>,
}

/// The latest first. Members see those of their own domUs, once announced.
pub async fn of_domu(
    mut conn: &AsyncPgConnection,
    viewer: &Member,
    name: &str,
) -> QueryResult<Vec<DomuMigration>> {
    let mut query = migrations::table
        .inner_join(domus::table)
        .inner_join(source_hosts.on(source_hosts.field(hosts::id).eq(migrations::source_host_id)))
        .inner_join(target_hosts.on(target_hosts.field(hosts::id).eq(migrations::target_host_id)))
        .filter(domus::name.eq(name))
        .order((migrations::starts_at.desc(), migrations::id.desc()))
        .limit(FEW)
        .select((
            migrations::id,
            source_hosts.field(hosts::name),
            target_hosts.field(hosts::name),
            migrations::starts_at,
            migrations::state,
            migrations::expected_seconds,
            migrations::grace_until,
        ))
        .into_boxed();
    if !viewer.role.is_core() {
        query = query.filter(IsOf(viewer.id)).filter(migrations::state.ne(MigrationState::Draft));
    }
    query.load(&mut conn).await
}

/// Its attempts, the latest first. Members see those of their own domUs.
pub async fn attempts_of_domu(
    mut conn: &AsyncPgConnection,
    viewer: &Member,
    name: &str,
) -> QueryResult<Vec<Attempt>> {
    let mut query = attempts::table
        .inner_join(migrations::table.inner_join(domus::table))
        .filter(domus::name.eq(name))
        .order((attempts::started_at.desc(), attempts::id.desc()))
        .limit(FEW)
        .select(Attempt::as_select())
        .into_boxed();
    if !viewer.role.is_core() {
        query = query.filter(IsOf(viewer.id));
    }
    query.load(&mut conn).await
}

/// An entry of the history of its moves.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct DomuEvent {
    pub id: i64,
    pub migration_id: MigrationId,
    pub at: DateTime<Utc>,
    pub event: String,
    pub who: Option<String>,
    pub note: String,
    /// The one that it is about.
    pub issue: Option<IssueId>,
}

/// What happened to it before `before`, the latest first, without single steps. What the core team wrote
/// for itself is left out: of what was done beside such words only that it was done.
pub async fn history_of_domu(
    mut conn: &AsyncPgConnection,
    viewer: &Member,
    name: &str,
    before: Before,
    most: i64,
) -> QueryResult<Vec<DomuEvent>> {
    let by = members::table.on(members::id
        .nullable()
        .eq(migration_events::actor_id)
        .and(migration_events::actor_kind.eq("member")));
    let is_earlier = migration_events::at.eq(before.at).and(migration_events::id.lt(before.id));
    let mut query = migration_events::table
        .inner_join(migrations::table.inner_join(domus::table))
        .left_join(by)
        .filter(domus::name.eq(name))
        .filter(migrations::state.ne(MigrationState::Draft))
        .filter(
            migration_events::is_internal
                .eq(false)
                .or(migration_events::event.eq_any(SEEN_WITHOUT_WORDS.map(Event::as_str))),
        )
        .filter(migration_events::event.ne(Event::FinishStep.as_str()))
        .filter(migration_events::at.lt(before.at).or(is_earlier))
        .order((migration_events::at.desc(), migration_events::id.desc()))
        .limit(most)
        .select((
            migration_events::id,
            migration_events::migration_id,
            migration_events::at,
            migration_events::event,
            members::name.nullable(),
            case_when(migration_events::is_internal, "".into_sql::<Text>()).otherwise(migration_events::note),
            migration_events::issue_id,
        ))
        .into_boxed();
    if !viewer.role.is_core() {
        query = query.filter(IsOf(viewer.id)).filter(IsToldTo(viewer.id));
    }
    query.load(&mut conn).await
}
