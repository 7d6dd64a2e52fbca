//! One mail to see whether mail arrives.

use chrono::{DateTime, Duration, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use serde_json::json;

use crate::db::QueryError;
use crate::mail::delivery::{self, Claimed};
use crate::mail::{About, Letterhead, MailKind, NewMail, Recipient, outbox};
use crate::words::Locale;

/// Owes a mail of the kind `test` and claims it at once, before any worker can. `None` when the
/// address can't be written to; the outbox then says why.
pub async fn owe_and_claim(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    address: &str,
    now: DateTime<Utc>,
) -> Result<Option<Claimed>, QueryError> {
    let mail = NewMail {
        kind: MailKind::Test,
        object: "test".to_owned(),
        revision: now.timestamp_micros().to_string(),
        stream: format!("test-{}", now.timestamp_micros()),
        to: Recipient {
            member_id: None,
            name: address.split('@').next().unwrap_or_default().to_owned(),
            address: address.to_owned(),
            locale: Locale::En,
            zone: chrono_tz::UTC,
        },
        about: About::default(),
        data: json!({}),
        calendar: None,
        supersedes: Vec::new(),
        expires_at: now + Duration::hours(1),
    };
    conn.transaction(async |conn| match outbox::owe(conn, letterhead, mail, now).await? {
        Some(id) => delivery::claim_one(conn, id, now).await,
        None => Ok(None),
    })
    .await
}
