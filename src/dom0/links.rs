//! Cards, bridges, bonds and VLANs of the host, as `/sys/class/net` has them.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::reports::{HostLink, LinkKind, MOST_LINKS};

/// How the names begin of what comes and goes with domUs.
const OF_DOMUS: [&str; 2] = ["vif", "tap"];

/// `/sys/class/net` below a root.
#[derive(Debug, Clone)]
pub struct SysNet(PathBuf);

impl SysNet {
    pub fn below(root: &Path) -> SysNet {
        SysNet(root.join("sys/class/net"))
    }

    /// What belongs to the host itself, by name.
    pub fn links(&self) -> io::Result<Vec<HostLink>> {
        let mut links: BTreeMap<String, HostLink> = BTreeMap::new();
        for entry in fs::read_dir(&self.0)? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if let Some(link) = self.link(&name) {
                links.insert(name, link);
            }
        }
        Ok(links.into_values().take(MOST_LINKS).collect())
    }

    /// The link itself and all that its frames go through on their way out: ports of a bridge, slaves of
    /// a bond, the card below a VLAN.
    pub fn hops(&self, name: &str) -> Vec<HostLink> {
        let mut hops: Vec<HostLink> = Vec::new();
        let mut next = vec![name.to_owned()];
        while let Some(name) = next.pop() {
            let is_known = hops.iter().any(|hop| hop.name == name);
            let Some(link) = self.link(&name).filter(|_| !is_known) else { continue };
            hops.push(link);
            next.extend(self.below_of(&name));
        }
        hops
    }

    /// `None` for what is no link of the host: loopback, the ends of domUs' cables, containers.
    pub fn link(&self, name: &str) -> Option<HostLink> {
        if OF_DOMUS.iter().any(|start| name.starts_with(start)) {
            return None;
        }
        let driver = self.target(name, "device/driver");
        Some(HostLink {
            kind: self.kind(name, driver.is_some())?,
            mtu: self.read(name, "mtu")?.parse().ok()?,
            is_up: self.is_up(name),
            master: self.target(name, "master"),
            driver,
            name: name.to_owned(),
        })
    }

    fn kind(&self, name: &str, has_driver: bool) -> Option<LinkKind> {
        let uevent = self.read(name, "uevent").unwrap_or_default();
        let kind = uevent.lines().find_map(|line| line.strip_prefix("DEVTYPE="));
        if self.0.join(name).join("bridge").exists() || kind == Some("bridge") {
            Some(LinkKind::Bridge)
        } else if self.0.join(name).join("bonding").exists() || kind == Some("bond") {
            Some(LinkKind::Bond)
        } else if kind == Some("vlan") {
            Some(LinkKind::Vlan)
        } else {
            has_driver.then_some(LinkKind::Card)
        }
    }

    /// Whether somebody took it up (`IFF_UP`) and its cable is in.
    fn is_up(&self, name: &str) -> bool {
        let flags = self
            .read(name, "flags")
            .and_then(|flags| u32::from_str_radix(flags.trim_start_matches("0x"), 16).ok());
        flags.is_some_and(|flags| flags & 1 == 1) && self.read(name, "operstate").as_deref() != Some("down")
    }

    fn below_of(&self, name: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.0.join(name)) else { return Vec::new() };
        let lower = |entry: io::Result<fs::DirEntry>| {
            Some(entry.ok()?.file_name().to_str()?.strip_prefix("lower_")?.to_owned())
        };
        let mut names: Vec<String> = entries.filter_map(lower).collect();
        names.sort();
        names
    }

    fn read(&self, name: &str, file: &str) -> Option<String> {
        Some(fs::read_to_string(self.0.join(name).join(file)).ok()?.trim().to_owned())
    }

    /// The name of what a symbolic link leads to.
    fn target(&self, name: &str, file: &str) -> Option<String> {
        let target = fs::read_link(self.0.join(name).join(file)).ok()?;
        Some(target.file_name()?.to_str()?.to_owned())
    }
}
