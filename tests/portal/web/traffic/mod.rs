//! The picture of what went through the hosts: on the page of a move, on that of a host, as files.

mod bounded;
mod files;
mod hosts;
mod neighbours;
mod reads;
mod recorded;

use chrono::{DateTime, Duration, Utc};
use domovoi::reports::{Counters, Nic};

/// What one card counts each minute, from one time to another, at so many bytes a second out and in.
pub struct Card {
    seq: i64,
    sent: i64,
    received: i64,
    pub items: Vec<Counters>,
}

impl Card {
    pub fn new() -> Card {
        Card { seq: 0, sent: 0, received: 0, items: Vec::new() }
    }

    pub fn counts(
        &mut self,
        (from, until): (DateTime<Utc>, DateTime<Utc>),
        [out, into]: [i64; 2],
    ) -> &mut Card {
        let minutes = (until - from).num_minutes();
        for minute in 0..=minutes {
            let seconds = if minute == 0 { 0 } else { 60 };
            self.seq += 1;
            self.sent += out * seconds;
            self.received += into * seconds;
            let nic = Nic { name: "eth1".to_owned(), received: self.received, sent: self.sent };
            let at = from + Duration::minutes(minute);
            self.items.push(Counters { seq: self.seq, from: None, at, nics: vec![nic] });
        }
        self
    }
}

/// Bytes a second of so many megabits.
pub fn megabits(n: i64) -> i64 {
    n * 1_000_000 / 8
}
