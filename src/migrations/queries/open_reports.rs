//! Reports of breakage that hold a migration open: those that stop its grace clock, see `stops_of_grace`.
//! A report about a domU that has just arrived is tied to the migration that brought it.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{IssueId, MemberId, MigrationId};
use crate::db::schema::issues;

/// An open report, and who may read it besides the core team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct OpenReport {
    pub issue: IssueId,
    pub reporter: MemberId,
}

/// In the order in which they came.
pub async fn open_reports(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<OpenReport>> {
    issues::table
        .filter(issues::migration_id.eq(id))
        .filter(issues::ended_at.is_null())
        .order(issues::id)
        .select((issues::id, issues::reporter_id))
        .load(&mut conn)
        .await
}
