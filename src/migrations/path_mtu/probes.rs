//! What to type on both hosts, small first: frames that always pass, frames of the size that is
//! wanted, and one byte more, which the sender itself must refuse. A `ping` that lets its packets be
//! cut into pieces would pass that last one too, and so gives itself away.

use std::net::IpAddr;

use serde::Serialize;

use super::family::Family;
use super::wanted::Wanted;
use crate::migrations::runbook::{Side, quoted};
use crate::text_enum;

text_enum! {
    /// What a command is for.
    pub enum Purpose {
        Small = "small",
        Large = "large",
        OneMore = "one_more",
        Trace = "trace",
        Route = "route",
        Links = "links",
        Kernel = "kernel",
    }
}

impl Purpose {
    /// The id of what to expect of it.
    pub fn remark(self) -> &'static str {
        match self {
            Purpose::Small => "mtu-probe-small",
            Purpose::Large => "mtu-probe-large",
            Purpose::OneMore => "mtu-probe-one-more",
            Purpose::Trace => "mtu-probe-trace",
            Purpose::Route => "mtu-probe-route",
            Purpose::Links => "mtu-probe-links",
            Purpose::Kernel => "mtu-probe-kernel",
        }
    }
}

/// A command, quoted for the shell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Probe {
    pub side: Side,
    pub purpose: Purpose,
    /// Of a ping or trace.
    pub family: Option<Family>,
    pub payload: Option<u32>,
    pub command: String,
}

/// Those of the source first, each side's in the order in which they are to be typed.
pub fn commands(wanted: &Wanted) -> Vec<Probe> {
    let ways = wanted.ways();
    let of_side = |side: Side| {
        let mine: Vec<IpAddr> = ways.iter().filter(|way| way.side == side).map(|way| way.to).collect();
        let pings: Vec<Probe> = mine.iter().flat_map(|to| pings(side, *to, wanted.mtu)).collect();
        let traces: Vec<Probe> = mine.iter().flat_map(|to| traces(side, *to)).collect();
        pings.into_iter().chain(traces).chain(about_the_host(side)).collect::<Vec<_>>()
    };
    [Side::Source, Side::Target].into_iter().flat_map(of_side).collect()
}

fn pings(side: Side, to: IpAddr, mtu: u32) -> Vec<Probe> {
    let family = Family::of(to);
    let flag = if family == Family::Ipv6 { "-6 " } else { "" };
    let mut sizes = vec![(Purpose::Small, mtu.min(1500)), (Purpose::Large, mtu)];
    sizes.dedup_by_key(|(_, bytes)| *bytes);
    sizes.push((Purpose::OneMore, mtu.saturating_add(1)));
    let ping = |(purpose, bytes): (Purpose, u32)| {
        let payload = family.payload(bytes);
        let command = format!("ping {flag}-M do -c 3 -s {payload} {}", quoted(&to.to_string()));
        Probe { side, purpose, family: Some(family), payload: Some(payload), command }
    };
    sizes.into_iter().map(ping).collect()
}

fn traces(side: Side, to: IpAddr) -> [Probe; 2] {
    let address = quoted(&to.to_string());
    let probe =
        |purpose, command| Probe { side, purpose, family: Some(Family::of(to)), payload: None, command };
    [
        probe(Purpose::Trace, format!("tracepath -n {address}")),
        probe(Purpose::Route, format!("ip route get {address}")),
    ]
}

fn about_the_host(side: Side) -> [Probe; 2] {
    let probe = |purpose, command: &str| Probe {
        side,
        purpose,
        family: None,
        payload: None,
        command: command.to_owned(),
    };
    [probe(Purpose::Links, "ip -d -j link"), probe(Purpose::Kernel, "uname -sr")]
}
