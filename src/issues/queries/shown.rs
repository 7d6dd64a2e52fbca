//! One issue with its thread, and who can take it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use super::{assignees, rows};
use crate::db::AtMostRows;
use crate::db::ids::{DomuId, IssueId, IssueMessageId, MemberId, MigrationId};
use crate::db::schema::{domus, hosts, issue_messages, issues, members, migrations};
use crate::issues::issue::{IssueState, Severity, Visibility};
use crate::members::{Member, MemberState, Role};

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
