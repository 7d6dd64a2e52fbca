//! One decision about one migration.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use super::assign_default::assign_default;
use super::old_copy::{close, is_past, is_untold, is_warning_due, keep_longer, warn};
use super::remind::remind;
use super::word_late::{is_word_late, remind_of_word};
use crate::db::ids::MigrationId;
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::migrations::clock::Decision;
use crate::migrations::{Migration, notices};

/// Decides it if it is due and was not decided before, and tells whether it did. Safe to call twice,
/// also at once.
pub async fn decide(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    id: MigrationId,
    what: Decision,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    conn.transaction(async |conn| {
        let found = migrations::table
            .find(id)
            .select(Migration::as_select())
            .for_update()
            .first(conn)
            .await
            .optional()?;
        let Some(migration) = found.filter(|migration| what.is_due(migration, now)) else {
            return Ok(false);
        };
        let is_due = match what {
            Decision::GraceEnding => is_warning_due(conn, &migration, now).await?,
            Decision::WordLate => is_word_late(conn, &migration, now).await?,
            Decision::Close => is_past(conn, &migration, now).await?,
            Decision::KeepLonger => is_untold(conn, &migration, now).await?,
            _ => true,
        };
        if !is_due || !what.once(conn, &migration, now).await? {
            return Ok(false);
        }
        match what {
            Decision::AssignDefault => assign_default(conn, letterhead, &migration, now).await?,
            Decision::Undecided => notices::undecided(conn, letterhead, &migration, now).await?,
            Decision::Remind => remind(conn, letterhead, &migration, now).await?,
            Decision::NobodyAssigned => notices::nobody_assigned(conn, letterhead, &migration, now).await?,
            Decision::Overdue => notices::overdue(conn, letterhead, &migration, now).await?,
            Decision::WordLate => remind_of_word(conn, letterhead, &migration, now).await?,
            Decision::GraceEnding => warn(conn, letterhead, &migration, now).await?,
            Decision::Close => close(conn, letterhead, &migration, now).await?,
            Decision::KeepLonger => keep_longer(conn, letterhead, &migration, now).await?,
        }
        Ok(true)
    })
    .await
}
