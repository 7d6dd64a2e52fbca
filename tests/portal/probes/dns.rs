//! What a resolver says, and what it does not say.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use domovoi::probes::dns::{Answer, Exchange, Resolver, Unanswered};
use tokio::time::timeout;

use super::listener::LOOPBACK;
use super::name_server::{
    A, AAAA, Act, CNAME, MX, NXDOMAIN, NameServer, PTR, REFUSED, SERVFAIL, address, exchange, record, wire,
};

const NAME: &str = "higgs.example";

#[tokio::test]
async fn records_come_with_the_time_they_still_live() {
    let server = NameServer::start(|name, kind| {
        Act::Answer(match (name, kind) {
            (NAME, A) => vec![
                record("HIGGS.example", A, 300, address("192.0.2.1")),
                record(NAME, A, 200, address("192.0.2.2")),
                record("other.example", A, 1, address("192.0.2.3")),
            ],
            (NAME, AAAA) => vec![record(NAME, AAAA, 86_400, address("2001:db8::1"))],
            (NAME, MX) => {
                vec![
                    record(NAME, MX, 60, exchange(20, "MX2.example")),
                    record(NAME, MX, 60, exchange(10, "")),
                ]
            }
            ("1.2.0.192.in-addr.arpa", PTR) => vec![record(name, PTR, 0, wire("Higgs.example"))],
            _ => vec![],
        })
    })
    .await;
    let resolver = resolver(&[server.address]);
    assert_eq!(resolver.ipv4("Higgs.Example.").await, found(&["192.0.2.1", "192.0.2.2"], 200, None));
    assert_eq!(resolver.ipv6(NAME).await, found(&["2001:db8::1"], 86_400, None));
    let values = [(20, "mx2.example"), (10, "")]
        .map(|(preference, host)| Exchange { preference, host: host.to_owned() })
        .to_vec();
    assert_eq!(resolver.exchanges_of(NAME).await, Answer::Found { values, ttl_seconds: 60, alias_of: None });
    let values = vec![NAME.to_owned()];
    let names = resolver.names_of("192.0.2.1".parse().unwrap()).await;
    assert_eq!(names, Answer::Found { values, ttl_seconds: 0, alias_of: None });
    assert_eq!(server.asked().len(), 4, "nothing is asked twice");
}

#[tokio::test]
async fn an_alias_is_followed_and_shortens_the_time() {
    let server = NameServer::start(|_, _| {
        Act::Answer(vec![
            record("web.example", A, 900, address("192.0.2.1")),
            record("cdn.example", CNAME, 30, wire("Web.example")),
            record("www.higgs.example", CNAME, 600, wire("cdn.example")),
        ])
    })
    .await;
    let answer = resolver(&[server.address]).ipv4("www.higgs.example").await;
    assert_eq!(answer, found(&["192.0.2.1"], 30, Some("web.example")));
}

#[tokio::test]
async fn what_does_not_exist_is_none() {
    let server = NameServer::start(|name, _| match name {
        "gone.example" => Act::Fail(NXDOMAIN),
        "alias.example" => Act::Answer(vec![record(name, CNAME, 30, wire("nothing.example"))]),
        _ => Act::Answer(vec![]),
    })
    .await;
    let resolver = resolver(&[server.address]);
    for name in ["gone.example", "empty.example", "alias.example"] {
        assert_eq!(resolver.ipv4(name).await, Answer::None, "{name}");
    }
}

#[tokio::test]
async fn what_nobody_could_tell_is_unknown_never_none() {
    let server = NameServer::start(|name, _| match name {
        "servfail.example" => Act::Fail(SERVFAIL),
        "refused.example" => Act::Fail(REFUSED),
        "not-implemented.example" => Act::Fail(4),
        "referral.example" => Act::Referral,
        "cut.example" => Act::AlwaysCut,
        "loop.example" => Act::Answer(vec![record(name, CNAME, 30, wire(name))]),
        "refused-bare.example" => Act::Bytes(vec![0x81, 0x85, 0, 0, 0, 0, 0, 0, 0, 0]),
        _ => unreachable!("{name}"),
    })
    .await;
    let resolver = resolver(&[server.address]);
    for (name, why) in [
        ("servfail.example", Unanswered::ServerFailure),
        ("refused.example", Unanswered::Refused),
        ("refused-bare.example", Unanswered::Refused),
        ("not-implemented.example", Unanswered::Nonsense),
        ("referral.example", Unanswered::NotRecursive),
        ("cut.example", Unanswered::Nonsense),
        ("loop.example", Unanswered::Nonsense),
        ("", Unanswered::NoName),
        (&"a".repeat(64), Unanswered::NoName),
    ] {
        assert_eq!(resolver.ipv4(name).await, Answer::Unknown { why }, "{name}");
    }
}

#[tokio::test]
async fn a_silent_resolver_is_left_at_the_deadline() {
    let silent = NameServer::start(|_, _| Act::Silence).await;
    let garbage = NameServer::start(|_, _| Act::Bytes(vec![0x81, 0x80, 0xff, 0xff])).await;
    for server in [silent, garbage] {
        let resolver = resolver(&[server.address]).with_deadline(Duration::from_millis(60));
        let answer = timeout(Duration::from_secs(20), resolver.ipv4(NAME)).await.expect("it ends by itself");
        assert_eq!(answer, Answer::Unknown { why: Unanswered::TimedOut });
    }
}

#[tokio::test]
async fn a_question_that_was_lost_is_asked_again() {
    let is_first = AtomicBool::new(true);
    let server = NameServer::start(move |_, _| match is_first.swap(false, Ordering::Relaxed) {
        true => Act::Silence,
        false => Act::Answer(vec![record(NAME, A, 60, address("192.0.2.1"))]),
    })
    .await;
    let resolver = resolver(&[server.address]).with_deadline(Duration::from_secs(3));
    assert_eq!(resolver.ipv4(NAME).await, found(&["192.0.2.1"], 60, None));
}

#[tokio::test]
async fn an_answer_that_does_not_fit_is_fetched_over_tcp() {
    let addresses: Vec<String> = (1..=40).map(|last| format!("192.0.2.{last}")).collect();
    let records = addresses.iter().map(|text| record(NAME, A, 60, address(text))).collect();
    let server = NameServer::start(move |_, _| Act::Long(Vec::clone(&records))).await;
    let all: Vec<&str> = addresses.iter().map(String::as_str).collect();
    assert_eq!(resolver(&[server.address]).ipv4(NAME).await, found(&all, 60, None));
    assert_eq!(server.asked(), ["udp higgs.example 1", "tcp higgs.example 1"]);
}

#[tokio::test]
async fn an_answer_to_another_question_is_not_believed() {
    let server =
        NameServer::start(|_, _| Act::AfterForeign(vec![record(NAME, A, 60, address("192.0.2.1"))])).await;
    assert_eq!(resolver(&[server.address]).ipv4(NAME).await, found(&["192.0.2.1"], 60, None));
}

#[tokio::test]
async fn when_one_resolver_fails_the_next_is_asked() {
    let good = NameServer::start(|_, _| Act::Answer(vec![record(NAME, A, 60, address("192.0.2.1"))])).await;
    let failing = NameServer::start(|_, _| Act::Fail(SERVFAIL)).await;
    let silent = NameServer::start(|_, _| Act::Silence).await;
    let gone = closed().await;
    for first in [failing.address, gone] {
        let answer = resolver(&[first, good.address]).ipv4(NAME).await;
        assert_eq!(answer, found(&["192.0.2.1"], 60, None), "{first}");
    }
    let impatient = resolver(&[silent.address, good.address]).with_deadline(Duration::from_secs(4));
    assert_eq!(impatient.ipv4(NAME).await, found(&["192.0.2.1"], 60, None));
    let answer = resolver(&[gone]).ipv4(NAME).await;
    assert_eq!(answer, Answer::Unknown { why: Unanswered::Unreachable });
}

/// An address where nobody listens.
async fn closed() -> SocketAddr {
    let socket = tokio::net::UdpSocket::bind((LOOPBACK, 0)).await.unwrap();
    socket.local_addr().unwrap()
}

fn resolver(servers: &[SocketAddr]) -> Resolver {
    Resolver::new(servers.to_vec()).with_deadline(Duration::from_secs(60))
}

fn found(addresses: &[&str], ttl_seconds: u32, alias_of: Option<&str>) -> Answer<IpAddr> {
    let values = addresses.iter().map(|address| address.parse().unwrap()).collect();
    Answer::Found { values, ttl_seconds, alias_of: alias_of.map(str::to_owned) }
}
