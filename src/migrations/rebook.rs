//! A second try for a migration that came back, with what was wrong and what was mended.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{attempts, migrations};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::attempt::{Attempt, AttemptResult};
use crate::migrations::history::Entry;
use crate::migrations::promise::{self, TooLate};
use crate::migrations::turn::{Seen, core_only, lock_seen};
use crate::migrations::window::{NotAWindow, Window};
use crate::migrations::{
    CauseCode, Event, Migration, MigrationState, Refused, choice, history, notices, queries, state,
};
use crate::words::{Message, Sentence};

/// The new window, and what the mail says about the last attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebook {
    pub window: Window,
    pub cause_code: CauseCode,
    pub cause: String,
    pub fix: String,
}

#[derive(Debug, thiserror::Error)]
pub enum RebookError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("{0}")]
    Window(#[from] NotAWindow),
    #[error("{0}")]
    Promise(#[from] TooLate),
    #[error("nobody says what was wrong")]
    Cause,
    #[error("nobody says what was mended")]
    Fix,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl RebookError {
    /// The field of the form that it is about.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            RebookError::Window(NotAWindow::Past | NotAWindow::TooFarAhead) => Some("starts_at"),
            RebookError::Promise(_) => Some("day"),
            RebookError::Window(_) => Some("ends_at"),
            RebookError::Cause => Some("cause"),
            RebookError::Fix => Some("fix"),
            RebookError::Refused(_) | RebookError::Database(_) => None,
        }
    }
}

impl Sentence for RebookError {
    fn sentence(&self) -> Message {
        match self {
            RebookError::Refused(refused) => refused.sentence(),
            RebookError::Window(error) => error.sentence(),
            RebookError::Promise(error) => error.sentence_of_another_time(),
            RebookError::Cause => Message::new("rebook-cause"),
            RebookError::Fix => Message::new("rebook-fix"),
            RebookError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Publishes and books the second try; room and addresses were kept all the time.
pub async fn rebook(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    seen: impl Into<Seen>,
    input: &Rebook,
    now: DateTime<Utc>,
) -> Result<(), RebookError> {
    core_only(actor)?;
    let seen = seen.into();
    let id = seen.id;
    if input.cause.trim().is_empty() {
        return Err(RebookError::Cause);
    }
    if input.fix.trim().is_empty() {
        return Err(RebookError::Fix);
    }
    conn.transaction(async |conn| {
        let (before, again) = lock_seen::<RebookError>(conn, seen, Event::Rebook).await?;
        let (domu, source, target) = (before.domu_id, before.source_host_id, before.target_host_id);
        let estimate = queries::estimate_for(conn, domu, source, target).await?;
        input.window.check(estimate.expected_seconds, now)?;
        promise::holds(&input.window, before.old_addresses_until, before.deadline)?;
        let last = last_attempt(conn, id).await?;
        let after = diesel::update(migrations::table.find(id))
            .filter(migrations::state.eq(before.state))
            .set((
                migrations::state.eq(MigrationState::Booked),
                migrations::starts_at.eq(input.window.starts_at),
                migrations::ends_at.eq(input.window.ends_at),
                migrations::zone.eq(input.window.zone.name()),
                migrations::zone_offset_seconds.eq(input.window.offset_seconds()),
                migrations::expected_seconds.eq(estimate.expected_seconds),
                migrations::expected_low_seconds.eq(estimate.low_seconds),
                migrations::expected_high_seconds.eq(estimate.high_seconds),
                migrations::revision.eq(migrations::revision + 1),
            ))
            .returning(Migration::as_returning())
            .get_result(conn)
            .await?;
        choice::propose(conn, &after, false).await?;
        let note = input.explanation();
        let entry = Entry::new(Event::Rebook, before.state, again).attempt(last.id).note(&note);
        history::record(conn, id, actor, entry, now).await?;
        let booked = state::after(again, Event::PickSlot).expect("what is announced can be booked");
        history::record(conn, id, actor, Entry::new(Event::PickSlot, again, booked), now).await?;
        notices::announced(conn, letterhead, &after, Some(&input.explained(last)), now).await?;
        history::tell_pages(conn, &after).await?;
        Ok(())
    })
    .await
}

/// The attempt that came back. What was said when it ended stays as it was said.
async fn last_attempt(conn: &mut AsyncPgConnection, id: MigrationId) -> QueryResult<Attempt> {
    attempts::table
        .filter(attempts::migration_id.eq(id))
        .filter(attempts::result.eq_any([AttemptResult::RolledBack, AttemptResult::Unclear]))
        .order(attempts::n.desc())
        .select(Attempt::as_select())
        .first(conn)
        .await
}

impl Rebook {
    /// What the history keeps of it: what was wrong, and on the next line what was mended.
    fn explanation(&self) -> String {
        format!("{}\n{}", self.cause.trim(), self.fix.trim())
    }

    /// The attempt as the mail explains it: with what is known by now.
    fn explained(&self, last: Attempt) -> Attempt {
        Attempt {
            cause_code: Some(self.cause_code),
            cause: Some(self.cause.trim().to_owned()),
            fix: Some(self.fix.trim().to_owned()),
            ..last
        }
    }
}
