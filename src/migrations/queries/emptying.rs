//! What is to be known to empty a host: who lives there, who could take them in, and when.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::{DomuId, HostId, MigrationId, SiteId};
use crate::migrations::planner::Span;
use crate::migrations::{DiskSize, Estimate, Link, estimate::estimate};

/// More domUs than one plan holds.
pub const MOST_MOVERS: usize = 200;

/// A domU that lives on the host.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Leaver {
    #[diesel(sql_type = BigInt)]
    pub id: DomuId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = BigInt)]
    pub memory_bytes: i64,
    /// The disks whose size is known.
    #[diesel(sql_type = BigInt)]
    pub disk_bytes: i64,
    #[diesel(sql_type = Bool)]
    pub some_size_is_unknown: bool,
    /// A device that keeps it where it is.
    #[diesel(sql_type = Nullable<Text>)]
    pub blocked_by: Option<String>,
    /// A move of its own that has not ended.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub migration_id: Option<MigrationId>,
    /// What its people ask of whoever schedules, each with their name.
    #[diesel(sql_type = Nullable<Text>)]
    pub wishes: Option<String>,
}

impl Leaver {
    /// Whether it can be given a move.
    pub fn can_go(&self) -> bool {
        self.blocked_by.is_none() && self.migration_id.is_none()
    }

    /// How long it is down on its way there.
    pub fn estimate(&self, to: &Haven) -> Estimate {
        let disks = [DiskSize { name: String::new(), bytes: Some(self.disk_bytes) }];
        estimate(&disks, to.link(), &to.last_copies)
    }
}

/// A host that takes domUs in.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Haven {
    #[diesel(sql_type = BigInt)]
    pub id: HostId,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = BigInt)]
    pub site_id: SiteId,
    #[diesel(sql_type = Text)]
    pub site: String,
    /// Whether it stands where the host stands that is emptied.
    #[diesel(sql_type = Bool)]
    pub is_same_site: bool,
    #[diesel(sql_type = BigInt)]
    pub memory_bytes: i64,
    #[diesel(sql_type = BigInt)]
    pub disk_bytes: i64,
    #[diesel(sql_type = BigInt)]
    pub memory_free: i64,
    #[diesel(sql_type = BigInt)]
    pub disk_free: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    nominal_bits_per_second: Option<i64>,
    #[diesel(sql_type = Nullable<BigInt>)]
    measured_bytes_per_second: Option<i64>,
    /// Rates of the last five good copies there, in bytes a second.
    #[diesel(sql_type = Array<BigInt>)]
    last_copies: Vec<i64>,
}

impl Haven {
    fn link(&self) -> Option<Link> {
        Some(Link {
            nominal_bits_per_second: self.nominal_bits_per_second?,
            measured_bytes_per_second: self.measured_bytes_per_second,
        })
    }
}

/// Those who live on the host of this name, by name.
pub async fn leavers(mut conn: &AsyncPgConnection, host: &str) -> QueryResult<Vec<Leaver>> {
    diesel::sql_query(format!(
        "SELECT d.id, d.name, d.memory_bytes, d.disk_bytes, d.blocked_by,
                EXISTS (SELECT FROM disks k WHERE k.domu_id = d.id AND k.bytes IS NULL) AS some_size_is_unknown,
                (SELECT m.id FROM migrations m
                  WHERE m.domu_id = d.id AND m.state NOT IN ('closed', 'cancelled') LIMIT 1) AS migration_id,
                (SELECT string_agg(p.name || ': ' || p.move_wishes, '; ' ORDER BY p.name)
                   FROM domu_members o JOIN members p ON p.id = o.member_id
                  WHERE o.domu_id = d.id AND p.move_wishes <> '') AS wishes
           FROM domus d
          WHERE d.host_id = (SELECT id FROM hosts WHERE name = $1)
          ORDER BY d.name LIMIT {MOST_MOVERS}",
    ))
    .bind::<Text, _>(host)
    .fixed()
    .load(&mut conn)
    .await
}

/// Every other host that takes domUs in, by name, with the link to it: that between the two hosts, else
/// that between their sites.
pub async fn havens(mut conn: &AsyncPgConnection, host: &str) -> QueryResult<Vec<Haven>> {
    diesel::sql_query(
        "SELECT t.id, t.name, t.site_id, s.name AS site, t.site_id = f.site_id AS is_same_site,
                t.memory_bytes, t.disk_bytes, r.memory_free, r.disk_free,
                l.nominal_bits_per_second, l.measured_bytes_per_second,
                ARRAY(SELECT a.bytes_total / greatest(extract(epoch FROM c.ended_at - c.started_at), 1)::bigint
                        FROM steps c
                        JOIN attempts a ON a.id = c.attempt_id
                        JOIN migrations m ON m.id = a.migration_id
                        JOIN hosts ms ON ms.id = m.source_host_id JOIN hosts mt ON mt.id = m.target_host_id
                       WHERE c.code = 'copy' AND c.state = 'done' AND a.kind = 'forward' AND a.bytes_total > 0
                         AND a.result = 'succeeded' AND ms.site_id = f.site_id AND mt.site_id = t.site_id
                       ORDER BY c.id DESC LIMIT 5) AS last_copies
           FROM hosts f
           JOIN hosts t ON t.id <> f.id AND t.state = 'active'
           JOIN sites s ON s.id = t.site_id
           JOIN host_rooms r ON r.host_id = t.id
           LEFT JOIN LATERAL (
                SELECT i.nominal_bits_per_second, i.measured_bytes_per_second FROM interconnects i
                 WHERE (i.a_host_id, i.b_host_id) IN ((f.id, t.id), (t.id, f.id))
                    OR (i.a_site_id, i.b_site_id) IN ((f.site_id, t.site_id), (t.site_id, f.site_id))
                 ORDER BY i.a_host_id NULLS LAST LIMIT 1) l ON true
          WHERE f.name = $1
          ORDER BY t.name",
    )
    .bind::<Text, _>(host)
    .fixed()
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

/// When moves that were promised to members need the host, one of the targets, or the interconnect to
/// one of their sites.
pub async fn busy_between(
    mut conn: &AsyncPgConnection,
    host: &str,
    targets: &[String],
    now: DateTime<Utc>,
) -> QueryResult<Vec<Span>> {
    let ranges: Vec<Range> = diesel::sql_query(
        "WITH f AS (SELECT id, site_id FROM hosts WHERE name = $1),
              t AS (SELECT id, site_id FROM hosts WHERE name = ANY ($2))
         SELECT o.starts_at, CASE WHEN o.state IN ('running', 'unclear')
                THEN greatest(o.ends_at, $3 + interval '1 hour') ELSE o.ends_at END AS ends_at
           FROM migrations o
           JOIN hosts os ON os.id = o.source_host_id JOIN hosts ot ON ot.id = o.target_host_id
          WHERE o.state NOT IN ('closed', 'cancelled')
            AND o.state IN ('announced', 'booked', 'running', 'unclear') AND o.ends_at > $3
            AND (os.id IN (SELECT id FROM f UNION SELECT id FROM t)
                 OR ot.id IN (SELECT id FROM f UNION SELECT id FROM t)
                 OR EXISTS (SELECT FROM f, t WHERE f.site_id <> t.site_id
                      AND (os.site_id, ot.site_id) IN ((f.site_id, t.site_id), (t.site_id, f.site_id))))
          ORDER BY 1, 2",
    )
    .bind::<Text, _>(host)
    .bind::<Array<Text>, _>(targets)
    .bind::<Timestamptz, _>(now)
    .fixed()
    .load(&mut conn)
    .await?;
    Ok(ranges.into_iter().map(|range| Span { starts_at: range.starts_at, ends_at: range.ends_at }).collect())
}
