//! One run of `tracepath`: it sends datagrams as large as the sender's card allows, in one piece, and
//! hears of a smaller limit only when somebody answers.

use std::net::IpAddr;

use super::scan::{Scan, address};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tracepath {
    /// Of the sender's own card: `tracepath` does not heed what the kernel has learned.
    pub local_mtu: Option<u32>,
    pub reached: Option<IpAddr>,
    /// Who named a smaller limit first, and which.
    pub narrowed_by: Option<(IpAddr, u32)>,
    pub replies: u32,
    /// The last line's limit; `None` when that line is missing.
    pub path_mtu: Option<u32>,
    pub is_refused: bool,
    pub strange: Option<String>,
}

impl Tracepath {
    pub(super) fn begins_with(line: &str) -> Option<Tracepath> {
        let rest = numbered(line)?;
        let rest = rest.strip_prefix("[LOCALHOST]")?;
        let local_mtu = rest.split_once("pmtu ").and_then(|(_, mtu)| mtu.trim().parse().ok())?;
        Some(Tracepath { local_mtu: Some(local_mtu), ..Tracepath::default() })
    }

    /// Takes the next line; `false` when it no longer belongs here.
    pub(super) fn take(&mut self, line: &str) -> bool {
        if line.is_empty() || line.starts_with("Too many hops: pmtu ") {
            return self.path_mtu.is_none();
        }
        if self.path_mtu.is_some() {
            return false;
        }
        let read = match line.strip_prefix("Resume: pmtu ") {
            Some(rest) => self.resume(rest),
            None => self.hop(line),
        };
        if read.is_none() {
            self.strange.get_or_insert_with(|| line.chars().take(100).collect());
        }
        true
    }

    fn resume(&mut self, rest: &str) -> Option<()> {
        let mut scan = Scan::new(rest.trim_end());
        self.path_mtu = Some(scan.number()?);
        if scan.word(" hops ").is_some() {
            scan.number::<u32>()?;
            scan.word(" back ")?;
            scan.number::<u32>()?;
        }
        scan.end()
    }

    fn hop(&mut self, line: &str) -> Option<()> {
        let rest = numbered(line)?;
        if rest == "no reply" {
            return Some(());
        }
        let (place, rest) = rest.split_once("  ")?;
        let from = address(place)?;
        let mut words = rest.split_whitespace().peekable();
        words.next()?.strip_suffix("ms")?.parse::<f64>().ok()?;
        self.replies += 1;
        while let Some(word) = words.next() {
            match word {
                "reached" => self.reached = Some(from),
                "pmtu" => {
                    let mtu = words.next()?.parse().ok()?;
                    self.narrowed_by.get_or_insert((from, mtu)).1 = mtu;
                }
                "asymm" => _ = words.next()?.parse::<u32>().ok()?,
                "!H" | "!N" | "!P" | "!A" => self.is_refused = true,
                _ => return None,
            }
        }
        Some(())
    }

    /// Whether its last line follows from the others.
    pub(super) fn agrees_with_itself(&self) -> bool {
        let told = self.narrowed_by.map(|(_, mtu)| mtu).or(self.local_mtu);
        self.strange.is_none() && self.path_mtu.is_some() && self.path_mtu == told
    }
}

/// What stands behind ` 1?: ` or ` 1:  `.
fn numbered(line: &str) -> Option<&str> {
    let mut scan = Scan::new(line.trim());
    scan.number::<u32>()?;
    scan.word("?: ").or_else(|| scan.word(":  "))?;
    Some(scan.rest().trim())
}
