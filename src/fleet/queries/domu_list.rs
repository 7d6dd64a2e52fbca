//! The core team's list of domUs: searched, filtered, page by page.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::schema::domus;
use crate::db::{AtMostRows, FixedText};
use crate::fleet::Bytes;
use crate::fleet::domu::{Away, DomuState};
use crate::fleet::queries::asked::{Asked, address_in, containing};
use crate::fleet::queries::away::{AWAY, OPEN_ATTEMPT};

/// What to show. A search is for a part of a domU's name, of an owner's name or mail address, or for a
/// whole IP address.
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
    let mut asked = asked(filter);
    let after = asked.bind(after);
    let conditions = asked.sql();
    let rows: Vec<DomuRow> = asked
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
    let asked = asked(filter);
    let conditions = asked.sql();
    let count: Count = asked
        .query(format!(
            "SELECT count(*) AS n FROM (SELECT 1 FROM domus d WHERE {conditions} LIMIT {}) few",
            MOST_COUNTED + 1
        ))
        .fixed()
        .get_result(&mut conn)
        .await?;
    Ok(count.n)
}

/// What a filter asks of a row `d` of `domus`.
fn asked(filter: &DomuFilter) -> Asked {
    let mut asked = Asked::default();
    if let Some(search) = &filter.search {
        let found = found(&mut asked, search);
        asked.only(format!("d.id IN ({found})"));
    }
    if let Some(host) = &filter.host {
        let host = asked.bind(host);
        asked.only(format!("d.host_id = (SELECT id FROM hosts WHERE name = {host})"));
    }
    if let Some(state) = filter.state {
        let state = asked.bind(state.as_str());
        asked.only(format!("d.state = {state}"));
    }
    asked
}

/// The ids that a search finds, each branch by its own index.
fn found(asked: &mut Asked, search: &str) -> String {
    let pattern = asked.bind(&containing(&search.to_lowercase()));
    let mut found = format!(
        "SELECT id FROM domus WHERE lower(name) LIKE {pattern}
         UNION SELECT dm.domu_id FROM domu_members dm JOIN members m ON m.id = dm.member_id
               WHERE (lower(m.name) LIKE {pattern} OR lower(m.email::text) LIKE {pattern}) AND dm.role = 'owner'"
    );
    if let Some(address) = address_in(search) {
        let address = asked.bind(&address);
        found += &format!(
            " UNION SELECT domu_id FROM ip_addresses WHERE address = {address}::inet AND domu_id IS NOT NULL"
        );
    }
    found
}
