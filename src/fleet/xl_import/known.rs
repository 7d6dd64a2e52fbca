//! What is recorded of a host and of the domUs that were seen on it.

use std::collections::HashMap;
use std::net::IpAddr;

use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use super::seen::{SeenDomu, Target};
use crate::db::ids::{DomuId, MigrationId, SiteId};
use crate::db::schema::{disks, domus, hosts, ip_addresses, ip_networks, migrations, nics, sites};
use crate::fleet::domu::{Disk, Domu, Nic};
use crate::fleet::host::Host;
use crate::fleet::ip_network::IpNetwork;
use crate::fleet::site::Site;

#[diesel::declare_sql_function]
extern "SQL" {
    fn lower(text: Text) -> Text;
}

/// The recorded side of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    pub host: Option<Host>,
    /// The site asked for, else the host's own.
    pub site: Option<Site>,
    /// Those that live on the host, and those that bear a uuid or, in capitals or not, a name that was seen.
    pub domus: Vec<KnownDomu>,
    pub networks: Vec<IpNetwork>,
    /// Who has the addresses that were seen.
    pub holders: HashMap<IpAddr, Holder>,
    /// Who has the network cards that were seen.
    pub macs: HashMap<[u8; 6], DomuId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownDomu {
    pub domu: Domu,
    pub host_name: String,
    pub disks: Vec<Disk>,
    pub nics: Vec<Nic>,
    pub migration: Option<ActiveMigration>,
}

/// A migration that has not ended: while it lasts, it and not an import says where the domU lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActiveMigration {
    pub id: MigrationId,
    /// An attempt is under way or its outcome unclear: the domU's state is the operator's to tell.
    pub is_under_way: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    Domu(DomuId),
    Migration,
}

impl Known {
    /// Reads it and locks the domUs, so that what is compared is what is changed.
    pub async fn load(
        conn: &mut AsyncPgConnection,
        target: &Target,
        seen: &[SeenDomu],
    ) -> QueryResult<Known> {
        let host: Option<Host> = hosts::table
            .filter(lower(hosts::name).eq(lower(&target.host)))
            .order(hosts::name.eq(&target.host).desc())
            .select(Host::as_select())
            .for_update()
            .first(conn)
            .await
            .optional()?;
        let site = site(conn, target.site.as_deref(), host.as_ref()).await?;
        let found = known_domus(conn, host.as_ref(), seen).await?;
        let networks = ip_networks::table.select(IpNetwork::as_select()).load(conn).await?;
        let holders = holders(conn, seen).await?;
        let macs = macs(conn, seen).await?;
        Ok(Known { host, site, domus: found, networks, holders, macs })
    }
}

async fn site(
    conn: &mut AsyncPgConnection,
    asked: Option<&str>,
    host: Option<&Host>,
) -> QueryResult<Option<Site>> {
    let mut query = sites::table.select(Site::as_select()).into_boxed();
    query = match (asked, host) {
        (Some(asked), _) => query
            .filter(lower(sites::code).eq(lower(asked)).or(lower(sites::name).eq(lower(asked))))
            .order((sites::code.eq(asked).desc(), sites::id)),
        (None, Some(host)) => query.filter(sites::id.eq(host.site_id)),
        (None, None) => query.filter(sites::id.eq(SiteId(0))),
    };
    query.first(conn).await.optional()
}

async fn known_domus(
    conn: &mut AsyncPgConnection,
    host: Option<&Host>,
    seen: &[SeenDomu],
) -> QueryResult<Vec<KnownDomu>> {
    let uuids: Vec<_> = seen.iter().map(|domu| domu.uuid).collect();
    let names: Vec<_> = seen.iter().map(|domu| domu.name.to_ascii_lowercase()).collect();
    let host_id = host.map_or(crate::db::ids::HostId(0), |host| host.id);
    let rows: Vec<Domu> = domus::table
        .filter(domus::host_id.eq(host_id).or(domus::uuid.eq_any(uuids)).or(lower(domus::name).eq_any(names)))
        .order(domus::id)
        .select(Domu::as_select())
        .for_update()
        .load(conn)
        .await?;
    let ids: Vec<DomuId> = rows.iter().map(|domu| domu.id).collect();
    let mut their_disks = by_domu(
        disks::table
            .filter(disks::domu_id.eq_any(&ids))
            .order((disks::domu_id, disks::name))
            .select(Disk::as_select())
            .load(conn)
            .await?,
        |disk| disk.domu_id,
    );
    let mut their_nics = by_domu(
        nics::table
            .filter(nics::domu_id.eq_any(&ids))
            .order((nics::domu_id, nics::position))
            .select(Nic::as_select())
            .load(conn)
            .await?,
        |nic| nic.domu_id,
    );
    let migrations = active_migrations(conn, &ids).await?;
    let host_names: HashMap<_, String> = hosts::table
        .filter(exists(domus::table.filter(domus::host_id.eq(hosts::id).and(domus::id.eq_any(&ids)))))
        .select((hosts::id, hosts::name))
        .load::<(crate::db::ids::HostId, String)>(conn)
        .await?
        .into_iter()
        .collect();
    Ok(rows
        .into_iter()
        .map(|domu| KnownDomu {
            host_name: host_names.get(&domu.host_id).cloned().unwrap_or_default(),
            disks: their_disks.remove(&domu.id).unwrap_or_default(),
            nics: their_nics.remove(&domu.id).unwrap_or_default(),
            migration: migrations.get(&domu.id).copied(),
            domu,
        })
        .collect())
}

fn by_domu<T>(rows: Vec<T>, domu_of: impl Fn(&T) -> DomuId) -> HashMap<DomuId, Vec<T>> {
    let mut groups: HashMap<DomuId, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(domu_of(&row)).or_default().push(row);
    }
    groups
}

async fn active_migrations(
    conn: &mut AsyncPgConnection,
    ids: &[DomuId],
) -> QueryResult<HashMap<DomuId, ActiveMigration>> {
    let rows: Vec<(DomuId, MigrationId, String)> = migrations::table
        .filter(migrations::domu_id.eq_any(ids))
        .filter(not(migrations::state.eq_any(["closed", "cancelled"])))
        .select((migrations::domu_id, migrations::id, migrations::state))
        .load(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(domu, id, state)| {
            let is_under_way = matches!(state.as_str(), "running" | "unclear");
            (domu, ActiveMigration { id, is_under_way })
        })
        .collect())
}

async fn holders(conn: &mut AsyncPgConnection, seen: &[SeenDomu]) -> QueryResult<HashMap<IpAddr, Holder>> {
    let addresses: Vec<IpNet> =
        seen.iter().flat_map(|domu| &domu.addresses).flatten().map(|&address| IpNet::from(address)).collect();
    let rows: Vec<(IpNet, Option<DomuId>)> = ip_addresses::table
        .filter(ip_addresses::address.eq_any(addresses))
        .select((ip_addresses::address, ip_addresses::domu_id))
        .load(conn)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(address, domu)| (address.addr(), domu.map_or(Holder::Migration, Holder::Domu)))
        .collect())
}

async fn macs(conn: &mut AsyncPgConnection, seen: &[SeenDomu]) -> QueryResult<HashMap<[u8; 6], DomuId>> {
    let macs: Vec<[u8; 6]> = seen.iter().flat_map(|domu| &domu.nics).map(|nic| nic.mac).collect();
    let rows: Vec<([u8; 6], DomuId)> =
        nics::table.filter(nics::mac.eq_any(macs)).select((nics::mac, nics::domu_id)).load(conn).await?;
    Ok(rows.into_iter().collect())
}
