//! Between whom, and how large.

use std::net::IpAddr;

use crate::migrations::runbook::Side;

/// One of the two hosts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    pub name: String,
    /// On the interconnect, at most one of each family.
    pub addresses: Vec<IpAddr>,
}

/// What is to be proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Bytes of a frame's IP packet.
    pub mtu: u32,
    pub source: End,
    pub target: End,
}

/// One direction in one family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedWay {
    /// Who sends.
    pub side: Side,
    pub from_name: String,
    pub to_name: String,
    pub to: IpAddr,
}

impl Wanted {
    /// Both directions, in each family that both ends have an address of.
    pub fn ways(&self) -> Vec<WantedWay> {
        let one_way = |side, from: &End, to: &End| -> Vec<WantedWay> {
            to.addresses
                .iter()
                .filter(|to| from.addresses.iter().any(|from| from.is_ipv4() == to.is_ipv4()))
                .map(|&address| WantedWay {
                    side,
                    from_name: from.name.clone(),
                    to_name: to.name.clone(),
                    to: address,
                })
                .collect()
        };
        let there = one_way(Side::Source, &self.source, &self.target);
        there.into_iter().chain(one_way(Side::Target, &self.target, &self.source)).collect()
    }

    pub fn end(&self, side: Side) -> &End {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }

    /// The side whose host has this name, with or without its domain.
    pub(super) fn side_named(&self, host: &str) -> Option<Side> {
        let short = |name: &str| name.split('.').next().unwrap_or(name).to_ascii_lowercase();
        [Side::Source, Side::Target].into_iter().find(|side| short(&self.end(*side).name) == short(host))
    }

    pub(super) fn side_at(&self, address: IpAddr) -> Option<Side> {
        [Side::Source, Side::Target].into_iter().find(|side| self.end(*side).addresses.contains(&address))
    }
}
