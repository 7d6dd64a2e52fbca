//! Makes a plan true, in one transaction.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde_json::json;

use super::difference::difference;
use super::known::Known;
use super::plan::{
    ChangedDomu, DomuTarget, HostPlan, ImportError, ImportPlan, NewAddress, NewDomu, PlannedDisk, PlannedNic,
    SitePlan,
};
use super::seen::{Seen, Target};
use crate::db::ids::{DomuId, HostId, SiteId};
use crate::db::schema::{disks, domus, hosts, ip_addresses, nics, sites};
use crate::fleet::change::{Change, Field};
use crate::fleet::domu::DomuState;
use crate::live::hint::{self, Hint};
use crate::members::{Actor, audit};

/// What an import would do. Writes nothing.
pub async fn preview(
    conn: &mut AsyncPgConnection,
    target: &Target,
    seen: &Seen,
) -> Result<ImportPlan, ImportError> {
    conn.transaction(async |conn| plan(conn, target, seen).await).await
}

/// Imports, and says what it did. A second time it changes nothing but the time at which the
/// domUs' states were last known.
pub async fn apply(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    target: &Target,
    seen: &Seen,
    now: DateTime<Utc>,
) -> Result<ImportPlan, ImportError> {
    apply_if(conn, actor, target, seen, None, now).await
}

/// Imports exactly what was shown to a person, whose fingerprint this is, or nothing.
pub async fn apply_shown(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    target: &Target,
    seen: &Seen,
    fingerprint: &str,
    now: DateTime<Utc>,
) -> Result<ImportPlan, ImportError> {
    apply_if(conn, actor, target, seen, Some(fingerprint), now).await
}

async fn apply_if(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    target: &Target,
    seen: &Seen,
    shown: Option<&str>,
    now: DateTime<Utc>,
) -> Result<ImportPlan, ImportError> {
    conn.transaction(async |conn| {
        let plan = plan(conn, target, seen).await?;
        if shown.is_some_and(|shown| shown != plan.fingerprint()) {
            return Err(ImportError::NotAsShown);
        }
        records_what_is(conn).await?;
        let host_id = apply_host(conn, actor, &plan.host, now).await?;
        apply_domus(conn, actor, &plan, host_id, now).await?;
        if !plan.changes_nothing() {
            hint::notify(conn, Hint::Status).await?;
        }
        Ok(plan)
    })
    .await
}

/// What a host says of itself is so already: until the end of the transaction no domU is too big.
async fn records_what_is(conn: &mut AsyncPgConnection) -> QueryResult<()> {
    diesel::sql_query("SELECT set_config('domovoi.records_what_is', 'on', true)")
        .execute(conn)
        .await
        .map(drop)
}

/// Two imports at once take turns, so that the second compares with what the first has written.
async fn plan(conn: &mut AsyncPgConnection, target: &Target, seen: &Seen) -> Result<ImportPlan, ImportError> {
    diesel::sql_query("SELECT pg_advisory_xact_lock(hashtextextended('fleet import', 0))")
        .execute(conn)
        .await?;
    let (domus, _) = seen.domus();
    let known = Known::load(conn, target, &domus).await?;
    difference(&known, target, seen)
}

async fn apply_host(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    plan: &HostPlan,
    now: DateTime<Utc>,
) -> Result<HostId, ImportError> {
    match plan {
        HostPlan::Known { id, changes, .. } if changes.is_empty() => Ok(*id),
        HostPlan::Known { id, name, changes, memory, disk, xen_version } => {
            diesel::update(hosts::table.find(id))
                .set((
                    hosts::memory_bytes.eq(memory),
                    hosts::disk_bytes.eq(disk),
                    hosts::xen_version.eq(xen_version),
                    hosts::revision.eq(hosts::revision + 1),
                ))
                .execute(conn)
                .await?;
            let subject = format!("host {name}");
            audit::record(conn, actor, "host.imported", &subject, json!({ "changes": changes }), now).await?;
            Ok(*id)
        }
        HostPlan::New { name, site, memory, disk, xen_version, volume_group, bridge } => {
            let site_id = apply_site(conn, actor, site, now).await?;
            let id: HostId = diesel::insert_into(hosts::table)
                .values((
                    hosts::site_id.eq(site_id),
                    hosts::name.eq(name),
                    hosts::memory_bytes.eq(memory),
                    hosts::disk_bytes.eq(disk),
                    hosts::xen_version.eq(xen_version),
                    volume_group.as_ref().map(|group| hosts::volume_group.eq(group)),
                    bridge.as_ref().map(|bridge| hosts::bridge.eq(bridge)),
                    hosts::created_at.eq(now),
                ))
                .returning(hosts::id)
                .get_result(conn)
                .await?;
            audit::record(conn, actor, "host.imported", &format!("host {name}"), json!({ "new": true }), now)
                .await?;
            Ok(id)
        }
    }
}

async fn apply_site(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    plan: &SitePlan,
    now: DateTime<Utc>,
) -> Result<SiteId, ImportError> {
    match plan {
        SitePlan::Known(id, _) => Ok(*id),
        SitePlan::New { code, name } => {
            let id = diesel::insert_into(sites::table)
                .values((sites::code.eq(code), sites::name.eq(name), sites::created_at.eq(now)))
                .returning(sites::id)
                .get_result(conn)
                .await?;
            audit::record(conn, actor, "site.imported", &format!("site {code}"), json!({ "new": true }), now)
                .await?;
            Ok(id)
        }
    }
}

async fn apply_domus(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    plan: &ImportPlan,
    host_id: HostId,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    free_names(conn, &plan.changed).await?;
    free_nics(conn, &plan.changed).await?;
    for domu in &plan.changed {
        apply_change(conn, actor, domu, host_id, now).await?;
    }
    for domu in &plan.new {
        apply_new(conn, actor, domu, host_id, now).await?;
    }
    for domu in plan.absent.iter().filter(|domu| domu.goes_off) {
        let off = Change::between(Field::State, Some(&domu.recorded), Some(&DomuState::Off));
        let detail = json!({ "changes": [off] });
        audit::record(conn, actor, "domu.imported", &audit::domu(domu.id), detail, now).await?;
        hint::notify(conn, domu.id).await?;
    }
    let off: Vec<DomuId> = plan.absent.iter().map(|domu| domu.id).collect();
    set_state(conn, &off, DomuState::Off, now).await?;
    let running: Vec<DomuId> = plan.unchanged.iter().map(|(id, _)| *id).collect();
    diesel::update(
        domus::table.filter(domus::id.eq_any(running)).filter(domus::state.eq(DomuState::Running)),
    )
    .set(domus::state_known_at.eq(now))
    .execute(conn)
    .await?;
    Ok(())
}

async fn set_state(
    conn: &mut AsyncPgConnection,
    ids: &[DomuId],
    state: DomuState,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(domus::table.filter(domus::id.eq_any(ids)))
        .set((domus::state.eq(state), domus::state_known_at.eq(now)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Two domUs may have changed names with each other: out of the way with the old ones first.
async fn free_names(conn: &mut AsyncPgConnection, changed: &[ChangedDomu]) -> QueryResult<()> {
    let renamed: Vec<DomuId> =
        changed.iter().filter(|domu| domu.name != domu.target.name).map(|domu| domu.id).collect();
    if renamed.is_empty() {
        return Ok(());
    }
    diesel::sql_query("UPDATE domus SET name = 'renamed.' || uuid WHERE id = ANY ($1)")
        .bind::<diesel::sql_types::Array<diesel::sql_types::BigInt>, _>(renamed)
        .execute(conn)
        .await?;
    Ok(())
}

async fn free_nics(conn: &mut AsyncPgConnection, changed: &[ChangedDomu]) -> QueryResult<()> {
    let ids: Vec<DomuId> = changed.iter().filter(|domu| domu.nics.is_some()).map(|domu| domu.id).collect();
    diesel::delete(nics::table.filter(nics::domu_id.eq_any(ids))).execute(conn).await?;
    Ok(())
}

async fn apply_change(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: &ChangedDomu,
    host_id: HostId,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    let DomuTarget { uuid, name, memory, vcpus, xen_type, kernel, blocked_by, state } = &domu.target;
    diesel::update(domus::table.find(domu.id))
        .set((
            domus::uuid.eq(uuid),
            domus::name.eq(name),
            domus::memory_bytes.eq(memory),
            domus::vcpus.eq(vcpus),
            domus::xen_type.eq(xen_type),
            domus::kernel.eq(kernel),
            domus::blocked_by.eq(blocked_by),
            domu.moves_here.then(|| domus::host_id.eq(host_id)),
            state.map(|state| (domus::state.eq(state), domus::state_known_at.eq(now))),
            domus::revision.eq(domus::revision + 1),
        ))
        .execute(conn)
        .await?;
    if let Some(planned) = &domu.disks {
        replace_disks(conn, domu.id, planned).await?;
    }
    if let Some(planned) = &domu.nics {
        insert_nics(conn, domu.id, planned).await?;
    }
    insert_addresses(conn, domu.id, &domu.addresses, now).await?;
    let detail = json!({ "changes": domu.changes });
    audit::record(conn, actor, "domu.imported", &audit::domu(domu.id), detail, now).await?;
    hint::notify(conn, domu.id).await?;
    Ok(())
}

async fn apply_new(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: &NewDomu,
    host_id: HostId,
    now: DateTime<Utc>,
) -> Result<(), ImportError> {
    let DomuTarget { uuid, name, memory, vcpus, xen_type, kernel, blocked_by, state } = &domu.target;
    let id: DomuId = diesel::insert_into(domus::table)
        .values((
            domus::uuid.eq(uuid),
            domus::name.eq(name),
            domus::host_id.eq(host_id),
            domus::memory_bytes.eq(memory),
            domus::vcpus.eq(vcpus),
            domus::xen_type.eq(xen_type),
            domus::kernel.eq(kernel),
            domus::blocked_by.eq(blocked_by),
            domus::state.eq(state.unwrap_or(DomuState::Unknown)),
            domus::state_known_at.eq(now),
            domus::created_at.eq(now),
        ))
        .returning(domus::id)
        .get_result(conn)
        .await?;
    replace_disks(conn, id, &domu.disks).await?;
    insert_nics(conn, id, &domu.nics).await?;
    insert_addresses(conn, id, &domu.addresses, now).await?;
    audit::record(conn, actor, "domu.imported", &audit::domu(id), json!({ "new": true }), now).await?;
    hint::notify(conn, id).await?;
    Ok(())
}

async fn replace_disks(conn: &mut AsyncPgConnection, id: DomuId, planned: &[PlannedDisk]) -> QueryResult<()> {
    diesel::delete(disks::table.filter(disks::domu_id.eq(id))).execute(conn).await?;
    let rows: Vec<_> = planned
        .iter()
        .map(|disk| {
            (
                disks::domu_id.eq(id),
                disks::name.eq(&disk.name),
                disks::path.eq(&disk.path),
                disks::format.eq(&disk.format),
                disks::bytes.eq(disk.bytes),
            )
        })
        .collect();
    diesel::insert_into(disks::table).values(rows).execute(conn).await?;
    Ok(())
}

async fn insert_nics(conn: &mut AsyncPgConnection, id: DomuId, planned: &[PlannedNic]) -> QueryResult<()> {
    let rows: Vec<_> = planned
        .iter()
        .map(|nic| {
            (
                nics::domu_id.eq(id),
                nics::position.eq(nic.position),
                nics::mac.eq(nic.mac),
                nics::bridge.eq(&nic.bridge),
            )
        })
        .collect();
    diesel::insert_into(nics::table).values(rows).execute(conn).await?;
    Ok(())
}

async fn insert_addresses(
    conn: &mut AsyncPgConnection,
    id: DomuId,
    addresses: &[NewAddress],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let rows: Vec<_> = addresses
        .iter()
        .map(|new| {
            (
                ip_addresses::address.eq(IpNet::from(new.address)),
                ip_addresses::network_id.eq(new.network_id),
                ip_addresses::domu_id.eq(id),
                ip_addresses::created_at.eq(now),
            )
        })
        .collect();
    diesel::insert_into(ip_addresses::table).values(rows).execute(conn).await?;
    Ok(())
}
