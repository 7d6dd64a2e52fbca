//! The core team's list of members with what lives where for them: searched, filtered, page by page.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Citext, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::FixedText;
use crate::db::ids::{MemberId, MigrationId};
use crate::fleet::Bytes;
use crate::fleet::domu::{Away, DomuState};
use crate::fleet::queries::MOST_COUNTED;
use crate::fleet::queries::asked::{Asked, address_in, beginning, containing};
use crate::fleet::queries::away::{AWAY, OPEN_ATTEMPT};
use crate::members::{MemberState, Role};

/// A shorter search finds only names that begin so: the index knows three letters at a time.
const TRIGRAM: usize = 3;

/// Names that are compared with one that nobody has. An index finds those that are like it at all, in a
/// club in which all names are alike it finds all of them.
const COMPARED: i64 = 200;

/// Which members to list, in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberFilter {
    /// Part of a name, of a mail address or of a domU's name, or a domU's whole IP address.
    pub search: String,
    pub role: Option<Role>,
    pub state: Option<MemberState>,
    /// The code of a site in which at least one of their domUs lives.
    pub site: Option<String>,
}

/// Where a page of the list begins: behind this member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct After {
    pub name: String,
    pub id: MemberId,
}

/// How many members, and of each how many domUs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most {
    pub members: i64,
    pub domus: i64,
}

/// A member with the first of their domUs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberRow {
    pub id: MemberId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub state: MemberState,
    /// Until when the invitation counts that still can be used.
    pub invited_until: Option<DateTime<Utc>>,
    /// Those that were asked for come first, then by name.
    pub domus: Vec<MemberDomu>,
    /// How many there are, shown or not.
    pub domus_in_all: i64,
}

/// A domU of a member, where it lives, and the move that it has before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberDomu {
    pub name: String,
    pub state: DomuState,
    pub away: Option<Away>,
    pub host: String,
    pub site: String,
    /// Of the disks whose size is known; none if there is no such disk.
    pub disk_bytes: Option<Bytes>,
    pub migration_id: Option<MigrationId>,
    pub migration_state: Option<String>,
    pub migration_starts_at: Option<DateTime<Utc>>,
}

/// A member and one of their domUs, if they have one.
#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = BigInt)]
    id: MemberId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Citext)]
    email: String,
    #[diesel(sql_type = Text)]
    role: Role,
    #[diesel(sql_type = Text)]
    state: MemberState,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    invited_until: Option<DateTime<Utc>>,
    #[diesel(sql_type = BigInt)]
    domus_in_all: i64,
    #[diesel(sql_type = Nullable<Text>)]
    domu: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    domu_state: Option<DomuState>,
    #[diesel(sql_type = Nullable<Text>)]
    away: Option<Away>,
    #[diesel(sql_type = Nullable<Text>)]
    host: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    site: Option<String>,
    #[diesel(sql_type = Nullable<BigInt>)]
    disk_bytes: Option<Bytes>,
    #[diesel(sql_type = Nullable<BigInt>)]
    migration_id: Option<MigrationId>,
    #[diesel(sql_type = Nullable<Text>)]
    migration_state: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    migration_starts_at: Option<DateTime<Utc>>,
}

/// The members after one of them, or the first ones. Whom an invitation was sent to is found out before
/// the domUs are looked up, and of those only the first of each member.
pub async fn member_list(
    mut conn: &AsyncPgConnection,
    filter: &MemberFilter,
    after: Option<&After>,
    most: Most,
) -> QueryResult<Vec<MemberRow>> {
    let (mut asked, first) = asked(filter);
    if let Some(after) = after {
        let (name, id) = (asked.bind(&after.name), asked.bind(&after.id.to_string()));
        asked.only(format!("(lower(m.name), m.id) > (lower({name}), {id}::bigint)"));
    }
    let (conditions, Most { members, domus }) = (asked.sql(), most);
    let pairs = asked
        .query(format!(
            "SELECT m.id, m.name, m.email, m.role, m.state, m.invited_until, COALESCE(d.in_all, 0) AS domus_in_all,
                    d.name AS domu, d.state AS domu_state, {AWAY} AS away, h.name AS host, s.code AS site,
                    nullif(d.disk_bytes, 0) AS disk_bytes, g.id AS migration_id,
                    g.state AS migration_state, g.starts_at AS migration_starts_at
             FROM (SELECT m.id, m.name, m.email, m.role, m.state,
                          (SELECT i.expires_at FROM invitations i WHERE i.member_id = m.id
                           AND i.used_at IS NULL AND i.withdrawn_at IS NULL) AS invited_until
                   FROM members m WHERE {conditions} ORDER BY lower(m.name), m.id LIMIT {members}) m
             LEFT JOIN LATERAL (
                   SELECT d.id, d.name, d.state, d.host_id, d.disk_bytes, count(*) OVER () AS in_all,
                          row_number() OVER (ORDER BY {first} d.name) AS place
                   FROM domu_members dm JOIN domus d ON d.id = dm.domu_id
                   WHERE dm.member_id = m.id ORDER BY place LIMIT {domus}) d ON true
             LEFT JOIN hosts h ON h.id = d.host_id LEFT JOIN sites s ON s.id = h.site_id
             LEFT JOIN migrations g ON g.domu_id = d.id AND g.state NOT IN ('closed', 'cancelled')
             {OPEN_ATTEMPT}
             ORDER BY lower(m.name), m.id, d.place"
        ))
        .fixed()
        .load(&mut conn)
        .await?;
    Ok(one_of_each(pairs))
}

/// A member with several domUs comes once for each.
fn one_of_each(pairs: Vec<Pair>) -> Vec<MemberRow> {
    let mut rows: Vec<MemberRow> = Vec::new();
    for mut pair in pairs {
        let domu = pair.take_domu();
        match rows.last_mut() {
            Some(row) if row.id == pair.id => row.domus.extend(domu),
            _ => rows.push(MemberRow {
                id: pair.id,
                name: pair.name,
                email: pair.email,
                role: pair.role,
                state: pair.state,
                invited_until: pair.invited_until,
                domus: domu.into_iter().collect(),
                domus_in_all: pair.domus_in_all,
            }),
        }
    }
    rows
}

impl Pair {
    fn take_domu(&mut self) -> Option<MemberDomu> {
        Some(MemberDomu {
            name: self.domu.take()?,
            state: self.domu_state?,
            away: self.away,
            host: self.host.take()?,
            site: self.site.take()?,
            disk_bytes: self.disk_bytes,
            migration_id: self.migration_id,
            migration_state: self.migration_state.take(),
            migration_starts_at: self.migration_starts_at,
        })
    }
}

/// What a filter asks of a row `m` of `members`, and which of their domUs `d` come first, for an ORDER BY.
fn asked(filter: &MemberFilter) -> (Asked, String) {
    let (mut asked, mut first) = (Asked::default(), String::new());
    if let Some(role) = filter.role {
        let role = asked.bind(role.as_str());
        asked.only(format!("m.role = {role}"));
    }
    if let Some(state) = filter.state {
        let state = asked.bind(state.as_str());
        asked.only(format!("m.state = {state}"));
    }
    if let Some(site) = &filter.site {
        let site = asked.bind(site);
        let there =
            format!("SELECT h.id FROM hosts h JOIN sites s ON s.id = h.site_id WHERE s.code = {site}");
        asked.only(format!(
            "EXISTS (SELECT FROM domu_members dm JOIN domus d ON d.id = dm.domu_id
                     WHERE dm.member_id = m.id AND d.host_id IN ({there}))"
        ));
        first += &format!("(d.host_id IN ({there})) DESC, ");
    }
    match filter.search.chars().count() {
        0 => {}
        few if few < TRIGRAM => {
            let pattern = asked.bind(&beginning(&filter.search.to_lowercase()));
            asked.only(format!("lower(m.name) LIKE {pattern}"));
        }
        _ => first += &search(&mut asked, &filter.search),
    }
    (asked, first)
}

/// The ids are found first, each branch by its own index.
fn search(asked: &mut Asked, typed: &str) -> String {
    let pattern = asked.bind(&containing(&typed.to_lowercase()));
    let mut found = format!(
        "SELECT id FROM members WHERE lower(name) LIKE {pattern} OR lower(email::text) LIKE {pattern}
         UNION SELECT dm.member_id FROM domus d JOIN domu_members dm ON dm.domu_id = d.id
               WHERE lower(d.name) LIKE {pattern}"
    );
    let mut first = format!("(lower(d.name) LIKE {pattern}) DESC, ");
    if let Some(address) = address_in(typed) {
        let address = asked.bind(&address);
        let its = format!("FROM ip_addresses i WHERE i.address = {address}::inet");
        found += &format!(
            " UNION SELECT dm.member_id FROM domu_members dm WHERE dm.domu_id = (SELECT i.domu_id {its})"
        );
        first += &format!("EXISTS (SELECT {its} AND i.domu_id = d.id) DESC, ");
    }
    asked.only(format!("m.id IN ({found})"));
    first
}

/// How many members are found and how many there are, each counted no further than `MOST_COUNTED` and one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName, Serialize)]
pub struct MemberCounts {
    #[diesel(sql_type = BigInt)]
    pub found: i64,
    #[diesel(sql_type = BigInt)]
    pub members: i64,
}

pub async fn count_members(mut conn: &AsyncPgConnection, filter: &MemberFilter) -> QueryResult<MemberCounts> {
    let most = MOST_COUNTED + 1;
    let (asked, _) = asked(filter);
    let conditions = asked.sql();
    asked
        .query(format!(
            "SELECT (SELECT count(*) FROM (SELECT FROM members m WHERE {conditions} LIMIT {most}) f) AS found,
                    (SELECT count(*) FROM (SELECT FROM members LIMIT {most}) a) AS members"
        ))
        .fixed()
        .get_result(&mut conn)
        .await
}

/// A site, and how many domUs live there.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct Place {
    #[diesel(sql_type = Text)]
    pub code: String,
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = BigInt)]
    pub domus: i64,
}

/// All sites by code. Each host knows how many live on it, so no domU is counted.
pub async fn places(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Place>> {
    diesel::sql_query(
        "SELECT s.code, s.name, COALESCE(sum(u.domus), 0)::bigint AS domus
         FROM sites s LEFT JOIN hosts h ON h.site_id = s.id LEFT JOIN host_uses u ON u.host_id = h.id
         GROUP BY s.id ORDER BY s.code",
    )
    .fixed()
    .load(&mut conn)
    .await
}

/// The name of a member or a domU that is most like what was searched for, if any is like it.
pub async fn nearest_name(mut conn: &AsyncPgConnection, typed: &str) -> QueryResult<Option<String>> {
    #[derive(QueryableByName)]
    struct Near {
        #[diesel(sql_type = Text)]
        name: String,
    }
    let near: Option<Near> = diesel::sql_query(format!(
        "SELECT n.name
         FROM ((SELECT name FROM members WHERE $1 <<% lower(name) LIMIT {COMPARED})
               UNION ALL (SELECT name FROM domus WHERE $1 <<% lower(name) LIMIT {COMPARED})) n
         ORDER BY strict_word_similarity($1, lower(n.name)) DESC, n.name LIMIT 1"
    ))
    .bind::<Text, _>(typed.to_lowercase())
    .fixed()
    .get_result(&mut conn)
    .await
    .optional()?;
    Ok(near.map(|near| near.name))
}
