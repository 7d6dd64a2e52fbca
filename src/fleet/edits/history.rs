//! What is written down in the history of a domU.

use chrono::{DateTime, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::Value;

use crate::db::ids::DomuId;
use crate::live::hint;
use crate::members::{Actor, audit};

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
