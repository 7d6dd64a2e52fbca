//! The core team's list of domUs: searched, filtered, page by page.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{BoxedSqlQuery, SqlQuery};
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::schema::domus;
use crate::db::{AtMostRows, FixedText};
use crate::fleet::Bytes;
use crate::fleet::domu::{Away, DomuState};
use crate::fleet::queries::away::{AWAY, OPEN_ATTEMPT};

/// What to show. A search is for a part of a domU's or an owner's name, or a whole address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DomuFilter {
    pub search: Option<String>,
    pub host: Option<String>,
    pub state: Option<DomuState>,
}

#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct DomuRow {
    #[diesel(sql_type = Text)]
    pub name: String,
    #[diesel(sql_type = Text)]
    pub state: DomuState,
    #[diesel(sql_type = Nullable<Text>)]
    pub away: Option<Away>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub state_known_at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Text)]
    pub host: String,
    #[diesel(sql_type = Text)]
    pub site: String,
    #[diesel(sql_type = BigInt)]
    pub memory_bytes: Bytes,
    /// Of the disks whose size is known; none if there is no such disk.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub disk_bytes: Option<Bytes>,
    #[diesel(sql_type = Nullable<Text>)]
    pub owners: Option<String>,
    #[diesel(sql_type = Nullable<Text>)]
    pub migration_state: Option<String>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub migration_starts_at: Option<DateTime<Utc>>,
}

/// A page of the list.
pub const FEW: i64 = 50;

/// Beyond this a count is said as "more than".
pub const MOST_COUNTED: i64 = 1000;

/// The domUs after the one named `after`, by name.
pub async fn domus(
    mut conn: &AsyncPgConnection,
    filter: &DomuFilter,
    after: &str,
    most: i64,
) -> QueryResult<Vec<DomuRow>> {
    let mut matching = Matching::new(filter);
    let after = matching.bind(after);
    let conditions = matching.sql();
    let rows: Vec<DomuRow> = matching
        .query(format!(
            "SELECT d.name, d.state, {AWAY} AS away, d.state_known_at, h.name AS host, s.code AS site, d.memory_bytes,
                    nullif(d.disk_bytes, 0) AS disk_bytes, m.name AS owners,
                    g.state AS migration_state, g.starts_at AS migration_starts_at
             FROM (SELECT * FROM domus d WHERE {conditions} AND d.name > {after} ORDER BY d.name LIMIT {most}) d
             JOIN hosts h ON h.id = d.host_id JOIN sites s ON s.id = h.site_id
             LEFT JOIN migrations g ON g.domu_id = d.id AND g.state NOT IN ('closed', 'cancelled')
             {OPEN_ATTEMPT}
             LEFT JOIN domu_members dm ON dm.domu_id = d.id AND dm.role = 'owner'
             LEFT JOIN members m ON m.id = dm.member_id
             ORDER BY d.name, m.name"
        ))
        .fixed()
        .load(&mut conn)
        .await?;
    Ok(one_of_each(rows))
}

/// A domU with several owners comes once for each.
fn one_of_each(rows: Vec<DomuRow>) -> Vec<DomuRow> {
    let mut domus: Vec<DomuRow> = Vec::with_capacity(rows.len());
    for row in rows {
        match domus.last_mut() {
            Some(DomuRow { name, owners: Some(owners), .. }) if *name == row.name => {
                *owners += ", ";
                *owners += &row.owners.unwrap_or_default();
            }
            _ => domus.push(row),
        }
    }
    domus
}

/// What they are called, by name, `most` at most.
pub async fn domu_names(mut conn: &AsyncPgConnection, most: usize) -> QueryResult<Vec<String>> {
    domus::table.order(domus::name).select(domus::name).at_most(most as i64).load(&mut conn).await
}

/// How many there are, counted no further than one beyond `MOST_COUNTED`.
pub async fn count_domus(mut conn: &AsyncPgConnection, filter: &DomuFilter) -> QueryResult<i64> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let matching = Matching::new(filter);
    let conditions = matching.sql();
    let count: Count = matching
        .query(format!(
            "SELECT count(*) AS n FROM (SELECT 1 FROM domus d WHERE {conditions} LIMIT {}) few",
            MOST_COUNTED + 1
        ))
        .fixed()
        .get_result(&mut conn)
        .await?;
    Ok(count.n)
}

/// What a filter asks of a row `d` of `domus`. Only what is asked stands in the text, so that each kind
/// of question has a plan of its own.
struct Matching {
    conditions: Vec<String>,
    values: Vec<String>,
}

impl Matching {
    fn new(filter: &DomuFilter) -> Matching {
        let mut matching = Matching { conditions: Vec::new(), values: Vec::new() };
        if let (Some(search), Some(pattern)) = (&filter.search, filter.pattern()) {
            let (search, pattern) = (matching.bind(search), matching.bind(&pattern));
            matching.conditions.push(format!(
                "d.id IN (
                     SELECT id FROM domus WHERE lower(name) LIKE {pattern}
                     UNION SELECT dm.domu_id FROM domu_members dm JOIN members m ON m.id = dm.member_id
                           WHERE lower(m.name) LIKE {pattern} AND dm.role = 'owner'
                     UNION SELECT domu_id FROM ip_addresses WHERE host(address) = {search} AND domu_id IS NOT NULL)"
            ));
        }
        if let Some(host) = &filter.host {
            let host = matching.bind(host);
            matching.conditions.push(format!("d.host_id = (SELECT id FROM hosts WHERE name = {host})"));
        }
        if let Some(state) = filter.state {
            let state = matching.bind(state.as_str());
            matching.conditions.push(format!("d.state = {state}"));
        }
        matching
    }

    /// Takes a text along, and says what stands for it.
    fn bind(&mut self, value: &str) -> String {
        self.values.push(value.to_owned());
        format!("${}", self.values.len())
    }

    fn sql(&self) -> String {
        if self.conditions.is_empty() { "true".to_owned() } else { self.conditions.join(" AND ") }
    }

    fn query(self, text: String) -> BoxedSqlQuery<'static, Pg, SqlQuery> {
        let query = diesel::sql_query(text).into_boxed::<Pg>();
        self.values.into_iter().fold(query, |query, value| query.bind::<Text, _>(value))
    }
}

impl DomuFilter {
    /// The search as a pattern in which what was typed stands for itself.
    fn pattern(&self) -> Option<String> {
        Some(containing(&self.search.as_ref()?.to_lowercase()))
    }
}

/// The pattern of texts that contain what was typed, in which it stands for itself.
pub(super) fn containing(typed: &str) -> String {
    let plain = typed.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{plain}%")
}
