//! Asking whoever copies to hold on, and to go on. The portal asks; a reporter that was told to obey
//! does, and says so.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::attempts;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::current;
use crate::migrations::{Event, FinishStepError, Refused};

/// Asks to hold on (`true`) or to go on, up to commit and on no way back; asking twice is as good as
/// once. `n` is the attempt that was on the page.
pub async fn hold_copy(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    n: Option<i32>,
    holds: bool,
    now: DateTime<Utc>,
) -> Result<(), FinishStepError> {
    core_only(actor)?;
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<FinishStepError>(conn, id, Event::Remark).await?;
        let here = current(conn, id).await?.filter(|(attempt, step)| {
            n.is_none_or(|n| n == attempt.n) && attempt.way().abort_at(step.code).is_ok()
        });
        let Some((attempt, _)) = here else {
            return Err(Refused::from(conflict(conn, &migration, Event::Remark).await?).into());
        };
        if attempt.copy_held_at.is_some() == holds {
            return Ok(());
        }
        diesel::update(attempts::table.find(attempt.id))
            .set(attempts::copy_held_at.eq(holds.then_some(now)))
            .execute(conn)
            .await?;
        let note = if holds { "The copy is asked to hold on." } else { "The copy may go on." };
        let entry =
            Entry::new(Event::Remark, migration.state, next).attempt(attempt.id).note(note).internal();
        history::record(conn, id, actor, entry, now).await?;
        Ok(history::tell_pages(conn, &migration).await?)
    })
    .await
}
