//! Which migration an issue holds up.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{DomuId, IssueId, MigrationId};
use crate::db::schema::{domu_members, issues, migrations};
use crate::issues::issue::{self, Issue};
use crate::live::hint;
use crate::members::Actor;
use crate::migrations::history::{self, Aside};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    #[error("no such issue")]
    NoSuchIssue,
    #[error("no such migration")]
    NoSuchMigration,
    #[error("a migration of another domU")]
    AnotherDomu,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for LinkError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            LinkError::NoSuchIssue => "issue-error-no-such-issue",
            LinkError::NoSuchMigration => "issue-error-unknown-migration",
            LinkError::AnotherDomu => "issue-error-another-domu",
            LinkError::Database(_) => "error-500-text",
        })
    }
}

/// Ties the issue to a migration of its own domU, or to none, which stands in the history of either for
/// those who may read the issue. An issue that was about no domU gets
/// the migration's, when the reporter is one of its people.
pub async fn link_migration(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    migration: Option<MigrationId>,
    now: DateTime<Utc>,
) -> Result<(), LinkError> {
    if !actor.is_core() {
        return Err(LinkError::NoSuchIssue);
    }
    conn.transaction(async |conn| {
        let issue = issue::locked_for(conn, actor, id).await?.ok_or(LinkError::NoSuchIssue)?;
        if let Some(migration) = migration {
            let domu = domu_of(conn, migration).await?.ok_or(LinkError::NoSuchMigration)?;
            concerns(conn, &issue, domu).await?;
        }
        diesel::update(issues::table.find(issue.id))
            .set(issues::migration_id.eq(migration))
            .execute(conn)
            .await?;
        if issue.migration_id != migration {
            record(conn, actor, &issue, (issue.migration_id, Aside::UnlinkIssue), now).await?;
            record(conn, actor, &issue, (migration, Aside::LinkIssue), now).await?;
        }
        hint::notify(conn, issue.id).await?;
        Ok(())
    })
    .await
}

/// Into the history of the migration, and to its open pages.
async fn record(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    issue: &Issue,
    (migration, aside): (Option<MigrationId>, Aside),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let Some(id) = migration else { return Ok(()) };
    let state = migrations::table.find(id).select(migrations::state).first(conn).await?;
    history::record(conn, id, actor, history::Entry::aside(aside, state).issue(issue.id), now).await?;
    hint::notify(conn, id).await
}

async fn concerns(conn: &mut AsyncPgConnection, issue: &Issue, domu: DomuId) -> Result<(), LinkError> {
    if issue.domu_id == Some(domu) {
        return Ok(());
    }
    let theirs = domu_members::table.find((domu, issue.reporter_id));
    let is_theirs: bool = diesel::select(diesel::dsl::exists(theirs)).get_result(conn).await?;
    if issue.domu_id.is_some() || !is_theirs {
        return Err(LinkError::AnotherDomu);
    }
    diesel::update(issues::table.find(issue.id)).set(issues::domu_id.eq(domu)).execute(conn).await?;
    Ok(())
}

async fn domu_of(conn: &mut AsyncPgConnection, migration: MigrationId) -> QueryResult<Option<DomuId>> {
    migrations::table.find(migration).select(migrations::domu_id).first(conn).await.optional()
}
