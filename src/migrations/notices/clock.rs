//! What members read because of the time alone.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::json;

use super::recipients::contacts;
use super::{Draft, facts, owe};
use crate::mail::told::{self, Reached};
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
        revision: grace_turn(migration),
        extra: json!({ "goes_at": goes_at }),
        calendar: None,
        supersedes: vec![MailKind::GraceEnding],
        expires_at: goes_at,
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// A grace time of its own for each arrival, and for each time that it begins anew.
fn grace_turn(migration: &Migration) -> String {
    format!("grace-{}", migration.revision)
}

/// Who got the mail that the old copy goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Warned {
    /// Everybody concerned, the last of them at that moment.
    Everybody { since: DateTime<Utc> },
    /// These did not, at none of their addresses, as far as the mail server says; nobody at all when
    /// it is empty.
    NotEverybody(Vec<Reached>),
}

/// Who leaves the domU needs no word, who came after the mail reads of it on the page.
pub async fn warned(conn: &AsyncPgConnection, migration: &Migration) -> QueryResult<Warned> {
    let reached = told::reached(conn, migration.id, MailKind::GraceEnding, &grace_turn(migration)).await?;
    let concerned = contacts(conn, migration.domu_id).await?;
    let (told, untold): (Vec<_>, Vec<_>) = reached
        .into_iter()
        .filter(|row| concerned.iter().any(|contact| contact.member_id == row.member_id))
        .partition(|row| row.at.is_some());
    Ok(match told.iter().filter_map(|row| row.at).max() {
        Some(since) if untold.is_empty() => Warned::Everybody { since },
        _ => Warned::NotEverybody(untold),
    })
}
