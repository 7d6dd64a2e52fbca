//! What happened to accounts and by whom. Rows are kept as they were written: the database
//! refuses to change or delete them.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::ids::{DomuId, MemberId};
use crate::db::schema::audit_entries;
use crate::members::Actor;

/// Writes down that `actor` did `action` (`member.suspended`) to `subject` (`member 12`), in the
/// caller's transaction. `detail` never holds a password or a token.
pub async fn record(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    subject: &str,
    detail: serde_json::Value,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    record_from(conn, actor, action, subject, detail, None, now).await
}

/// As `record`, with the address from which it was done.
pub async fn record_from(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    subject: &str,
    detail: serde_json::Value,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::at.eq(now),
            audit_entries::actor_kind.eq(actor.kind()),
            audit_entries::actor_id.eq(actor.id()),
            audit_entries::action.eq(action),
            audit_entries::subject.eq(subject),
            audit_entries::detail.eq(detail),
            audit_entries::address.eq(address.map(IpNet::from)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// How the trail names a member who was acted upon.
pub fn subject(member: MemberId) -> String {
    format!("member {member}")
}

/// How the trail names a domU: by its key, for names change hands.
pub fn domu(id: DomuId) -> String {
    format!("domu {}", id.0)
}
