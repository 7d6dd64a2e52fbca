//! What the outbox holds, for the pages of the core team and of the demo.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use crate::db::schema::{members, outbox_mails};
use crate::db::{AtMostRows, FixedText};
use crate::mail::MailKind;
use crate::text_enum;

text_enum! {
    /// How people sort mails: several states of the database are one to them.
    pub enum Pile {
        /// Given up, with the server's last words.
        Failed = "failed",
        /// Deferred at least once.
        Again = "again",
        /// On its way for the first time.
        Owed = "owed",
        Sent = "sent",
        /// It made no sense any more: superseded, expired, or an address that is known to fail.
        Dropped = "dropped",
    }
}

impl Pile {
    pub fn of(state: &str, attempts: i32, has_reply: bool) -> Pile {
        match state {
            "dead" => Pile::Failed,
            "sent" => Pile::Sent,
            "superseded" | "expired" | "cancelled" => Pile::Dropped,
            // Given back without an attempt when the server was away.
            "queued" if attempts > 0 || has_reply => Pile::Again,
            _ => Pile::Owed,
        }
    }
}

/// One mail in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    pub id: Uuid,
    pub headline: String,
    /// The id of the kind's name, such as `mail-kind-moved`.
    pub kind_label: String,
    pub to_name: Option<String>,
    pub to_address: String,
    pub pile: Pile,
    pub state: String,
    pub state_note: String,
    pub attempts: i32,
    pub in_doubt: i32,
    pub last_reply: Option<String>,
    pub last_tried_at: Option<DateTime<Utc>>,
    pub not_before: DateTime<Utc>,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
}

#[derive(Queryable)]
struct EntryRow {
    id: Uuid,
    headline: String,
    kind: MailKind,
    to_name: Option<String>,
    to_address: String,
    state: String,
    state_note: String,
    attempts: i32,
    in_doubt: i32,
    last_reply: Option<String>,
    last_tried_at: Option<DateTime<Utc>>,
    not_before: DateTime<Utc>,
    created_at: DateTime<Utc>,
    sent_at: Option<DateTime<Utc>>,
}

impl From<EntryRow> for Entry {
    fn from(row: EntryRow) -> Entry {
        Entry {
            pile: Pile::of(&row.state, row.attempts, row.last_reply.is_some()),
            id: row.id,
            headline: row.headline,
            kind_label: format!("mail-kind-{}", row.kind),
            to_name: row.to_name,
            to_address: row.to_address,
            state: row.state,
            state_note: row.state_note,
            attempts: row.attempts,
            in_doubt: row.in_doubt,
            last_reply: row.last_reply,
            last_tried_at: row.last_tried_at,
            not_before: row.not_before,
            created_at: row.created_at,
            sent_at: row.sent_at,
        }
    }
}

/// Where a page of the list ends and the next one goes on: after this mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    created_at: DateTime<Utc>,
    id: Uuid,
}

/// The text is no cursor of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Cursor, NotACursor> {
        let (micros, id) = text.split_once('_').ok_or(NotACursor)?;
        let micros = micros.parse().map_err(|_| NotACursor)?;
        Ok(Cursor {
            created_at: DateTime::from_timestamp_micros(micros).ok_or(NotACursor)?,
            id: id.parse().map_err(|_| NotACursor)?,
        })
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.created_at.timestamp_micros(), self.id)
    }
}

/// A page of mails, the newest first, and the cursor of the next page if there is one.
pub async fn page(
    mut conn: &AsyncPgConnection,
    pile: Option<Pile>,
    after: Option<Cursor>,
    size: i64,
) -> QueryResult<(Vec<Entry>, Option<Cursor>)> {
    let mut query = outbox_mails::table
        .left_join(members::table)
        .select((
            outbox_mails::id,
            outbox_mails::headline,
            outbox_mails::kind,
            members::name.nullable(),
            outbox_mails::to_address,
            outbox_mails::state,
            outbox_mails::state_note,
            outbox_mails::attempts,
            outbox_mails::in_doubt,
            outbox_mails::last_reply,
            outbox_mails::last_tried_at,
            outbox_mails::not_before,
            outbox_mails::created_at,
            outbox_mails::sent_at,
        ))
        .order((outbox_mails::created_at.desc(), outbox_mails::id.desc()))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(
            outbox_mails::created_at
                .lt(after.created_at)
                .or(outbox_mails::created_at.eq(after.created_at).and(outbox_mails::id.lt(after.id))),
        );
    }
    query = match pile {
        None => query,
        Some(Pile::Failed) => query.filter(outbox_mails::state.eq("dead")),
        Some(Pile::Sent) => query.filter(outbox_mails::state.eq("sent")),
        Some(Pile::Dropped) => {
            query.filter(outbox_mails::state.eq_any(["superseded", "expired", "cancelled"]))
        }
        Some(Pile::Again) => query
            .filter(outbox_mails::state.eq("queued"))
            .filter(outbox_mails::attempts.gt(0).or(outbox_mails::last_reply.is_not_null())),
        Some(Pile::Owed) => {
            let untried = outbox_mails::attempts.eq(0).and(outbox_mails::last_reply.is_null());
            query.filter(
                outbox_mails::state
                    .eq_any(["leased", "sending"])
                    .or(outbox_mails::state.eq("queued").and(untried)),
            )
        }
    };
    let mut rows: Vec<EntryRow> = query.at_most(size + 1).load(&mut conn).await?;
    let has_more = rows.len() as i64 > size;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| has_more).map(|row| Cursor { created_at: row.created_at, id: row.id });
    Ok((rows.into_iter().map(Entry::from).collect(), next))
}

/// How many, up to 1,001: "more than 1,000" says enough.
#[derive(Debug, Clone, QueryableByName, Serialize)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    pub failed: i64,
    #[diesel(sql_type = BigInt)]
    pub again: i64,
    #[diesel(sql_type = BigInt)]
    pub owed: i64,
    #[diesel(sql_type = BigInt)]
    pub sent: i64,
    #[diesel(sql_type = BigInt)]
    pub dropped: i64,
    /// Since when the oldest unsent mail waits.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub oldest_owed_at: Option<DateTime<Utc>>,
    /// When the server last took a mail, and what it said.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub last_sent_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub last_sent_reply: Option<String>,
}

pub async fn counts(mut conn: &AsyncPgConnection) -> QueryResult<Counts> {
    diesel::sql_query(
        "SELECT (SELECT count(*) FROM (SELECT FROM outbox_mails WHERE state = 'dead' LIMIT 1001) AS counted) AS failed,
                (SELECT count(*) FROM (SELECT FROM outbox_mails WHERE state = 'queued'
                    AND (attempts > 0 OR last_reply IS NOT NULL) LIMIT 1001) AS counted) AS again,
                (SELECT count(*) FROM (SELECT FROM outbox_mails WHERE state IN ('queued', 'leased', 'sending')
                    AND (state <> 'queued' OR (attempts = 0 AND last_reply IS NULL)) LIMIT 1001) AS counted) AS owed,
                (SELECT count(*) FROM (SELECT FROM outbox_mails WHERE state = 'sent' LIMIT 1001) AS counted) AS sent,
                (SELECT count(*) FROM (SELECT FROM outbox_mails
                    WHERE state IN ('superseded', 'expired', 'cancelled') LIMIT 1001) AS counted) AS dropped,
                (SELECT min(created_at) FROM outbox_mails WHERE state IN ('queued', 'leased', 'sending')) AS oldest_owed_at,
                last.sent_at AS last_sent_at, last.last_reply AS last_sent_reply
           FROM (VALUES (1)) AS one
           LEFT JOIN (SELECT sent_at, last_reply FROM outbox_mails WHERE state = 'sent'
                       ORDER BY sent_at DESC LIMIT 1) AS last ON true",
    )
    .fixed()
    .get_result(&mut conn)
    .await
}

/// One mail as it was written.
#[derive(Debug, Clone, Queryable, Serialize)]
pub struct Letter {
    pub id: Uuid,
    pub kind: MailKind,
    pub subject: String,
    pub headline: String,
    pub to_address: String,
    pub body_text: String,
    pub body_html: String,
    pub state: String,
    pub state_note: String,
    pub attempts: i32,
    pub last_reply: Option<String>,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub expires_at: DateTime<Utc>,
}

impl Letter {
    pub fn pile(&self) -> Pile {
        Pile::of(&self.state, self.attempts, self.last_reply.is_some())
    }
}

pub async fn letter(mut conn: &AsyncPgConnection, id: Uuid) -> QueryResult<Option<Letter>> {
    outbox_mails::table
        .find(id)
        .select((
            outbox_mails::id,
            outbox_mails::kind,
            outbox_mails::subject,
            outbox_mails::headline,
            outbox_mails::to_address,
            outbox_mails::body_text,
            outbox_mails::body_html,
            outbox_mails::state,
            outbox_mails::state_note,
            outbox_mails::attempts,
            outbox_mails::last_reply,
            outbox_mails::created_at,
            outbox_mails::sent_at,
            outbox_mails::expires_at,
        ))
        .first(&mut conn)
        .await
        .optional()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_as_it_is_written_and_nothing_else_does() {
        let text = "1795114800000001_0197a4e8-7f6a-7c3e-8000-0123456789ab";
        assert_eq!(text.parse::<Cursor>().map(|cursor| cursor.to_string()), Ok(text.to_owned()));
        for wrong in ["", "_", "1", "x_y", "9223372036854775807_0197a4e8-7f6a-7c3e-8000-0123456789ab", "1_"] {
            assert!(wrong.parse::<Cursor>().is_err(), "{wrong}");
        }
    }
}
