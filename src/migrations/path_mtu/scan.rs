//! A line, read from left to right.

use std::net::IpAddr;
use std::str::FromStr;

#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

/// A number of milliseconds as it was printed, in thousandths, and how much its last digit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Millis {
    pub thousandths: u64,
    pub last_digit: u64,
}

impl<'a> Scan<'a> {
    pub fn new(line: &'a str) -> Scan<'a> {
        Scan { rest: line }
    }

    pub fn rest(&self) -> &'a str {
        self.rest
    }

    /// Steps over exactly this.
    pub fn word(&mut self, word: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(word)?;
        Some(())
    }

    pub fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// The text before `end`, which is stepped over.
    pub fn until(&mut self, end: &str) -> Option<&'a str> {
        let (before, after) = self.rest.split_once(end)?;
        self.rest = after;
        Some(before)
    }

    pub fn number<T: FromStr>(&mut self) -> Option<T> {
        let digits = self.digits()?;
        let is_padded = digits.len() > 1 && digits.starts_with('0');
        if is_padded { None } else { digits.parse().ok() }
    }

    pub fn millis(&mut self) -> Option<Millis> {
        let whole: u64 = self.number()?;
        if self.word(".").is_none() {
            return Some(Millis { thousandths: whole.checked_mul(1000)?, last_digit: 1000 });
        }
        let digits = self.digits().filter(|digits| digits.len() <= 3)?;
        let last_digit = 10u64.pow(3 - u32::try_from(digits.len()).ok()?);
        let part = digits.parse::<u64>().ok()? * last_digit;
        Some(Millis { thousandths: whole.checked_mul(1000)?.checked_add(part)?, last_digit })
    }

    pub fn end(self) -> Option<()> {
        self.rest.is_empty().then_some(())
    }

    fn digits(&mut self) -> Option<&'a str> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!digits.is_empty()).then_some(digits)
    }
}

/// `192.0.2.12`, `2001:db8::12%eth0` or `spaarne (192.0.2.12)`.
pub(super) fn address(text: &str) -> Option<IpAddr> {
    let inner = match text.trim().strip_suffix(')') {
        Some(text) => text.rsplit_once('(')?.1,
        None => text.trim(),
    };
    inner.split('%').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_exactly_or_not_at_all() {
        let mut scan = Scan::new("8972(9000) bytes");
        assert_eq!(scan.number::<u32>(), Some(8972));
        assert_eq!(scan.word("("), Some(()));
        assert_eq!(scan.until(")"), Some("9000"));
        assert_eq!(scan.end(), None);
        assert_eq!(Scan::new("007").number::<u32>(), None);
        assert_eq!(Scan::new("99999999999").number::<u32>(), None);
    }

    #[test]
    fn milliseconds_keep_how_exact_they_are() {
        let read = |text: &str| Scan::new(text).millis().map(|ms| (ms.thousandths, ms.last_digit));
        assert_eq!(read("0.047"), Some((47, 1)));
        assert_eq!(read("12.3"), Some((12_300, 100)));
        assert_eq!(read("134"), Some((134_000, 1000)));
        assert_eq!(read("0.0471"), None);
    }

    #[test]
    fn an_address_is_found_beside_its_name() {
        for text in ["192.0.2.12", "spaarne.club.example (192.0.2.12)", " 192.0.2.12 "] {
            assert_eq!(address(text), "192.0.2.12".parse().ok(), "{text}");
        }
        assert_eq!(address("fe80::1%eth0"), "fe80::1".parse().ok());
        assert_eq!(address("spaarne"), None);
    }
}
