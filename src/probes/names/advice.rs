//! What stands where, and what to change to what.

use std::net::IpAddr;

use serde::Serialize;

use super::records::{Records, ReverseRecords, plain};
use crate::probes::dns::{Answer, Unanswered};

/// What stands where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Advice {
    pub names: Vec<NameAdvice>,
    pub reverse: Vec<ReverseAdvice>,
}

/// On one type of record of one name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameAdvice {
    pub name: String,
    pub record: RecordType,
    pub verdict: Verdict,
    /// How long resolvers may still say the same.
    pub ttl_seconds: Option<u32>,
    /// The name at which the record is to be changed, when it is another.
    pub alias_of: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum RecordType {
    A,
    #[serde(rename = "AAAA")]
    Aaaa,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// To be changed from these to those; with none to go to, to be taken out.
    PointsToOld {
        from: Vec<IpAddr>,
        to: Vec<IpAddr>,
    },
    PointsToNew,
    /// To the new addresses, and still to these old ones.
    Both {
        from: Vec<IpAddr>,
    },
    /// To addresses that have no part in the move: none of our business, or a slip.
    Elsewhere {
        addresses: Vec<IpAddr>,
    },
    None,
    Unknown {
        why: Unanswered,
    },
}

/// On the name of one address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReverseAdvice {
    pub address: IpAddr,
    pub side: Side,
    pub verdict: ReverseVerdict,
    pub ttl_seconds: Option<u32>,
}

/// Whether the domU leaves the address or gets it; one that it keeps is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Old,
    New,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum ReverseVerdict {
    /// One of the domU's own names: right for a new address, to be taken away from an old one.
    NamesIt {
        name: String,
    },
    Other {
        names: Vec<String>,
    },
    None,
    Unknown {
        why: Unanswered,
    },
}

/// Judges what was looked up. An address that the domU keeps counts as new.
pub fn advice(records: &Records, old: &[IpAddr], new: &[IpAddr]) -> Advice {
    let move_ = Addresses::new(old, new);
    let names = records.names.iter().flat_map(|records| {
        [(RecordType::A, &records.ipv4), (RecordType::Aaaa, &records.ipv6)]
            .map(|(record, answer)| move_.on_name(&records.name, record, answer))
    });
    let own: Vec<&str> = records.names.iter().map(|records| records.name.as_str()).collect();
    let reverse = records.reverse.iter().filter_map(|records| move_.on_address(records, &own));
    Advice { names: names.collect(), reverse: reverse.collect() }
}

/// Those that the domU leaves, and those that it has afterwards.
struct Addresses {
    old: Vec<IpAddr>,
    new: Vec<IpAddr>,
}

impl Addresses {
    fn new(old: &[IpAddr], new: &[IpAddr]) -> Addresses {
        Addresses {
            old: old.iter().filter(|address| !new.contains(address)).copied().collect(),
            new: new.to_vec(),
        }
    }

    fn on_name(&self, name: &str, record: RecordType, answer: &Answer<IpAddr>) -> NameAdvice {
        let (verdict, ttl_seconds, alias_of) = match answer {
            Answer::None => (Verdict::None, None, None),
            Answer::Unknown { why } => (Verdict::Unknown { why: *why }, None, None),
            Answer::Found { values, ttl_seconds, alias_of } => {
                (self.on_values(record, values), Some(*ttl_seconds), alias_of.clone())
            }
        };
        NameAdvice { name: name.to_owned(), record, verdict, ttl_seconds, alias_of }
    }

    fn on_values(&self, record: RecordType, values: &[IpAddr]) -> Verdict {
        let from: Vec<IpAddr> = values.iter().filter(|value| self.old.contains(value)).copied().collect();
        match (from.is_empty(), values.iter().any(|value| self.new.contains(value))) {
            (false, true) => Verdict::Both { from },
            (false, false) => Verdict::PointsToOld { from, to: self.new_for(record) },
            (true, true) => Verdict::PointsToNew,
            (true, false) => Verdict::Elsewhere { addresses: values.to_vec() },
        }
    }

    fn new_for(&self, record: RecordType) -> Vec<IpAddr> {
        self.new.iter().filter(|address| address.is_ipv4() == (record == RecordType::A)).copied().collect()
    }

    /// `None` if the address has no part in the move.
    fn on_address(&self, records: &ReverseRecords, own: &[&str]) -> Option<ReverseAdvice> {
        let address = records.address;
        let side = match () {
            () if self.new.contains(&address) => Side::New,
            () if self.old.contains(&address) => Side::Old,
            () => return None,
        };
        let (verdict, ttl_seconds) = match &records.names {
            Answer::None => (ReverseVerdict::None, None),
            Answer::Unknown { why } => (ReverseVerdict::Unknown { why: *why }, None),
            Answer::Found { values, ttl_seconds, .. } => (on_names(values, own), Some(*ttl_seconds)),
        };
        Some(ReverseAdvice { address, side, verdict, ttl_seconds })
    }
}

fn on_names(names: &[String], own: &[&str]) -> ReverseVerdict {
    match names.iter().find(|name| own.contains(&plain(name).as_str())) {
        Some(name) => ReverseVerdict::NamesIt { name: name.clone() },
        None => ReverseVerdict::Other { names: names.to_vec() },
    }
}

#[cfg(test)]
mod tests {
    use super::super::records::NameRecords;
    use super::*;

    fn addresses(texts: &[&str]) -> Vec<IpAddr> {
        texts.iter().map(|text| text.parse().unwrap()).collect()
    }

    fn found(texts: &[&str]) -> Answer<IpAddr> {
        Answer::Found { values: addresses(texts), ttl_seconds: 300, alias_of: None }
    }

    fn verdicts(ipv4: Answer<IpAddr>, ipv6: Answer<IpAddr>, old: &[&str], new: &[&str]) -> Vec<Verdict> {
        let names = vec![NameRecords { name: "higgs.example.org".to_owned(), ipv4, ipv6 }];
        let records = Records { names, reverse: Vec::new() };
        let advice = advice(&records, &addresses(old), &addresses(new));
        advice.names.into_iter().map(|name| name.verdict).collect()
    }

    #[test]
    fn what_to_change_to_what() {
        let (old, new) = (["192.0.2.1", "2001:db8:1::1"], ["198.51.100.1", "2001:db8:2::1"]);
        let from = || addresses(&["192.0.2.1"]);
        for (values, verdict) in [
            (&["192.0.2.1"][..], Verdict::PointsToOld { from: from(), to: addresses(&["198.51.100.1"]) }),
            (
                &["192.0.2.1", "203.0.113.9"],
                Verdict::PointsToOld { from: from(), to: addresses(&["198.51.100.1"]) },
            ),
            (&["198.51.100.1"], Verdict::PointsToNew),
            (&["198.51.100.1", "203.0.113.9"], Verdict::PointsToNew),
            (&["198.51.100.1", "192.0.2.1"], Verdict::Both { from: from() }),
            (&["203.0.113.9"], Verdict::Elsewhere { addresses: addresses(&["203.0.113.9"]) }),
        ] {
            let why = Unanswered::ServerFailure;
            let both = verdicts(found(values), Answer::Unknown { why }, &old, &new);
            assert_eq!(both, [verdict, Verdict::Unknown { why }], "{values:?}");
        }
        assert_eq!(
            verdicts(Answer::None, found(&["2001:db8:1::1"]), &old, &["198.51.100.1"]),
            [Verdict::None, Verdict::PointsToOld { from: addresses(&["2001:db8:1::1"]), to: Vec::new() }]
        );
    }

    #[test]
    fn an_address_that_is_kept_needs_no_change() {
        let kept = ["192.0.2.1"];
        assert_eq!(verdicts(found(&kept), Answer::None, &kept, &kept), [Verdict::PointsToNew, Verdict::None]);
    }

    #[test]
    fn the_name_of_an_address_is_ours_or_somebody_elses() {
        let named = |names: &[&str]| Answer::Found {
            values: names.iter().map(|name| (*name).to_owned()).collect(),
            ttl_seconds: 60,
            alias_of: None,
        };
        let reverse = [
            ("192.0.2.1", named(&["higgs.example.org"])),
            ("198.51.100.1", named(&["host-1.isp.example"])),
            ("198.51.100.2", Answer::None),
            ("198.51.100.3", Answer::Unknown { why: Unanswered::TimedOut }),
            ("203.0.113.1", named(&["of-no-interest.example"])),
        ]
        .map(|(address, names)| ReverseRecords { address: address.parse().unwrap(), names });
        let names = vec![NameRecords {
            name: "higgs.example.org".to_owned(),
            ipv4: Answer::None,
            ipv6: Answer::None,
        }];
        let records = Records { names, reverse: reverse.to_vec() };
        let new = addresses(&["198.51.100.1", "198.51.100.2", "198.51.100.3"]);
        let advice = advice(&records, &addresses(&["192.0.2.1"]), &new).reverse;
        let advice: Vec<(Side, ReverseVerdict)> = advice.into_iter().map(|a| (a.side, a.verdict)).collect();
        assert_eq!(
            advice,
            [
                (Side::Old, ReverseVerdict::NamesIt { name: "higgs.example.org".to_owned() }),
                (Side::New, ReverseVerdict::Other { names: vec!["host-1.isp.example".to_owned()] }),
                (Side::New, ReverseVerdict::None),
                (Side::New, ReverseVerdict::Unknown { why: Unanswered::TimedOut }),
            ]
        );
    }
}
