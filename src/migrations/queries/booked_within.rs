//! Moves whose windows other work would fall into.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::AtMostRows;
use crate::db::ids::{HostId, MigrationId, SiteId};
use crate::db::schema::{domus, hosts, migrations};
use crate::migrations::MigrationState;
use crate::migrations::queries::NOT_ENDED;

diesel::alias!(hosts as source_hosts: SourceHosts, hosts as target_hosts: TargetHosts);

/// More than anybody reads.
const MOST: i64 = 20;

/// A move and its window.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct BookedMove {
    pub id: MigrationId,
    pub domu: String,
    pub source: String,
    pub target: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// The moves that have not ended, as `BookedMove`, by their start.
macro_rules! booked {
    () => {
        migrations::table
            .inner_join(domus::table)
            .inner_join(source_hosts.on(source_hosts.field(hosts::id).eq(migrations::source_host_id)))
            .inner_join(target_hosts.on(target_hosts.field(hosts::id).eq(migrations::target_host_id)))
            .filter(NOT_ENDED)
            .order((migrations::starts_at, migrations::id))
            .select((
                migrations::id,
                domus::name,
                source_hosts.field(hosts::name),
                target_hosts.field(hosts::name),
                migrations::starts_at,
                migrations::ends_at,
            ))
    };
}

/// Moves that are published and not over, from or to one of these hosts or a host at one of these sites,
/// whose windows the time from `from` to `until` touches; by their start.
pub async fn booked_within(
    mut conn: &AsyncPgConnection,
    (on, at): (&[HostId], &[SiteId]),
    (from, until): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<Vec<BookedMove>> {
    use MigrationState::*;
    let source = (source_hosts.field(hosts::id), source_hosts.field(hosts::site_id));
    let target = (target_hosts.field(hosts::id), target_hosts.field(hosts::site_id));
    booked!()
        .filter(migrations::state.eq_any([Announced, Booked, OnHold, Running, Unclear]))
        .filter(migrations::starts_at.lt(until).and(migrations::ends_at.gt(from)))
        .filter(
            (source.0.eq_any(on.to_vec()).or(target.0.eq_any(on.to_vec())))
                .or(source.1.eq_any(at.to_vec()).or(target.1.eq_any(at.to_vec()))),
        )
        .at_most(MOST)
        .load(&mut conn)
        .await
}

/// Moves that are published and not over, and need one of these two hosts or the interconnect of their
/// sites after `from`; by their start.
pub async fn on_the_way(
    mut conn: &AsyncPgConnection,
    [one, other]: [HostId; 2],
    from: DateTime<Utc>,
) -> QueryResult<Vec<BookedMove>> {
    use MigrationState::*;
    let site_of = |host: HostId| hosts::table.filter(hosts::id.eq(host)).select(hosts::site_id);
    let source = (source_hosts.field(hosts::id), source_hosts.field(hosts::site_id));
    let target = (target_hosts.field(hosts::id), target_hosts.field(hosts::site_id));
    let between_sites = (source.1.eq_any(site_of(one)).and(target.1.eq_any(site_of(other))))
        .or(source.1.eq_any(site_of(other)).and(target.1.eq_any(site_of(one))));
    booked!()
        .filter(migrations::state.eq_any([Announced, Booked, Running, Unclear]))
        .filter(migrations::ends_at.gt(from))
        .filter((source.0.eq_any([one, other]).or(target.0.eq_any([one, other]))).or(between_sites))
        .at_most(MOST)
        .load(&mut conn)
        .await
}
