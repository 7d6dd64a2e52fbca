//! What the pages on which the time of a migration is found show beside the migration itself.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::MigrationId;
use crate::db::schema::{domu_members, domus, members, migration_choices, migrations};
use crate::members::Member;
use crate::migrations::choice::{self, Choice};
use crate::migrations::queries::{Shown, shown};
use crate::migrations::slots::Busy;

/// A migration, what its members may choose, and what they have asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Choosing {
    pub shown: Shown,
    pub choice: Option<Choice>,
    /// Whether the domU is started at its new place.
    pub boots: bool,
    /// Who asked to be moved at once, while that is not answered.
    pub now_asked_by: Option<String>,
    /// Names, and how they like to be moved; for the core team only.
    pub wishes: Vec<(String, String)>,
}

/// As `shown`, for whoever may see it. One trip.
pub async fn choosing(
    conn: &AsyncPgConnection,
    viewer: &Member,
    id: MigrationId,
) -> QueryResult<Option<Choosing>> {
    let (shown, choice, boots, now_asked_by, wishes) = tokio::try_join!(
        shown(conn, viewer, id),
        choice::of(conn, id),
        boots(conn, id),
        now_asked_by(conn, id),
        wishes_of(conn, id),
    )?;
    let is_core = viewer.role.is_core();
    Ok(shown.map(|shown| Choosing {
        shown,
        choice,
        boots: boots.unwrap_or(true),
        now_asked_by,
        wishes: if is_core { wishes } else { Vec::new() },
    }))
}

async fn boots(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Option<bool>> {
    migrations::table
        .inner_join(domus::table)
        .filter(migrations::id.eq(id))
        .select(domus::boot_after_migration)
        .first(&mut conn)
        .await
        .optional()
}

async fn now_asked_by(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Option<String>> {
    migration_choices::table
        .inner_join(members::table)
        .filter(migration_choices::migration_id.eq(id))
        .select(members::name)
        .first(&mut conn)
        .await
        .optional()
}

async fn wishes_of(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<(String, String)>> {
    let domu = migrations::table.filter(migrations::id.eq(id)).select(migrations::domu_id);
    domu_members::table
        .inner_join(members::table)
        .filter(domu_members::domu_id.eq_any(domu))
        .filter(members::move_wishes.ne(""))
        .order((domu_members::role, members::id))
        .select((members::name, members::move_wishes))
        .load(&mut conn)
        .await
}

#[derive(QueryableByName)]
struct Range {
    #[diesel(sql_type = Timestamptz)]
    starts_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    ends_at: DateTime<Utc>,
}

/// When other migrations need its source, its target or the interconnect of its sites, or its domU is
/// spoken for. What is proposed to others is kept for them; what should be over and is not goes on for
/// a while.
pub async fn busy_around(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Busy>> {
    let ranges: Vec<Range> = diesel::sql_query(
        "WITH mine AS (
            SELECT m.domu_id, ARRAY[m.source_host_id, m.target_host_id] AS hosts, ms.site_id AS a, mt.site_id AS b
              FROM migrations m
              JOIN hosts ms ON ms.id = m.source_host_id JOIN hosts mt ON mt.id = m.target_host_id
             WHERE m.id = $1),
              beside AS (
            SELECT o.* FROM mine JOIN migrations o ON o.source_host_id = ANY (mine.hosts)
             WHERE o.state NOT IN ('closed', 'cancelled')
             UNION
            SELECT o.* FROM mine JOIN migrations o ON o.target_host_id = ANY (mine.hosts)
             WHERE o.state NOT IN ('closed', 'cancelled')
             UNION
            SELECT o.* FROM mine
              JOIN hosts os ON os.site_id IN (mine.a, mine.b)
              JOIN migrations o ON o.source_host_id = os.id
              JOIN hosts ot ON ot.id = o.target_host_id
             WHERE o.state NOT IN ('closed', 'cancelled')
               AND (os.site_id, ot.site_id) IN ((mine.a, mine.b), (mine.b, mine.a))),
              busy AS (
            SELECT id, starts_at, CASE WHEN state IN ('running', 'unclear')
                   THEN greatest(ends_at, $2 + interval '1 hour') ELSE ends_at END AS ends_at
              FROM beside WHERE state IN ('announced', 'booked', 'running', 'unclear')
             UNION
            SELECT o.id, o.starts_at, o.ends_at FROM mine JOIN migrations o ON o.domu_id = mine.domu_id
             WHERE o.state <> 'cancelled')
         SELECT starts_at, ends_at FROM busy WHERE id <> $1 AND ends_at > $2 ORDER BY starts_at",
    )
    .bind::<BigInt, _>(id)
    .bind::<Timestamptz, _>(now)
    .fixed()
    .load(&mut conn)
    .await?;
    Ok(ranges.into_iter().map(|range| Busy { starts_at: range.starts_at, ends_at: range.ends_at }).collect())
}

#[derive(QueryableByName)]
struct IsSo {
    #[diesel(sql_type = Bool)]
    is_so: bool,
}

/// Whether another migration is under way on one of its hosts, or over the interconnect of its sites.
pub async fn others_under_way(conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<bool> {
    has_other_on_path(conn, id, "o.state IN ('running', 'unclear')").await
}

/// Whether a migration that is booked or under way has its hosts, or the interconnect of its sites, in
/// its window. What is only proposed to others takes nothing yet.
pub async fn is_time_taken(conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<bool> {
    let meanwhile = "o.state IN ('booked', 'running', 'unclear')
               AND o.starts_at < m.ends_at AND o.ends_at > m.starts_at";
    has_other_on_path(conn, id, meanwhile).await
}

/// Whether such a migration `o`, beside this one, `m`, has a host or the interconnect with it in common.
async fn has_other_on_path(
    mut conn: &AsyncPgConnection,
    id: MigrationId,
    such: &'static str,
) -> QueryResult<bool> {
    let answer: IsSo = diesel::sql_query(format!(
        "SELECT EXISTS (
            SELECT FROM migrations m
              JOIN hosts ms ON ms.id = m.source_host_id JOIN hosts mt ON mt.id = m.target_host_id
              JOIN migrations o ON o.id <> m.id AND {such}
              JOIN hosts os ON os.id = o.source_host_id JOIN hosts ot ON ot.id = o.target_host_id
             WHERE m.id = $1
               AND (os.id IN (ms.id, mt.id) OR ot.id IN (ms.id, mt.id)
                    OR (os.site_id, ot.site_id) IN ((ms.site_id, mt.site_id), (mt.site_id, ms.site_id)))
         ) AS is_so"
    ))
    .bind::<BigInt, _>(id)
    .fixed()
    .get_result(&mut conn)
    .await?;
    Ok(answer.is_so)
}
