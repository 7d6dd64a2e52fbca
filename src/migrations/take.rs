//! Who runs it: the operator takes over or hands over.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{attempts, members, migration_events, migrations};
use crate::members::{Actor, MemberState, Role};
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{core_only, lock_for};
use crate::migrations::{Event, Refused, notices};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the operator is nobody of the core team")]
    NotCore,
    /// `None` for nobody; `since` as far as the history tells.
    #[error("{by:?} runs it by now")]
    RunBy { by: Option<(MemberId, String)>, since: Option<DateTime<Utc>> },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for TakeError {
    fn sentence(&self) -> Message {
        match self {
            TakeError::Refused(refused) => refused.sentence(),
            TakeError::NotCore => Message::new("take-not-core"),
            TakeError::RunBy { by: Some((_, who)), .. } => {
                Message::new("take-run-by").with("who", who.as_str())
            }
            TakeError::RunBy { by: None, .. } => Message::new("take-run-by-nobody"),
            TakeError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Who ran it when its operator was decided upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunBy {
    /// Whoever it was.
    Anybody,
    /// Nobody yet, or this member: a page said so.
    Seen(Option<MemberId>),
}

/// From now on `operator` runs it: the actor takes it, or hands it to somebody.
pub async fn take(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    operator: MemberId,
    now: DateTime<Utc>,
) -> Result<(), TakeError> {
    take_from(conn, actor, id, (RunBy::Anybody, operator), now).await
}

/// As `take`, from who was seen to run it: nobody takes from another of whom they do not know.
pub async fn take_from(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    (from, operator): (RunBy, MemberId),
    now: DateTime<Utc>,
) -> Result<(), TakeError> {
    core_only(actor)?;
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<TakeError>(conn, id, Event::Take).await?;
        let here = migration.operator_id;
        if let RunBy::Seen(seen) = from
            && seen != here
            && here != Some(operator)
        {
            return Err(run_by(conn, id, here).await?);
        }
        let core = members::table
            .find(operator)
            .filter(members::role.eq_any([Role::Core, Role::Admin]))
            .filter(members::state.eq(MemberState::Active));
        if !diesel::select(exists(core)).get_result::<bool>(conn).await? {
            return Err(TakeError::NotCore);
        }
        diesel::update(migrations::table.find(id))
            .filter(migrations::state.eq(migration.state))
            .set(migrations::operator_id.eq(operator))
            .execute(conn)
            .await?;
        diesel::update(attempts::table)
            .filter(attempts::migration_id.eq(id).and(attempts::result.is_null()))
            .set(attempts::operator_id.eq(operator))
            .execute(conn)
            .await?;
        notices::nothing_to_do(conn, id, &notices::FIND_SOMEBODY).await?;
        let entry = Entry::new(Event::Take, migration.state, next).internal();
        history::record(conn, id, actor, entry, now).await?;
        history::tell_pages(conn, &migration).await?;
        Ok(())
    })
    .await
}

/// Who runs it, and since when: since they took or started it, or somebody handed it to them.
async fn run_by(
    conn: &mut AsyncPgConnection,
    id: MigrationId,
    operator: Option<MemberId>,
) -> QueryResult<TakeError> {
    let by = match operator {
        Some(operator) => {
            let name: Option<String> =
                members::table.find(operator).select(members::name).first(conn).await.optional()?;
            name.map(|name| (operator, name))
        }
        None => None,
    };
    let since = migration_events::table
        .filter(migration_events::migration_id.eq(id))
        .filter(
            migration_events::event.eq_any([Event::Take, Event::Start, Event::MoveNow].map(Event::as_str)),
        )
        .order(migration_events::id.desc())
        .select(migration_events::at)
        .first(conn)
        .await
        .optional()?;
    Ok(TakeError::RunBy { by, since })
}
