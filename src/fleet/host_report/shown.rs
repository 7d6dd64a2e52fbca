//! What a host's page reads of its reports.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::presence::Recorded;
use super::take::Facts;
use crate::db::FixedText;
use crate::db::schema::{host_reports, hosts};
use crate::fleet::Bytes;
use crate::reports::RunningDomu;

/// After so many intervals without a word it is stale.
const PATIENCE: i32 = 3;
/// A clock that is further off than this misleads people.
const CLOCK_TOLERANCE: Duration = Duration::minutes(1);

/// What a host last said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// By its own clock.
    pub at: DateTime<Utc>,
    pub received_at: DateTime<Utc>,
    pub interval_seconds: i32,
    pub memory_free: Option<Bytes>,
    pub disk_free: Option<Bytes>,
    /// `None` where Xen could not be asked.
    pub running: Option<Vec<RunningDomu>>,
    pub facts: Facts,
    /// What could not be read there.
    pub trouble: Vec<String>,
}

impl Reported {
    /// Whether it should have come again by now.
    pub fn is_stale(&self, now: DateTime<Utc>) -> bool {
        now - self.received_at > Duration::seconds(self.interval_seconds.into()) * PATIENCE
    }

    /// By how much the host's clock is ahead of the portal's, if that is worth a word.
    pub fn clock_ahead(&self) -> Option<Duration> {
        let ahead = self.at - self.received_at;
        (ahead.abs() > CLOCK_TOLERANCE).then_some(ahead)
    }
}

type Row = (DateTime<Utc>, DateTime<Utc>, i32, Option<Bytes>, Option<Bytes>, Option<Value>, Value, String);

/// What the host with this name last said; `None` for one that never reported.
pub async fn reported(mut conn: &AsyncPgConnection, host: &str) -> QueryResult<Option<Reported>> {
    let row: Option<Row> = host_reports::table
        .inner_join(hosts::table)
        .filter(hosts::name.eq(host))
        .select((
            host_reports::at,
            host_reports::received_at,
            host_reports::interval_seconds,
            host_reports::memory_free_bytes,
            host_reports::disk_free_bytes,
            host_reports::running,
            host_reports::facts,
            host_reports::trouble,
        ))
        .first(&mut conn)
        .await
        .optional()?;
    Ok(row.map(|(at, received_at, interval_seconds, memory_free, disk_free, running, facts, trouble)| {
        Reported {
            at,
            received_at,
            interval_seconds,
            memory_free,
            disk_free,
            running: running.and_then(|running| serde_json::from_value(running).ok()),
            facts: serde_json::from_value(facts).unwrap_or_default(),
            trouble: trouble.lines().map(str::to_owned).collect(),
        }
    }))
}

#[derive(QueryableByName)]
struct RecordedRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    uuid: Uuid,
    #[diesel(sql_type = Text)]
    host: String,
    #[diesel(sql_type = Bool)]
    is_here: bool,
    #[diesel(sql_type = Bool)]
    is_off: bool,
    #[diesel(sql_type = Nullable<BigInt>)]
    migration_id: Option<i64>,
    #[diesel(sql_type = Bool)]
    is_under_way: bool,
}

/// The domUs that are recorded on the host, and those that have a uuid or a name of one that runs
/// there, in the order of their names.
pub async fn recorded_beside(mut conn: &AsyncPgConnection, host: &str) -> QueryResult<Vec<Recorded>> {
    let rows: Vec<RecordedRow> = diesel::sql_query(
        "WITH here AS (SELECT r.host_id, r.running FROM host_reports r JOIN hosts h ON h.id = r.host_id WHERE h.name = $1),
              seen AS (SELECT e ->> 'name' AS name, (e ->> 'uuid')::uuid AS uuid
                       FROM here, jsonb_array_elements(here.running) e)
         SELECT d.name, d.uuid, h.name AS host, d.host_id = here.host_id AS is_here, d.state = 'off' AS is_off,
             m.id AS migration_id, coalesce(m.state IN ('running', 'unclear'), false) AS is_under_way
         FROM here
         JOIN domus d ON d.id IN (SELECT id FROM domus WHERE host_id = (SELECT host_id FROM here)
             UNION SELECT o.id FROM domus o JOIN seen USING (uuid)
             UNION SELECT o.id FROM domus o JOIN seen USING (name))
         JOIN hosts h ON h.id = d.host_id
         LEFT JOIN LATERAL (SELECT m.id, m.state FROM migrations m
             WHERE m.domu_id = d.id AND m.state NOT IN ('closed', 'cancelled') ORDER BY m.id DESC LIMIT 1) m ON true
         ORDER BY d.name LIMIT 2000",
    )
    .bind::<Text, _>(host)
    .fixed()
    .load(&mut conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Recorded {
            name: row.name,
            uuid: row.uuid,
            host: row.host,
            is_here: row.is_here,
            is_off: row.is_off,
            migration: row.migration_id.map(crate::db::ids::MigrationId),
            is_under_way: row.is_under_way,
        })
        .collect())
}
