//! Each captured output by itself. What is expected was written down by reading them.

use domovoi::migrations::path_mtu::Family::{self, Ipv4, Ipv6};
use domovoi::migrations::path_mtu::Verdict::{
    self, Answered, Lossy, ProvesNothing, Silence, TooBig, Unreachable,
};

use super::{names, output, pieces};

type Row = (&'static str, Option<u32>, Option<Family>, Verdict, Option<u32>);

const fn ping(name: &'static str, payload: u32, family: Family, verdict: Verdict, mtu: Option<u32>) -> Row {
    (name, Some(payload), Some(family), verdict, mtu)
}

const fn trace(name: &'static str, family: Option<Family>, verdict: Verdict, mtu: Option<u32>) -> Row {
    (name, None, family, verdict, mtu)
}

const fn no_probe(name: &'static str) -> Row {
    (name, None, None, ProvesNothing, None)
}

/// Name, payload, family, verdict, the limit that it names.
const EXPECTED: [Row; 96] = [
    no_probe("a-bridge-d-j-link-sw"),
    ping("a-busybox-ping-1472", 1472, Ipv4, ProvesNothing, None),
    ping("a-busybox-ping-8972", 8972, Ipv4, ProvesNothing, None),
    no_probe("a-busybox-ping-M"),
    no_probe("a-ethtool"),
    no_probe("a-ethtool-S"),
    no_probe("a-ethtool-i"),
    no_probe("a-ethtool-i-bridge"),
    no_probe("a-ethtool-json-k"),
    no_probe("a-ethtool-k"),
    no_probe("a-ip-d-j-link-dom0a"),
    no_probe("a-ip-d-j-link-sw"),
    trace("a-ip-j-route-get", Some(Ipv4), ProvesNothing, None),
    no_probe("a-ip-link-dom0a"),
    trace("a-ip-route-get", Some(Ipv4), ProvesNothing, None),
    no_probe("a-ip-s-j-link-dom0a"),
    no_probe("a-ip-s-j-link-sw"),
    no_probe("a-ip-s-link-dom0a"),
    ping("a-ping-1472-ok", 1472, Ipv4, Answered, None),
    ping("a-ping-8972-D-O", 8972, Ipv4, Answered, None),
    ping("a-ping-8972-ok", 8972, Ipv4, Answered, None),
    ping("a-ping-8972-quiet", 8972, Ipv4, Answered, None),
    ping("a-ping-8973-local-error", 8973, Ipv4, TooBig, Some(9000)),
    // Nothing in it says that it went without the don't-fragment bit: `together` finds out.
    ping("a-ping-8973-no-df", 8973, Ipv4, Answered, None),
    ping("a-ping6-1452-ok", 1452, Ipv6, Answered, None),
    ping("a-ping6-8952-ok", 8952, Ipv6, Answered, None),
    no_probe("a-proc-net-dev-dom0a"),
    no_probe("a-proc-net-dev-sw"),
    no_probe("a-sys-mtu-dom0a"),
    trace("a-tracepath", Some(Ipv4), Answered, Some(9000)),
    trace("a-tracepath6", Some(Ipv6), Answered, Some(9000)),
    ping("a1500-busybox-ping-8972", 8972, Ipv4, ProvesNothing, None),
    ping("a1500-ping-1472-ok", 1472, Ipv4, Answered, None),
    ping("a1500-ping-8972-local-error", 8972, Ipv4, TooBig, Some(1500)),
    ping("a1500-ping-8972-no-M", 8972, Ipv4, Answered, None),
    trace("a1500-tracepath", Some(Ipv4), Answered, Some(1500)),
    ping("b-busybox-ping-8972", 8972, Ipv4, ProvesNothing, None),
    trace("b-ip-j-route-get-cached", Some(Ipv4), ProvesNothing, Some(1500)),
    trace("b-ip-route-get-cached", Some(Ipv4), ProvesNothing, Some(1500)),
    no_probe("b-ip-s-j-link-rt"),
    trace("b-ip6-route-get-cached", Some(Ipv6), ProvesNothing, Some(1500)),
    ping("b-ping-1472-ok", 1472, Ipv4, Answered, None),
    ping("b-ping-8972-cached", 8972, Ipv4, TooBig, Some(1500)),
    ping("b-ping-8972-frag-needed", 8972, Ipv4, TooBig, Some(1500)),
    // Two answers came in pieces, after the router had named its limit.
    ping("b-ping-8972-no-M", 8972, Ipv4, TooBig, Some(1500)),
    no_probe("b-ping-8972-probe"),
    ping("b-ping-8972-quiet", 8972, Ipv4, ProvesNothing, None),
    ping("b-ping-9001", 9001, Ipv4, TooBig, Some(1500)),
    ping("b-ping6-1452-ok", 1452, Ipv6, Answered, None),
    ping("b-ping6-8952-too-big", 8952, Ipv6, TooBig, Some(1500)),
    no_probe("b-proc-net-dev-rt"),
    trace("b-tracepath", Some(Ipv4), TooBig, Some(1500)),
    trace("b-tracepath6", Some(Ipv6), TooBig, Some(1500)),
    ping("b2-ping-1472-ok", 1472, Ipv4, Answered, None),
    // A trace that nobody answers does not even show its family.
    trace("b2-tracepath", None, Silence, None),
    ping("c-busybox-ping-8972", 8972, Ipv4, Silence, None),
    no_probe("c-ethtool-S-pb"),
    no_probe("c-ip-d-j-link-sw"),
    no_probe("c-ip-s-j-link-dom0a"),
    no_probe("c-ip-s-j-link-sw"),
    ping("c-ping-1472-ok", 1472, Ipv4, Answered, None),
    ping("c-ping-8972-lost", 8972, Ipv4, Silence, None),
    ping("c-ping-8972-lost-W1-O", 8972, Ipv4, Silence, None),
    ping("c-ping-8972-lost-quiet", 8972, Ipv4, Silence, None),
    ping("c-ping-8972-reverse", 8972, Ipv4, Silence, None),
    ping("c-ping-8973-local-error", 8973, Ipv4, TooBig, Some(9000)),
    ping("c-ping6-1452-ok", 1452, Ipv6, Answered, None),
    no_probe("c-proc-net-dev-dom0a"),
    no_probe("c-proc-net-dev-sw"),
    no_probe("c-tcp-stall-nstat"),
    no_probe("c-tcp-stall-proc-net-dev"),
    no_probe("c-tcp-stall-ss"),
    trace("c-tracepath", None, Silence, None),
    trace("c-tracepath6", None, Silence, None),
    no_probe("c2-ip-s-j-link-dom0b"),
    ping("c2-ping-1472-ok", 1472, Ipv4, Answered, None),
    ping("c2-ping-8972-lost", 8972, Ipv4, Silence, None),
    no_probe("c2-tcp-received-bytes"),
    no_probe("c2-tcp-works-ss"),
    trace("c2-tracepath", None, Silence, None),
    trace("c2-tracepath-reverse", Some(Ipv4), Answered, Some(1500)),
    ping("l-C-ping-partial-loss-3", 8972, Ipv4, Lossy, None),
    ping("l-de_DE-ping-8972-ok", 8972, Ipv4, Answered, None),
    ping("l-de_DE-ping-8973-local-error", 8973, Ipv4, TooBig, Some(9000)),
    ping("l-de_DE-ping-frag-needed", 8972, Ipv4, TooBig, Some(1500)),
    no_probe("v-busybox-version"),
    no_probe("v-ethtool-version"),
    no_probe("v-ip-version"),
    no_probe("v-ping-version"),
    no_probe("v-tracepath-version"),
    ("x-name-unknown", None, None, Unreachable, None),
    ("x-network-unreachable", None, None, Unreachable, None),
    no_probe("x-own-link-down-ip-j-link"),
    ping("x-partial-loss", 8972, Ipv4, Lossy, None),
    ping("x-partial-loss-3", 8972, Ipv4, Lossy, None),
    // One output alone cannot tell a lost cable from a small limit: the small ping does.
    ping("x-port-down-ping", 8972, Ipv4, Silence, None),
];

#[test]
fn every_captured_output_is_judged_right() {
    let listed: Vec<&str> = EXPECTED.iter().map(|row| row.0).collect();
    assert_eq!(names(), listed, "the table has every capture");
    let mut wrong = Vec::new();
    for (name, payload, family, verdict, path_mtu) in EXPECTED {
        let pieces = pieces(&[output(name)]);
        let [piece] = pieces.as_slice() else { panic!("{name} has {} outputs", pieces.len()) };
        let judged = &piece.judgement;
        let ours = (judged.payload, judged.family, judged.verdict, judged.path_mtu);
        if ours != (payload, family, verdict, path_mtu) {
            wrong.push(format!("{name}: {ours:?}, {:?}", judged.why));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn who_named_the_limit_is_kept_apart() {
    let said_by = |name: &str| {
        let said = pieces(&[output(name)])[0].judgement.said_by;
        serde_json::to_string(&said).unwrap()
    };
    assert_eq!(said_by("a-ping-8973-local-error"), r#""host""#);
    assert_eq!(said_by("b-ping-8972-cached"), r#""host""#, "the host says what a router told it");
    assert_eq!(said_by("b-ping-8972-frag-needed"), r#"{"router":"198.51.100.1"}"#);
    assert_eq!(said_by("b-ping6-8952-too-big"), r#"{"router":"2001:db8:51::1"}"#);
    assert_eq!(said_by("b-tracepath"), r#"{"router":"198.51.100.1"}"#);
}
