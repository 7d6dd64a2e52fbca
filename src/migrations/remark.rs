//! Something that an operator writes down while a step is being done: what xl said, that the target
//! did not boot and is started again. For the core team only.

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::db::ids::MigrationId;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::current;
use crate::migrations::{Event, FinishStepError, Refused};

/// Keeps the remark in the history of the attempt that is under way; the step stays as it is.
pub async fn remark(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    text: &str,
    now: DateTime<Utc>,
) -> Result<(), FinishStepError> {
    core_only(actor)?;
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<FinishStepError>(conn, id, Event::Remark).await?;
        let Some((attempt, _)) = current(conn, id).await? else {
            return Err(Refused::from(conflict(conn, &migration, Event::Remark).await?).into());
        };
        let entry =
            Entry::new(Event::Remark, migration.state, next).attempt(attempt.id).note(text.trim()).internal();
        history::record(conn, id, actor, entry, now).await?;
        history::tell_pages(conn, &migration).await?;
        Ok(())
    })
    .await
}
