//! The history of a migration: append-only, with who, when and from where to where.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{AttemptId, IssueId, MigrationId};
use crate::db::schema::migration_events;
use crate::live::{Hint, hint};
use crate::members::Actor;
use crate::migrations::{Event, Migration, MigrationState};
use crate::text_enum;

text_enum! {
    /// What is written down beside the events of its life: it may happen in any state and changes none.
    pub enum Aside {
        /// The core team says that an issue is about it.
        LinkIssue = "link_issue",
        /// The core team says that an issue is not about it after all.
        UnlinkIssue = "unlink_issue",
    }
}

/// What members see although the words beside it are the core team's alone: who did it and when.
pub const SEEN_WITHOUT_WORDS: [Event; 3] = [Event::FinishStep, Event::Take, Event::Refuse];

/// One entry to write.
pub struct Entry<'a> {
    event: &'static str,
    pub from: MigrationState,
    pub to: MigrationState,
    pub attempt: Option<AttemptId>,
    pub note: &'a str,
    /// For the core team only.
    pub is_internal: bool,
    /// Only who may read this issue is told.
    issue: Option<IssueId>,
}

impl<'a> Entry<'a> {
    pub fn new(event: Event, from: MigrationState, to: MigrationState) -> Entry<'a> {
        Entry::of_word(event.as_str(), from, to)
    }

    pub fn aside(aside: Aside, state: MigrationState) -> Entry<'a> {
        Entry::of_word(aside.as_str(), state, state)
    }

    fn of_word(event: &'static str, from: MigrationState, to: MigrationState) -> Entry<'a> {
        Entry { event, from, to, attempt: None, note: "", is_internal: false, issue: None }
    }

    pub fn attempt(self, attempt: AttemptId) -> Entry<'a> {
        Entry { attempt: Some(attempt), ..self }
    }

    pub fn note(self, note: &'a str) -> Entry<'a> {
        Entry { note, ..self }
    }

    pub fn issue(self, issue: IssueId) -> Entry<'a> {
        Entry { issue: Some(issue), ..self }
    }

    pub fn internal(self) -> Entry<'a> {
        Entry { is_internal: true, ..self }
    }
}

/// Writes the entry.
pub async fn record(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    actor: &Actor,
    entry: Entry<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(migration_events::table)
        .values((
            migration_events::migration_id.eq(migration),
            migration_events::attempt_id.eq(entry.attempt),
            migration_events::at.eq(now),
            migration_events::actor_kind.eq(actor.kind()),
            migration_events::actor_id.eq(actor.id()),
            migration_events::event.eq(entry.event),
            migration_events::from_state.eq(entry.from),
            migration_events::to_state.eq(entry.to),
            migration_events::note.eq(entry.note),
            migration_events::is_internal.eq(entry.is_internal),
            migration_events::issue_id.eq(entry.issue),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// Tells open pages of the migration, of its domU and the public page to look anew.
pub async fn tell_pages(conn: &mut AsyncPgConnection, migration: &Migration) -> QueryResult<()> {
    hint::notify(conn, migration.id).await?;
    hint::notify(conn, migration.domu_id).await?;
    hint::notify(conn, Hint::Status).await
}
