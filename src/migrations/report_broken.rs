//! Its members say that something is broken since it has moved: written down, and told to the core team.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{IssueId, MigrationId};
use crate::db::schema::{attempts, migrations};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::{Attempt, Event, Migration, notices, state};

/// What was reported, as the mail to the core team says it.
#[derive(Debug, Clone, Copy)]
pub struct Broken<'a> {
    pub issue: IssueId,
    /// Where its page is, from the root of the portal.
    pub path: &'a str,
    pub body: &'a str,
}

/// Writes into the history of a migration that is being verified, for those who may read the issue, that
/// it was reported broken, and tells the core team with what was seen from outside. In any other state there is nothing to write: the
/// issue itself says it all. Tells whether it was written. Belongs into the transaction that opens the
/// issue, and locks the migration, so that it is not closed meanwhile.
pub async fn report_broken(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    broken: Broken<'_>,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let migration: Migration =
        migrations::table.find(id).select(Migration::as_select()).for_no_key_update().first(conn).await?;
    let Ok(next) = state::after(migration.state, Event::ReportBroken) else { return Ok(false) };
    let attempt: Option<Attempt> = attempts::table
        .filter(attempts::migration_id.eq(id))
        .order(attempts::n.desc())
        .select(Attempt::as_select())
        .first(conn)
        .await
        .optional()?;
    let mut entry = Entry::new(Event::ReportBroken, migration.state, next).issue(broken.issue);
    entry.attempt = attempt.as_ref().map(|attempt| attempt.id);
    history::record(conn, id, actor, entry, now).await?;
    let about = (&migration, attempt.as_ref());
    notices::broken_reported(conn, letterhead, actor, about, broken, now).await?;
    history::tell_pages(conn, &migration).await?;
    Ok(true)
}
