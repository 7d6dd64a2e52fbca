//! Lists of issues, and one line of them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use super::{MIGRATION_NOT_ENDED, NOT_OVER, assignees, rows};
use crate::db::ids::{IssueId, MemberId, MigrationId};
use crate::db::schema::{domus, issues, members, migrations};
use crate::db::{AtMostRows, Condition, condition};
use crate::issues::issue::{IssueState, Severity};
use crate::members::Member;

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

/// What the core team looks for in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub which: Which,
    /// A number, or a part of a summary or of the name of a member or domU.
    pub search: Option<String>,
    pub taken: Option<Taken>,
}

/// Who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    Nobody,
    By(MemberId),
}

/// Where the previous page of a list ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub updated_at: DateTime<Utc>,
    pub id: IssueId,
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

/// What comes after, the last touched first, and one row more.
macro_rules! page_of {
    ($query:expr, $after:expr) => {{
        let mut query = $query;
        if let Some(after) = $after {
            let is_older = issues::updated_at
                .lt(after.updated_at)
                .or(issues::updated_at.eq(after.updated_at).and(issues::id.lt(after.id)));
            query = query.filter(is_older);
        }
        query.order((issues::updated_at.desc(), issues::id.desc())).at_most(PAGE + 1)
    }};
}

/// The core team's list, the last touched first; one row more than a page when there are older.
pub async fn for_core(
    mut conn: &AsyncPgConnection,
    me: MemberId,
    filter: &Filter,
    after: Option<After>,
) -> QueryResult<Vec<Row>> {
    let mut query = rows().select(row!()).into_boxed();
    query = match filter.which {
        Which::NotClosed => query.filter(issues::state.ne(IssueState::Closed)),
        Which::Mine => query.filter(issues::assigned_to.eq(me)).filter(issues::state.ne(IssueState::Closed)),
        Which::State(state) => query.filter(issues::state.eq(state)),
        Which::HoldingAMigration => {
            let open = migrations::table.filter(MIGRATION_NOT_ENDED).select(migrations::id.nullable());
            query.filter(NOT_OVER).filter(issues::migration_id.eq_any(open))
        }
    };
    query = match filter.taken {
        Some(Taken::Nobody) => query.filter(issues::assigned_to.is_null()),
        Some(Taken::By(member)) => query.filter(issues::assigned_to.eq(member)),
        None => query,
    };
    if let Some(typed) = &filter.search {
        let pattern = containing(typed);
        let says = issues::summary
            .ilike(pattern.clone())
            .or(members::name.ilike(pattern.clone()))
            .or(domus::name.nullable().ilike(pattern).assume_not_null());
        query = match number(typed) {
            Some(id) => query.filter(says.or(issues::id.eq(id))),
            None => query.filter(says),
        };
    }
    page_of!(query, after).load(&mut conn).await
}

/// What LIKE takes for more than a letter is searched for as it stands.
fn containing(typed: &str) -> String {
    format!("%{}%", typed.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

/// As people type it: `I-118` or `118`.
fn number(typed: &str) -> Option<IssueId> {
    typed.to_uppercase().parse().ok().or_else(|| typed.parse().ok().map(IssueId))
}

/// A member's own reports, the last touched first.
pub async fn of_member(
    mut conn: &AsyncPgConnection,
    member: MemberId,
    after: Option<After>,
) -> QueryResult<Vec<Row>> {
    let query = rows().select(row!()).filter(issues::reporter_id.eq(member)).into_boxed();
    page_of!(query, after).load(&mut conn).await
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

/// What is down, what is broken in part, questions.
const WORST_FIRST: (Condition, Condition) =
    (condition("issues.severity <> 'down'"), condition("issues.severity <> 'partly'"));

/// Reports that nobody has taken, the worst first, of those the one that waits longest.
pub async fn with_nobody(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<Row>> {
    rows()
        .select(row!())
        .filter(NOT_OVER)
        .filter(issues::assigned_to.is_null())
        .order((WORST_FIRST, issues::created_at, issues::id))
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
