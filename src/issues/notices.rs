//! Who is told about an issue, and what: a receipt to the reporter, and each public answer of the
//! core team. Internal notes never come here.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::ids::{IssueMessageId, MemberId};
use crate::db::schema::{domus, members};
use crate::issues::issue::{Issue, IssueState};
use crate::mail::{About, Letterhead, MailKind, NewMail, Recipient, enqueue};
use crate::members::{Actor, Member};
use crate::paths;

/// An answer that can't leave for a week has been read on the page, or never will be.
const WORTH_SENDING: Duration = Duration::days(7);

/// The number, the link, and what was said, right after the report.
pub(super) async fn receipt(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    issue: &Issue,
    body: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts(conn, letterhead, issue).await?;
    let mut data = facts.data;
    data["body"] = json!(body);
    let mail = mail(issue, MailKind::IssueReceipt, "opened".to_owned(), (facts.to, data), now);
    enqueue(conn, letterhead, mail, now).await
}

/// The answer itself, who gave it, and where the issue stands now.
pub(super) async fn reply(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    (issue, state): (&Issue, IssueState),
    (message, body): (IssueMessageId, &str),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts(conn, letterhead, issue).await?;
    let mut data = facts.data;
    data["body"] = json!(body);
    data["state"] = json!(state);
    data["is_waiting"] = json!(state == IssueState::Waiting);
    data["is_resolved"] = json!(!state.is_open());
    data["author"] = match actor {
        Actor::Member { name, .. } => json!(name),
        _ => json!(null),
    };
    let mail = mail(issue, MailKind::IssueReply, format!("message-{message}"), (facts.to, data), now);
    enqueue(conn, letterhead, mail, now).await
}

struct Facts {
    to: Recipient,
    data: serde_json::Value,
}

async fn facts(conn: &mut AsyncPgConnection, letterhead: &Letterhead, issue: &Issue) -> QueryResult<Facts> {
    let reporter: Member =
        members::table.find(issue.reporter_id).select(Member::as_select()).first(conn).await?;
    let domu: Option<String> = match issue.domu_id {
        Some(id) => domus::table.find(id).select(domus::name).first(conn).await.optional()?,
        None => None,
    };
    let data = json!({
        "issue": issue.id,
        "summary": issue.summary,
        "severity": issue.severity,
        "domu": domu,
        "migration": issue.migration_id,
        "url": letterhead.url(&paths::issue(issue.id)),
    });
    Ok(Facts { to: recipient(&reporter), data })
}

fn recipient(member: &Member) -> Recipient {
    Recipient {
        member_id: Some(member.id),
        name: member.name.clone(),
        address: member.email.clone(),
        locale: member.locale,
        zone: member.zone(),
    }
}

fn mail(
    issue: &Issue,
    kind: MailKind,
    revision: String,
    (to, data): (Recipient, serde_json::Value),
    now: DateTime<Utc>,
) -> NewMail {
    NewMail {
        kind,
        object: issue.id.to_string(),
        revision,
        stream: stream(issue, issue.reporter_id),
        to,
        about: About { issue_id: Some(issue.id), migration_id: issue.migration_id, ..About::default() },
        data,
        calendar: None,
        supersedes: Vec::new(),
        expires_at: now + WORTH_SENDING,
    }
}

/// One thread an issue and reader.
fn stream(issue: &Issue, reader: MemberId) -> String {
    format!("issue:{}:{reader}", issue.id)
}
