//! What the clock has to look at.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{issues, migrations};
use crate::migrations::MigrationState;
use crate::migrations::grace::Stop;

/// Migrations whose grace time is over, at the earliest; an open issue may still stop them.
pub async fn past_grace(mut conn: &AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Vec<MigrationId>> {
    migrations::table
        .filter(migrations::state.eq(MigrationState::Verifying))
        .filter(migrations::grace_until.le(now))
        .order(migrations::id)
        .select(migrations::id)
        .load(&mut conn)
        .await
}

/// The times during which issues on the migration were open.
pub async fn stops_of_grace(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<Stop>> {
    let rows: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = issues::table
        .filter(issues::migration_id.eq(id))
        .select((issues::created_at, issues::ended_at))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(from, to)| Stop { from, to }).collect())
}
