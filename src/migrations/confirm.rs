//! The end: a member or the core team says that all is well. The clock ends it in the same way.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{IssueId, MigrationId};
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::queries::{OpenReport, open_reports};
use crate::migrations::turn::{lock_for, members_or_core};
use crate::migrations::{Event, Migration, MigrationState, Refused, addresses, notices, reservation};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    #[error(transparent)]
    Refused(#[from] Refused),
    /// `told` are those of them that the actor may read.
    #[error("a report about it is open")]
    ReportOpen { told: Vec<IssueId> },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for ConfirmError {
    fn sentence(&self) -> Message {
        match self {
            ConfirmError::Refused(refused) => refused.sentence(),
            ConfirmError::ReportOpen { told } if told.is_empty() => Message::new("confirm-report-open"),
            ConfirmError::ReportOpen { told } => {
                let names: Vec<String> = told.iter().map(IssueId::to_string).collect();
                Message::new("confirm-report-open-as")
                    .with("n", told.len() as i64)
                    .with("reports", names.join(", "))
            }
            ConfirmError::Database(_) => Message::new("migration-database"),
        }
    }
}

impl ConfirmError {
    /// What stands in the way of "all is well" while these are open, as this actor may know of them.
    pub fn of_open(reports: &[OpenReport], actor: &Actor) -> Option<ConfirmError> {
        let is_told = |report: &&OpenReport| actor.is_core() || actor.member_id() == Some(report.reporter);
        let told = reports.iter().filter(is_told).map(|report| report.issue).collect();
        (!reports.is_empty()).then_some(ConfirmError::ReportOpen { told })
    }
}

/// What an open report does to "all is well".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WithReports {
    /// It keeps the migration open: whoever says so may not know of it.
    StayOpen,
    /// Nothing: whoever says so was told of it.
    CloseAllTheSame,
}

/// All is well: closes a migration that is being verified, unless a report about it is open. For its
/// members and the core team; for anybody else there is no such migration.
pub async fn confirm(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<(), ConfirmError> {
    confirm_with(conn, letterhead, actor, (id, WithReports::StayOpen), now).await
}

/// As `confirm`, by somebody who may know of the open reports.
pub async fn confirm_with(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    (id, with_reports): (MigrationId, WithReports),
    now: DateTime<Utc>,
) -> Result<(), ConfirmError> {
    conn.transaction(async |conn| {
        members_or_core::<ConfirmError>(conn, actor, id).await?;
        let (migration, next) = lock_for::<ConfirmError>(conn, id, Event::Confirm).await?;
        // A report that is being written waits for this lock, see `report_broken`.
        let open = open_reports(conn, id).await?;
        if with_reports == WithReports::StayOpen
            && let Some(error) = ConfirmError::of_open(&open, actor)
        {
            return Err(error);
        }
        close(conn, letterhead, actor, &migration, (Event::Confirm, next), now).await?;
        Ok(())
    })
    .await
}

/// Ends it: room and addresses are given back, its members told.
pub(super) async fn close(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    (event, next): (Event, MigrationState),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let closed = diesel::update(migrations::table.find(migration.id))
        .filter(migrations::state.eq(migration.state))
        .set((migrations::state.eq(next), migrations::ended_at.eq(now)))
        .returning(Migration::as_returning())
        .get_result(conn)
        .await?;
    reservation::release(conn, migration.id, now).await?;
    if closed.old_addresses_until.is_none_or(|until| until <= now) {
        addresses::release(conn, migration.id).await?;
    }
    history::record(conn, migration.id, actor, Entry::new(event, migration.state, next), now).await?;
    notices::closed(conn, letterhead, &closed, now).await?;
    history::tell_pages(conn, &closed).await
}
