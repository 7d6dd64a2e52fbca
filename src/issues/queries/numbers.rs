//! How many issues are open, and whether one holds a migration.

use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use super::NOT_OVER;
use crate::db::FixedText;
use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::issues;

/// Numbers above the core team's list; each stops counting at `MOST`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, QueryableByName, Serialize)]
pub struct Counts {
    #[diesel(sql_type = BigInt)]
    pub nobody: i64,
    #[diesel(sql_type = BigInt)]
    pub in_hand: i64,
    #[diesel(sql_type = BigInt)]
    pub mine: i64,
    #[diesel(sql_type = BigInt)]
    pub holding: i64,
}

/// Above this a count is "more than".
pub const MOST: i64 = 1000;

pub async fn counts(mut conn: &AsyncPgConnection, me: MemberId) -> QueryResult<Counts> {
    diesel::sql_query(
        "WITH unfinished AS (SELECT assigned_to, migration_id FROM issues WHERE state NOT IN ('resolved', 'closed') LIMIT 1001)
         SELECT count(*) FILTER (WHERE assigned_to IS NULL) AS nobody,
                count(*) FILTER (WHERE assigned_to IS NOT NULL) AS in_hand,
                count(*) FILTER (WHERE assigned_to = $1) AS mine,
                count(DISTINCT migrations.id) AS holding
         FROM unfinished
         LEFT JOIN migrations ON migrations.id = unfinished.migration_id AND migrations.state NOT IN ('closed', 'cancelled')",
    )
    .bind::<BigInt, _>(me)
    .fixed()
    .get_result(&mut conn)
    .await
}

/// Whether an unfinished issue keeps the migration from closing.
pub async fn has_open_on(mut conn: &AsyncPgConnection, migration: MigrationId) -> QueryResult<bool> {
    let open = issues::table.filter(issues::migration_id.eq(migration)).filter(NOT_OVER);
    diesel::select(diesel::dsl::exists(open)).get_result(&mut conn).await
}
