//! "We needn't wait any more": whoever put a migration on hold takes it back before it is answered.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{migration_events, migrations};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::migrations::announce::remember;
use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::choose_window::{lock_path, name_of};
use crate::migrations::history::{self, Entry};
use crate::migrations::slots::FENCE;
use crate::migrations::turn::{lock_for, members_or_core};
use crate::migrations::{Event, Migration, MigrationState, Refused, notices, queries};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum WithdrawHoldError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("nobody is known to have asked to wait")]
    NotAsked,
    #[error("somebody else asked to wait")]
    SomebodyElses,
    #[error("the core team has answered")]
    Answered,
    #[error("its time is too near, over or taken")]
    TimeIsGone,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for WithdrawHoldError {
    fn sentence(&self) -> Message {
        match self {
            WithdrawHoldError::Refused(refused) => refused.sentence(),
            WithdrawHoldError::NotAsked => Message::new("withdraw-not-asked"),
            WithdrawHoldError::SomebodyElses => Message::new("withdraw-somebody-elses"),
            WithdrawHoldError::Answered => Message::new("withdraw-answered"),
            WithdrawHoldError::TimeIsGone => {
                Message::new("withdraw-time-gone").with("minutes", FENCE.num_minutes())
            }
            WithdrawHoldError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// The old time stands again: booked if it was, else as the proposal. All its members are told, and the
/// core team when it was a member who had asked.
pub async fn withdraw_hold(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: MigrationId,
    now: DateTime<Utc>,
) -> Result<(), WithdrawHoldError> {
    conn.transaction(async |conn| {
        members_or_core::<WithdrawHoldError>(conn, actor, id).await?;
        let (before, next) = lock_for::<WithdrawHoldError>(conn, id, Event::WithdrawHold).await?;
        let was = state_before(conn, actor, id).await?;
        // While it waited others could take its time, and may be about to.
        lock_path(conn, &before).await?;
        if before.starts_at < now + FENCE || queries::is_time_taken(conn, id).await? {
            return Err(WithdrawHoldError::TimeIsGone);
        }
        // Later than that the clock would book it in the same minute.
        let is_to_choose = was == MigrationState::Announced && before.starts_at - now > CHOOSE_UNTIL;
        let state = if is_to_choose { next } else { MigrationState::Booked };
        let after = diesel::update(migrations::table.find(id))
            .filter(migrations::state.eq(before.state))
            .set((migrations::state.eq(state), migrations::revision.eq(migrations::revision + 1)))
            .returning(Migration::as_returning())
            .get_result(conn)
            .await?;
        let entry = Entry::new(Event::WithdrawHold, before.state, next);
        history::record(conn, id, actor, entry, now).await?;
        if !is_to_choose {
            remember(conn, actor, id, next, &[Event::PickSlot], now).await?;
        }
        notices::goes_on(conn, letterhead, &after, name_of(actor), now).await?;
        if !actor.is_core() {
            notices::hold_withdrawn(conn, letterhead, &after, name_of(actor), now).await?;
        }
        history::tell_pages(conn, &after).await?;
        Ok(())
    })
    .await
}

/// What it was when it was put on hold. A member takes back what they asked for themselves, the core
/// team what anybody did; and what is answered stands, for somebody may have planned with it.
async fn state_before(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
) -> Result<MigrationState, WithdrawHoldError> {
    let words = [Event::Hold.as_str(), Event::AnswerHold.as_str()];
    let last: Option<(String, String, Option<i64>, MigrationState)> = migration_events::table
        .filter(migration_events::migration_id.eq(id))
        .filter(migration_events::event.eq_any(words))
        .order(migration_events::id.desc())
        .select((
            migration_events::event,
            migration_events::actor_kind,
            migration_events::actor_id,
            migration_events::from_state,
        ))
        .first(conn)
        .await
        .optional()?;
    let (event, kind, by, from) = last.ok_or(WithdrawHoldError::NotAsked)?;
    if event != Event::Hold.as_str() {
        return Err(WithdrawHoldError::Answered);
    }
    let is_own = (kind.as_str(), by) == (actor.kind(), actor.id());
    if is_own || actor.is_core() { Ok(from) } else { Err(WithdrawHoldError::SomebodyElses) }
}
