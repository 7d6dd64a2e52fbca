//! What people paste: prompts, commands, colours, line ends, several outputs in one text.

use domovoi::migrations::path_mtu::probes::{Purpose, commands};
use domovoi::migrations::path_mtu::{Piece, Reading, Verdict, conclude};
use domovoi::migrations::runbook::Side;

use super::{forward, output, wanted};

fn judged(text: &str) -> Vec<(Verdict, Option<u32>, Option<String>)> {
    Piece::all(text.as_bytes(), None)
        .into_iter()
        .map(|piece| (piece.judgement.verdict, piece.judgement.payload, piece.output.host))
        .collect()
}

#[test]
fn the_paste_of_the_design_is_silence_from_spaarne() {
    let text = "spaarne# ping -M do -c 1 -W 2 -s 8972 192.0.2.211\n\
        PING 192.0.2.211 (192.0.2.211) 8972(9000) bytes of data.\n\n\
        --- 192.0.2.211 ping statistics ---\n\
        1 packets transmitted, 0 received, 100% packet loss, time 0ms";
    assert_eq!(judged(text), [(Verdict::Silence, Some(8972), Some("spaarne".to_owned()))]);
}

#[test]
fn several_outputs_are_cut_apart() {
    let names =
        ["a-ping-1472-ok", "c-ping-8972-lost", "a-ping-8973-local-error", "a-tracepath", "a-ip-d-j-link-sw"];
    let names =
        [&names[..], &["a-ip-route-get", "a-busybox-ping-M", "a-ethtool-i", "x-name-unknown"]].concat();
    let expected: Vec<_> = names.iter().map(|name| judged(&output(name))[0].0).collect();
    let glued: String = names.iter().map(|name| output(name)).collect();
    let verdicts = |text: &str| judged(text).into_iter().map(|each| each.0).collect::<Vec<_>>();
    assert_eq!(verdicts(&glued), expected);
    let with_prompts: String = names.iter().map(|name| format!("root@prins:~# \n{}", output(name))).collect();
    assert_eq!(verdicts(&with_prompts), expected);
}

#[test]
fn line_ends_colours_and_blanks_change_nothing() {
    for name in super::names() {
        let plain = output(&name);
        let expected = &Piece::all(plain.as_bytes(), None)[0].judgement;
        let coloured: String =
            plain.lines().map(|line| format!("\u{1b}[1;32m{line}\u{1b}[0m   \r\n")).collect();
        let indented: String = plain.lines().map(|line| format!("  {line}\n")).collect();
        for text in [coloured, indented, format!("\u{feff}{plain}"), format!("\n\n{plain}\n\n")] {
            let pieces = Piece::all(text.as_bytes(), None);
            assert_eq!((pieces.len(), &pieces[0].judgement), (1, expected), "{name}: {text:?}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_spoil_only_their_output() {
    let mut bytes = output("a-ping-8972-ok").into_bytes();
    bytes[70] = 0xff;
    bytes.extend(output("a-ping-1472-ok").into_bytes());
    let verdicts: Vec<_> = Piece::all(&bytes, None).iter().map(|piece| piece.judgement.verdict).collect();
    assert_eq!(verdicts, [Verdict::ProvesNothing, Verdict::Answered]);
}

#[test]
fn the_command_tells_what_the_output_hides() {
    let run = |command: &str, name: &str| judged(&format!("prins# {command}\n{}", output(name)))[0].0;
    let answered = "a-ping-8972-ok";
    assert_eq!(run("ping -M do -c 3 -s 8972 192.0.2.12", answered), Verdict::Answered);
    assert_eq!(run("ping -c 3 -s 8972 192.0.2.12", answered), Verdict::ProvesNothing);
    assert_eq!(run("ping -M dont -c 3 -s 8972 192.0.2.12", answered), Verdict::ProvesNothing);
    assert_eq!(run("ping -M do -c 3 -s 1472 192.0.2.12", answered), Verdict::ProvesNothing, "another size");
    assert_eq!(run("ping -M do -c 3 -s 8972 192.0.2.11", answered), Verdict::ProvesNothing, "another host");
    let lost = "c-ping-8972-lost-quiet";
    assert_eq!(run("ping -q -M do -c 3 -W 1 -s 8972 192.0.2.12", lost), Verdict::ProvesNothing);
    assert_eq!(run("ping -M do -c 3 -W 1 -s 8972 192.0.2.12", lost), Verdict::Silence);
    let said = judged(&format!("prins# ping -M do -s 8972 192.0.2.12\n{}", output("x-network-unreachable")));
    assert_eq!(said[0], (Verdict::Unreachable, Some(8972), Some("prins".to_owned())));
}

#[test]
fn a_text_that_contradicts_itself_proves_nothing() {
    let good = output("a-ping-8972-ok");
    for (from, to) in [
        ("3 received, 0%", "2 received, 0%"),
        ("3 packets", "4 packets"),
        ("8972(9000)", "8962(9000)"),
        ("8972(9000)", "8962(8990)"),
        ("icmp_seq=3", "icmp_seq=2"),
        ("8980 bytes from 192.0.2.12: icmp_seq=2", "8981 bytes from 192.0.2.12: icmp_seq=2"),
        ("from 192.0.2.12: icmp_seq=2", "from 192.0.2.13: icmp_seq=2"),
        ("time=0.081", "time=0.981"),
        ("ttl=64 time=0.081", "ttl=63 time=0.081"),
        ("rtt min", "rtt mim"),
        ("0% packet loss, time", "0% packet loss,time"),
        ("--- 192.0.2.12 ping", "--- 192.0.2.13 ping"),
        ("\n\n---", "\nkernel: eth1: NETDEV WATCHDOG\n\n---"),
    ] {
        let spoilt = good.replacen(from, to, 1);
        assert_ne!(spoilt, good, "{from}");
        assert_eq!(judged(&spoilt)[0].0, Verdict::ProvesNothing, "{from} -> {to}");
    }
    let refused = output("a-ping-8973-local-error");
    for (from, to) in [("mtu=9000", "mtu=9001"), ("+3 errors", "+2 errors"), ("mtu=9000", "mtu=")] {
        assert_eq!(judged(&refused.replacen(from, to, 1))[0].0, Verdict::ProvesNothing, "{from} -> {to}");
    }
}

#[test]
fn every_whole_line_that_is_missing_is_noticed() {
    for name in
        ["a-ping-8972-ok", "a-ping-8972-D-O", "x-partial-loss", "a-ping-8973-local-error", "b-ping-8972-no-M"]
    {
        let lines: Vec<String> = output(name).lines().map(str::to_owned).collect();
        for left_out in (0..lines.len()).filter(|at| !lines[*at].is_empty()) {
            let rest: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| *at != left_out)
                .map(|(_, line)| line.as_str())
                .collect();
            let verdicts = judged(&rest.join("\n"));
            assert!(
                verdicts.iter().all(|each| each.0 == Verdict::ProvesNothing),
                "{name} without line {left_out}"
            );
        }
    }
}

#[test]
fn the_commands_are_those_of_the_specification() {
    let mut wanted = wanted(9000);
    wanted.source.addresses.push("2001:db8:2::11".parse().unwrap());
    wanted.target.addresses.push("2001:db8:2::12".parse().unwrap());
    let of = |side: Side| {
        let mine = commands(&wanted).into_iter().filter(move |probe| probe.side == side);
        mine.map(|probe| probe.command).collect::<Vec<_>>()
    };
    assert_eq!(
        of(Side::Source),
        [
            "ping -M do -c 3 -s 1472 192.0.2.12",
            "ping -M do -c 3 -s 8972 192.0.2.12",
            "ping -M do -c 3 -s 8973 192.0.2.12",
            "ping -6 -M do -c 3 -s 1452 2001:db8:2::12",
            "ping -6 -M do -c 3 -s 8952 2001:db8:2::12",
            "ping -6 -M do -c 3 -s 8953 2001:db8:2::12",
            "tracepath -n 192.0.2.12",
            "ip route get 192.0.2.12",
            "tracepath -n 2001:db8:2::12",
            "ip route get 2001:db8:2::12",
            "ip -d -j link",
            "uname -sr",
        ]
    );
    assert!(of(Side::Target).contains(&"ping -M do -c 3 -s 8973 192.0.2.11".to_owned()));
    wanted.mtu = 1500;
    let pings = commands(&wanted).into_iter().filter(|probe| probe.payload.is_some());
    let purposes: Vec<_> = pings.map(|probe| (probe.purpose, probe.payload.unwrap())).take(2).collect();
    assert_eq!(purposes, [(Purpose::Small, 1472), (Purpose::OneMore, 1473)]);
}

#[test]
fn the_commands_and_their_outputs_in_one_paste_prove_it() {
    let typed = commands(&wanted(9000)).into_iter().filter(|probe| probe.side == Side::Source);
    let session: String = typed
        .zip(forward())
        .map(|(probe, printed)| {
            format!("root@dom0a:~# {}\r\n{}", probe.command, printed.replace('\n', "\r\n"))
        })
        .collect();
    let pieces = Piece::all(session.as_bytes(), None);
    assert_eq!(pieces.len(), 3);
    assert!(pieces.iter().all(|piece| piece.output.command.is_some()));
    assert_eq!(conclude(&pieces, None).kind.as_str(), "fits");
}

#[test]
fn one_line_links_and_versions_are_known() {
    let o = "2: ic0@if2: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9000 qdisc noqueue master br0 state UP mode DEFAULT\\    link/ether 02:16:3e:00:00:0a";
    let Reading::Links(links) = &Piece::all(o.as_bytes(), None)[0].output.reading else { panic!("no links") };
    assert_eq!((links[0].mtu, links[0].master.as_deref(), links[0].is_up), (9000, Some("br0"), true));
    let down = &Piece::all(output("x-own-link-down-ip-j-link").as_bytes(), None)[0];
    assert_eq!(down.judgement.why.id, "mtu-why-links-down");
}
