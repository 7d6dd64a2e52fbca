//! What a verdict holds for: cards and their limits, driver and kernel as they were pasted. When one
//! of them changes, the probes have to be made anew.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::output::Reading;
use super::piece::Piece;

/// Of one host.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Limits {
    /// Cards, bridges, bonds and VLANs of the host itself; those of domUs come and go.
    pub mtus: BTreeMap<String, u32>,
    pub drivers: BTreeSet<String>,
    pub kernels: BTreeSet<String>,
}

impl Limits {
    pub fn of<'a>(pieces: impl IntoIterator<Item = &'a Piece>) -> Limits {
        let mut limits = Limits::default();
        for piece in pieces {
            match &piece.output.reading {
                Reading::Links(links) => {
                    let ours = links.iter().filter(|link| link.is_of_the_host());
                    limits.mtus.extend(ours.map(|link| (link.name.clone(), link.mtu)));
                }
                Reading::Driver(driver) => _ = limits.drivers.insert(driver.clone()),
                Reading::Kernel(kernel) => _ = limits.kernels.insert(kernel.clone()),
                _ => {}
            }
        }
        limits
    }

    /// One line that is the same as long as nothing changed: `ic0=9000 xenbr0=1500; ixgbe; 6.1.0-31-amd64`.
    pub fn fingerprint(&self) -> String {
        let mtus: Vec<String> = self.mtus.iter().map(|(name, mtu)| format!("{name}={mtu}")).collect();
        let words = |all: &BTreeSet<String>| all.iter().cloned().collect::<Vec<_>>().join(" ");
        [mtus.join(" "), words(&self.drivers), words(&self.kernels)].join("; ")
    }

    /// Reads it back.
    pub fn from_fingerprint(text: &str) -> Limits {
        let mut parts = text.split("; ");
        let mut words = || parts.next().unwrap_or_default().split_whitespace().map(str::to_owned);
        let mtus = words().filter_map(|word| {
            let (name, mtu) = word.rsplit_once('=')?;
            Some((name.to_owned(), mtu.parse().ok()?))
        });
        Limits { mtus: mtus.collect(), drivers: words().collect(), kernels: words().collect() }
    }

    /// Whether nothing that both tell of is different, where `self` tells of all the host's drivers and
    /// of its kernel, and `part` maybe of less.
    pub fn agrees_with(&self, part: &Limits) -> bool {
        let is_same = |(name, mtu): (&String, &u32)| self.mtus.get(name).is_none_or(|ours| ours == mtu);
        let is_card = |driver: &&String| !VIRTUAL.contains(&driver.as_str());
        part.mtus.iter().all(is_same)
            && (self.kernels.is_empty() || part.kernels.is_subset(&self.kernels))
            && (self.drivers.is_empty()
                || part.drivers.iter().filter(is_card).all(|driver| self.drivers.contains(driver)))
    }
}

/// What `ethtool -i` calls the drivers of things that are no cards, word by word.
const VIRTUAL: [&str; 8] = ["bridge", "bonding", "802.1Q", "VLAN", "Support", "veth", "tun", "vif"];
