//! Addresses in use, and which ones are free.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde_json::json;

use crate::db::ids::{DomuId, IpNetworkId, SiteId};
use crate::db::schema::{domus, hosts, ip_addresses, ip_networks, sites};
use crate::fleet::edits::{is_migrating, record};
use crate::fleet::ip_network::IpNetwork;
use crate::members::Actor;
use crate::words::{Message, Sentence};

/// Why an address can't be given or taken back.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    #[error("no network of ours contains {0}")]
    NoNetwork(IpAddr),
    #[error("{0} is the gateway or an end of its network")]
    Reserved(IpAddr),
    #[error("{0} is in use")]
    Held(IpAddr),
    #[error("the domU has {0} already")]
    HasIt(IpAddr),
    #[error("{address} is an address of {site}, where the domU does not live")]
    ElsewhereAt { address: IpAddr, site: String },
    #[error("the domU does not have {0}")]
    NotHeld(IpAddr),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for AddressError {
    fn sentence(&self) -> Message {
        let (id, address) = match self {
            AddressError::NoNetwork(address) => ("fleet-address-no-network", address),
            AddressError::Reserved(address) => ("fleet-address-reserved", address),
            AddressError::Held(address) => ("fleet-address-held", address),
            AddressError::HasIt(address) => ("fleet-address-has-it", address),
            AddressError::ElsewhereAt { address, site } => {
                let message = Message::new("fleet-address-elsewhere").with("site", site.as_str());
                return message.with("address", address.to_string());
            }
            AddressError::NotHeld(address) => ("fleet-address-not-held", address),
            AddressError::Database(_) => return Message::new("fleet-database-away"),
        };
        Message::new(id).with("address", address.to_string())
    }
}

/// Records that the domU has the address, which must be a free one of our networks: of one at its own
/// site, unless it is moving.
pub async fn assign(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    address: IpAddr,
    now: DateTime<Utc>,
) -> Result<(), AddressError> {
    conn.transaction(async |conn| {
        let networks: Vec<(IpNetwork, String)> = ip_networks::table
            .inner_join(sites::table)
            .select((IpNetwork::as_select(), sites::code))
            .load(conn)
            .await?;
        let (network, site) = networks
            .into_iter()
            .find(|(network, _)| network.cidr.contains(&address))
            .ok_or(AddressError::NoNetwork(address))?;
        if !network.has_room_for(address) {
            return Err(AddressError::Reserved(address));
        }
        if site_of(conn, domu).await? != network.site_id && !is_migrating(conn, domu).await? {
            return Err(AddressError::ElsewhereAt { address, site });
        }
        let written = diesel::insert_into(ip_addresses::table)
            .values((
                ip_addresses::address.eq(IpNet::from(address)),
                ip_addresses::network_id.eq(network.id),
                ip_addresses::domu_id.eq(domu),
                ip_addresses::created_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        if written == 0 {
            return Err(held(conn, domu, address).await?);
        }
        record(conn, actor, "domu.address_assigned", domu, json!({ "address": address }), now).await?;
        Ok(())
    })
    .await
}

async fn site_of(conn: &mut AsyncPgConnection, domu: DomuId) -> QueryResult<SiteId> {
    let row = domus::table.inner_join(hosts::table).filter(domus::id.eq(domu));
    row.select(hosts::site_id).first(conn).await
}

/// Who has it is the domU itself, or somebody else.
async fn held(conn: &mut AsyncPgConnection, domu: DomuId, address: IpAddr) -> QueryResult<AddressError> {
    let own: i64 = ip_addresses::table
        .filter(ip_addresses::address.eq(IpNet::from(address)).and(ip_addresses::domu_id.eq(domu)))
        .count()
        .get_result(conn)
        .await?;
    Ok(if own > 0 { AddressError::HasIt(address) } else { AddressError::Held(address) })
}

/// Takes the address from the domU; from then on it is free.
pub async fn release(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    address: IpAddr,
    now: DateTime<Utc>,
) -> Result<(), AddressError> {
    conn.transaction(async |conn| {
        let gone = diesel::delete(ip_addresses::table)
            .filter(ip_addresses::address.eq(IpNet::from(address)))
            .filter(ip_addresses::domu_id.eq(domu))
            .execute(conn)
            .await?;
        if gone == 0 {
            return Err(AddressError::NotHeld(address));
        }
        record(conn, actor, "domu.address_released", domu, json!({ "address": address }), now).await?;
        Ok(())
    })
    .await
}

/// The addresses that a domU holds, in order.
pub async fn held_by(mut conn: &AsyncPgConnection, domu: DomuId) -> QueryResult<Vec<IpAddr>> {
    let rows: Vec<IpNet> = ip_addresses::table
        .inner_join(domus::table)
        .filter(domus::id.eq(domu))
        .order(ip_addresses::address)
        .select(ip_addresses::address)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|net| net.addr()).collect())
}

/// The first free addresses of a network, `most` at most.
pub async fn free_addresses_in(
    conn: &AsyncPgConnection,
    network: &IpNetwork,
    most: usize,
) -> QueryResult<Vec<IpAddr>> {
    let taken = taken_in(conn, &[network.id]).await?;
    Ok(free_in(network, &taken).take(most).collect())
}

/// Those of the addresses that no network of the site holds.
pub async fn outside(
    mut conn: &AsyncPgConnection,
    site: SiteId,
    addresses: &[IpAddr],
) -> QueryResult<Vec<IpAddr>> {
    let networks: Vec<IpNet> = ip_networks::table
        .filter(ip_networks::site_id.eq(site))
        .select(ip_networks::cidr)
        .load(&mut conn)
        .await?;
    let is_outside = |address: &&IpAddr| !networks.iter().any(|network| network.contains(*address));
    Ok(addresses.iter().filter(is_outside).copied().collect())
}

/// A free address at the site for a domU that leaves `old` behind: one with the same last number
/// where there is one, because people know their domU by it, else the first that is free. Never
/// one of `except`, which other addresses of the same domU were given just now.
pub async fn propose_address(
    mut conn: &AsyncPgConnection,
    old: IpAddr,
    target_site: SiteId,
    except: &[IpAddr],
) -> QueryResult<Option<(IpNetwork, IpAddr)>> {
    let networks: Vec<IpNetwork> = ip_networks::table
        .filter(ip_networks::site_id.eq(target_site))
        .order(ip_networks::cidr)
        .select(IpNetwork::as_select())
        .load(&mut conn)
        .await?;
    let networks: Vec<IpNetwork> =
        networks.into_iter().filter(|network| network.cidr.addr().is_ipv4() == old.is_ipv4()).collect();
    let ids: Vec<IpNetworkId> = networks.iter().map(|network| network.id).collect();
    let mut taken = taken_in(conn, &ids).await?;
    taken.extend(except);
    taken.push(old);
    taken.sort();
    Ok(proposal(networks, &taken, old))
}

async fn taken_in(mut conn: &AsyncPgConnection, networks: &[IpNetworkId]) -> QueryResult<Vec<IpAddr>> {
    let rows: Vec<IpNet> = ip_addresses::table
        .filter(ip_addresses::network_id.eq_any(networks))
        .order(ip_addresses::address)
        .select(ip_addresses::address)
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|net| net.addr()).collect())
}

/// `taken` is in order.
fn proposal(networks: Vec<IpNetwork>, taken: &[IpAddr], old: IpAddr) -> Option<(IpNetwork, IpAddr)> {
    let is_free = |address: &IpAddr| taken.binary_search(address).is_err();
    let same = |network: &IpNetwork| {
        with_last_number_of(old, network).filter(|address| network.has_room_for(*address) && is_free(address))
    };
    let kept = networks.iter().find_map(|network| Some((network.clone(), same(network)?)));
    kept.or_else(|| {
        networks.iter().find_map(|network| Some((network.clone(), free_in(network, taken).next()?)))
    })
}

/// The network's own beginning with the last byte, or for IPv6 the last 16 bits, of `old`.
fn with_last_number_of(old: IpAddr, network: &IpNetwork) -> Option<IpAddr> {
    match (old, network.cidr) {
        (IpAddr::V4(old), IpNet::V4(net)) => {
            Some(IpAddr::V4(((u32::from(net.network()) & !0xff) | u32::from(old.octets()[3])).into()))
        }
        (IpAddr::V6(old), IpNet::V6(net)) => {
            Some(IpAddr::V6(((u128::from(net.network()) & !0xffff) | u128::from(old.segments()[7])).into()))
        }
        _ => None,
    }
}

fn free_in(network: &IpNetwork, taken: &[IpAddr]) -> impl Iterator<Item = IpAddr> {
    // As many as there are taken ones, and a few more, are enough to find a free one.
    let most = taken.len() + 4096;
    network
        .cidr
        .hosts()
        .take(most)
        .filter(move |address| network.has_room_for(*address) && taken.binary_search(address).is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(id: i64, cidr: &str, gateway: &str) -> IpNetwork {
        IpNetwork {
            id: IpNetworkId(id),
            site_id: SiteId(1),
            cidr: cidr.parse().expect("a network"),
            gateway: gateway.parse::<IpAddr>().ok().map(IpNet::from),
            note: String::new(),
            created_at: DateTime::default(),
        }
    }

    fn proposed(networks: &[IpNetwork], taken: &[&str], old: &str) -> Option<String> {
        let mut taken: Vec<IpAddr> = taken.iter().map(|text| text.parse().expect("an address")).collect();
        taken.sort();
        proposal(networks.to_vec(), &taken, old.parse().expect("an address"))
            .map(|(_, found)| found.to_string())
    }

    #[test]
    fn the_last_number_is_kept_where_it_is_free() {
        let one = [network(1, "198.51.100.0/24", "198.51.100.1")];
        assert_eq!(proposed(&one, &[], "192.0.2.21").as_deref(), Some("198.51.100.21"));
        assert_eq!(proposed(&one, &["198.51.100.21"], "192.0.2.21").as_deref(), Some("198.51.100.2"));
        assert_eq!(proposed(&one, &["198.51.100.2"], "192.0.2.1").as_deref(), Some("198.51.100.3"));
        assert_eq!(proposed(&one, &[], "192.0.2.255").as_deref(), Some("198.51.100.2"));

        let small = [network(1, "198.51.100.16/29", ""), network(2, "203.0.113.0/24", "")];
        assert_eq!(proposed(&small, &[], "192.0.2.21").as_deref(), Some("198.51.100.21"));
        assert_eq!(proposed(&small, &[], "192.0.2.99").as_deref(), Some("203.0.113.99"));

        let six = [network(1, "2001:db8:2::/64", "2001:db8:2::1")];
        assert_eq!(proposed(&six, &[], "2001:db8:1::21").as_deref(), Some("2001:db8:2::21"));
        assert_eq!(proposed(&six, &[], "2001:db8:1::").as_deref(), Some("2001:db8:2::2"));
    }

    #[test]
    fn a_full_network_proposes_nothing() {
        let tiny = [network(1, "198.51.100.0/30", "198.51.100.1")];
        assert_eq!(proposed(&tiny, &["198.51.100.2"], "192.0.2.2"), None);
        assert_eq!(proposed(&[], &[], "192.0.2.2"), None);
    }
}
