//! The networks of a site.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::Serialize;

use crate::db::ids::{IpNetworkId, SiteId};
use crate::db::schema::ip_networks;
use crate::text_enum;

text_enum! {
    /// Why a network, or an address of it, is nobody's own.
    pub enum Nobodys {
        /// Far more than a club is given.
        Everybodys = "everybodys",
        Unspecified = "unspecified",
        Loopback = "loopback",
        LinkLocal = "link_local",
        Multicast = "multicast",
        Reserved = "reserved",
    }
}

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
        let is_gateway = self.gateway.is_some_and(|gateway| gateway.addr() == address);
        self.cidr.contains(&address) && !is_end(self.cidr, address) && !is_gateway
    }
}

/// Whether it stands for the network itself, or in IPv4 for everybody in it.
pub fn is_end(network: IpNet, address: IpAddr) -> bool {
    match network {
        IpNet::V4(net) => {
            net.prefix_len() < 31
                && (address == IpAddr::V4(net.network()) || address == IpAddr::V4(net.broadcast()))
        }
        IpNet::V6(net) => net.prefix_len() < 127 && address == IpAddr::V6(net.network()),
    }
}

/// Networks that are set apart for something else than machines of a club (RFC 6890), as the
/// constraints of the database have them.
const SET_APART: [(IpNet, Nobodys); 10] = [
    (v4([0, 0, 0, 0], 8), Nobodys::Unspecified),
    (v4([127, 0, 0, 0], 8), Nobodys::Loopback),
    (v4([169, 254, 0, 0], 16), Nobodys::LinkLocal),
    (v4([224, 0, 0, 0], 4), Nobodys::Multicast),
    (v4([240, 0, 0, 0], 4), Nobodys::Reserved),
    (v6(0, 0, 128), Nobodys::Unspecified),
    (v6(0, 1, 128), Nobodys::Loopback),
    // IPv4 addresses written as IPv6.
    (v6(0, 0xffff_0000_0000, 96), Nobodys::Reserved),
    (v6(0xfe80 << 112, 0, 10), Nobodys::LinkLocal),
    (v6(0xff00 << 112, 0, 8), Nobodys::Multicast),
];

const fn v4([a, b, c, d]: [u8; 4], length: u8) -> IpNet {
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), length))
}

const fn v6(beginning: u128, end: u128, length: u8) -> IpNet {
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::from_bits(beginning | end), length))
}

/// Why a club can't have this network; `None` if it can.
pub fn nobodys(network: IpNet) -> Option<Nobodys> {
    let least = if network.addr().is_ipv4() { 8 } else { 16 };
    if network.prefix_len() < least {
        return Some(Nobodys::Everybodys);
    }
    SET_APART.iter().find(|(apart, _)| overlap(*apart, network)).map(|(_, why)| *why)
}

/// Why no machine answers at this address; `None` if one may. Two machines on one cable may well talk
/// by addresses of that cable.
pub fn nobody_answers(address: IpAddr) -> Option<Nobodys> {
    nobodys(IpNet::from(address)).filter(|why| *why != Nobodys::LinkLocal)
}

pub fn overlap(one: IpNet, other: IpNet) -> bool {
    one.contains(&other) || other.contains(&one)
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
    fn what_is_set_apart_is_nobodys_network() {
        for (net, why) in [
            ("192.0.2.0/24", None),
            ("10.0.0.0/8", None),
            ("fd00::/16", None),
            ("2001:db8::/32", None),
            ("::/0", Some(Nobodys::Everybodys)),
            ("0.0.0.0/0", Some(Nobodys::Everybodys)),
            ("2000::/3", Some(Nobodys::Everybodys)),
            ("0.0.0.0/24", Some(Nobodys::Unspecified)),
            ("::/16", Some(Nobodys::Unspecified)),
            ("::1/128", Some(Nobodys::Loopback)),
            ("127.1.0.0/16", Some(Nobodys::Loopback)),
            ("169.254.0.0/15", Some(Nobodys::LinkLocal)),
            ("fe80::/64", Some(Nobodys::LinkLocal)),
            ("239.0.0.0/8", Some(Nobodys::Multicast)),
            ("ff02::/64", Some(Nobodys::Multicast)),
            ("255.255.255.255/32", Some(Nobodys::Reserved)),
            ("::ffff:192.0.2.0/120", Some(Nobodys::Reserved)),
        ] {
            assert_eq!(nobodys(net.parse().expect("a network")), why, "{net}");
        }
        let answers = |address: &str| nobody_answers(address.parse().expect("an address")).is_none();
        assert!(["10.0.0.1", "169.254.0.1", "fe80::1", "2001:db8::1"].into_iter().all(answers));
        assert!(!["0.0.0.0", "::", "127.0.0.1", "::1", "224.0.0.1", "ff02::1"].into_iter().any(answers));
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
