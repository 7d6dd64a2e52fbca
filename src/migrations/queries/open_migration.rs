//! The migration that a domU is in.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{DomuId, MigrationId};
use crate::db::schema::migrations;
use crate::migrations::queries::NOT_ENDED;

/// There is one at most; a draft counts.
pub async fn open_migration_of(
    mut conn: &AsyncPgConnection,
    domu: DomuId,
) -> QueryResult<Option<MigrationId>> {
    migrations::table
        .filter(migrations::domu_id.eq(domu))
        .filter(NOT_ENDED)
        .select(migrations::id)
        .first(&mut conn)
        .await
        .optional()
}
