//! What a hint says: which thing changed, never what it says now. Who hears it asks again, and
//! the asking is where permission is checked.

use diesel::QueryResult;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};

use crate::db::ids::{DomuId, IssueId, MemberId, MigrationId};

/// The channel of LISTEN and NOTIFY.
pub const CHANNEL: &str = "domovoi";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "changed", content = "id", rename_all = "snake_case")]
pub enum Hint {
    Migration(i64),
    /// A dom0 reported how far an attempt of this migration is.
    Progress(i64),
    Domu(i64),
    Issue(i64),
    /// What the member is: their sessions, their role, whose domUs are theirs, what they reported.
    Member(i64),
    /// Posts, hosts or sites: whatever the public page shows.
    Status,
    /// A mail is owed.
    Outbox,
    /// Sent by the listener itself after a gap: something may have changed.
    Everything,
}

impl From<MigrationId> for Hint {
    fn from(id: MigrationId) -> Hint {
        Hint::Migration(id.0)
    }
}

impl From<DomuId> for Hint {
    fn from(id: DomuId) -> Hint {
        Hint::Domu(id.0)
    }
}

impl From<MemberId> for Hint {
    fn from(id: MemberId) -> Hint {
        Hint::Member(id.0)
    }
}

impl From<IssueId> for Hint {
    fn from(id: IssueId) -> Hint {
        Hint::Issue(id.0)
    }
}

/// Sends the hint when the transaction commits, and not at all when it doesn't.
pub async fn notify(conn: &mut AsyncPgConnection, hint: impl Into<Hint>) -> QueryResult<()> {
    let text = serde_json::to_string(&hint.into()).expect("a hint is plain JSON");
    diesel::sql_query("SELECT pg_notify($1, $2)")
        .bind::<Text, _>(CHANNEL)
        .bind::<Text, _>(text)
        .execute(conn)
        .await?;
    Ok(())
}
