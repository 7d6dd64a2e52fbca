//! While nobody knows where the domU runs, its members were promised another word by a certain time.
//! That time has passed: the core team is reminded.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::schema::attempts;
use crate::mail::Letterhead;
use crate::migrations::{Attempt, AttemptResult, Migration, notices};

pub(super) async fn is_word_late(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    Ok(lost(conn, migration).await?.is_some_and(|attempt| attempt.is_word_late(now)))
}

pub(super) async fn remind_of_word(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let Some(attempt) = lost(conn, migration).await? else { return Ok(()) };
    notices::word_late(conn, letterhead, migration, &attempt, now).await
}

/// The last attempt, which nobody could follow.
async fn lost(conn: &mut AsyncPgConnection, migration: &Migration) -> QueryResult<Option<Attempt>> {
    attempts::table
        .filter(attempts::migration_id.eq(migration.id).and(attempts::result.eq(AttemptResult::Unclear)))
        .order(attempts::n.desc())
        .select(Attempt::as_select())
        .first(conn)
        .await
        .optional()
}
