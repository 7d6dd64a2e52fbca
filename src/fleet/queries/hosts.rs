//! Sites, hosts and the links between them.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{HostId, InterconnectId, MigrationId, SiteId};
use crate::db::schema::{host_rooms, hosts, sites};
use crate::db::{AtMostRows, FixedText};
use crate::fleet::Bytes;
use crate::fleet::domu::{Away, DomuState};
use crate::fleet::host::{Host, HostState};
use crate::fleet::queries::MOST_COUNTED;
use crate::fleet::queries::asked::containing;
use crate::fleet::queries::away::{AWAY, OPEN_ATTEMPT};
use crate::fleet::site::Site;

/// A host, where it stands and what it has left.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct HostWithRoom {
    #[diesel(embed)]
    pub host: Host,
    #[diesel(embed)]
    pub site: Site,
    #[diesel(embed)]
    pub room: Room,
}

/// Free room may be less than nothing: a host that is fuller than it is recorded to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = host_rooms, check_for_backend(diesel::pg::Pg))]
pub struct Room {
    pub memory_free: Bytes,
    pub disk_free: Bytes,
    /// Kept for domUs that live elsewhere.
    pub memory_held: Bytes,
    pub disk_held: Bytes,
    /// How many domUs live there.
    pub domus: i64,
}

impl HostWithRoom {
    /// What the domUs that live there take.
    pub fn memory_lived_in(&self) -> Bytes {
        self.host.memory_bytes - self.room.memory_free - self.room.memory_held
    }

    pub fn disk_lived_in(&self) -> Bytes {
        self.host.disk_bytes - self.room.disk_free - self.room.disk_held
    }
}

/// Which hosts to show. A search is for a part of a host's name, or of its site's code or name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HostFilter {
    pub search: Option<String>,
    pub state: Option<HostState>,
}

/// The hosts after the one named `after`, by name; `most` at most. Their room is reckoned from the
/// domUs that live there, so a page of them is all that should be asked for.
pub async fn hosts_with_room(
    mut conn: &AsyncPgConnection,
    filter: &HostFilter,
    after: &str,
    most: i64,
) -> QueryResult<Vec<HostWithRoom>> {
    // Only what is asked stands in the text, so that each kind of question has a plan of its own.
    let mut query = hosts::table
        .inner_join(sites::table)
        .inner_join(host_rooms::table.on(host_rooms::host_id.eq(hosts::id)))
        .filter(hosts::name.gt(after))
        .order(hosts::name)
        .select(HostWithRoom::as_select())
        .into_boxed::<Pg>();
    if let Some(typed) = &filter.search {
        let pattern = containing(typed);
        query = query.filter(
            hosts::name
                .ilike(pattern.clone())
                .or(sites::code.ilike(pattern.clone()))
                .or(sites::name.ilike(pattern)),
        );
    }
    if let Some(state) = filter.state {
        query = query.filter(hosts::state.eq(state));
    }
    query.at_most(most).load(&mut conn).await
}

/// All hosts with their sites, by site and name, retired ones last.
pub async fn hosts(mut conn: &AsyncPgConnection) -> QueryResult<Vec<(Host, Site)>> {
    hosts::table
        .inner_join(sites::table)
        .order((hosts::state.eq(HostState::Retired), sites::code, hosts::name))
        .select((Host::as_select(), Site::as_select()))
        .load(&mut conn)
        .await
}

/// What they are called, in the same order.
pub async fn host_names(mut conn: &AsyncPgConnection) -> QueryResult<Vec<String>> {
    hosts::table
        .inner_join(sites::table)
        .order((hosts::state.eq(HostState::Retired), sites::code, hosts::name))
        .select(hosts::name)
        .load(&mut conn)
        .await
}

pub async fn host_named(mut conn: &AsyncPgConnection, name: &str) -> QueryResult<Option<HostWithRoom>> {
    hosts::table
        .inner_join(sites::table)
        .inner_join(host_rooms::table.on(host_rooms::host_id.eq(hosts::id)))
        .filter(hosts::name.eq(name))
        .select(HostWithRoom::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// A domU that lives on a host, with its owners and the move that it has before it.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct Resident {
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub state: DomuState,
    #[diesel(sql_type = Nullable<Text>)]
    pub away: Option<Away>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub state_known_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    pub memory_bytes: Bytes,
    /// Of the disks whose size is known; none if there is no such disk.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub disk_bytes: Option<Bytes>,
    #[diesel(sql_type = Nullable<Text>)]
    pub blocked_by: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub owners: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub migration_id: Option<MigrationId>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub moves_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    pub moves_to: Option<String>,
    /// Until when its old copy is kept here, if the move goes as planned.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub old_copy_until: Option<DateTime<Utc>>,
}

/// The domUs of a host by name, `most` at most.
pub async fn domus_on(mut conn: &AsyncPgConnection, host: &str, most: i64) -> QueryResult<Vec<Resident>> {
    diesel::sql_query(format!(
        "SELECT d.name, d.state, {AWAY} AS away, d.state_known_at, d.memory_bytes,
                nullif(d.disk_bytes, 0) AS disk_bytes, d.blocked_by,
                (SELECT string_agg(m.name, ', ' ORDER BY m.name)
                 FROM domu_members dm JOIN members m ON m.id = dm.member_id
                 WHERE dm.domu_id = d.id AND dm.role = 'owner') AS owners,
                g.id AS migration_id, g.starts_at AS moves_at, t.name AS moves_to,
                g.ends_at + g.grace_days * interval '24 hours' AS old_copy_until
         FROM domus d
         LEFT JOIN migrations g ON g.domu_id = d.id AND g.state NOT IN ('closed', 'cancelled')
                               AND g.state IN ('announced', 'booked', 'running')
         {OPEN_ATTEMPT}
         LEFT JOIN hosts t ON t.id = g.target_host_id
         WHERE d.host_id = (SELECT id FROM hosts WHERE name = $1)
         ORDER BY d.name
         LIMIT {most}"
    ))
    .bind::<Text, _>(host)
    .fixed()
    .load(&mut conn)
    .await
}

pub async fn sites(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Site>> {
    sites::table.order(sites::code).select(Site::as_select()).load(&mut conn).await
}

/// A site with what is there.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct SiteRow {
    #[diesel(sql_type = BigInt)]
    pub id: SiteId,
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = BigInt)]
    pub hosts: i64,
    /// Counted no further than one beyond `MOST_COUNTED`.
    #[diesel(sql_type = BigInt)]
    pub domus: i64,
}

pub async fn sites_with_counts(mut conn: &AsyncPgConnection) -> QueryResult<Vec<SiteRow>> {
    diesel::sql_query(format!(
        "SELECT s.id, s.code, s.name,
                (SELECT count(*) FROM hosts h WHERE h.site_id = s.id AND h.state <> 'retired') AS hosts,
                (SELECT count(*) FROM (SELECT FROM domus d JOIN hosts h ON h.id = d.host_id
                                       WHERE h.site_id = s.id LIMIT {}) few) AS domus
         FROM sites s ORDER BY s.code",
        MOST_COUNTED + 1
    ))
    .fixed()
    .load(&mut conn)
    .await
}

/// A link with the names of its two ends, which are both sites or both hosts.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct InterconnectRow {
    #[diesel(sql_type = BigInt)]
    pub id: InterconnectId,
    #[diesel(sql_type = Text)]
    pub a: String,
    #[diesel(sql_type = Text)]
    pub b: String,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub a_site_id: Option<SiteId>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub b_site_id: Option<SiteId>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub a_host_id: Option<HostId>,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub b_host_id: Option<HostId>,
    #[diesel(sql_type = BigInt)]
    pub nominal_bits_per_second: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    pub measured_bytes_per_second: Option<i64>,
    #[diesel(sql_type = Integer)]
    pub expected_mtu: i32,
}

pub async fn interconnects(mut conn: &AsyncPgConnection) -> QueryResult<Vec<InterconnectRow>> {
    diesel::sql_query(
        "SELECT i.id, COALESCE(sa.code, ha.name) AS a, COALESCE(sb.code, hb.name) AS b,
                i.a_site_id, i.b_site_id, i.a_host_id, i.b_host_id,
                i.nominal_bits_per_second, i.measured_bytes_per_second, i.expected_mtu
         FROM interconnects i
         LEFT JOIN sites sa ON sa.id = i.a_site_id LEFT JOIN sites sb ON sb.id = i.b_site_id
         LEFT JOIN hosts ha ON ha.id = i.a_host_id LEFT JOIN hosts hb ON hb.id = i.b_host_id
         ORDER BY a, b",
    )
    .fixed()
    .load(&mut conn)
    .await
}
