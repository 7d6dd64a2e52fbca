//! The numbers behind an estimate.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{DomuId, HostId};
use crate::db::schema::{attempts, disks, hosts, interconnects, migrations, steps};
use crate::migrations::estimate::estimate;
use crate::migrations::{AttemptKind, AttemptResult, DiskSize, Estimate, Link, StepCode, StepState};

diesel::alias!(hosts as source_hosts: SourceHosts, hosts as target_hosts: TargetHosts);

/// How long the domU would be down on its way from `source` to `target`.
pub async fn estimate_for(
    conn: &AsyncPgConnection,
    domu: DomuId,
    source: HostId,
    target: HostId,
) -> QueryResult<Estimate> {
    let (disks, link, copies) = tokio::try_join!(
        disk_sizes(conn, domu),
        link(conn, source, target),
        last_copies(conn, source, target)
    )?;
    Ok(estimate(&disks, link, &copies))
}

async fn disk_sizes(mut conn: &AsyncPgConnection, domu: DomuId) -> QueryResult<Vec<DiskSize>> {
    let rows: Vec<(String, Option<i64>)> = disks::table
        .filter(disks::domu_id.eq(domu))
        .order(disks::name)
        .select((disks::name, disks::bytes))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(name, bytes)| DiskSize { name, bytes }).collect())
}

async fn link(conn: &AsyncPgConnection, source: HostId, target: HostId) -> QueryResult<Option<Link>> {
    let row = interconnect(conn, source, target).await?;
    Ok(row.map(|(nominal, measured, _)| Link {
        nominal_bits_per_second: nominal,
        measured_bytes_per_second: measured,
    }))
}

/// Bytes of an IP packet that the interconnect of the two hosts is expected to carry.
pub async fn link_mtu(conn: &AsyncPgConnection, source: HostId, target: HostId) -> QueryResult<Option<i32>> {
    Ok(interconnect(conn, source, target).await?.map(|(_, _, mtu)| mtu))
}

type Interconnect = (i64, Option<i64>, i32);

/// The interconnect of the two hosts, else of their sites.
async fn interconnect(
    mut conn: &AsyncPgConnection,
    source: HostId,
    target: HostId,
) -> QueryResult<Option<Interconnect>> {
    let site_of = |host: HostId| hosts::table.filter(hosts::id.eq(host)).select(hosts::site_id.nullable());
    let between_hosts = (interconnects::a_host_id.eq(source).and(interconnects::b_host_id.eq(target)))
        .or(interconnects::a_host_id.eq(target).and(interconnects::b_host_id.eq(source)));
    let between_sites = (interconnects::a_site_id
        .eq_any(site_of(source))
        .and(interconnects::b_site_id.eq_any(site_of(target))))
    .or(interconnects::a_site_id
        .eq_any(site_of(target))
        .and(interconnects::b_site_id.eq_any(site_of(source))));
    interconnects::table
        .filter(between_hosts.or(between_sites))
        .order(interconnects::a_host_id.asc().nulls_last())
        .select((
            interconnects::nominal_bits_per_second,
            interconnects::measured_bytes_per_second,
            interconnects::expected_mtu,
        ))
        .first(&mut conn)
        .await
        .optional()
}

/// Rates of the last five good copies between the same sites, in bytes a second.
async fn last_copies(mut conn: &AsyncPgConnection, source: HostId, target: HostId) -> QueryResult<Vec<i64>> {
    let site_of = |host: HostId| hosts::table.filter(hosts::id.eq(host)).select(hosts::site_id);
    let rows: Vec<(i64, DateTime<Utc>, Option<DateTime<Utc>>)> = steps::table
        .inner_join(attempts::table.inner_join(migrations::table))
        .inner_join(source_hosts.on(source_hosts.field(hosts::id).eq(migrations::source_host_id)))
        .inner_join(target_hosts.on(target_hosts.field(hosts::id).eq(migrations::target_host_id)))
        .filter(steps::code.eq(StepCode::Copy).and(steps::state.eq(StepState::Done)))
        .filter(attempts::kind.eq(AttemptKind::Forward).and(attempts::bytes_total.gt(0)))
        .filter(attempts::result.eq(AttemptResult::Succeeded))
        .filter(source_hosts.field(hosts::site_id).eq_any(site_of(source)))
        .filter(target_hosts.field(hosts::site_id).eq_any(site_of(target)))
        .order(steps::id.desc())
        .limit(5)
        .select((attempts::bytes_total, steps::started_at, steps::ended_at))
        .load(&mut conn)
        .await?;
    let rate = |(bytes, from, to): (i64, DateTime<Utc>, Option<DateTime<Utc>>)| {
        let seconds = (to? - from).num_seconds();
        (seconds > 0).then(|| bytes / seconds)
    };
    Ok(rows.into_iter().filter_map(rate).collect())
}
