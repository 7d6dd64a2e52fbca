//! What `ip route get` says: which card a packet leaves by, and what the kernel has learned of the
//! path.

use std::net::IpAddr;

use serde_json::Value;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub to: IpAddr,
    pub device: String,
    /// The limit of this path, when it is not the card's.
    pub mtu: Option<u32>,
    /// Whether a router told the kernel so: such a limit is forgotten after ten minutes.
    pub is_learned: bool,
}

impl Route {
    /// `203.0.113.12 via 198.51.100.1 dev ic0 src 198.51.100.11 uid 0`
    pub(super) fn from_line(line: &str) -> Option<Route> {
        let to = line.split_whitespace().next()?.parse().ok()?;
        let device = after(line, "dev")?.to_owned();
        let mut route = Route { to, device, mtu: None, is_learned: false };
        route.take_metrics(line);
        Some(route)
    }

    /// The second line for IPv4: `    cache expires 596sec mtu 1500`.
    pub(super) fn take(&mut self, line: &str) -> bool {
        let is_metrics = line.starts_with("cache");
        if is_metrics {
            self.take_metrics(line);
        }
        is_metrics
    }

    fn take_metrics(&mut self, line: &str) {
        let mtu = after(line, "lock").or_else(|| after(line, "mtu")).and_then(|mtu| mtu.parse().ok());
        self.mtu = mtu.or(self.mtu);
        self.is_learned |= after(line, "expires").is_some();
    }

    pub(super) fn from_json(value: &Value) -> Option<Route> {
        let mtu =
            value["metrics"].as_array().and_then(|all| all.iter().find_map(|each| each["mtu"].as_u64()));
        Some(Route {
            to: value["dst"].as_str()?.parse().ok()?,
            device: value["dev"].as_str()?.to_owned(),
            mtu: mtu.and_then(|mtu| u32::try_from(mtu).ok()),
            is_learned: value["expires"].as_u64().is_some(),
        })
    }
}

fn after<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let mut words = line.split_whitespace();
    words.find(|each| *each == word)?;
    words.next()
}
