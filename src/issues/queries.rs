//! What the pages about issues list and show. Members get their own issues and public messages
//! only; the queries themselves leave out the rest.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{DomuId, IssueId, IssueMessageId, MemberId, MigrationId};
use crate::db::schema::{domu_members, domus, hosts, issue_messages, issues, members, migrations};
use crate::db::{AtMostRows, Condition, FixedText, condition};
use crate::issues::issue::{IssueState, Severity, Visibility};
use crate::members::{Member, MemberState, Role};

diesel::alias!(members as assignees: Assignees);

/// As the indexes of what is open have it.
const NOT_OVER: Condition = condition("issues.state NOT IN ('resolved', 'closed')");

/// How many rows a list shows before "older".
pub const PAGE: i64 = 50;

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Row {
    pub id: IssueId,
    pub summary: String,
    pub severity: Severity,
    pub state: IssueState,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub domu: Option<String>,
    pub migration_id: Option<MigrationId>,
    pub reporter_id: MemberId,
    pub reporter: String,
    pub assigned_to: Option<MemberId>,
    pub assignee: Option<String>,
}

/// Which issues the core team wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Which {
    #[default]
    NotClosed,
    Mine,
    State(IssueState),
    HoldingAMigration,
}

/// Where the previous page of a list ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub updated_at: DateTime<Utc>,
    pub id: IssueId,
}

#[diesel::dsl::auto_type(no_type_alias)]
fn rows() -> _ {
    issues::table
        .inner_join(members::table.on(members::id.eq(issues::reporter_id)))
        .left_join(domus::table)
        .left_join(assignees.on(assignees.field(members::id).nullable().eq(issues::assigned_to)))
}

macro_rules! row {
    () => {
        (
            issues::id,
            issues::summary,
            issues::severity,
            issues::state,
            issues::created_at,
            issues::updated_at,
            domus::name.nullable(),
            issues::migration_id,
            issues::reporter_id,
            members::name,
            issues::assigned_to,
            assignees.field(members::name).nullable(),
        )
    };
}

/// The core team's list, the last touched first; one row more than a page when there are older.
pub async fn for_core(
    mut conn: &AsyncPgConnection,
    me: MemberId,
    which: Which,
    after: Option<After>,
) -> QueryResult<Vec<Row>> {
    let mut query = rows().select(row!()).into_boxed();
    query = match which {
        Which::NotClosed => query.filter(issues::state.ne(IssueState::Closed)),
        Which::Mine => query.filter(issues::assigned_to.eq(me)).filter(issues::state.ne(IssueState::Closed)),
        Which::State(state) => query.filter(issues::state.eq(state)),
        Which::HoldingAMigration => query.filter(NOT_OVER).filter(issues::migration_id.is_not_null()),
    };
    if let Some(after) = after {
        query = query.filter(
            issues::updated_at
                .lt(after.updated_at)
                .or(issues::updated_at.eq(after.updated_at).and(issues::id.lt(after.id))),
        );
    }
    query.order((issues::updated_at.desc(), issues::id.desc())).at_most(PAGE + 1).load(&mut conn).await
}

/// A member's own reports, the last touched first.
pub async fn of_member(
    mut conn: &AsyncPgConnection,
    member: MemberId,
    after: Option<After>,
) -> QueryResult<Vec<Row>> {
    let mut query = rows().select(row!()).filter(issues::reporter_id.eq(member)).into_boxed();
    if let Some(after) = after {
        query = query.filter(
            issues::updated_at
                .lt(after.updated_at)
                .or(issues::updated_at.eq(after.updated_at).and(issues::id.lt(after.id))),
        );
    }
    query.order((issues::updated_at.desc(), issues::id.desc())).at_most(PAGE + 1).load(&mut conn).await
}

/// A member's reports that are not over, for their home page.
pub async fn open_of_member(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<Row>> {
    rows()
        .select(row!())
        .filter(issues::reporter_id.eq(member))
        .filter(NOT_OVER)
        .order((issues::updated_at.desc(), issues::id.desc()))
        .at_most(PAGE)
        .load(&mut conn)
        .await
}

/// Reports that nobody has taken, the one that waits longest first.
pub async fn with_nobody(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<Row>> {
    rows()
        .select(row!())
        .filter(NOT_OVER)
        .filter(issues::assigned_to.is_null())
        .order((issues::created_at, issues::id))
        .at_most(most)
        .load(&mut conn)
        .await
}

/// Reports that somebody works on, the newest first.
pub async fn in_hand(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<Row>> {
    rows()
        .select(row!())
        .filter(NOT_OVER)
        .filter(issues::assigned_to.is_not_null())
        .order((issues::created_at.desc(), issues::id.desc()))
        .at_most(most)
        .load(&mut conn)
        .await
}

/// Numbers above the core team's list; each stops counting at `MOST`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName, Serialize)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    pub nobody: i64,
    #[diesel(sql_type = BigInt)]
    pub in_hand: i64,
    #[diesel(sql_type = BigInt)]
    pub mine: i64,
    #[diesel(sql_type = BigInt)]
    pub holding: i64,
}

/// Above this a count is "more than".
pub const MOST: i64 = 1000;

pub async fn counts(mut conn: &AsyncPgConnection, me: MemberId) -> QueryResult<Counts> {
    diesel::sql_query(
        "WITH unfinished AS (SELECT assigned_to, migration_id FROM issues WHERE state NOT IN ('resolved', 'closed') LIMIT 1001)
         SELECT count(*) FILTER (WHERE assigned_to IS NULL) AS nobody,
                count(*) FILTER (WHERE assigned_to IS NOT NULL) AS in_hand,
                count(*) FILTER (WHERE assigned_to = $1) AS mine,
                count(DISTINCT migration_id) AS holding
         FROM unfinished",
    )
    .bind::<BigInt, _>(me)
    .fixed()
    .get_result(&mut conn)
    .await
}

/// An issue with what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Shown {
    pub id: IssueId,
    pub summary: String,
    pub severity: Severity,
    pub state: IssueState,
    pub created_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub reporter_id: MemberId,
    pub reporter: String,
    pub domu: Option<String>,
    pub domu_id: Option<DomuId>,
    pub migration_id: Option<MigrationId>,
    pub migration_state: Option<String>,
    pub target_host: Option<String>,
    pub assigned_to: Option<MemberId>,
    pub assignee: Option<String>,
}

/// The issue, when the member may see it: their own, or any for the core team.
pub async fn shown_to(
    mut conn: &AsyncPgConnection,
    member: &Member,
    id: IssueId,
) -> QueryResult<Option<Shown>> {
    let mut query = rows()
        .left_join(migrations::table.on(migrations::id.nullable().eq(issues::migration_id)))
        .left_join(hosts::table.on(hosts::id.eq(migrations::target_host_id)))
        .filter(issues::id.eq(id))
        .select((
            issues::id,
            issues::summary,
            issues::severity,
            issues::state,
            issues::created_at,
            issues::ended_at,
            issues::reporter_id,
            members::name,
            domus::name.nullable(),
            issues::domu_id,
            issues::migration_id,
            migrations::state.nullable(),
            hosts::name.nullable(),
            issues::assigned_to,
            assignees.field(members::name).nullable(),
        ))
        .into_boxed();
    if !member.role.is_core() {
        query = query.filter(issues::reporter_id.eq(member.id));
    }
    query.first(&mut conn).await.optional()
}

/// One entry of a thread; an empty body is a bare change of state.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct ThreadEntry {
    pub id: IssueMessageId,
    pub visibility: Visibility,
    pub body: String,
    pub new_state: Option<IssueState>,
    pub at: DateTime<Utc>,
    pub author_id: Option<MemberId>,
    pub author: Option<String>,
    pub author_role: Option<Role>,
}

/// The thread as this member may read it, oldest first: internal notes are for the core team only.
pub async fn thread_for(
    mut conn: &AsyncPgConnection,
    member: &Member,
    id: IssueId,
) -> QueryResult<Vec<ThreadEntry>> {
    let mut query = issue_messages::table
        .inner_join(issues::table)
        .left_join(members::table.on(members::id.nullable().eq(issue_messages::author_id)))
        .filter(issue_messages::issue_id.eq(id))
        .order(issue_messages::id)
        .select((
            issue_messages::id,
            issue_messages::visibility,
            issue_messages::body,
            issue_messages::new_state,
            issue_messages::at,
            issue_messages::author_id,
            members::name.nullable(),
            members::role.nullable(),
        ))
        .into_boxed();
    if !member.role.is_core() {
        query = query
            .filter(issues::reporter_id.eq(member.id))
            .filter(issue_messages::visibility.eq(Visibility::Public));
    }
    query.load(&mut conn).await
}

/// Somebody to whom an issue can be given.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct CoreMember {
    pub id: MemberId,
    pub name: String,
}

pub async fn core_team(mut conn: &AsyncPgConnection) -> QueryResult<Vec<CoreMember>> {
    members::table
        .filter(members::role.eq_any([Role::Core, Role::Admin]))
        .filter(members::state.eq(MemberState::Active))
        .order((members::name, members::id))
        .select((members::id, members::name))
        .at_most(100)
        .load(&mut conn)
        .await
}

/// A domU that can be chosen in the form.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct OwnDomu {
    pub name: String,
    pub host: String,
    pub site: String,
}

/// The member's own domUs, for the form.
pub async fn domus_of(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<OwnDomu>> {
    use crate::db::schema::sites;
    domu_members::table
        .inner_join(domus::table.inner_join(hosts::table.inner_join(sites::table)))
        .filter(domu_members::member_id.eq(member))
        .order(domus::name)
        .select((domus::name, hosts::name, sites::code))
        .at_most(200)
        .load(&mut conn)
        .await
}

/// A migration that a report can be about.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct AboutMigration {
    pub id: MigrationId,
    pub domu: String,
    pub state: String,
    pub target_host: String,
}

/// The migration that the form was opened for, when this member may see it.
pub async fn migration_for(
    mut conn: &AsyncPgConnection,
    member: &Member,
    id: Option<MigrationId>,
) -> QueryResult<Option<AboutMigration>> {
    let mut query = migrations::table
        .inner_join(domus::table)
        .inner_join(hosts::table.on(hosts::id.eq(migrations::target_host_id)))
        .filter(migrations::id.nullable().eq(id))
        .select((migrations::id, domus::name, migrations::state, hosts::name))
        .into_boxed();
    if !member.role.is_core() {
        let theirs = domu_members::table
            .filter(domu_members::domu_id.eq(migrations::domu_id))
            .filter(domu_members::member_id.eq(member.id));
        query = query.filter(diesel::dsl::exists(theirs)).filter(migrations::state.ne("draft"));
    }
    query.first(&mut conn).await.optional()
}

/// The issues of a migration, the newest first: all for the core team, their own for a member.
pub async fn of_migration(
    mut conn: &AsyncPgConnection,
    member: &Member,
    migration: MigrationId,
) -> QueryResult<Vec<Row>> {
    let mut query = rows().select(row!()).filter(issues::migration_id.eq(migration)).into_boxed();
    if !member.role.is_core() {
        query = query.filter(issues::reporter_id.eq(member.id));
    }
    query.order(issues::id.desc()).at_most(PAGE).load(&mut conn).await
}

/// Whether an unfinished issue keeps the migration from closing.
pub async fn has_open_on(mut conn: &AsyncPgConnection, migration: MigrationId) -> QueryResult<bool> {
    let open = issues::table.filter(issues::migration_id.eq(migration)).filter(NOT_OVER);
    diesel::select(diesel::dsl::exists(open)).get_result(&mut conn).await
}
