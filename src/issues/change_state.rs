//! The core team moves an issue along without a word.

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::db::ids::IssueId;
use crate::issues::issue::{self, Entry, IssueState, Visibility};
use crate::issues::state::{self, Event};
use crate::members::Actor;
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("no such issue")]
    NoSuchIssue,
    #[error("it is {0} already, or can't go there from here")]
    WrongState(IssueState),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for ChangeError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            ChangeError::NoSuchIssue => "issue-error-no-such-issue",
            ChangeError::WrongState(_) => "issue-error-wrong-state",
            ChangeError::Database(_) => "error-500-text",
        })
    }
}

/// Puts the issue from the state that the person saw into another; when it isn't in that state any
/// more, somebody else was faster.
pub async fn change_state(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    (from, to): (IssueState, IssueState),
    now: DateTime<Utc>,
) -> Result<(), ChangeError> {
    if !actor.is_core() {
        return Err(ChangeError::NoSuchIssue);
    }
    happen(conn, actor, id, (Some(from), Event::Set(to)), now).await
}

/// Lets the event happen to an issue of the actor's, and writes it into the thread.
pub(super) async fn happen(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    (from, event): (Option<IssueState>, Event),
    now: DateTime<Utc>,
) -> Result<(), ChangeError> {
    conn.transaction(async |conn| {
        let issue = issue::locked_for(conn, actor, id).await?.ok_or(ChangeError::NoSuchIssue)?;
        if from.is_some_and(|from| from != issue.state) {
            return Err(ChangeError::WrongState(issue.state));
        }
        let to = state::after(issue.state, event).ok_or(ChangeError::WrongState(issue.state))?;
        let entry = Entry { visibility: Visibility::Public, body: "", new_state: Some(to) };
        issue::write(conn, &issue, actor, entry, now).await?;
        Ok(())
    })
    .await
}
