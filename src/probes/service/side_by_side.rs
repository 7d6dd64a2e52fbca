//! The looks from before a move beside those from after it, address by address.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::comparison::{Comparison, compare};
use super::outcome::Outcome;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    Ipv4,
    Ipv6,
}

impl Family {
    pub fn of(address: IpAddr) -> Family {
        if address.to_canonical().is_ipv4() { Family::Ipv4 } else { Family::Ipv6 }
    }
}

/// One look at one service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub address: IpAddr,
    pub outcome: Outcome,
}

/// A service on an address before, and on the one that took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    pub family: Family,
    pub before: Option<Look>,
    pub after: Option<Look>,
    pub comparison: Comparison,
}

/// Sets the looks at one service side by side: an address that stayed with itself, the others in
/// their order, IPv4 with IPv4 and IPv6 with IPv6.
pub fn compare_looks(before: &[Look], after: &[Look]) -> Vec<Compared> {
    [Family::Ipv4, Family::Ipv6].into_iter().flat_map(|family| of_family(family, before, after)).collect()
}

fn of_family(family: Family, before: &[Look], after: &[Look]) -> Vec<Compared> {
    let is_one = |look: &&Look| Family::of(look.address) == family;
    let has = |looks: &[Look], address| looks.iter().any(|look| look.address == address);
    let (stayed, gone): (Vec<&Look>, Vec<&Look>) =
        before.iter().filter(is_one).partition(|look| has(after, look.address));
    let mut new = after.iter().filter(is_one).filter(|look| !has(before, look.address));
    let mut rows = Vec::new();
    for look in stayed {
        rows.push((Some(look), after.iter().find(|other| other.address == look.address)));
    }
    for look in gone {
        rows.push((Some(look), new.next()));
    }
    rows.extend(new.map(|look| (None, Some(look))));
    rows.into_iter().map(|(before, after)| compared(family, before, after)).collect()
}

fn compared(family: Family, before: Option<&Look>, after: Option<&Look>) -> Compared {
    let comparison = match (before, after) {
        (Some(before), Some(after)) => compare(&before.outcome, &after.outcome),
        _ => Comparison::Unknown,
    };
    Compared { family, before: before.cloned(), after: after.cloned(), comparison }
}

#[cfg(test)]
mod tests {
    use super::super::outcome::Facts;
    use super::*;

    #[test]
    fn addresses_are_set_beside_those_that_took_their_place() {
        let look = |address: &str, outcome: &Outcome| Look {
            address: address.parse().unwrap(),
            outcome: outcome.clone(),
        };
        let (up, down) = (Outcome::Answered { facts: Facts::Tcp }, Outcome::Refused);
        let before = [
            look("192.0.2.1", &up),
            look("2001:db8::1", &up),
            look("192.0.2.2", &up),
            look("192.0.2.9", &up),
        ];
        let after = [
            look("198.51.100.1", &down),
            look("192.0.2.2", &up),
            look("2001:db8::2", &up),
            look("2001:db8::3", &up),
        ];
        let rows: Vec<(Option<String>, Option<String>, Comparison)> = compare_looks(&before, &after)
            .into_iter()
            .map(|row| {
                let address = |look: Option<Look>| look.map(|look| look.address.to_string());
                (address(row.before), address(row.after), row.comparison)
            })
            .collect();
        let some = |address: &str| Some(address.to_owned());
        assert_eq!(
            rows,
            [
                (some("192.0.2.2"), some("192.0.2.2"), Comparison::Same),
                (some("192.0.2.1"), some("198.51.100.1"), Comparison::Lost),
                (some("192.0.2.9"), None, Comparison::Unknown),
                (some("2001:db8::1"), some("2001:db8::2"), Comparison::Same),
                (None, some("2001:db8::3"), Comparison::Unknown),
            ]
        );
    }
}
