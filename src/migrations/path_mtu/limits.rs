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
}
