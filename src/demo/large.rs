//! A club of any size, to measure with.

use chrono::{DateTime, Utc};

use crate::db::{AsyncPgConnection, script};

/// Adds this many domUs, with their members, hosts and history, to the sample club.
pub async fn add_neighbours(
    conn: &mut AsyncPgConnection,
    domus: u32,
    password_hash: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let values = [
        ("now", now.to_rfc3339()),
        ("password_hash", password_hash.to_owned()),
        ("domus", domus.to_string()),
    ];
    Ok(script::run(conn, include_str!("large.sql"), &values).await?)
}
