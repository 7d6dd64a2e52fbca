//! It did not come up where it was started, and is started again: the step stays, the history and
//! the clock know.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::attempts;
use crate::members::Actor;
use crate::migrations::history::{self, Entry};
use crate::migrations::turn::{conflict, core_only, lock_for};
use crate::migrations::under_way::{current, domu_is};
use crate::migrations::{Event, Refused};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("nothing is started in this step")]
    NothingStarts,
    #[error("nobody says what was seen")]
    Failure,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for RetryError {
    fn sentence(&self) -> Message {
        match self {
            RetryError::Refused(refused) => refused.sentence(),
            RetryError::NothingStarts => Message::new("retry-nothing-starts"),
            RetryError::Failure => Message::new("retry-failure"),
            RetryError::Database(_) => Message::new("migration-database"),
        }
    }
}

/// Writes down that it did not come up, and what was seen. `n` is the attempt that was on the page.
pub async fn retry(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: MigrationId,
    n: Option<i32>,
    failure: &str,
    now: DateTime<Utc>,
) -> Result<(), RetryError> {
    core_only(actor)?;
    if failure.trim().is_empty() {
        return Err(RetryError::Failure);
    }
    conn.transaction(async |conn| {
        let (migration, next) = lock_for::<RetryError>(conn, id, Event::Retry).await?;
        let here = current(conn, id).await?.filter(|(attempt, _)| n.is_none_or(|n| n == attempt.n));
        let Some((attempt, step)) = here else {
            return Err(Refused::from(conflict(conn, &migration, Event::Retry).await?).into());
        };
        if !attempt.way().starts_at(step.code) {
            return Err(RetryError::NothingStarts);
        }
        // It was said to be up when its start was ticked; it is not.
        diesel::update(attempts::table.find(attempt.id))
            .set(attempts::up_at.eq(None::<DateTime<Utc>>))
            .execute(conn)
            .await?;
        domu_is(conn, &migration, "off", now).await?;
        let entry = Entry::new(Event::Retry, migration.state, next).attempt(attempt.id).note(failure.trim());
        history::record(conn, id, actor, entry, now).await?;
        history::tell_pages(conn, &migration).await?;
        Ok(())
    })
    .await
}
