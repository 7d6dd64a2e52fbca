//! The moves of one domU, for its own page.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{domu_members, domus, hosts, migrations};
use crate::members::Member;
use crate::migrations::MigrationState;

diesel::alias!(hosts as source_hosts: SourceHosts, hosts as target_hosts: TargetHosts);

/// As many as a page shows.
const FEW: i64 = 20;

/// A move of the domU, ended or not.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct DomuMigration {
    pub id: MigrationId,
    pub source: String,
    pub target: String,
    pub starts_at: DateTime<Utc>,
    pub state: MigrationState,
}

/// The latest first. Members see those of their own domUs, once announced.
pub async fn of_domu(
    mut conn: &AsyncPgConnection,
    viewer: &Member,
    name: &str,
) -> QueryResult<Vec<DomuMigration>> {
    let mut query = migrations::table
        .inner_join(domus::table)
        .inner_join(source_hosts.on(source_hosts.field(hosts::id).eq(migrations::source_host_id)))
        .inner_join(target_hosts.on(target_hosts.field(hosts::id).eq(migrations::target_host_id)))
        .filter(domus::name.eq(name))
        .order((migrations::starts_at.desc(), migrations::id.desc()))
        .limit(FEW)
        .select((
            migrations::id,
            source_hosts.field(hosts::name),
            target_hosts.field(hosts::name),
            migrations::starts_at,
            migrations::state,
        ))
        .into_boxed();
    if !viewer.role.is_core() {
        let own =
            domu_members::table.filter(domu_members::member_id.eq(viewer.id)).select(domu_members::domu_id);
        query =
            query.filter(migrations::domu_id.eq_any(own)).filter(migrations::state.ne(MigrationState::Draft));
    }
    query.load(&mut conn).await
}
