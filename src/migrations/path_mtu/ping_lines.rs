//! The lines that every `ping` prints: header, statistics and times. Each is read exactly or not at
//! all. iputils s20121221 to 20240905, BusyBox 1.35.

use super::ping::{Header, Program, Statistics};
use super::scan::{Millis, Scan, address};

/// `PING 192.0.2.12 (192.0.2.12) 8972(9000) bytes of data.`, `PING 2001:db8::12(2001:db8::12) 1452
/// data bytes`, and with a colon before the size from BusyBox.
pub(super) fn header(line: &str) -> Option<Header> {
    let mut scan = Scan::new(line);
    scan.word("PING ")?;
    let name = scan.until("(")?.trim_end();
    let inside = scan.until(")")?;
    if scan.word(")").is_some() != inside.contains('(') {
        return None;
    }
    let to = address(inside.rsplit('(').next()?)?;
    let is_busybox = scan.word(": ").is_some();
    let mut from = None;
    if !is_busybox {
        scan.blanks();
        if scan.word("from ").is_some() {
            let place = scan.until(": ")?;
            from = Some(address(place.split(' ').next()?)?);
        }
    }
    let payload: u32 = scan.number()?;
    let mut program = if is_busybox { Program::BusyBox } else { Program::Iputils };
    if scan.word(" data bytes").is_some() {
        if to.is_ipv4() {
            program = Program::BusyBox;
        }
    } else {
        scan.word("(")?;
        let bytes: u32 = scan.number()?;
        scan.word(") bytes of data.")?;
        if is_busybox || to.is_ipv6() || payload.checked_add(28) != Some(bytes) {
            return None;
        }
    }
    scan.end()?;
    let is_same = address(name).is_none_or(|named| named == to);
    (payload <= 65_507 && !name.is_empty() && is_same).then(|| Header {
        program,
        name: name.to_owned(),
        to,
        from,
        payload,
    })
}

/// `--- 192.0.2.12 ping statistics ---`
pub(super) fn statistics_title(line: &str) -> Option<&str> {
    line.strip_prefix("--- ")?.strip_suffix(" ping statistics ---")
}

/// `3 packets transmitted, 2 received, +1 errors, 33.3333% packet loss, time 2050ms`
pub(super) fn statistics(line: &str) -> Option<Statistics> {
    let mut scan = Scan::new(line);
    let mut read = Statistics { sent: scan.number()?, ..Statistics::default() };
    scan.word(" packets transmitted, ").or_else(|| scan.word(" packet transmitted, "))?;
    read.received = scan.number()?;
    let is_busybox = scan.word(" packets received").is_some();
    if !is_busybox {
        scan.word(" received")?;
    }
    scan.word(", ")?;
    loop {
        let is_counted = scan.word("+").is_some();
        let mut ahead = scan;
        let count: u32 = match ahead.number() {
            Some(count) if is_counted || ahead.rest().starts_with(" duplicates, ") => count,
            _ => break,
        };
        scan = ahead;
        let field = match scan.until(", ")? {
            " errors" => &mut read.errors,
            " duplicates" => &mut read.duplicates,
            " corrupted" => &mut read.corrupted,
            _ => return None,
        };
        *field = count;
    }
    read.loss = scan.until("% packet loss")?.parse().ok()?;
    if !is_busybox {
        scan.word(", time ")?;
        scan.number::<u64>()?;
        scan.word("ms")?;
    }
    scan.end()?;
    read.loss_is_right(is_busybox).then_some(read)
}

/// Shortest, mean and longest of `rtt min/avg/max/mdev = 0.047/0.061/0.069/0.010 ms`.
pub(super) fn times(line: &str) -> Option<[Millis; 3]> {
    let mut scan = Scan::new(line);
    let is_busybox = scan.word("round-trip min/avg/max = ").is_some();
    if !is_busybox {
        scan.word("rtt min/avg/max/mdev = ")?;
    }
    let shortest = scan.millis()?;
    scan.word("/")?;
    let mean = scan.millis()?;
    scan.word("/")?;
    let longest = scan.millis()?;
    if !is_busybox {
        scan.word("/")?;
        scan.millis()?;
    }
    scan.word(" ms")?;
    let is_end =
        scan.rest().is_empty() || scan.rest().starts_with(", pipe ") || scan.rest().starts_with(", ipg/");
    is_end.then_some([shortest, mean, longest])
}

/// `pipe 3`, which stands alone when nothing was answered.
pub(super) fn is_pipe(line: &str) -> bool {
    line.strip_prefix("pipe ").is_some_and(|count| count.chars().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_of_both_programs_and_families_are_read() {
        let read =
            |line: &str| header(line).map(|header| (header.program, header.to.to_string(), header.payload));
        let iputils = |to: &str, payload| Some((Program::Iputils, to.to_owned(), payload));
        let busybox = |to: &str, payload| Some((Program::BusyBox, to.to_owned(), payload));
        for (line, expected) in [
            ("PING 192.0.2.12 (192.0.2.12) 8972(9000) bytes of data.", iputils("192.0.2.12", 8972)),
            ("PING spaarne (192.0.2.12) 8972(9000) bytes of data.", iputils("192.0.2.12", 8972)),
            (
                "PING 192.0.2.12 (192.0.2.12) from 192.0.2.11 ic0: 56(84) bytes of data.",
                iputils("192.0.2.12", 56),
            ),
            ("PING 2001:db8::12(2001:db8::12) 1452 data bytes", iputils("2001:db8::12", 1452)),
            ("PING 2001:db8::12 (2001:db8::12) 1452 data bytes", iputils("2001:db8::12", 1452)),
            ("PING spaarne(spaarne.example (2001:db8::12)) 1452 data bytes", iputils("2001:db8::12", 1452)),
            ("PING 192.0.2.12 (192.0.2.12): 8972 data bytes", busybox("192.0.2.12", 8972)),
            ("PING 2001:db8::12 (2001:db8::12): 1452 data bytes", busybox("2001:db8::12", 1452)),
            ("PING 192.0.2.12 (192.0.2.13) 8972(9000) bytes of data.", None),
            ("PING 192.0.2.12 (192.0.2.12) 8972(9001) bytes of data.", None),
            ("PING 192.0.2.12 (192.0.2.12) 8972(9000) bytes of dat", None),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }

    #[test]
    fn a_loss_that_the_counts_deny_is_not_read() {
        assert!(statistics("3 packets transmitted, 2 received, 33.3333% packet loss, time 2ms").is_some());
        assert!(statistics("3 packets transmitted, 2 packets received, 33% packet loss").is_some());
        assert!(
            statistics("3 packets transmitted, 3 received, +2 duplicates, 0% packet loss, time 2ms")
                .is_some()
        );
        for wrong in [
            "3 packets transmitted, 3 received, 33.3333% packet loss, time 2ms",
            "3 packets transmitted, 4 received, 0% packet loss, time 2ms",
            "0 packets transmitted, 0 received, 0% packet loss, time 2ms",
            "3 packets transmitted, 3 received, 0% packet loss",
        ] {
            assert_eq!(statistics(wrong), None, "{wrong}");
        }
    }
}
