//! Planned times, after the rules by which the clocks of their zone are set have changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::clock::offset_seconds;
use crate::db::Condition;

/// A table of what is planned, with `id`, `starts_at`, `zone`, `zone_offset_seconds`, `clock_shifted_at`.
#[derive(Debug, Clone, Copy)]
pub struct Planned {
    pub table: &'static str,
    /// Which of its rows are still to come.
    pub is_ahead: Condition,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Timestamptz)]
    starts_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    zone: String,
    #[diesel(sql_type = Nullable<Integer>)]
    zone_offset_seconds: Option<i32>,
    #[diesel(sql_type = Bool)]
    is_shifted: bool,
}

/// Notes what begins at another local time by now than was meant, and gives back how much that is newly.
/// Moves nothing. What has no offset yet gets that of today.
pub async fn compare(
    conn: &mut AsyncPgConnection,
    planned: Planned,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    let Planned { table, is_ahead } = planned;
    let rows: Vec<Row> = diesel::sql_query(format!(
        "SELECT id, starts_at, zone, zone_offset_seconds, clock_shifted_at IS NOT NULL AS is_shifted
         FROM {table} WHERE starts_at > $1 AND {}",
        is_ahead.sql(),
    ))
    .bind::<Timestamptz, _>(now)
    .load(conn)
    .await?;
    let mut found = 0;
    for row in rows {
        let Ok(zone) = row.zone.parse() else { continue };
        let by_now = offset_seconds(zone, row.starts_at);
        match row.zone_offset_seconds {
            None => set_offset(conn, table, &row, by_now).await?,
            Some(meant) if (meant != by_now) != row.is_shifted => {
                let since = (meant != by_now).then_some(now);
                found += set_shifted(conn, table, &row, since).await?;
            }
            Some(_) => {}
        }
    }
    Ok(found)
}

/// Both leave alone what got another time meanwhile.
async fn set_offset(conn: &mut AsyncPgConnection, table: &str, row: &Row, offset: i32) -> QueryResult<()> {
    diesel::sql_query(format!(
        "UPDATE {table} SET zone_offset_seconds = $3
         WHERE id = $1 AND starts_at = $2 AND zone_offset_seconds IS NULL",
    ))
    .bind::<BigInt, _>(row.id)
    .bind::<Timestamptz, _>(row.starts_at)
    .bind::<Integer, _>(offset)
    .execute(conn)
    .await
    .map(drop)
}

async fn set_shifted(
    conn: &mut AsyncPgConnection,
    table: &str,
    row: &Row,
    since: Option<DateTime<Utc>>,
) -> QueryResult<usize> {
    diesel::sql_query(format!(
        "UPDATE {table} SET clock_shifted_at = $3
         WHERE id = $1 AND starts_at = $2 AND (clock_shifted_at IS NULL) = ($3 IS NOT NULL)",
    ))
    .bind::<BigInt, _>(row.id)
    .bind::<Timestamptz, _>(row.starts_at)
    .bind::<Nullable<Timestamptz>, _>(since)
    .execute(conn)
    .await
    .map(|rows| if since.is_some() { rows } else { 0 })
}
