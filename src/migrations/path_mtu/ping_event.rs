//! The lines of `ping` between its header and its statistics, one function a kind; each reads its line
//! exactly or not at all.

use super::ping::{Answer, Event};
use super::scan::{Scan, address};

/// What stands between the header and the statistics.
pub(super) fn read(line: &str) -> Option<Event> {
    let line = without_timestamp(line);
    answer(line)
        .map(Event::Answer)
        .or_else(|| still_waiting(line))
        .or_else(|| local_error(line))
        .or_else(|| reported(line))
        .or_else(|| not_sent(line))
}

/// Flag `-D`.
fn without_timestamp(line: &str) -> &str {
    behind_timestamp(line).unwrap_or(line)
}

fn behind_timestamp(line: &str) -> Option<&str> {
    let mut scan = Scan::new(line);
    scan.word("[")?;
    scan.number::<u64>()?;
    scan.word(".")?;
    let is_fraction = scan.until("] ")?.chars().all(|c| c.is_ascii_digit());
    is_fraction.then_some(scan.rest())
}

fn answer(line: &str) -> Option<Answer> {
    let mut scan = Scan::new(line);
    let size: u32 = scan.number()?;
    scan.word(" bytes from ")?;
    let (place, is_busybox) = match line.split_once(": seq=") {
        Some(_) => (scan.until(": seq=")?, true),
        None => {
            let (place, _) = scan.rest().split_once(": icmp_")?;
            scan.until(": icmp_")?;
            scan.word("seq=").or_else(|| scan.word("req="))?;
            (place, false)
        }
    };
    let seq = scan.number()?;
    scan.word(" ttl=")?;
    let ttl = scan.number()?;
    scan.word(" time=")?;
    let time = scan.millis()?;
    scan.word(" ms")?;
    let is_double = scan.word(" (DUP!)").is_some();
    scan.end()?;
    Some(Answer {
        from: address(place)?,
        is_busybox,
        payload: size.checked_sub(8)?,
        seq,
        ttl,
        time,
        is_double,
    })
}

/// Flag `-O`.
fn still_waiting(line: &str) -> Option<Event> {
    let mut scan = Scan::new(line);
    scan.word("no answer yet for icmp_seq=")?;
    let seq = scan.number()?;
    scan.end()?;
    Some(Event::StillWaiting(seq))
}

/// `ping: local error: message too long, mtu=9000`, with `mtu: 9000` for IPv6.
fn local_error(line: &str) -> Option<Event> {
    let mut scan = Scan::new(line);
    said_by_ping(&mut scan)?;
    scan.word("local error: ")?;
    scan.word("message too long, mtu").or_else(|| scan.word("Message too long, mtu"))?;
    scan.word("=").or_else(|| scan.word(": "))?;
    let mtu = scan.number()?;
    scan.end()?;
    Some(Event::TooLong { mtu: Some(mtu) })
}

/// `From 198.51.100.1 icmp_seq=1 Frag needed and DF set (mtu = 1500)` and its like.
fn reported(line: &str) -> Option<Event> {
    let mut scan = Scan::new(line);
    scan.word("From ")?;
    let (place, _) = scan.rest().split_once(" icmp_seq=").or_else(|| scan.rest().split_once(" icmp_req="))?;
    scan.word(place)?;
    scan.word(" icmp_seq=").or_else(|| scan.word(" icmp_req="))?;
    let from = address(place.trim_end_matches(':'))?;
    scan.number::<u32>()?;
    scan.word(" ")?;
    let mtu = frag_needed(scan).or_else(|| packet_too_big(scan));
    if let Some(mtu) = mtu {
        return Some(Event::TooBig { router: from, mtu });
    }
    let beginnings = ["Destination ", "Packet filtered", "Time to live exceeded", "Time exceeded", "Source "];
    let is_known = beginnings.iter().any(|beginning| scan.rest().starts_with(beginning));
    is_known.then(|| Event::Unreachable { from: Some(from), words: scan.rest().to_owned() })
}

fn frag_needed(mut scan: Scan<'_>) -> Option<u32> {
    scan.word("Frag needed and DF set (mtu = ")?;
    let mtu = scan.number()?;
    scan.word(")")?;
    scan.end()?;
    Some(mtu)
}

fn packet_too_big(mut scan: Scan<'_>) -> Option<u32> {
    scan.word("Packet too big: mtu=")?;
    let mtu = scan.number()?;
    scan.end()?;
    Some(mtu)
}

/// `ping: sendmsg: No buffer space available` and its like: the kernel did not take the packet.
fn not_sent(line: &str) -> Option<Event> {
    let mut scan = Scan::new(line);
    said_by_ping(&mut scan)?;
    scan.word("sendmsg: ").or_else(|| scan.word("sendto: "))?;
    let words = scan.rest();
    match words {
        "No buffer space available" => Some(Event::NoBuffer),
        "Message too long" => Some(Event::TooLong { mtu: None }),
        "Network is unreachable"
        | "No route to host"
        | "Network is down"
        | "Operation not permitted"
        | "Invalid argument"
        | "Permission denied" => Some(Event::Unreachable { from: None, words: words.to_owned() }),
        _ => None,
    }
}

fn said_by_ping(scan: &mut Scan<'_>) -> Option<()> {
    scan.word("ping: ").or_else(|| scan.word("ping6: ")).or_else(|| scan.word("ping4: "))
}
