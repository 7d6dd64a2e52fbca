//! The street: a site is a quay, a host a house, a domU a window. Pure, so that what may be seen
//! is decided by the queries and how it looks by this file.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use crate::db::ids::{DomuId, HostId, SiteId};
use crate::status::Severity;
use crate::status::queries::{PublicDomu, PublicHost, PublicMove};

/// Above this many domUs a page with a window for each would only be long: then the houses where
/// something happens stand for the others.
pub const MOST_WINDOWS: i64 = 300;
/// How many houses a quay of such a club shows.
const MOST_HOUSES: usize = 8;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowState {
    Up,
    Off,
    Unknown,
    Moving,
    Broken,
    /// Something of its house is broken, and nobody said which.
    Doubtful,
    /// Expected here: its lamp is on the way.
    Due,
    Empty,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Window {
    pub state: WindowState,
    pub class: &'static str,
    pub label: &'static str,
    /// `None` is "a domU".
    pub name: Option<String>,
}

impl Window {
    fn new(state: WindowState, name: Option<String>) -> Window {
        let (class, label) = match state {
            WindowState::Up => ("is-up", "status-window-up"),
            WindowState::Off => ("is-off", "status-window-off"),
            WindowState::Unknown => ("is-unknown", "status-window-unknown"),
            WindowState::Moving => ("is-move", "status-window-moving"),
            WindowState::Broken => ("is-broken", "status-window-broken"),
            WindowState::Doubtful => ("is-doubt", "status-window-doubtful"),
            WindowState::Due => ("is-due", "status-window-due"),
            WindowState::Empty => ("is-empty", "status-window-empty"),
        };
        Window { state, class, label, name }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct House {
    pub name: String,
    pub domus: i64,
    pub is_drained: bool,
    pub is_broken: bool,
    pub is_worked_on: bool,
    pub columns: usize,
    pub windows: Vec<Window>,
    /// One of the five shapes of gable, always the same for a host.
    pub gable: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quay {
    pub site: String,
    pub domus: i64,
    pub houses: Vec<House>,
    /// Hosts that stand further along, undrawn, and the domUs in them.
    pub further_hosts: usize,
    pub further_domus: i64,
}

/// What weighs on hosts and sites right now.
#[derive(Debug, Clone, Default)]
pub struct Trouble {
    pub broken_hosts: HashMap<HostId, Severity>,
    pub broken_sites: HashMap<SiteId, Severity>,
    pub worked_on_hosts: HashSet<HostId>,
    pub worked_on_sites: HashSet<SiteId>,
}

impl Trouble {
    /// The worst outage of the host or its site.
    fn outage(&self, host: &PublicHost) -> Option<Severity> {
        self.broken_hosts.get(&host.id).max(self.broken_sites.get(&host.site_id)).copied()
    }

    /// An outage outranks planned work on the same host.
    fn is_worked_on(&self, host: &PublicHost) -> bool {
        self.outage(host).is_none()
            && (self.worked_on_hosts.contains(&host.id) || self.worked_on_sites.contains(&host.site_id))
    }
}

/// Builds the quays from what is public.
pub fn build(
    hosts: &[PublicHost],
    domus: &[PublicDomu],
    moves: &[PublicMove],
    trouble: &Trouble,
) -> Vec<Quay> {
    let total: i64 = hosts.iter().map(|host| host.domus).sum();
    let is_whole = total <= MOST_WINDOWS && hosts.len() <= 40;
    let moving: HashMap<DomuId, &PublicMove> =
        moves.iter().filter(|one| one.leg.is_some()).map(|one| (one.domu_id, one)).collect();
    let mut by_host: HashMap<HostId, Vec<&PublicDomu>> = HashMap::new();
    for domu in domus {
        by_host.entry(domu.host_id).or_default().push(domu);
    }
    let mut quays: Vec<(SiteId, Quay)> = Vec::new();
    for host in hosts {
        if quays.last().is_none_or(|(site, _)| *site != host.site_id) {
            quays.push((host.site_id, empty_quay(host)));
        }
        let (_, quay) = quays.last_mut().expect("one was just pushed");
        quay.domus += host.domus;
        let due = moving.values().filter(|one| one.target_host_id == host.id && one.is_due());
        let due: Vec<Option<String>> = due.map(|one| one.domu.clone()).collect();
        let here = by_host.get(&host.id).map_or(&[][..], Vec::as_slice);
        let is_lively = !due.is_empty()
            || trouble.outage(host).is_some()
            || trouble.is_worked_on(host)
            || here.iter().any(|domu| moving.contains_key(&domu.id));
        if is_whole || (is_lively && quay.houses.len() < MOST_HOUSES) {
            quay.houses.push(house(host, if is_whole { here } else { &[] }, due, &moving, trouble));
        } else {
            quay.further_hosts += 1;
            quay.further_domus += host.domus;
        }
    }
    quays.into_iter().map(|(_, quay)| quay).collect()
}

fn empty_quay(host: &PublicHost) -> Quay {
    Quay { site: host.site.clone(), domus: 0, houses: Vec::new(), further_hosts: 0, further_domus: 0 }
}

fn house(
    host: &PublicHost,
    here: &[&PublicDomu],
    due: Vec<Option<String>>,
    moving: &HashMap<DomuId, &PublicMove>,
    trouble: &Trouble,
) -> House {
    let outage = trouble.outage(host);
    let is_dark = outage == Some(Severity::Critical);
    let mut windows: Vec<Window> = here
        .iter()
        .map(|domu| {
            let state = match domu.state.as_str() {
                _ if moving.get(&domu.id).is_some_and(|one| one.is_on_the_water()) => WindowState::Moving,
                _ if is_dark => WindowState::Broken,
                "off" => WindowState::Off,
                "running" if outage.is_some() => WindowState::Doubtful,
                "running" => WindowState::Up,
                _ => WindowState::Unknown,
            };
            Window::new(state, domu.name.clone())
        })
        .collect();
    windows.extend(due.into_iter().map(|name| Window::new(WindowState::Due, name)));
    let columns = match windows.len() {
        0..=8 => 2,
        9..=15 => 3,
        _ => 4,
    };
    let places = windows.len().next_multiple_of(columns).max(8.max(columns * 4));
    windows.resize(places, Window::new(WindowState::Empty, None));
    House {
        name: host.name.clone(),
        domus: host.domus,
        is_drained: host.is_drained,
        is_broken: outage.is_some(),
        is_worked_on: trouble.is_worked_on(host),
        columns,
        windows,
        gable: host.name.bytes().map(usize::from).sum::<usize>() % 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(id: i64, site: i64, domus: i64) -> PublicHost {
        PublicHost {
            id: HostId(id),
            name: format!("host{id}"),
            site_id: SiteId(site),
            site: format!("DC{site}"),
            is_drained: false,
            domus,
            off: 0,
            unknown: 0,
        }
    }

    fn domu(id: i64, host: i64) -> PublicDomu {
        PublicDomu { id: DomuId(id), host_id: HostId(host), name: None, state: "running".to_owned() }
    }

    fn states(house: &House) -> Vec<WindowState> {
        house.windows.iter().map(|window| window.state).filter(|state| *state != WindowState::Empty).collect()
    }

    #[test]
    fn an_outage_outranks_planned_work_on_the_same_host() {
        let trouble = Trouble {
            broken_sites: HashMap::from([(SiteId(1), Severity::Critical)]),
            worked_on_hosts: HashSet::from([HostId(1), HostId(2)]),
            ..Trouble::default()
        };
        let quays = build(&[host(1, 1, 1), host(2, 2, 1)], &[domu(1, 1), domu(2, 2)], &[], &trouble);
        let seen: Vec<_> = quays
            .iter()
            .flat_map(|quay| &quay.houses)
            .map(|house| (house.is_broken, house.is_worked_on, states(house)))
            .collect();
        assert_eq!(seen, [(true, false, vec![WindowState::Broken]), (false, true, vec![WindowState::Up])]);
    }

    #[test]
    fn nobody_is_said_to_be_up_in_a_house_of_which_a_part_is_broken() {
        let trouble =
            Trouble { broken_hosts: HashMap::from([(HostId(1), Severity::Minor)]), ..Trouble::default() };
        let quays = build(&[host(1, 1, 1), host(2, 1, 1)], &[domu(1, 1), domu(2, 2)], &[], &trouble);
        let seen: Vec<_> = quays[0].houses.iter().map(states).collect();
        assert_eq!(seen, [[WindowState::Doubtful], [WindowState::Up]]);
    }

    #[test]
    fn a_club_of_thousands_is_not_drawn_window_by_window() {
        let hosts: Vec<_> = (1..=100).map(|id| host(id, 1, 100)).collect();
        let trouble =
            Trouble { broken_hosts: HashMap::from([(HostId(7), Severity::Minor)]), ..Trouble::default() };
        let quays = build(&hosts, &[domu(1, 1)], &[], &trouble);
        assert_eq!(quays[0].houses.len(), 1);
        assert_eq!((quays[0].further_hosts, quays[0].further_domus, quays[0].domus), (99, 9_900, 10_000));
    }
}
