//! Old and new addresses. Before commit the domU holds the old ones and the migration keeps the
//! new ones; commit swaps them; the end gives back what the migration still keeps.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::ids::{DomuId, IpNetworkId, MigrationId, SiteId};
use crate::db::schema::{ip_addresses, ip_networks, migration_addresses, migrations};
use crate::migrations::{Migration, MigrationState, Side};

/// Why an address cannot be given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("{0} is no address of this domU")]
    NotItsOwn(IpAddr),
    #[error("{0} is in no network of the target's site")]
    OutsideTheSite(IpAddr),
    #[error("{0} is the gateway, or names the network itself")]
    NotForHosts(IpAddr),
    #[error("{0} is held already")]
    Taken(IpAddr),
    #[error("{old} and {new} are of different kinds")]
    OtherFamily { old: IpAddr, new: IpAddr },
    #[error("{0} is named twice")]
    Twice(IpAddr),
}

/// Keeps the new addresses for the migration.
pub async fn reserve<E>(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    domu: DomuId,
    target_site: SiteId,
    pairs: &[(IpAddr, IpAddr)],
    now: DateTime<Utc>,
) -> Result<(), E>
where
    E: From<AddressError> + From<diesel::result::Error>,
{
    for (old, new, network) in fitting::<E>(conn, domu, target_site, pairs).await? {
        keep::<E>(conn, migration, network, old, new, now).await?;
    }
    Ok(())
}

/// Whether they could be kept now; whoever keeps them finds out for certain.
pub async fn are_free<E>(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    target_site: SiteId,
    pairs: &[(IpAddr, IpAddr)],
) -> Result<(), E>
where
    E: From<AddressError> + From<diesel::result::Error>,
{
    for (_, new, _) in fitting::<E>(conn, domu, target_site, pairs).await? {
        let held = ip_addresses::table.filter(ip_addresses::address.eq(IpNet::from(new)));
        if diesel::select(diesel::dsl::exists(held)).get_result(conn).await? {
            return Err(AddressError::Taken(new).into());
        }
    }
    Ok(())
}

/// Each pair with the network of the new address, which is one for this domU at that site.
async fn fitting<E>(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    target_site: SiteId,
    pairs: &[(IpAddr, IpAddr)],
) -> Result<Vec<(IpAddr, IpAddr, IpNetworkId)>, E>
where
    E: From<AddressError> + From<diesel::result::Error>,
{
    check_pairs(pairs)?;
    let own = held_by(conn, domu).await?;
    let mut fitting = Vec::with_capacity(pairs.len());
    for (old, new) in pairs.iter().copied() {
        if !own.contains(&old) {
            return Err(AddressError::NotItsOwn(old).into());
        }
        let network = network_for(conn, new, target_site).await?;
        let network = network.ok_or(AddressError::OutsideTheSite(new))?;
        if network.is_set_apart(new) {
            return Err(AddressError::NotForHosts(new).into());
        }
        fitting.push((old, new, network.id));
    }
    Ok(fitting)
}

/// What is wrong with the pairs whatever the networks are.
pub fn check_pairs(pairs: &[(IpAddr, IpAddr)]) -> Result<(), AddressError> {
    for (index, (old, new)) in pairs.iter().copied().enumerate() {
        let earlier = &pairs[..index];
        if old.is_ipv4() != new.is_ipv4() {
            return Err(AddressError::OtherFamily { old, new });
        }
        if old == new {
            return Err(AddressError::Taken(new));
        }
        if earlier.iter().any(|pair| pair.0 == old) {
            return Err(AddressError::Twice(old));
        }
        if earlier.iter().any(|pair| pair.1 == new) {
            return Err(AddressError::Twice(new));
        }
    }
    Ok(())
}

async fn held_by(conn: &mut AsyncPgConnection, domu: DomuId) -> QueryResult<Vec<IpAddr>> {
    let held: Vec<IpNet> = ip_addresses::table
        .filter(ip_addresses::domu_id.eq(domu))
        .select(ip_addresses::address)
        .load(conn)
        .await?;
    Ok(held.into_iter().map(|net| net.addr()).collect())
}

struct Network {
    id: IpNetworkId,
    cidr: IpNet,
    gateway: Option<IpNet>,
}

impl Network {
    /// The gateway, the network's own address, and in IPv4 the broadcast address.
    fn is_set_apart(&self, address: IpAddr) -> bool {
        self.gateway.is_some_and(|gateway| gateway.addr() == address)
            || (self.cidr.prefix_len() < self.cidr.max_prefix_len() - 1
                && (address == self.cidr.network()
                    || (address.is_ipv4() && address == self.cidr.broadcast())))
    }
}

async fn network_for(
    conn: &mut AsyncPgConnection,
    address: IpAddr,
    site: SiteId,
) -> QueryResult<Option<Network>> {
    let found: Vec<(IpNetworkId, IpNet, Option<IpNet>)> = ip_networks::table
        .filter(ip_networks::site_id.eq(site))
        .select((ip_networks::id, ip_networks::cidr, ip_networks::gateway))
        .load(conn)
        .await?;
    Ok(found
        .into_iter()
        .map(|(id, cidr, gateway)| Network { id, cidr, gateway })
        .find(|network| network.cidr.contains(&address)))
}

async fn keep<E>(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    network: IpNetworkId,
    old: IpAddr,
    new: IpAddr,
    now: DateTime<Utc>,
) -> Result<(), E>
where
    E: From<AddressError> + From<diesel::result::Error>,
{
    let kept = diesel::insert_into(ip_addresses::table)
        .values((
            ip_addresses::address.eq(IpNet::from(new)),
            ip_addresses::network_id.eq(network),
            ip_addresses::migration_id.eq(migration),
            ip_addresses::created_at.eq(now),
        ))
        .on_conflict(ip_addresses::address)
        .do_nothing()
        .execute(conn)
        .await?;
    if kept == 0 {
        return Err(AddressError::Taken(new).into());
    }
    diesel::insert_into(migration_addresses::table)
        .values((
            migration_addresses::migration_id.eq(migration),
            migration_addresses::old_address.eq(IpNet::from(old)),
            migration_addresses::new_address.eq(IpNet::from(new)),
        ))
        .execute(conn)
        .await?;
    Ok(())
}

/// The addresses of this side become the domU's, those of the other are kept for the migration.
pub async fn swap(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    to: Side,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    for (old, new) in pairs_of(conn, migration.id).await? {
        let (given_up, taken) = match to {
            Side::Source => (new, old),
            Side::Target => (old, new),
        };
        diesel::update(ip_addresses::table)
            .filter(ip_addresses::address.eq(given_up))
            .filter(ip_addresses::domu_id.eq(migration.domu_id))
            .set((ip_addresses::domu_id.eq(None::<DomuId>), ip_addresses::migration_id.eq(migration.id)))
            .execute(conn)
            .await?;
        diesel::update(ip_addresses::table)
            .filter(ip_addresses::address.eq(taken))
            .filter(ip_addresses::migration_id.eq(migration.id))
            .set((
                ip_addresses::domu_id.eq(migration.domu_id),
                ip_addresses::migration_id.eq(None::<MigrationId>),
                // Since when it has it, not since when it was held for it.
                ip_addresses::created_at.eq(now),
            ))
            .execute(conn)
            .await?;
    }
    Ok(())
}

async fn pairs_of(conn: &mut AsyncPgConnection, migration: MigrationId) -> QueryResult<Vec<(IpNet, IpNet)>> {
    migration_addresses::table
        .filter(migration_addresses::migration_id.eq(migration))
        .order(migration_addresses::id)
        .select((migration_addresses::old_address, migration_addresses::new_address))
        .load(conn)
        .await
}

/// Gives back whatever the migration keeps.
pub async fn release(conn: &mut AsyncPgConnection, migration: MigrationId) -> QueryResult<()> {
    diesel::delete(ip_addresses::table.filter(ip_addresses::migration_id.eq(migration)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives back old addresses that were promised beyond the close of their migration, when that time
/// has come.
pub async fn release_overdue(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    let overdue = migrations::table
        .filter(migrations::state.eq(MigrationState::Closed))
        .filter(migrations::old_addresses_until.le(now))
        .select(migrations::id.nullable());
    diesel::delete(ip_addresses::table.filter(ip_addresses::migration_id.eq_any(overdue))).execute(conn).await
}
