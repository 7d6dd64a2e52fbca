//! Somebody changed a card, a kernel or an MTU.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::ids::HostId;
use crate::db::schema::hosts;
use crate::members::{Actor, audit};
use crate::migrations::preflight::PreflightError;

/// From now on no preflight that touches this host counts any more.
pub async fn note_change(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    host: HostId,
    now: DateTime<Utc>,
) -> Result<(), PreflightError> {
    if !actor.is_core() {
        return Err(PreflightError::NotFound);
    }
    conn.transaction(async |conn| {
        let name: Option<String> = diesel::update(hosts::table.find(host))
            .set(hosts::limits_changed_at.eq(now))
            .returning(hosts::name)
            .get_result(conn)
            .await
            .optional()?;
        let name = name.ok_or(PreflightError::NotFound)?;
        Ok(audit::record(conn, actor, "host.limits_changed", &format!("host {name}"), json!({}), now).await?)
    })
    .await
}
