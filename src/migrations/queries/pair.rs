//! The two hosts of a migration.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{HostId, MigrationId};
use crate::db::schema::migrations;

/// Source and target.
pub async fn hosts_of(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
) -> QueryResult<Option<(HostId, HostId)>> {
    migrations::table
        .find(id)
        .select((migrations::source_host_id, migrations::target_host_id))
        .first(&mut conn)
        .await
        .optional()
}
