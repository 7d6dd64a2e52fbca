//! A report of breakage and what it is made of.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{DomuId, IssueId, IssueMessageId, MemberId, MigrationId};
use crate::db::schema::{issue_messages, issues};
use crate::live::hint;
use crate::members::Actor;
use crate::text_enum;

text_enum! {
    /// How bad it is, in the reporter's words.
    pub enum Severity {
        Down = "down",
        Partly = "partly",
        Question = "question",
    }
}

text_enum! {
    /// Where an issue stands; `state::after` says what may follow.
    pub enum IssueState {
        New = "new",
        Acknowledged = "acknowledged",
        Waiting = "waiting",
        Resolved = "resolved",
        Closed = "closed",
    }
}

impl IssueState {
    /// Whether somebody still has to do something.
    pub fn is_open(self) -> bool {
        !matches!(self, IssueState::Resolved | IssueState::Closed)
    }
}

text_enum! {
    /// Who may read a message: everybody in the issue, or only the core team.
    pub enum Visibility {
        Public = "public",
        Internal = "internal",
    }
}

/// A row of `issues`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = issues, check_for_backend(diesel::pg::Pg))]
pub struct Issue {
    pub id: IssueId,
    pub reporter_id: MemberId,
    pub domu_id: Option<DomuId>,
    pub migration_id: Option<MigrationId>,
    pub summary: String,
    pub severity: Severity,
    pub state: IssueState,
    pub assigned_to: Option<MemberId>,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

/// The issue, locked until the transaction ends; `None` when there is none that the actor may
/// see, so that a foreign issue and no issue look the same.
pub(super) async fn locked_for(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
) -> QueryResult<Option<Issue>> {
    let issue =
        issues::table.find(id).select(Issue::as_select()).for_update().first(conn).await.optional()?;
    Ok(issue.filter(|issue| actor.is_core() || actor.member_id() == Some(issue.reporter_id)))
}

/// What is about to be written into an issue's thread.
pub(super) struct Entry<'a> {
    pub visibility: Visibility,
    pub body: &'a str,
    pub new_state: Option<IssueState>,
}

/// Adds to the thread, moves the issue to its new state, and hints at it.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    issue: &Issue,
    actor: &Actor,
    entry: Entry<'_>,
    now: DateTime<Utc>,
) -> QueryResult<IssueMessageId> {
    let id = diesel::insert_into(issue_messages::table)
        .values((
            issue_messages::issue_id.eq(issue.id),
            issue_messages::author_id.eq(actor.member_id()),
            issue_messages::visibility.eq(entry.visibility),
            issue_messages::body.eq(entry.body),
            issue_messages::new_state.eq(entry.new_state),
            issue_messages::at.eq(now),
        ))
        .returning(issue_messages::id)
        .get_result(conn)
        .await?;
    let state = entry.new_state.unwrap_or(issue.state);
    let ended_at = (!state.is_open()).then(|| issue.ended_at.unwrap_or(now));
    diesel::update(issues::table.find(issue.id))
        .set((issues::state.eq(state), issues::ended_at.eq(ended_at)))
        .execute(conn)
        .await?;
    // A note that only the core team reads must not move the issue in the reporter's list.
    if entry.visibility == Visibility::Public {
        diesel::update(issues::table.find(issue.id)).set(issues::updated_at.eq(now)).execute(conn).await?;
    }
    hint::notify(conn, issue.id).await?;
    Ok(id)
}

/// What the person wrote, without the blank ends, when it says something and fits.
pub(super) fn said(body: &str) -> Option<&str> {
    let body = body.trim();
    (!body.is_empty() && body.chars().count() <= 20_000 && !body.contains('\0')).then_some(body)
}
