//! Sets of outputs and what they show together.

use domovoi::migrations::path_mtu::ConclusionKind::{
    self, Contradiction, Fits, Incomplete, LocalTooSmall, Lossy, RouterSays, Silence, Unreachable,
};
use domovoi::migrations::path_mtu::{Conclusion, Family, Limits, Piece, Wanted, conclude};
use domovoi::migrations::runbook::Side;
use domovoi::words::{Locale, Message, Words};

use super::{both_ways, forward, names, output, pieces, turned, wanted};

fn of(names: &[&str]) -> Conclusion {
    conclude(&pieces(&names.iter().map(|name| output(name)).collect::<Vec<_>>()), None)
}

#[test]
fn every_topology_is_concluded_right() {
    // All captures of it, also those that prove nothing.
    let expected: [(&str, ConclusionKind, Option<u32>); 9] = [
        // One more byte was refused and also answered: somebody pinged without don't-fragment.
        ("a-", Contradiction, Some(9000)),
        ("a1500-", LocalTooSmall, Some(9000)),
        ("b-", RouterSays, Some(9029)),
        ("b2-", Silence, Some(9000)),
        ("c-", Silence, Some(9000)),
        ("c2-", Silence, Some(9000)),
        ("l-", RouterSays, Some(9000)),
        ("v-", Incomplete, None),
        ("x-", Unreachable, Some(9000)),
    ];
    for (topology, kind, mtu) in expected {
        let all: Vec<String> =
            names().iter().filter(|name| name.starts_with(topology)).map(|name| output(name)).collect();
        assert!(all.len() > 1, "{topology}");
        let concluded = conclude(&pieces(&all), None);
        assert_eq!((concluded.kind, concluded.mtu), (kind, mtu), "{topology} {:?}", concluded.findings);
    }
    assert_eq!(of(&["x-partial-loss", "x-partial-loss-3"]).kind, Lossy);
}

#[test]
fn three_pings_prove_one_direction() {
    let concluded = conclude(&pieces(&forward()), None);
    assert_eq!((concluded.kind, concluded.mtu, concluded.gets_through), (Fits, Some(9000), Some(9000)));
    assert_eq!(concluded.families, [Family::Ipv4]);
}

#[test]
fn each_of_the_three_pings_is_needed() {
    let [small, large, one_more] = ["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-local-error"];
    for (set, missing) in [
        (vec![large, one_more], vec![1472]),
        (vec![small, one_more], vec![8972]),
        (vec![small, large], vec![8973]),
        (vec![small, large, "a-tracepath"], vec![8973]),
        (vec![small, "a-ping-8972-quiet", one_more], vec![8972]),
        (vec![small, "a-busybox-ping-8972", one_more], vec![8972]),
        (vec!["a-busybox-ping-1472", large, one_more], vec![1472]),
        (vec![small, large, "a1500-ping-8972-no-M", "a-busybox-ping-M"], vec![8973]),
    ] {
        let concluded = of(&set);
        assert_eq!((concluded.kind, &concluded.findings[0].missing), (Incomplete, &missing), "{set:?}");
    }
}

#[test]
fn a_ping_in_pieces_is_found_out_by_one_byte_more() {
    assert_eq!(of(&["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-no-df"]).kind, Contradiction);
    let sets = [
        ["a1500-ping-1472-ok", "a1500-ping-8972-no-M", "a1500-ping-8972-local-error"],
        ["b-ping-1472-ok", "b-ping-8972-no-M", "b-ping-8972-cached"],
    ];
    assert!(sets.iter().all(|set| of(set).kind != Fits));
}

#[test]
fn silence_is_told_from_a_cable_that_is_out() {
    let silent = of(&["c-ping-1472-ok", "c-ping-8972-lost", "c-ping-8973-local-error"]);
    assert_eq!((silent.kind, silent.gets_through), (Silence, Some(1500)));
    assert_eq!(of(&["x-port-down-ping"]).findings[0].missing, [1472]);
    let small = output("x-port-down-ping").replace("8972(9000)", "1472(1500)");
    assert_eq!(conclude(&pieces(&[small, output("x-port-down-ping")]), None).kind, Unreachable);
    assert_eq!(of(&["c-ping-1472-ok", "c-busybox-ping-8972"]).kind, Silence);
}

#[test]
fn a_switch_port_that_is_too_small_is_named() {
    let concluded = of(&["c-ping-1472-ok", "c-ping-8972-lost", "c-ip-d-j-link-sw"]);
    let small: Vec<_> = concluded.suspects.iter().map(|link| (link.name.as_str(), link.mtu)).collect();
    assert_eq!(small, [("br0", 1500), ("pb", 1500)]);
}

#[test]
fn a_limit_that_the_host_names_may_be_a_routers() {
    let id = |names: &[&str]| {
        let concluded = of(names);
        (concluded.kind, concluded.findings[0].why.id.clone())
    };
    let cached = "b-ping-8972-cached";
    assert_eq!(id(&["b-ping-1472-ok", cached]), (LocalTooSmall, "mtu-way-local".into()));
    assert_eq!(id(&["b-ping-1472-ok", cached, "b-tracepath"]), (RouterSays, "mtu-way-learned".into()));
    assert_eq!(
        id(&["b-ping-1472-ok", cached, "b-ip-route-get-cached"]),
        (RouterSays, "mtu-way-learned".into())
    );
    assert_eq!(
        id(&["b-ping-1472-ok", cached, "b-ip-j-route-get-cached"]),
        (RouterSays, "mtu-way-learned".into())
    );
    let own = ["a1500-ping-1472-ok", "a1500-ping-8972-local-error", "a1500-tracepath"];
    assert_eq!(id(&own), (LocalTooSmall, "mtu-way-card".into()));
}

#[test]
fn ipv6_without_its_control_is_left_open() {
    let mut set = vec!["a-ping-1472-ok", "a-ping-8972-ok", "a-ping-8973-local-error", "a-ping6-1452-ok"];
    set.push("a-ping6-8952-ok");
    let concluded = of(&set);
    assert_eq!((concluded.kind, concluded.families), (Fits, vec![Family::Ipv4]));
    assert_eq!(concluded.unproven[0].missing, [8953]);
    let mut silent = forward();
    silent.push(output("a-ping6-1452-ok"));
    silent.push(
        output("c-ping-8972-lost")
            .replace(
                "192.0.2.12 (192.0.2.12) 8972(9000) bytes of data.",
                "2001:db8:2::12(2001:db8:2::12) 8952 data bytes",
            )
            .replace("192.0.2.12", "2001:db8:2::12"),
    );
    assert_eq!(conclude(&pieces(&silent), None).kind, Silence);
}

#[test]
fn both_hosts_must_prove_it_once_they_are_known() {
    let concluded = conclude(&pieces(&both_ways()), Some(&wanted(9000)));
    assert_eq!((concluded.kind, concluded.findings.len()), (Fits, 2));
    let one_way = conclude(&pieces(&forward()), Some(&wanted(9000)));
    assert_eq!(one_way.kind, Incomplete);
    let open = one_way.findings.iter().find(|found| found.kind == Incomplete).unwrap();
    assert_eq!(open.way.as_ref().unwrap().side, Side::Target);
    assert_eq!(open.missing, [1472, 8972, 8973]);
    assert_eq!(conclude(&pieces(&both_ways()), Some(&wanted(9001))).kind, LocalTooSmall);
    assert_eq!(conclude(&pieces(&both_ways()), Some(&wanted(1500))).kind, Contradiction);
    assert_eq!(conclude(&[], Some(&wanted(9000))).kind, Incomplete);
}

#[test]
fn a_refusal_at_1500_proves_that_1500_is_kept() {
    let set = ["a1500-ping-1472-ok", "a1500-ping-8972-local-error"].map(output);
    let both: Vec<String> = set.iter().cloned().chain(set.iter().map(|text| turned(text))).collect();
    assert_eq!(conclude(&pieces(&both), Some(&wanted(1500))).kind, Fits);
    assert_eq!(conclude(&pieces(&both), Some(&wanted(9000))).kind, LocalTooSmall);
}

#[test]
fn an_old_silence_counts_no_more_once_the_host_keeps_to_1500() {
    let small = output("c-ping-1472-ok");
    let refused = output("a1500-ping-8972-local-error").replace("8972(9000)", "1473(1501)");
    let mut set = vec![small.clone(), output("c-ping-8972-lost")];
    assert_eq!(conclude(&pieces(&set), Some(&wanted(1500))).kind, Silence);
    set.extend([refused.clone(), turned(&small), turned(&refused)]);
    assert_eq!(conclude(&pieces(&set), Some(&wanted(1500))).kind, Fits);
    assert_ne!(conclude(&pieces(&set), Some(&wanted(9000))).kind, Fits);
}

#[test]
fn an_output_of_other_hosts_stands_in_the_way() {
    let mut set = both_ways();
    set.push(output("b-ping-1472-ok"));
    assert_eq!(conclude(&pieces(&set), Some(&wanted(9000))).kind, Incomplete);
}

#[test]
fn a_ping_of_a_host_to_itself_is_noticed() {
    let run_on = |prompt: &str, texts: &[String]| {
        let line = |text: &String| {
            let payload = text.split("(192.0.2.1").nth(1).unwrap()[3..].split('(').next().unwrap();
            let to = if text.contains("192.0.2.12") { "192.0.2.12" } else { "192.0.2.11" };
            format!("root@{prompt}:~# ping -M do -c 3 -s {payload} {to}\n{text}")
        };
        texts.iter().map(line).collect::<Vec<String>>().join("\n")
    };
    let both = both_ways();
    let (there, back) = both.split_at(3);
    let honest = [run_on("dom0a", there), run_on("dom0b.club.example", back)];
    let from_one = [run_on("dom0a", there), run_on("dom0a", back)];
    assert_eq!(conclude(&pieces(&honest), Some(&wanted(9000))).kind, Fits);
    assert_eq!(conclude(&pieces(&honest), None).kind, Fits);
    assert_eq!(conclude(&pieces(&from_one), Some(&wanted(9000))).kind, Contradiction);
    assert_eq!(conclude(&pieces(&from_one), None).kind, Contradiction);
    let in_one_box: Vec<Piece> =
        both.iter().flat_map(|text| Piece::all(text.as_bytes(), Some(Side::Source))).collect();
    assert_eq!(conclude(&in_one_box, Some(&wanted(9000))).kind, Contradiction);
}

#[test]
fn a_torn_output_stands_in_the_way() {
    let mut set = both_ways();
    set.push(output("c-ping-8972-lost").lines().next().unwrap().to_owned());
    assert_eq!(conclude(&pieces(&set), Some(&wanted(9000))).kind, Incomplete);
    set.pop();
    set.push("what is this?".to_owned());
    assert_eq!(conclude(&pieces(&set), Some(&wanted(9000))).kind, Incomplete);
}

#[test]
fn the_limits_of_a_host_are_kept_for_the_fingerprint() {
    let of = |names: &[&str]| Limits::of(&pieces(&names.iter().map(|name| output(name)).collect::<Vec<_>>()));
    let mut kernel = pieces(&["Linux 6.1.0-31-amd64\n"]);
    kernel.extend(pieces(&[output("a-ip-d-j-link-sw"), output("a-ethtool-i")]));
    assert_eq!(Limits::of(&kernel).fingerprint(), "br0=9000 pa=9000 pb=9000; veth; 6.1.0-31-amd64");
    assert_eq!(of(&["a-ip-link-dom0a"]), of(&["a-ip-s-link-dom0a"]));
    assert_eq!(of(&["a-ip-link-dom0a"]), of(&["a-ip-d-j-link-dom0a"]));
    assert_ne!(of(&["a-ip-d-j-link-sw"]), of(&["c-ip-d-j-link-sw"]));
    let with_domus = "1: vif3.0: <BROADCAST,UP> mtu 1500 qdisc noqueue state UP\n";
    assert_eq!(Limits::of(&pieces(&[with_domus])), Limits::default());
}

#[test]
fn nothing_is_wanted_between_hosts_without_a_common_family() {
    let mut apart: Wanted = wanted(9000);
    apart.target.addresses = vec!["2001:db8:2::12".parse().unwrap()];
    assert_eq!(apart.ways(), []);
    assert_eq!(conclude(&pieces(&both_ways()), Some(&apart)).kind, Incomplete);
}

#[test]
fn every_sentence_is_filled_in() {
    let words = Words::load().unwrap();
    let all: Vec<Piece> = names().iter().flat_map(|name| pieces(&[output(name)])).collect();
    let mut messages: Vec<Message> = all.iter().map(|piece| piece.judgement.why.clone()).collect();
    for set in
        [&["b-ping-8972-cached"][..], &["b-ping-8972-cached", "b-tracepath"], &["b-ping-8972-frag-needed"]]
    {
        messages.extend(of(set).findings.into_iter().map(|found| found.why));
    }
    messages
        .extend([conclude(&all, None), conclude(&all, Some(&wanted(9000)))].map(|concluded| concluded.why));
    messages.push(conclude(&pieces(&both_ways()), Some(&wanted(9000))).why);
    let labels = ConclusionKind::ALL.iter().map(|kind| kind.label());
    let advice = ConclusionKind::ALL.iter().flat_map(|kind| kind.advice()).copied();
    messages.extend(labels.chain(advice).map(Message::new));
    for message in messages {
        let said = words.say(Locale::En, &message);
        assert!(!said.contains(['{', '$']) && said != message.id, "{said}: {message:?}");
    }
}
