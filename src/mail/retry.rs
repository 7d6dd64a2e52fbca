//! Somebody of the core team wants a mail tried again, now.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::outbox_mails;
use crate::live::{Hint, hint};
use crate::words::{Message, Sentence};

/// A mail that was given up gets at least this long, and as many tries as it takes.
const MORE_TIME: Duration = Duration::days(1);
const MORE_TRIES: i32 = 20;

/// The mail stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    #[error("the mail is neither failed nor waiting")]
    NothingToRetry,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for RetryError {
    fn sentence(&self) -> Message {
        Message::new("outbox-nothing-to-retry")
    }
}

/// Makes a failed or deferred mail due now. The same bytes go out: what it says may be old by now,
/// which the person who asks has read.
pub async fn retry(conn: &mut AsyncPgConnection, id: Uuid, now: DateTime<Utc>) -> Result<(), RetryError> {
    conn.transaction(async |conn| {
        let made_due = diesel::update(outbox_mails::table.find(id))
            .filter(outbox_mails::state.eq_any(["dead", "queued"]))
            .filter(outbox_mails::raw.ne(Vec::<u8>::new()))
            .set((
                outbox_mails::state.eq("queued"),
                outbox_mails::not_before.eq(now),
                outbox_mails::max_attempts.eq(outbox_mails::attempts + MORE_TRIES),
                outbox_mails::expires_at.eq(diesel::dsl::sql::<diesel::sql_types::Timestamptz>(
                    "greatest(expires_at, ",
                )
                .bind::<diesel::sql_types::Timestamptz, _>(now + MORE_TIME)
                .sql(")")),
            ))
            .execute(conn)
            .await?;
        if made_due == 0 {
            return Err(RetryError::NothingToRetry);
        }
        hint::notify(conn, Hint::Outbox).await?;
        Ok(())
    })
    .await
}
