//! Answers in an issue's thread, and notes that only the core team reads.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{IssueId, IssueMessageId};
use crate::db::schema::{issue_messages, issues, members};
use crate::issues::issue::{self, Entry, Issue, IssueState, Visibility};
use crate::issues::notices;
use crate::issues::state::{self, Event};
use crate::mail::Letterhead;
use crate::members::Actor;
use crate::words::{Message, Sentence};

/// A public answer.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub body: String,
    /// Where the core team puts the issue with this answer; the reporter's answers move it by
    /// themselves.
    pub state: Option<IssueState>,
    /// The newest message that was on the page when the person began to write.
    pub seen: Option<IssueMessageId>,
}

#[derive(Debug, thiserror::Error)]
pub enum ReplyError {
    #[error("no such issue")]
    NoSuchIssue,
    #[error("nothing was said, or too much")]
    NothingSaid,
    #[error("{by} answered in the meantime")]
    AnsweredMeanwhile { by: String },
    #[error("the issue is closed")]
    IsClosed,
    #[error("it can't go from {from} to {to}")]
    WrongState { from: IssueState, to: IssueState },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for ReplyError {
    fn sentence(&self) -> Message {
        match self {
            ReplyError::NoSuchIssue => Message::new("issue-error-no-such-issue"),
            ReplyError::NothingSaid => Message::new("issue-error-nothing-said"),
            ReplyError::AnsweredMeanwhile { by } => {
                Message::new("issue-error-answered-meanwhile").with("by", by.as_str())
            }
            ReplyError::IsClosed => Message::new("issue-error-is-closed"),
            ReplyError::WrongState { .. } => Message::new("issue-error-wrong-state"),
            ReplyError::Database(_) => Message::new("error-500-text"),
        }
    }
}

/// Answers in public. The reporter's answer brings a waiting or solved issue back; the core team's
/// is mailed to the reporter, takes a report that nobody has, and is refused when a colleague answered
/// since the page was read.
pub async fn reply(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    id: IssueId,
    reply: Reply,
    now: DateTime<Utc>,
) -> Result<IssueMessageId, ReplyError> {
    let body = issue::said(&reply.body).ok_or(ReplyError::NothingSaid)?;
    conn.transaction(async |conn| {
        let issue = issue::locked_for(conn, actor, id).await?.ok_or(ReplyError::NoSuchIssue)?;
        let is_reporter = actor.member_id() == Some(issue.reporter_id);
        let new_state = if is_reporter {
            brought_back(&issue)?
        } else {
            nobody_was_faster(conn, actor, &issue, reply.seen).await?;
            let takes = take_if_nobody_has_it(conn, actor, &issue).await?;
            chosen(&issue, reply.state.or(takes))?
        };
        let entry = Entry { visibility: Visibility::Public, body, new_state };
        let message = issue::write(conn, &issue, actor, entry, now).await?;
        if !is_reporter {
            let state = new_state.unwrap_or(issue.state);
            notices::reply(conn, letterhead, actor, (&issue, state), (message, body), now).await?;
        }
        Ok(message)
    })
    .await
}

/// Writes down what only the core team reads; for anybody else there is no such issue.
pub async fn note(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    body: &str,
    now: DateTime<Utc>,
) -> Result<IssueMessageId, ReplyError> {
    if !actor.is_core() {
        return Err(ReplyError::NoSuchIssue);
    }
    let body = issue::said(body).ok_or(ReplyError::NothingSaid)?;
    conn.transaction(async |conn| {
        let issue = issue::locked_for(conn, actor, id).await?.ok_or(ReplyError::NoSuchIssue)?;
        let entry = Entry { visibility: Visibility::Internal, body, new_state: None };
        Ok(issue::write(conn, &issue, actor, entry, now).await?)
    })
    .await
}

fn brought_back(issue: &Issue) -> Result<Option<IssueState>, ReplyError> {
    let to = state::after(issue.state, Event::ReporterWrote).ok_or(ReplyError::IsClosed)?;
    Ok((to != issue.state).then_some(to))
}

/// Whoever answers what nobody has, has it from then on; what was new counts as seen then.
async fn take_if_nobody_has_it(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    issue: &Issue,
) -> QueryResult<Option<IssueState>> {
    let Some(me) = actor.member_id().filter(|_| issue.assigned_to.is_none()) else { return Ok(None) };
    diesel::update(issues::table.find(issue.id)).set(issues::assigned_to.eq(me)).execute(conn).await?;
    Ok((issue.state == IssueState::New).then_some(IssueState::Acknowledged))
}

fn chosen(issue: &Issue, to: Option<IssueState>) -> Result<Option<IssueState>, ReplyError> {
    let Some(to) = to.filter(|&to| to != issue.state) else { return Ok(None) };
    state::after(issue.state, Event::Set(to))
        .map(Some)
        .ok_or(ReplyError::WrongState { from: issue.state, to })
}

/// Two answers at once confuse the reporter; the issue's row is locked, so one sees the other.
async fn nobody_was_faster(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    issue: &Issue,
    seen: Option<IssueMessageId>,
) -> Result<(), ReplyError> {
    let Some(seen) = seen else { return Ok(()) };
    let faster: Option<String> = issue_messages::table
        .inner_join(members::table)
        .filter(issue_messages::issue_id.eq(issue.id))
        .filter(issue_messages::id.gt(seen))
        .filter(issue_messages::visibility.eq(Visibility::Public))
        .filter(issue_messages::body.ne(""))
        .filter(issue_messages::author_id.is_distinct_from(actor.member_id()))
        .order(issue_messages::id.desc())
        .select(members::name)
        .first(conn)
        .await
        .optional()?;
    faster.map_or(Ok(()), |by| Err(ReplyError::AnsweredMeanwhile { by }))
}
