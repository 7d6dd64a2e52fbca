//! `domovoi dom0 preflight`: looks at the way to another host before anybody's domU goes down. Sizes go
//! up, few packets each, and none larger once one has vanished: a probe can stop a card.

mod probing;
mod room;

use std::net::IpAddr;

use chrono::{DateTime, Utc};

use super::host::Host;
use super::{Client, Failure};
use crate::clock::Clock;
use crate::migrations::path_mtu::ConclusionKind;
use crate::paths::segment;
use crate::reports::{
    HostLink, LinkKind, PreflightAnswer, PreflightCheck, PreflightReport, PreflightTask, VERSION,
};
use crate::words::Words;

use probing::{Probed, probe};

const PATH: &str = "/api/v1/host/preflight";

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing is wrong, and the portal knows.
    Good,
    /// Something is.
    Bad,
    /// Nothing is wrong, and the portal was not told.
    Untold,
}

/// What is found, line by line.
pub struct Report<'a> {
    pub host: &'a Host,
    pub task: &'a PreflightTask,
    pub words: &'a Words,
    is_bad: bool,
    checks: Vec<PreflightCheck>,
}

/// What there is to check on the way to the host with this name.
pub fn task(client: &Client, to: &str) -> Result<PreflightTask, Failure> {
    client.get(&format!("{PATH}?to={}", segment(to)))
}

/// Checks, prints for a person, and tells the portal if there is a client.
pub fn preflight(host: &Host, task: &PreflightTask, words: &Words, client: Option<&Client>) -> End {
    let mut report = Report { host, task, words, is_bad: false, checks: Vec::new() };
    let at: DateTime<Utc> = Clock::System.now();
    println!(
        "{} -> {}, {} bytes, {}",
        task.from.name,
        task.to.name,
        task.mtu,
        at.format("%Y-%m-%d %H:%M UTC")
    );
    report.room();
    let mut output = report.about_the_host();
    let families: Vec<IpAddr> =
        task.to.addresses.iter().copied().filter(|to| report.has_family(*to)).collect();
    if families.is_empty() {
        report.bad(
            "addresses",
            "the portal knows no two addresses of one family: name both on the hosts' pages",
        );
    }
    let mut routes = Vec::new();
    for to in families {
        let (hops, route) = report.route(to);
        output += &route.text;
        routes.push(route);
        output += &report.probes(to, &hops);
    }
    report.tick_route(&routes);
    let told = match client {
        Some(client) => report.tell(client, output),
        None => false,
    };
    match (report.is_bad, told) {
        (true, _) => End::Bad,
        (false, true) => End::Good,
        (false, false) => End::Untold,
    }
}

/// What `ip route get` said, and whether that is the interconnect.
struct Route {
    text: String,
    /// `None` where nobody can tell.
    is_interconnect: Option<bool>,
    line: String,
}

impl Report<'_> {
    pub(super) fn good(&self, what: &str, text: &str) {
        println!("ok    {what}: {text}");
    }

    pub(super) fn note(&self, what: &str, text: &str) {
        println!("note  {what}: {text}");
    }

    pub(super) fn bad(&mut self, what: &str, text: &str) {
        self.is_bad = true;
        println!("BAD   {what}: {text}");
    }

    pub(super) fn check(&mut self, item: &str, is_good: bool, note: &str) {
        self.checks.push(PreflightCheck {
            item: item.to_owned(),
            is_good,
            note: note.chars().take(500).collect(),
        });
    }

    fn has_family(&self, to: IpAddr) -> bool {
        self.task.from.addresses.iter().any(|from| from.is_ipv4() == to.is_ipv4())
    }

    /// As a person would have pasted it: the kernel, and what a limit could hang on.
    fn about_the_host(&mut self) -> String {
        let Some(kernel) = self.host.kernel() else { return String::new() };
        self.good("kernel", &kernel);
        format!("{}# uname -sr\nLinux {kernel}\n", self.task.from.name)
    }

    fn route(&mut self, to: IpAddr) -> (Vec<HostLink>, Route) {
        let arguments = ["route", "get", &to.to_string()];
        let printed = match self.host.tools.ask("ip", &arguments, probing::PATIENCE) {
            Ok(printed) => printed.text,
            Err(problem) => {
                self.bad("route", &problem);
                return (Vec::new(), Route { text: String::new(), is_interconnect: None, line: problem });
            }
        };
        let line = printed.lines().next().unwrap_or_default().trim().to_owned();
        let after = |word: &str| line.split_whitespace().skip_while(|each| *each != word).nth(1);
        let source: Option<IpAddr> = after("src").and_then(|from| from.parse().ok());
        let ours = self.task.from.addresses.iter().any(|from| Some(*from) == source);
        let is_interconnect = source.map(|_| ours);
        match is_interconnect {
            Some(true) => self.good("route", &line),
            Some(false) => {
                let ours: Vec<String> = self.task.from.addresses.iter().map(ToString::to_string).collect();
                self.bad(
                    "route",
                    &format!(
                        "{line}: that is not the interconnect, whose address here is {}",
                        ours.join(", ")
                    ),
                );
            }
            None => self.bad("route", &format!("no route to {to}: {line}")),
        }
        let hops = after("dev").map(|device| self.host.net().hops(device)).unwrap_or_default();
        self.hops(&hops);
        let text = format!("{}# ip route get {to}\n{printed}\n{}", self.task.from.name, links_as_text(&hops));
        (hops, Route { text, is_interconnect, line })
    }

    fn hops(&mut self, hops: &[HostLink]) {
        for hop in hops {
            let kind = match hop.kind {
                LinkKind::Card => "card",
                LinkKind::Bridge => "bridge",
                LinkKind::Bond => "bond",
                LinkKind::Vlan => "VLAN",
            };
            let driver = hop.driver.as_ref().map_or(String::new(), |driver| format!(", driver {driver}"));
            let text = format!("{kind} {}, MTU {}{driver}", hop.name, hop.mtu);
            match (hop.is_up, hop.mtu >= self.task.mtu) {
                (false, _) => self.bad("hop", &format!("{text}: it is down")),
                (true, true) => self.good("hop", &text),
                (true, false) => self.bad(
                    "hop",
                    &format!("{text}, and {} are wanted: no larger frame is tried", self.task.mtu),
                ),
            }
        }
    }

    fn probes(&mut self, to: IpAddr, hops: &[HostLink]) -> String {
        let Probed { text, finding, advice } = probe(self, to, hops);
        match finding {
            Some((ConclusionKind::Fits, why)) => self.good("probes", &why),
            Some((_, why)) => {
                self.bad("probes", &why);
                advice.iter().for_each(|sentence| println!("      {sentence}"));
            }
            None => self.bad("probes", &format!("nothing could be sent to {to}")),
        }
        text
    }

    fn tick_route(&mut self, routes: &[Route]) {
        let wrong = routes.iter().find(|route| route.is_interconnect == Some(false));
        if let Some(route) = wrong {
            self.check("route", false, &format!("Not the interconnect: {}", route.line));
        } else if let Some(route) =
            routes.first().filter(|_| routes.iter().all(|route| route.is_interconnect == Some(true)))
        {
            self.check("route", true, &route.line);
        }
    }

    /// Whether the portal has it. What it says of the whole, both ends together, is printed.
    fn tell(&self, client: &Client, output: String) -> bool {
        let (to, checks) = (self.task.to.name.clone(), self.checks.clone());
        let report = PreflightReport { version: VERSION, to, output, checks };
        let body = serde_json::to_vec(&report).unwrap_or_default();
        match client.post::<PreflightAnswer>(PATH, &body) {
            Ok(answer) => {
                println!("told  the portal: {}", standing(&answer));
                answer.reds.iter().for_each(|red| println!("      {red}"));
                true
            }
            Err(failure) => {
                println!("note  not told: {failure}");
                false
            }
        }
    }
}

fn standing(answer: &PreflightAnswer) -> String {
    match answer.is_ready {
        true => format!("moves may start until {}", answer.valid_until),
        false => "moves may not start yet".to_owned(),
    }
}

/// As `ip link` prints them, so that they are read where a paste is.
fn links_as_text(links: &[HostLink]) -> String {
    let line = |(at, link): (usize, &HostLink)| {
        let (flags, state) = if link.is_up { ("BROADCAST,UP", "UP") } else { ("BROADCAST", "DOWN") };
        let master = link.master.as_ref().map_or(String::new(), |master| format!(" master {master}"));
        format!("{}: {}: <{flags}> mtu {}{master} state {state}\n", at + 1, link.name, link.mtu)
    };
    let drivers =
        links.iter().filter_map(|link| link.driver.as_ref()).map(|driver| format!("driver: {driver}\n"));
    links.iter().enumerate().map(line).chain(drivers).collect()
}
