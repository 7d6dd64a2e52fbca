//! What was done to the record of a domU, by whom.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

use crate::db::FixedText;
use crate::fleet::queries::Viewer;

/// What comes after it in a list with the latest first: what is older, and of the same instant what was
/// written down earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    pub at: DateTime<Utc>,
    /// Of the row in its table; 0 where nothing of that instant is left.
    pub id: i64,
}

/// One thing that was done. `action` and `detail` are as they were written down.
#[derive(Debug, Clone, PartialEq, QueryableByName)]
pub struct RecordEntry {
    #[diesel(sql_type = BigInt)]
    pub id: i64,
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
    /// The host that it names.
    #[diesel(sql_type = Nullable<Text>)]
    pub host: Option<String>,
}

/// What was done before `before`, the newest first, if the viewer may see the domU of this name.
pub async fn record_of_domu(
    mut conn: &AsyncPgConnection,
    viewer: Viewer,
    name: &str,
    before: Before,
    most: i64,
) -> QueryResult<Vec<RecordEntry>> {
    diesel::sql_query(
        "SELECT a.id, a.at, a.action, a.detail, m.name AS who, p.name AS person, h.name AS host
         FROM audit_entries a
         LEFT JOIN members m ON a.actor_kind = 'member' AND m.id = a.actor_id
         LEFT JOIN members p ON p.id = (a.detail ->> 'member')::bigint
         LEFT JOIN hosts h ON h.id::text = a.detail ->> 'host'
         WHERE a.subject = 'domu ' || (
             SELECT d.id FROM domus d WHERE d.name = $1 AND ($2 OR EXISTS (
                 SELECT FROM domu_members own WHERE own.domu_id = d.id AND own.member_id = $3)))
           AND (a.at, a.id) < ($4, $5)
         ORDER BY a.at DESC, a.id DESC
         LIMIT $6",
    )
    .bind::<Text, _>(name)
    .bind::<Bool, _>(viewer.is_core)
    .bind::<BigInt, _>(viewer.id.0)
    .bind::<Timestamptz, _>(before.at)
    .bind::<BigInt, _>(before.id)
    .bind::<BigInt, _>(most)
    .fixed()
    .load(&mut conn)
    .await
}
