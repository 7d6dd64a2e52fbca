//! The street: hosts in use and the domUs in their windows.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::{DomuId, HostId, SiteId};
use crate::db::schema::domus;

/// A host and how its domUs are.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct PublicHost {
    #[diesel(sql_type = BigInt)]
    pub id: HostId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = BigInt)]
    pub site_id: SiteId,
    #[diesel(sql_type = Text)]
    pub site: String,
    #[diesel(sql_type = Bool)]
    pub is_drained: bool,
    #[diesel(sql_type = BigInt)]
    pub domus: i64,
    /// Switched off by their owners: what is off for its move is none of these.
    #[diesel(sql_type = BigInt)]
    pub off: i64,
    /// Nobody has said yet how these are.
    #[diesel(sql_type = BigInt)]
    pub unknown: i64,
}

/// All hosts in use, by site and name.
pub async fn hosts_in_use(mut conn: &AsyncPgConnection) -> QueryResult<Vec<PublicHost>> {
    diesel::sql_query(
        "SELECT h.id, h.name, h.site_id, s.name AS site, h.state = 'drained' AS is_drained,
                COALESCE(l.domus, 0) AS domus, COALESCE(l.off, 0) AS off, COALESCE(l.unknown, 0) AS unknown
         FROM hosts h
         JOIN sites s ON s.id = h.site_id
         LEFT JOIN (SELECT d.host_id, count(*) AS domus,
                           count(*) FILTER (WHERE d.state = 'off' AND away.domu_id IS NULL) AS off,
                           count(*) FILTER (WHERE d.state = 'unknown' AND away.domu_id IS NULL) AS unknown
                    FROM domus d
                    LEFT JOIN (SELECT m.domu_id FROM migrations m
                               JOIN attempts a ON a.migration_id = m.id AND a.result IS NULL
                               WHERE m.state = 'running' AND a.down_from IS NOT NULL AND a.up_at IS NULL
                               UNION ALL
                               SELECT domu_id FROM migrations WHERE state = 'unclear') away
                           ON away.domu_id = d.id
                    GROUP BY d.host_id) l ON l.host_id = h.id
         WHERE h.state <> 'retired'
         ORDER BY s.code, h.name
         LIMIT 1000",
    )
    .fixed()
    .load(&mut conn)
    .await
}

/// One domU in the street.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct PublicDomu {
    pub id: DomuId,
    pub host_id: HostId,
    pub name: Option<String>,
    pub state: String,
}

/// The domUs, by host and name, at most `most`.
pub async fn domus_in_street(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<PublicDomu>> {
    use diesel::dsl::{case_when, sql};
    domus::table
        .order((domus::host_id, domus::name))
        .select((
            domus::id,
            domus::host_id,
            case_when(domus::is_named_publicly.eq(true), domus::name.nullable()).otherwise(sql::<
                Nullable<Text>,
            >(
                "NULL"
            )),
            domus::state,
        ))
        .limit(most)
        .load(&mut conn)
        .await
}
