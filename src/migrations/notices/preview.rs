//! A mail before it is owed: what its members would get, and who they are.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use serde_json::{Value, json};

use crate::db::ids::{DomuId, HostId, MigrationId};
use crate::db::schema::domus;
use crate::mail::rendering::render;
use crate::mail::{Letterhead, MailKind};
use crate::members::Actor;
use crate::migrations::notices::{Contact, LeftBehind, choose_until, contacts, facts, of_a_return};
use crate::migrations::{Attempt, Estimate, LiveSide, Migration, MigrationState, NewMigration};
use crate::paths;

/// A mail as its first recipient would read it, and all whom it reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preview {
    pub subject: String,
    pub text: String,
    pub html: String,
    pub recipients: Vec<Contact>,
    /// Mails, which may be more than people: some have a second address.
    pub mails: usize,
}

/// The announcement. Renders and writes nothing; `None` when the domU doesn't exist or nobody would be
/// told.
pub async fn preview(
    mut conn: &AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    input: &NewMigration,
    estimate: &Estimate,
    now: DateTime<Utc>,
) -> QueryResult<Option<Preview>> {
    let source: Option<HostId> =
        domus::table.find(input.domu).select(domus::host_id).first(&mut conn).await.optional()?;
    let Some(source) = source else { return Ok(None) };
    let migration = as_if(actor, input, source, estimate, now);
    let mut facts = facts::about(conn, letterhead, &migration, &input.addresses).await?;
    facts.migration_url = letterhead.url(&format!("{}/M-…", paths::MIGRATIONS));
    facts.window_url = facts.migration_url.clone();
    facts.issue_url = letterhead.url(paths::ISSUES_NEW);
    let data = facts.with(json!({
        "last_try": null,
        "choose_until": choose_until(&migration),
        "ttl": facts::ttl(migration.starts_at, now),
    }));
    rendered(conn, letterhead, input.domu, (MailKind::Announced, data), now).await
}

/// The mail about the way back on which the attempt is, as if it ended now. Renders and writes nothing;
/// `None` when nobody would be told.
pub async fn preview_of_return(
    conn: &AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<Option<Preview>> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let data = facts.with(of_a_return(conn, attempt, LeftBehind::by(attempt), now).await?);
    rendered(conn, letterhead, migration.domu_id, (MailKind::Returned, data), now).await
}

async fn rendered(
    conn: &AsyncPgConnection,
    letterhead: &Letterhead,
    domu: DomuId,
    (kind, data): (MailKind, Value),
    now: DateTime<Utc>,
) -> QueryResult<Option<Preview>> {
    let recipients = contacts(conn, domu).await?;
    let Some(to) = recipients.iter().flat_map(Contact::recipients).next() else { return Ok(None) };
    let mail = render(letterhead, kind, &to, &data, "", now)
        .map_err(|error| diesel::result::Error::SerializationError(Box::new(error)))?;
    let mails = recipients.iter().map(|contact| contact.recipients().len()).sum();
    Ok(Some(Preview { subject: mail.headline, text: mail.text, html: mail.html, recipients, mails }))
}

/// The row that announcing would write.
fn as_if(
    actor: &Actor,
    input: &NewMigration,
    source: HostId,
    estimate: &Estimate,
    now: DateTime<Utc>,
) -> Migration {
    Migration {
        id: MigrationId(0),
        domu_id: input.domu,
        source_host_id: source,
        target_host_id: input.target,
        state: if input.offers_windows { MigrationState::Announced } else { MigrationState::Booked },
        starts_at: input.window.starts_at,
        ends_at: input.window.ends_at,
        zone: input.window.zone.name().to_owned(),
        deadline: input.deadline,
        reason: input.reason.clone(),
        short_notice_reason: input.short_notice_reason.clone().filter(|reason| !reason.trim().is_empty()),
        expected_seconds: estimate.expected_seconds,
        expected_low_seconds: estimate.low_seconds,
        expected_high_seconds: estimate.high_seconds,
        revision: 0,
        live_side: LiveSide::Source,
        grace_days: input.grace_days,
        grace_until: None,
        old_addresses_until: input.old_addresses_until,
        operator_id: None,
        created_by: actor.member_id(),
        created_at: now,
        announced_at: Some(now),
        ended_at: None,
        end_note: None,
        plan_id: input.plan,
    }
}
