//! Who runs it: the operator takes over or hands over.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{attempts, members, migrations};
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
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for TakeError {
    fn sentence(&self) -> Message {
        match self {
            TakeError::Refused(refused) => refused.sentence(),
            TakeError::NotCore => Message::new("take-not-core"),
            TakeError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// From now on `operator` runs it: the actor takes it, or hands it to somebody.
pub async fn take(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    operator: MemberId,
    now: DateTime<Utc>,
) -> Result<(), TakeError> {
    core_only(actor)?;
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<TakeError>(conn, id, Event::Take).await?;
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
