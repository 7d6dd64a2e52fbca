//! "Move it now": a member asks, and somebody of the core team may say no. Until somebody says yes
//! (`move_now`) nothing happens.

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::db::ids::MigrationId;
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::choose_window::name_of;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{core_only, lock_for, members_or_core};
use crate::migrations::{Event, Refused, choice, notices};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum AskNowError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("nobody asks without a name")]
    NeedsAPerson,
    #[error("nobody has asked")]
    NotAsked,
    #[error("nobody says why not")]
    Word,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for AskNowError {
    fn sentence(&self) -> Message {
        match self {
            AskNowError::Refused(refused) => refused.sentence(),
            AskNowError::NeedsAPerson => Message::new("now-needs-a-person"),
            AskNowError::NotAsked => Message::new("now-not-asked"),
            AskNowError::Word => Message::new("now-word"),
            AskNowError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Keeps the question and mails the core team. Asking again while it waits changes nothing.
pub async fn ask_now(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<(), AskNowError> {
    let member = actor.member_id().ok_or(AskNowError::NeedsAPerson)?;
    conn.transaction(async |conn| {
        members_or_core::<AskNowError>(conn, actor, id).await?;
        let (migration, next) = lock_for::<AskNowError>(conn, id, Event::AskNow).await?;
        if choice::of(conn, id).await?.is_some_and(|choice| choice.now_asked_at.is_some()) {
            return Ok(());
        }
        choice::note_now(conn, &migration, member, now).await?;
        history::record(conn, id, actor, Entry::new(Event::AskNow, migration.state, next), now).await?;
        notices::now_asked(conn, letterhead, &migration, name_of(actor), now).await?;
        history::tell_pages(conn, &migration).await?;
        Ok(())
    })
    .await
}

/// Says no, with a word that its members read; the time that was booked or proposed stays.
pub async fn decline_now(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    word: &str,
    now: DateTime<Utc>,
) -> Result<(), AskNowError> {
    core_only(actor)?;
    if word.trim().is_empty() {
        return Err(AskNowError::Word);
    }
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<AskNowError>(conn, id, Event::DeclineNow).await?;
        let asked_at = choice::of(conn, id).await?.and_then(|choice| choice.now_asked_at);
        let asked_at = asked_at.ok_or(AskNowError::NotAsked)?;
        choice::forget_now(conn, id).await?;
        let entry = Entry::new(Event::DeclineNow, migration.state, next).note(word.trim());
        history::record(conn, id, actor, entry, now).await?;
        notices::now_declined(conn, letterhead, &migration, (word.trim(), asked_at), now).await?;
        history::tell_pages(conn, &migration).await?;
        Ok(())
    })
    .await
}
