//! What was done to the record of a domU, by whom.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

use crate::db::FixedText;
use crate::fleet::queries::Viewer;

/// One thing that was done. `action` and `detail` are as they were written down.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct RecordEntry {
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    pub action: String,
    #[diesel(sql_type = Jsonb)]
    pub detail: Value,
    /// Who did it; `None` for the command line and the clock.
    #[diesel(sql_type = Nullable<Text>)]
    pub who: Option<String>,
    /// The member whom it is about.
    #[diesel(sql_type = Nullable<Text>)]
    pub person: Option<String>,
}

/// What was done before `before`, the newest first, if the viewer may see the domU of this name.
pub async fn record_of_domu(
    mut conn: &AsyncPgConnection,
    viewer: Viewer,
    name: &str,
    before: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<RecordEntry>> {
    diesel::sql_query(
        "SELECT a.at, a.action, a.detail, m.name AS who, p.name AS person
         FROM audit_entries a
         LEFT JOIN members m ON a.actor_kind = 'member' AND m.id = a.actor_id
         LEFT JOIN members p ON p.id = (a.detail ->> 'member')::bigint
         WHERE a.subject = 'domu ' || (
             SELECT d.id FROM domus d WHERE d.name = $1 AND ($2 OR EXISTS (
                 SELECT FROM domu_members own WHERE own.domu_id = d.id AND own.member_id = $3)))
           AND a.at < $4
         ORDER BY a.id DESC
         LIMIT $5",
    )
    .bind::<Text, _>(name)
    .bind::<Bool, _>(viewer.is_core)
    .bind::<BigInt, _>(viewer.id.0)
    .bind::<Timestamptz, _>(before)
    .bind::<BigInt, _>(most)
    .fixed()
    .load(&mut conn)
    .await
}
