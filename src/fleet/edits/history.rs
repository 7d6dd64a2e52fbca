//! What is written down in the history of a domU.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use crate::db::ids::DomuId;
use crate::fleet::change::Change;
use crate::live::hint;
use crate::members::{Actor, audit};

/// As `record`, with what changed; where nothing did, nothing is written down.
pub async fn record_changes(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    domu: DomuId,
    changes: impl IntoIterator<Item = Option<Change>>,
    named: Value,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let changes: Vec<Change> = changes.into_iter().flatten().collect();
    if changes.is_empty() {
        return Ok(());
    }
    let mut detail = named;
    detail["changes"] = json!(changes);
    record(conn, actor, action, domu, detail, now).await
}

/// Writes it down for good, and tells open pages of the domU. `detail` is shown to its people.
pub async fn record(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    domu: DomuId,
    detail: Value,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    audit::record(conn, actor, action, &audit::domu(domu), detail, now).await?;
    hint::notify(conn, domu).await
}
