//! What `ip link` says of cards and bridges: as JSON, on one line each (`-o`) or as text.

use serde::Serialize;
use serde_json::Value;

use super::scan::Scan;

/// A card, bridge, bond or VLAN and the largest frame it carries.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Link {
    pub name: String,
    pub mtu: u32,
    /// `bridge`, `bond`, `vlan`, `veth`…, when `-d` was given.
    pub kind: Option<String>,
    /// The bridge or bond that it is a port of.
    pub master: Option<String>,
    pub is_up: bool,
    pub is_loopback: bool,
}

impl Link {
    /// Whether it belongs to the host and not to a domU that comes and goes.
    pub fn is_of_the_host(&self) -> bool {
        !self.is_loopback && !self.name.starts_with("vif") && !self.name.starts_with("tap")
    }

    /// `2: ic0@if2: <BROADCAST,UP> mtu 9000 qdisc noqueue master br0 state UP …`
    pub(super) fn from_line(line: &str) -> Option<Link> {
        let mut scan = Scan::new(line);
        scan.number::<u32>()?;
        scan.word(": ")?;
        let name = scan.until(": <")?.split('@').next()?.to_owned();
        let flags: Vec<&str> = scan.until("> mtu ")?.split(',').collect();
        let mtu = scan.number()?;
        let words: Vec<&str> = scan.rest().split_whitespace().collect();
        let after = |word: &str| words.iter().position(|each| *each == word).and_then(|at| words.get(at + 1));
        Some(Link {
            name,
            mtu,
            kind: None,
            master: after("master").map(|&master| master.to_owned()),
            is_up: flags.contains(&"UP") && after("state") != Some(&"DOWN"),
            is_loopback: flags.contains(&"LOOPBACK"),
        })
    }

    /// From one object of `ip -j link` or `bridge -j link`.
    pub(super) fn from_json(value: &Value) -> Option<Link> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let flags: Vec<&str> = value["flags"].as_array()?.iter().filter_map(Value::as_str).collect();
        Some(Link {
            name: text(&value["ifname"])?,
            mtu: u32::try_from(value["mtu"].as_u64()?).ok()?,
            kind: text(&value["linkinfo"]["info_kind"]),
            master: text(&value["master"]),
            is_up: flags.contains(&"UP") && value["operstate"] != "DOWN",
            is_loopback: flags.contains(&"LOOPBACK"),
        })
    }
}
