//! Where the domU lives: on the host of one side, with the addresses that belong there.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::schema::domus;
use crate::migrations::{Migration, Side, addresses};

/// Moves the domU's record to this side, and tells whether it stood on the other. Room is held on
/// both hosts from announcement to the end, so that neither direction can be refused.
pub(super) async fn settle(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    side: Side,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let host = match side {
        Side::Source => migration.source_host_id,
        Side::Target => migration.target_host_id,
    };
    let moved = diesel::update(domus::table.find(migration.domu_id))
        .filter(domus::host_id.ne(host))
        .set((
            domus::host_id.eq(host),
            domus::revision.eq(domus::revision + 1),
            domus::state_known_at.eq(now),
        ))
        .execute(conn)
        .await?;
    if moved == 1 {
        addresses::swap(conn, migration, side, now).await?;
    }
    Ok(moved == 1)
}
