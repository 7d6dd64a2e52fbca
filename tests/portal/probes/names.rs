//! The whole way from the resolver to the advice.

use std::net::IpAddr;
use std::time::Duration;

use domovoi::probes::dns::{Resolver, Unanswered};
use domovoi::probes::mailbox::{self, Mailbox};
use domovoi::probes::names::{self, RecordType, ReverseVerdict, Verdict};
use tokio::time::timeout;

use super::name_server::{
    A, AAAA, Act, CNAME, MX, NXDOMAIN, NameServer, PTR, SERVFAIL, address, exchange, record, wire,
};

const OLD: &str = "192.0.2.17";
const NEW: &str = "198.51.100.17";

#[tokio::test]
async fn a_member_is_told_what_to_change_to_what() {
    let server = NameServer::start(|name, kind| match (name, kind) {
        ("higgs.example", A) => Act::Answer(vec![record(name, A, 300, address(OLD))]),
        ("www.higgs.example", A) => Act::Answer(vec![
            record(name, CNAME, 3600, wire("higgs.example")),
            record("higgs.example", A, 120, address(OLD)),
        ]),
        ("mail.higgs.example", A) => Act::Answer(vec![record(name, A, 60, address(NEW))]),
        ("broken.example", _) => Act::Fail(SERVFAIL),
        ("17.2.0.192.in-addr.arpa", PTR) => Act::Answer(vec![record(name, PTR, 60, wire("higgs.example"))]),
        (_, AAAA) => Act::Answer(vec![]),
        _ => Act::Fail(NXDOMAIN),
    })
    .await;
    let names = [
        "higgs.example",
        "www.higgs.example",
        "Mail.Higgs.example.",
        "mail.higgs.example",
        "broken.example",
        OLD,
    ]
    .map(str::to_owned);
    let (old, new): ([IpAddr; 1], [IpAddr; 1]) = ([OLD.parse().unwrap()], [NEW.parse().unwrap()]);
    let records = names::look_up(&resolver(&server), &names, &[old[0], new[0]]).await;
    let advice = names::advice(&records, &old, &new);
    let rows: Vec<_> = advice
        .names
        .iter()
        .filter(|row| row.record == RecordType::A)
        .map(|row| (row.name.as_str(), &row.verdict, row.ttl_seconds, row.alias_of.as_deref()))
        .collect();
    let to_change = Verdict::PointsToOld { from: old.to_vec(), to: new.to_vec() };
    assert_eq!(
        rows,
        [
            ("higgs.example", &to_change, Some(300), None),
            ("www.higgs.example", &to_change, Some(120), Some("higgs.example")),
            ("mail.higgs.example", &Verdict::PointsToNew, Some(60), None),
            ("broken.example", &Verdict::Unknown { why: Unanswered::ServerFailure }, None, None),
        ]
    );
    assert_eq!(advice.reverse[0].verdict, ReverseVerdict::NamesIt { name: "higgs.example".to_owned() });
    assert_eq!(advice.reverse[1].verdict, ReverseVerdict::None);
    let kept = serde_json::to_value(&records).unwrap();
    assert_eq!(serde_json::from_value::<names::Records>(kept).unwrap(), records);
}

#[tokio::test]
async fn many_names_take_no_longer_than_one() {
    let server = NameServer::start(|_, _| Act::Silence).await;
    let names: Vec<String> = (0..50).map(|n| format!("name-{n}.example")).collect();
    let resolver = resolver(&server).with_deadline(Duration::from_millis(500));
    // One after the other they would take 25 seconds.
    let records = timeout(Duration::from_secs(12), names::look_up(&resolver, &names, &[])).await.unwrap();
    let advice = names::advice(&records, &[], &[]);
    assert_eq!(advice.names.len(), 100);
    let unknown = Verdict::Unknown { why: Unanswered::TimedOut };
    assert!(advice.names.iter().all(|row| row.verdict == unknown));
}

#[tokio::test]
async fn mail_that_is_read_on_the_moving_domu_is_found_through_its_server() {
    let server = NameServer::start(|name, kind| match (name, kind) {
        ("noor.example", MX) => Act::Answer(vec![
            record(name, MX, 60, exchange(10, "mx.noor.example")),
            record(name, MX, 60, exchange(20, "backup.example")),
        ]),
        ("mx.noor.example", A) => Act::Answer(vec![record(name, A, 60, address(OLD))]),
        ("bare.example", A) => Act::Answer(vec![record(name, A, 60, address(OLD))]),
        ("nowhere.example", MX) => Act::Answer(vec![record(name, MX, 60, exchange(0, ""))]),
        ("failing.example", _) => Act::Fail(SERVFAIL),
        _ => Act::Answer(vec![]),
    })
    .await;
    let resolver = resolver(&server);
    let own = |host: &str| Mailbox::OwnServer { host: host.to_owned() };
    for (mail, mailbox) in [
        ("noor@Noor.example", own("mx.noor.example")),
        ("noor@bare.example", own("bare.example")),
        ("noor@nowhere.example", Mailbox::Elsewhere),
        ("noor@elsewhere.example", Mailbox::Elsewhere),
        ("noor@failing.example", Mailbox::Unknown { why: Unanswered::ServerFailure }),
        ("noor@higgs.example", Mailbox::OwnName),
    ] {
        let domain = mailbox::domain_of(mail).unwrap();
        let records = mailbox::look_up(&resolver, &domain).await;
        let names = ["Higgs.example".to_owned()];
        assert_eq!(mailbox::lives_on(&records, &names, &[OLD.parse().unwrap()]), mailbox, "{mail}");
    }
    assert!(!server.asked().iter().any(|question| question.contains("backup")), "{:?}", server.asked());
}

fn resolver(server: &NameServer) -> Resolver {
    Resolver::new(vec![server.address]).with_deadline(Duration::from_secs(30))
}
