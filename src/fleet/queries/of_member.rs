//! The domUs of one member, and how many there are in all.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::{DomuId, MemberId};
use crate::db::schema::{domu_members, hosts};
use crate::fleet::Bytes;
use crate::fleet::domu::DomuState;
use crate::fleet::queries::MOST_COUNTED;

/// Where one of them lives, and what was last known of it.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct OwnDomu {
    #[diesel(sql_type = BigInt)]
    pub id: DomuId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub host: String,
    #[diesel(sql_type = Text)]
    pub site: String,
    #[diesel(sql_type = BigInt)]
    pub memory_bytes: Bytes,
    /// All disks together; `None` while the size of one is unknown.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub disk_bytes: Option<Bytes>,
    #[diesel(sql_type = Text)]
    pub state: DomuState,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub state_known_at: Option<DateTime<Utc>>,
}

/// Those that the member owns or looks after and whose name comes after `after`, by name.
pub async fn of_member(
    mut conn: &AsyncPgConnection,
    member: MemberId,
    after: &str,
    most: i64,
) -> QueryResult<Vec<OwnDomu>> {
    diesel::sql_query(
        "SELECT d.id, d.name, h.name AS host, s.name AS site, d.memory_bytes,
                CASE WHEN d.disk_bytes > 0 AND NOT d.has_disk_of_unknown_size THEN d.disk_bytes END AS disk_bytes,
                d.state, d.state_known_at
         FROM domu_members dm JOIN domus d ON d.id = dm.domu_id
         JOIN hosts h ON h.id = d.host_id JOIN sites s ON s.id = h.site_id
         WHERE dm.member_id = $1 AND d.name > $2
         ORDER BY d.name LIMIT $3",
    )
    .bind::<BigInt, _>(member)
    .bind::<Text, _>(after)
    .bind::<BigInt, _>(most)
    .fixed()
    .load(&mut conn)
    .await
}

/// Whether the member owns or looks after any domU.
pub async fn has_domus(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<bool> {
    let own = domu_members::table.filter(domu_members::member_id.eq(member));
    diesel::select(diesel::dsl::exists(own)).get_result(&mut conn).await
}

/// Whether there is a house at all.
pub async fn has_hosts(mut conn: &AsyncPgConnection) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(hosts::table.select(hosts::id))).get_result(&mut conn).await
}

/// How many domUs there are, and how many of them are not known to be up; both counted no further
/// than one beyond `MOST_COUNTED`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Census {
    #[diesel(sql_type = BigInt)]
    pub domus: i64,
    #[diesel(sql_type = BigInt)]
    pub not_up: i64,
}

pub async fn census(mut conn: &AsyncPgConnection) -> QueryResult<Census> {
    diesel::sql_query(format!(
        "SELECT (SELECT count(*) FROM (SELECT FROM domus LIMIT {0}) few) AS domus,
                (SELECT count(*) FROM (SELECT FROM domus WHERE state <> 'running' LIMIT {0}) few) AS not_up",
        MOST_COUNTED + 1
    ))
    .fixed()
    .get_result(&mut conn)
    .await
}
