//! The networks of a site.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde_json::json;

use super::constraint;
use crate::db::ids::{IpNetworkId, SiteId};
use crate::db::schema::{ip_addresses, ip_networks};
use crate::fleet::ip_network::{Nobodys, is_end, nobodys, overlap};
use crate::members::{Actor, audit};
use crate::words::{Message, Sentence};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkInput {
    pub site_id: SiteId,
    pub cidr: IpNet,
    pub gateway: Option<IpAddr>,
    pub note: String,
}

#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    #[error("an address within a network, where the network is asked for: {0}")]
    NotTheBeginning(IpNet),
    #[error("{0} is not the network of a club: {1}")]
    Nobodys(IpNet, Nobodys),
    #[error("the gateway is not in the network")]
    GatewayOutside,
    #[error("{0} stands for the whole network")]
    GatewayIsEnd(IpAddr),
    #[error("a domU has the address of the gateway")]
    GatewayHeld,
    /// None: it came while this one was being added.
    #[error("it overlaps another network")]
    Overlaps(Option<IpNet>),
    #[error("addresses of it are in use")]
    InUse,
    #[error("there is no such site")]
    NoSite,
    #[error("there is no such network")]
    NotFound,
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl From<diesel::result::Error> for NetworkError {
    fn from(error: diesel::result::Error) -> NetworkError {
        match constraint(&error) {
            "ip_networks_apart" => NetworkError::Overlaps(None),
            "ip_networks_gateway_inside" => NetworkError::GatewayOutside,
            "ip_networks_site_id_fkey" => NetworkError::NoSite,
            "ip_addresses_network_id_fkey" => NetworkError::InUse,
            _ => NetworkError::Database(error),
        }
    }
}

impl Sentence for NetworkError {
    fn sentence(&self) -> Message {
        match self {
            NetworkError::NotTheBeginning(whole) => {
                Message::new("fleet-network-not-the-beginning").with("network", whole.to_string())
            }
            NetworkError::Nobodys(network, why) => Message::new("fleet-network-nobodys")
                .with("network", network.to_string())
                .with("why", why.as_str()),
            NetworkError::GatewayIsEnd(address) => {
                Message::new("fleet-network-gateway-is-end").with("address", address.to_string())
            }
            NetworkError::GatewayOutside => Message::new("fleet-network-gateway-outside"),
            NetworkError::GatewayHeld => Message::new("fleet-network-gateway-held"),
            NetworkError::Overlaps(Some(other)) => {
                Message::new("fleet-network-overlaps").with("network", other.to_string())
            }
            NetworkError::Overlaps(None) => Message::new("fleet-network-overlaps-new"),
            NetworkError::InUse => Message::new("fleet-network-in-use"),
            NetworkError::NoSite => Message::new("fleet-no-site"),
            NetworkError::NotFound => Message::new("fleet-gone"),
            NetworkError::Database(_) => Message::new("fleet-database-away"),
        }
    }
}

pub async fn add_network(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    input: &NetworkInput,
    now: DateTime<Utc>,
) -> Result<IpNetworkId, NetworkError> {
    check_network(input.cidr)?;
    check_gateway(input.cidr, input.gateway)?;
    conn.transaction(async |conn| {
        check_apart(conn, input.cidr).await?;
        let id = diesel::insert_into(ip_networks::table)
            .values((
                ip_networks::site_id.eq(input.site_id),
                ip_networks::cidr.eq(input.cidr),
                ip_networks::gateway.eq(input.gateway.map(IpNet::from)),
                ip_networks::note.eq(&input.note),
                ip_networks::created_at.eq(now),
            ))
            .returning(ip_networks::id)
            .get_result(conn)
            .await?;
        record(conn, actor, "network.added", input.cidr, input.gateway, now).await?;
        Ok(id)
    })
    .await
}

/// The network itself and its site stay.
pub async fn edit_network(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IpNetworkId,
    gateway: Option<IpAddr>,
    note: &str,
    now: DateTime<Utc>,
) -> Result<(), NetworkError> {
    conn.transaction(async |conn| {
        let cidr: IpNet = ip_networks::table
            .find(id)
            .select(ip_networks::cidr)
            .for_update()
            .first(conn)
            .await
            .optional()?
            .ok_or(NetworkError::NotFound)?;
        check_network(cidr)?;
        check_gateway(cidr, gateway)?;
        if let Some(gateway) = gateway {
            let holders: i64 = ip_addresses::table
                .filter(ip_addresses::address.eq(IpNet::from(gateway)))
                .count()
                .get_result(conn)
                .await?;
            if holders > 0 {
                return Err(NetworkError::GatewayHeld);
            }
        }
        diesel::update(ip_networks::table.find(id))
            .set((ip_networks::gateway.eq(gateway.map(IpNet::from)), ip_networks::note.eq(note)))
            .execute(conn)
            .await?;
        record(conn, actor, "network.edited", cidr, gateway, now).await?;
        Ok(())
    })
    .await
}

/// Only a network of which no address is in use can go.
pub async fn remove_network(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    id: IpNetworkId,
    now: DateTime<Utc>,
) -> Result<(), NetworkError> {
    conn.transaction(async |conn| {
        let cidr: IpNet = diesel::delete(ip_networks::table.find(id))
            .returning(ip_networks::cidr)
            .get_result(conn)
            .await
            .optional()?
            .ok_or(NetworkError::NotFound)?;
        record(conn, actor, "network.removed", cidr, None, now).await?;
        Ok(())
    })
    .await
}

/// The constraint says the same, but not which network it is.
async fn check_apart(conn: &mut AsyncPgConnection, cidr: IpNet) -> Result<(), NetworkError> {
    let there: Vec<IpNet> = ip_networks::table.select(ip_networks::cidr).load(conn).await?;
    match there.into_iter().find(|other| overlap(*other, cidr)) {
        Some(other) => Err(NetworkError::Overlaps(Some(other))),
        None => Ok(()),
    }
}

pub fn check_network(cidr: IpNet) -> Result<(), NetworkError> {
    if cidr != cidr.trunc() {
        return Err(NetworkError::NotTheBeginning(cidr.trunc()));
    }
    nobodys(cidr).map_or(Ok(()), |why| Err(NetworkError::Nobodys(cidr, why)))
}

pub fn check_gateway(cidr: IpNet, gateway: Option<IpAddr>) -> Result<(), NetworkError> {
    if let Some(end) = gateway.filter(|gateway| is_end(cidr, *gateway)) {
        return Err(NetworkError::GatewayIsEnd(end));
    }
    if gateway.is_some_and(|gateway| !cidr.contains(&gateway)) {
        return Err(NetworkError::GatewayOutside);
    }
    Ok(())
}

async fn record(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    action: &str,
    cidr: IpNet,
    gateway: Option<IpAddr>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let detail = json!({ "gateway": gateway });
    audit::record(conn, actor, action, &format!("network {cidr}"), detail, now).await
}
