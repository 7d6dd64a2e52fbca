//! How far it is, on the terminal of whoever stands before it.

use std::io::{IsTerminal, Write};
use std::time::Duration;

use crate::fleet::Bytes;

/// Where nobody looks on, a line each so often is enough.
const SELDOM: Duration = Duration::from_secs(15);

/// Writes to standard error, which is nobody's data.
pub struct Meter {
    disk: String,
    total: Option<u64>,
    is_watched: bool,
    is_silent: bool,
    said_at: Option<Duration>,
}

impl Meter {
    pub fn new(disk: &str, total: Option<u64>) -> Meter {
        Meter {
            disk: disk.to_owned(),
            total,
            is_watched: std::io::stderr().is_terminal(),
            is_silent: false,
            said_at: None,
        }
    }

    /// Says nothing.
    pub fn silent(disk: &str) -> Meter {
        Meter { is_watched: false, is_silent: true, ..Meter::new(disk, None) }
    }

    /// Says where it is by now, `elapsed` after the beginning, at this speed.
    pub fn tell(&mut self, elapsed: Duration, bytes: u64, per_second: Option<u64>) {
        if self.is_silent {
            return;
        }
        let is_due = self.said_at.is_none_or(|said| elapsed.saturating_sub(said) >= SELDOM);
        if self.is_watched {
            say(&format!("\r\x1b[K{}", self.line(elapsed, bytes, per_second)));
        } else if is_due {
            self.said_at = Some(elapsed);
            say(&format!("{}\n", self.line(elapsed, bytes, per_second)));
        }
    }

    /// A remark on a line of its own.
    pub fn remark(&self, text: &str) {
        if self.is_silent {
            return;
        }
        let clear = if self.is_watched { "\r\x1b[K" } else { "" };
        say(&format!("{clear}domovoi: {text}\n"));
    }

    fn line(&self, elapsed: Duration, bytes: u64, per_second: Option<u64>) -> String {
        let mut line = format!("{}: {}", self.disk, size(bytes));
        if let Some(total) = self.total.filter(|total| *total > 0) {
            line +=
                &format!(" of {}, {} %", size(total), (u128::from(bytes) * 100 / u128::from(total)).min(100));
        }
        line += &format!(", {}", clock(elapsed));
        if let Some(rate) = per_second {
            line += &format!(", {}/s", size(rate));
        }
        if let (Some(total), Some(rate)) = (self.total, per_second.filter(|rate| *rate > 0)) {
            line += &format!(", {} left", clock(Duration::from_secs(total.saturating_sub(bytes) / rate)));
        }
        line
    }
}

/// A terminal that is gone is no reason to stop.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

pub fn size(bytes: u64) -> String {
    Bytes(i64::try_from(bytes).unwrap_or(i64::MAX)).to_string()
}

pub fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_known_and_no_more() {
        let meter = |total| Meter {
            disk: "xvda".to_owned(),
            total,
            is_watched: false,
            is_silent: false,
            said_at: None,
        };
        let minute = Duration::from_secs(60);
        assert_eq!(
            meter(Some(4 << 30)).line(minute, 1 << 30, Some(64 << 20)),
            "xvda: 1 GiB of 4 GiB, 25 %, 0:01:00, 64 MiB/s, 0:00:48 left"
        );
        assert_eq!(meter(None).line(minute, 1 << 30, None), "xvda: 1 GiB, 0:01:00");
        assert_eq!(meter(Some(0)).line(minute, 0, Some(0)), "xvda: 0 B, 0:01:00, 0 B/s");
    }
}
