//! Lists of migrations: open ones by what comes next, ended ones latest first. Keyset pages.

use std::fmt;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::AtMostRows;
use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{attempts, domus, hosts, members, migrations};
use crate::members::Member;
use crate::migrations::MigrationState;
use crate::migrations::queries::NOT_ENDED;
use crate::migrations::queries::own::IsOf;

diesel::alias!(hosts as from_hosts: FromHosts, hosts as to_hosts: ToHosts);

/// Rows on a page.
pub const PAGE: usize = 40;
/// Counts end here: above it a page says "more than".
pub const MOST_COUNTED: i64 = 1000;

const ENDED: [MigrationState; 2] = [MigrationState::Closed, MigrationState::Cancelled];

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ListedMigration {
    pub id: MigrationId,
    pub domu: String,
    pub source: String,
    pub target: String,
    pub operator: Option<String>,
    pub operator_id: Option<MemberId>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: MigrationState,
    pub is_turning_back: bool,
}

impl ListedMigration {
    /// Whether it should be over by now and is not.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.state.waits_for_its_end() && self.ends_at < now
    }
}

/// A page of a list, and where the next one begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    pub rows: Vec<ListedMigration>,
    pub next: Option<Cursor>,
}

/// The last row of the page before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    starts_at: DateTime<Utc>,
    id: MigrationId,
}

impl Cursor {
    /// As it stands in an address; anything else is the first page.
    pub fn parse(text: &str) -> Option<Cursor> {
        let (micros, id) = text.split_once('.')?;
        let starts_at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
        Some(Cursor { starts_at, id: MigrationId(id.parse().ok()?) })
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.starts_at.timestamp_micros(), self.id.0)
    }
}

/// What this member may see: the core team all, others their own domUs' once announced.
pub async fn listed(
    mut conn: &AsyncPgConnection,
    viewer: &Member,
    is_ended: bool,
    after: Option<Cursor>,
) -> QueryResult<Listed> {
    let is_turning_back = diesel::dsl::exists(
        attempts::table
            .filter(attempts::migration_id.eq(migrations::id))
            .filter(attempts::result.is_null())
            .filter(attempts::turned_back_at.is_not_null()),
    );
    let mut query = migrations::table
        .inner_join(domus::table.on(domus::id.eq(migrations::domu_id)))
        .inner_join(from_hosts.on(from_hosts.field(hosts::id).eq(migrations::source_host_id)))
        .inner_join(to_hosts.on(to_hosts.field(hosts::id).eq(migrations::target_host_id)))
        .left_join(members::table.on(members::id.nullable().eq(migrations::operator_id)))
        .select((
            migrations::id,
            domus::name,
            from_hosts.field(hosts::name),
            to_hosts.field(hosts::name),
            members::name.nullable(),
            migrations::operator_id,
            migrations::starts_at,
            migrations::ends_at,
            migrations::state,
            is_turning_back,
        ))
        .into_boxed();
    if !viewer.role.is_core() {
        query = query.filter(IsOf(viewer.id)).filter(migrations::state.ne(MigrationState::Draft));
    }
    query = if is_ended {
        query
            .filter(migrations::state.eq_any(ENDED))
            .order((migrations::starts_at.desc(), migrations::id.desc()))
    } else {
        query.filter(NOT_ENDED).order((migrations::starts_at, migrations::id))
    };
    if let Some(Cursor { starts_at, id }) = after {
        query = if is_ended {
            query.filter(
                migrations::starts_at
                    .lt(starts_at)
                    .or(migrations::starts_at.eq(starts_at).and(migrations::id.lt(id))),
            )
        } else {
            query.filter(
                migrations::starts_at
                    .gt(starts_at)
                    .or(migrations::starts_at.eq(starts_at).and(migrations::id.gt(id))),
            )
        };
    }
    let mut rows: Vec<ListedMigration> = query.at_most(PAGE as i64 + 1).load(&mut conn).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| has_more).map(|row| Cursor { starts_at: row.starts_at, id: row.id });
    Ok(Listed { rows, next })
}

/// How many are open, counted up to `MOST_COUNTED` and one more.
pub async fn open_count(mut conn: &AsyncPgConnection, viewer: &Member) -> QueryResult<i64> {
    let mut open = migrations::table.filter(NOT_ENDED).select(migrations::id).into_boxed();
    if !viewer.role.is_core() {
        open = open.filter(IsOf(viewer.id)).filter(migrations::state.ne(MigrationState::Draft));
    }
    let ids: Vec<MigrationId> = open.at_most(MOST_COUNTED + 1).load(&mut conn).await?;
    Ok(ids.len() as i64)
}
