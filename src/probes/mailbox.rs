//! Whether a member's mail is read on the very domU that moves, so that the mails about the move
//! would not arrive.

use std::net::IpAddr;

use futures_util::future::join_all;
use serde::{Deserialize, Serialize};

use super::dns::{Answer, Exchange, Resolver, Unanswered};
use super::names::{NameRecords, of_name, plain};

/// More servers of the first choice than any domain needs.
const MOST_HOSTS: usize = 10;

/// What a resolver said of the mail of one domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRecords {
    pub domain: String,
    pub exchanges: Answer<Exchange>,
    /// The servers that are tried first; the domain itself if it names none (RFC 5321 §5.1).
    pub hosts: Vec<NameRecords>,
}

/// Where mail for an address ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "mailbox", rename_all = "snake_case")]
pub enum Mailbox {
    /// Its domain is one of the domU's names.
    OwnName,
    /// It is delivered to this server, which is the domU.
    OwnServer {
        host: String,
    },
    Elsewhere,
    Unknown {
        why: Unanswered,
    },
}

/// The domain of a mail address as DNS writes it; `None` if it can have none.
pub fn domain_of(address: &str) -> Option<String> {
    let (_, domain) = address.rsplit_once('@')?;
    let domain = idna::domain_to_ascii(domain).ok()?;
    (!domain.is_empty()).then(|| plain(&domain))
}

/// Asks for a domain's mail servers and their addresses: as long as two lookups may take.
pub async fn look_up(resolver: &Resolver, domain: &str) -> MailRecords {
    let exchanges = resolver.exchanges_of(domain).await;
    let hosts = match &exchanges {
        Answer::Found { values, .. } => first_choice(values),
        Answer::None => vec![domain.to_owned()],
        Answer::Unknown { .. } => Vec::new(),
    };
    let hosts = join_all(hosts.into_iter().map(|host| of_name(resolver, host))).await;
    MailRecords { domain: domain.to_owned(), exchanges, hosts }
}

fn first_choice(exchanges: &[Exchange]) -> Vec<String> {
    let best = exchanges.iter().map(|exchange| exchange.preference).min();
    let first = exchanges.iter().filter(|exchange| Some(exchange.preference) == best);
    first.map(|exchange| exchange.host.clone()).filter(|host| !host.is_empty()).take(MOST_HOSTS).collect()
}

/// Judges what was looked up, for a domU with these names and addresses. A server that only
/// keeps mail while the first choice is away does not count.
pub fn lives_on(records: &MailRecords, names: &[String], addresses: &[IpAddr]) -> Mailbox {
    let is_own = |name: &str| names.iter().any(|own| plain(own) == plain(name));
    let is_there =
        |host: &&NameRecords| is_own(&host.name) || values(host).any(|address| addresses.contains(address));
    if is_own(&records.domain) {
        return Mailbox::OwnName;
    }
    if let Some(host) = records.hosts.iter().find(is_there) {
        return Mailbox::OwnServer { host: host.name.clone() };
    }
    let of_hosts = records.hosts.iter().flat_map(|host| [unanswered(&host.ipv4), unanswered(&host.ipv6)]);
    match of_hosts.chain([unanswered(&records.exchanges)]).flatten().next() {
        Some(why) => Mailbox::Unknown { why },
        None => Mailbox::Elsewhere,
    }
}

fn values(host: &NameRecords) -> impl Iterator<Item = &IpAddr> {
    host.ipv4.values().iter().chain(host.ipv6.values())
}

fn unanswered<T>(answer: &Answer<T>) -> Option<Unanswered> {
    match answer {
        Answer::Unknown { why } => Some(*why),
        Answer::Found { .. } | Answer::None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str, ipv4: Answer<IpAddr>) -> NameRecords {
        NameRecords { name: name.to_owned(), ipv4, ipv6: Answer::None }
    }

    fn at(address: &str) -> Answer<IpAddr> {
        Answer::Found { values: vec![address.parse().unwrap()], ttl_seconds: 60, alias_of: None }
    }

    fn exchanges(of: &[(u16, &str)]) -> Answer<Exchange> {
        let values = of.iter().map(|&(preference, host)| Exchange { preference, host: host.to_owned() });
        Answer::Found { values: values.collect(), ttl_seconds: 60, alias_of: None }
    }

    #[test]
    fn mail_that_is_read_on_the_moving_domu_is_seen() {
        let why = Unanswered::TimedOut;
        let own = |host: &str| Mailbox::OwnServer { host: host.to_owned() };
        let mx = || exchanges(&[(10, "mx.example.net")]);
        for (domain, exchanges, hosts, mailbox) in [
            ("Higgs.example.org", Answer::Unknown { why }, vec![], Mailbox::OwnName),
            ("noor.example", mx(), vec![host("mx.example.net", at("192.0.2.1"))], own("mx.example.net")),
            (
                "noor.example",
                mx(),
                vec![host("higgs.example.org", Answer::Unknown { why })],
                own("higgs.example.org"),
            ),
            ("noor.example", Answer::None, vec![host("noor.example", at("192.0.2.1"))], own("noor.example")),
            ("noor.example", mx(), vec![host("mx.example.net", at("203.0.113.9"))], Mailbox::Elsewhere),
            (
                "noor.example",
                mx(),
                vec![host("mx.example.net", Answer::Unknown { why })],
                Mailbox::Unknown { why },
            ),
            ("noor.example", Answer::Unknown { why }, vec![], Mailbox::Unknown { why }),
            ("noor.example", exchanges(&[(0, "")]), vec![], Mailbox::Elsewhere),
        ] {
            let records = MailRecords { domain: domain.to_owned(), exchanges, hosts };
            let names = ["www.example.org".to_owned(), "higgs.example.org".to_owned()];
            assert_eq!(lives_on(&records, &names, &["192.0.2.1".parse().unwrap()]), mailbox, "{records:?}");
        }
    }

    #[test]
    fn only_the_servers_of_the_first_choice_are_asked_for() {
        let Answer::Found { values, .. } = exchanges(&[(20, "c"), (10, "a"), (10, "b")]) else {
            unreachable!()
        };
        assert_eq!(first_choice(&values), ["a", "b"]);
    }

    #[test]
    fn a_domain_is_written_as_dns_writes_it() {
        assert_eq!(domain_of("noor@Higgs.example"), Some("higgs.example".to_owned()));
        assert_eq!(domain_of("noor@bücher.example"), Some("xn--bcher-kva.example".to_owned()));
        assert_eq!(domain_of("noor"), None);
        assert_eq!(domain_of("noor@"), None);
    }
}
