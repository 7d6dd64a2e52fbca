//! Who is told about an issue, and what: a receipt to the reporter, the report to the core team, and
//! each public answer of the core team. Internal notes never come here.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::ids::{IssueMessageId, MemberId};
use crate::db::schema::{domus, members};
use crate::issues::issue::{Issue, IssueState, Severity};
use crate::mail::{About, Letterhead, MailKind, NewMail, Recipient, enqueue};
use crate::members::{Actor, Member, MemberState, Role};
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
    owe(conn, letterhead, issue, (MailKind::IssueReceipt, "opened".to_owned()), (facts.to, data), now).await
}

/// What was reported and how bad it is, to each of the core team but whoever reported it.
pub(super) async fn reported(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    issue: &Issue,
    body: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let mut data = facts(conn, letterhead, issue).await?.data;
    data["who"] = json!(actor.name());
    data["body"] = json!(body);
    data["is_down"] = json!(issue.severity == Severity::Down);
    data["is_partly"] = json!(issue.severity == Severity::Partly);
    data["is_question"] = json!(issue.severity == Severity::Question);
    let to = core_team_without(conn, issue.reporter_id).await?;
    owe(conn, letterhead, issue, (MailKind::IssueReported, "opened".to_owned()), (to, data), now).await
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
    let turn = (MailKind::IssueReply, format!("message-{message}"));
    owe(conn, letterhead, issue, turn, (facts.to, data), now).await
}

struct Facts {
    to: Vec<Recipient>,
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
    Ok(Facts { to: recipients(&reporter), data })
}

/// Both addresses of the reporter: the first may live on the domU that is broken.
fn recipients(member: &Member) -> Vec<Recipient> {
    let first = member.recipient();
    let second =
        member.second_email.iter().map(|address| Recipient { address: address.clone(), ..first.clone() });
    second.chain([first.clone()]).collect()
}

/// One address each: when one of them can't read it, the others do.
async fn core_team_without(conn: &mut AsyncPgConnection, reporter: MemberId) -> QueryResult<Vec<Recipient>> {
    let team: Vec<Member> = members::table
        .filter(members::role.eq_any([Role::Core, Role::Admin]))
        .filter(members::state.eq(MemberState::Active))
        .filter(members::id.ne(reporter))
        .order(members::id)
        .select(Member::as_select())
        .load(conn)
        .await?;
    Ok(team.iter().map(Member::recipient).collect())
}

async fn owe(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    issue: &Issue,
    (kind, revision): (MailKind, String),
    (to, data): (Vec<Recipient>, serde_json::Value),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    for to in to {
        let mail = NewMail {
            kind,
            object: issue.id.to_string(),
            revision: revision.clone(),
            stream: issue.id.to_string(),
            to,
            about: About { issue_id: Some(issue.id), migration_id: issue.migration_id, ..About::default() },
            data: data.clone(),
            calendar: None,
            supersedes: Vec::new(),
            expires_at: now + WORTH_SENDING,
        };
        enqueue(conn, letterhead, mail, now).await?;
    }
    Ok(())
}
