//! What members read because of the time alone.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::json;

use super::{Draft, facts, owe};
use crate::mail::{Letterhead, MailKind};
use crate::migrations::Migration;

/// It moves within a day.
pub async fn remind(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::Reminder,
        revision: format!("booking-{}", migration.revision),
        extra: json!({}),
        calendar: None,
        supersedes: Vec::new(),
        expires_at: migration.starts_at,
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// The old copy goes at `goes_at`.
pub async fn grace_ending(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    goes_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::GraceEnding,
        revision: format!("booking-{}", migration.revision),
        extra: json!({ "goes_at": goes_at }),
        calendar: None,
        supersedes: Vec::new(),
        expires_at: goes_at,
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}
