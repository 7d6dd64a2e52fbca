//! Which addresses the portal connects to: those of the club, and no others.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// The address as it will be connected to, an IPv4 address in IPv6 clothes undressed; `None` if
/// it lies in none of the networks. Loopback, link-local, multicast and "this host" are reached
/// only through a network that lies wholly among them, so that `0.0.0.0/0` never opens them.
pub fn permitted(address: IpAddr, networks: &[IpNet]) -> Option<IpAddr> {
    let address = address.to_canonical();
    let special = special_ranges().into_iter().find(|range| range.contains(&address));
    let opens = |network: &&IpNet| network.contains(&address) && special.is_none_or(|s| s.contains(*network));
    networks.iter().find(opens).map(|_| address)
}

/// Where the portal's own machine and its neighbours are.
fn special_ranges() -> [IpNet; 9] {
    let v4 = |a, b, c, d, prefix| IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix));
    let v6 = |first, last, prefix| {
        IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(first, 0, 0, 0, 0, 0, 0, last), prefix))
    };
    [
        v4(0, 0, 0, 0, 8),
        v4(127, 0, 0, 0, 8),
        v4(169, 254, 0, 0, 16),
        v4(224, 0, 0, 0, 4),
        v4(240, 0, 0, 0, 4),
        v6(0, 0, 128),
        v6(0, 1, 128),
        v6(0xfe80, 0, 10),
        v6(0xff00, 0, 8),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_permitted(address: &str, networks: &[&str]) -> bool {
        let networks: Vec<IpNet> = networks.iter().map(|network| network.parse().unwrap()).collect();
        permitted(address.parse().unwrap(), &networks).is_some()
    }

    #[test]
    fn only_the_clubs_networks_are_looked_at() {
        let club = ["192.0.2.0/24", "2001:db8::/32"];
        for inside in ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::1"] {
            assert!(is_permitted(inside, &club), "{inside}");
        }
        for outside in
            ["198.51.100.1", "::ffff:198.51.100.1", "2001:db9::1", "::192.0.2.1", "64:ff9b::c000:201"]
        {
            assert!(!is_permitted(outside, &club), "{outside}");
        }
        assert!(!is_permitted("192.0.2.1", &[]));
    }

    #[test]
    fn the_portals_own_machine_is_not_opened_by_a_wide_network() {
        let all = ["0.0.0.0/0", "::/0"];
        assert!(is_permitted("192.0.2.1", &all) && is_permitted("2001:db8::1", &all));
        for own in [
            "127.0.0.1",
            "::1",
            "::ffff:127.0.0.1",
            "169.254.169.254",
            "::ffff:169.254.169.254",
            "fe80::1",
            "ff02::1",
            "224.0.0.1",
            "255.255.255.255",
            "0.0.0.0",
            "::",
        ] {
            assert!(!is_permitted(own, &all), "{own}");
        }
        assert!(is_permitted("127.0.0.1", &["127.0.0.0/8"]) && is_permitted("::1", &["::1/128"]));
        assert!(!is_permitted("127.0.0.1", &["126.0.0.0/7"]));
    }

    #[test]
    fn the_address_connected_to_is_the_one_that_was_judged() {
        let club = ["192.0.2.0/24".parse().unwrap()];
        let dressed = "::ffff:192.0.2.1".parse().unwrap();
        assert_eq!(permitted(dressed, &club), Some("192.0.2.1".parse().unwrap()));
    }
}
