//! Who of the core team answers an issue.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{IssueId, MemberId};
use crate::db::schema::{issues, members};
use crate::issues::issue::{self, Entry, Issue, IssueState, Visibility};
use crate::live::hint;
use crate::members::{Actor, MemberState, Role};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum AssignError {
    #[error("no such issue")]
    NoSuchIssue,
    #[error("not one of the core team")]
    NotOfTheCoreTeam,
    #[error("{by} took it in the meantime")]
    TakenMeanwhile { by: String },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for AssignError {
    fn sentence(&self) -> Message {
        match self {
            AssignError::NoSuchIssue => Message::new("issue-error-no-such-issue"),
            AssignError::NotOfTheCoreTeam => Message::new("issue-error-not-of-the-core-team"),
            AssignError::TakenMeanwhile { by } => {
                Message::new("issue-error-taken-meanwhile").with("by", by.as_str())
            }
            AssignError::Database(_) => Message::new("error-500-text"),
        }
    }
}

/// "I'll answer": the actor takes an issue that nobody has; a new one counts as seen from then on.
pub async fn take(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    now: DateTime<Utc>,
) -> Result<(), AssignError> {
    let me = actor.member_id().ok_or(AssignError::NotOfTheCoreTeam)?;
    conn.transaction(async |conn| {
        let issue = seen_by_core(conn, actor, id).await?;
        if let Some(other) = issue.assigned_to.filter(|&other| other != me) {
            let by = members::table.find(other).select(members::name).first(conn).await?;
            return Err(AssignError::TakenMeanwhile { by });
        }
        hand_over(conn, actor, &issue, Some(me), now).await
    })
    .await
}

/// Gives the issue to one of the core team, or to nobody.
pub async fn assign(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    to: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<(), AssignError> {
    conn.transaction(async |conn| {
        let issue = seen_by_core(conn, actor, id).await?;
        if let Some(to) = to {
            let of_core = members::table
                .find(to)
                .filter(members::role.eq_any([Role::Core, Role::Admin]))
                .filter(members::state.eq(MemberState::Active));
            if !diesel::select(diesel::dsl::exists(of_core)).get_result(conn).await? {
                return Err(AssignError::NotOfTheCoreTeam);
            }
        }
        hand_over(conn, actor, &issue, to, now).await
    })
    .await
}

async fn seen_by_core(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
) -> Result<Issue, AssignError> {
    if !actor.is_core() {
        return Err(AssignError::NoSuchIssue);
    }
    issue::locked_for(conn, actor, id).await?.ok_or(AssignError::NoSuchIssue)
}

async fn hand_over(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    issue: &Issue,
    to: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<(), AssignError> {
    diesel::update(issues::table.find(issue.id)).set(issues::assigned_to.eq(to)).execute(conn).await?;
    if to.is_some() && issue.state == IssueState::New {
        let entry =
            Entry { visibility: Visibility::Public, body: "", new_state: Some(IssueState::Acknowledged) };
        issue::write(conn, issue, actor, entry, now).await?;
    } else {
        hint::notify(conn, issue.id).await?;
    }
    Ok(())
}
