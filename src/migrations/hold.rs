//! "Please wait": a member, or the core team itself, puts a migration on hold.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::migrations;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::choose_window::name_of;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{lock_for, members_or_core};
use crate::migrations::{Event, Migration, Refused, choice, notices};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("nobody says why")]
    Reason,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for HoldError {
    fn sentence(&self) -> Message {
        match self {
            HoldError::Refused(refused) => refused.sentence(),
            HoldError::Reason => Message::new("hold-reason"),
            HoldError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Its time is off until the core team has decided. All its members are told why, and the core team
/// when it was a member who asked.
pub async fn hold(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), HoldError> {
    conn.transaction(async |conn| {
        members_or_core::<HoldError>(conn, actor, id).await?;
        if reason.trim().is_empty() {
            return Err(HoldError::Reason);
        }
        let (before, next) = lock_for::<HoldError>(conn, id, Event::Hold).await?;
        let after = diesel::update(migrations::table.find(id))
            .filter(migrations::state.eq(before.state))
            .set((migrations::state.eq(next), migrations::revision.eq(migrations::revision + 1)))
            .returning(Migration::as_returning())
            .get_result(conn)
            .await?;
        choice::forget_now(conn, id).await?;
        let entry = Entry::new(Event::Hold, before.state, next).note(reason.trim());
        history::record(conn, id, actor, entry, now).await?;
        notices::nothing_to_do(conn, id, &notices::FIND_A_TIME).await?;
        let said = (name_of(actor), reason.trim());
        notices::on_hold(conn, letterhead, (&before, &after), said, now).await?;
        if !actor.is_core() {
            notices::hold_asked(conn, letterhead, &after, said, now).await?;
        }
        history::tell_pages(conn, &after).await?;
        Ok(())
    })
    .await
}
