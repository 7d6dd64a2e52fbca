//! The networks of a site.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use ipnet::IpNet;
use serde::Serialize;

use crate::db::ids::{IpNetworkId, SiteId};
use crate::db::schema::ip_networks;

/// A row of `ip_networks`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = ip_networks, check_for_backend(diesel::pg::Pg))]
pub struct IpNetwork {
    pub id: IpNetworkId,
    pub site_id: SiteId,
    pub cidr: IpNet,
    pub gateway: Option<IpNet>,
    pub note: String,
    pub created_at: DateTime<Utc>,
}

impl IpNetwork {
    /// Whether a domU may have this address: inside, and neither the gateway nor one of the two
    /// at the ends that IPv4 keeps for the network itself.
    pub fn has_room_for(&self, address: IpAddr) -> bool {
        let is_end = match self.cidr {
            IpNet::V4(net) => {
                net.prefix_len() < 31
                    && (address == IpAddr::V4(net.network()) || address == IpAddr::V4(net.broadcast()))
            }
            IpNet::V6(net) => net.prefix_len() < 127 && address == IpAddr::V6(net.network()),
        };
        let is_gateway = self.gateway.is_some_and(|gateway| gateway.addr() == address);
        self.cidr.contains(&address) && !is_end && !is_gateway
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(cidr: &str, gateway: &str) -> IpNetwork {
        IpNetwork {
            id: IpNetworkId(1),
            site_id: SiteId(1),
            cidr: cidr.parse().expect("a network"),
            gateway: gateway.parse::<IpAddr>().ok().map(IpNet::from),
            note: String::new(),
            created_at: DateTime::default(),
        }
    }

    #[test]
    fn the_ends_of_a_network_and_its_gateway_are_for_nobody() {
        let net = network("192.0.2.0/24", "192.0.2.1");
        for (address, has_room) in [
            ("192.0.2.0", false),
            ("192.0.2.1", false),
            ("192.0.2.2", true),
            ("192.0.2.254", true),
            ("192.0.2.255", false),
            ("192.0.3.2", false),
            ("2001:db8::2", false),
        ] {
            assert_eq!(net.has_room_for(address.parse().expect("an address")), has_room, "{address}");
        }
        assert!(network("192.0.2.6/31", "").has_room_for([192, 0, 2, 6].into()));
    }
}
