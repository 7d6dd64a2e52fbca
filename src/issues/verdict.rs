//! The reporter's last word: it works again, or it doesn't.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use crate::db::ids::IssueId;
use crate::issues::change_state::{ChangeError, happen};
use crate::issues::state::Event;
use crate::members::Actor;

/// The reporter says that it is fixed: the issue is closed. The core team may say it for them.
pub async fn mark_fixed(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    now: DateTime<Utc>,
) -> Result<(), ChangeError> {
    happen(conn, actor, id, (None, Event::Fixed), now).await
}

/// The reporter says that it is broken again.
pub async fn reopen(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IssueId,
    now: DateTime<Utc>,
) -> Result<(), ChangeError> {
    happen(conn, actor, id, (None, Event::Reopened), now).await
}
