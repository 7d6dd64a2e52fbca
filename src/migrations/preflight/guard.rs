//! What `start` asks of a preflight.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use crate::migrations::Migration;
use crate::migrations::preflight::{Found, Red, found, standing};

/// Why it may not start, the gravest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotReady {
    pub reds: Vec<Red>,
}

/// Looks at the newest preflight of the migration's two hosts as it was last judged. Gives what is red.
pub async fn guard(
    conn: &AsyncPgConnection,
    migration: &Migration,
    now: DateTime<Utc>,
) -> diesel::QueryResult<Result<(), NotReady>> {
    let found = found(conn, migration.source_host_id, migration.target_host_id).await?;
    let Some(found) = found else { return Ok(Err(NotReady { reds: vec![Red::None] })) };
    let reds = reds_of(&found, now);
    Ok(if reds.is_empty() { Ok(()) } else { Err(NotReady { reds }) })
}

fn reds_of(found: &Found, now: DateTime<Utc>) -> Vec<Red> {
    match &found.preflight {
        Some(preflight) => standing::reds(found, preflight.conclusion, now),
        None => vec![Red::None],
    }
}
