//! Moves that begin at another local time by now than was meant.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::clock_shift::Planned;
use crate::db::ids::MigrationId;
use crate::db::schema::{domus, migrations};
use crate::db::{AtMostRows, condition};
use crate::migrations::MigrationState;

/// What has not begun.
pub const PLANNED: Planned = Planned {
    table: "migrations",
    is_ahead: condition("migrations.state IN ('draft', 'announced', 'booked', 'on_hold')"),
};

/// A move whose zone was another way from UTC when its time was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ShiftedMigration {
    pub id: MigrationId,
    pub domu: String,
    pub state: MigrationState,
    pub starts_at: DateTime<Utc>,
    pub zone: String,
    /// Of that zone at the start, as it was meant.
    pub offset_seconds: i32,
    pub found_at: DateTime<Utc>,
}

/// Those that are still to come, by when it was found.
pub async fn shifted(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<ShiftedMigration>> {
    migrations::table
        .inner_join(domus::table)
        .filter(condition("migrations.clock_shifted_at IS NOT NULL"))
        .filter(PLANNED.is_ahead)
        .filter(migrations::starts_at.gt(now))
        .order((migrations::clock_shifted_at, migrations::id))
        .select((
            migrations::id,
            domus::name,
            migrations::state,
            migrations::starts_at,
            migrations::zone,
            migrations::zone_offset_seconds.assume_not_null(),
            migrations::clock_shifted_at.assume_not_null(),
        ))
        .at_most(most)
        .load(&mut conn)
        .await
}
