//! One run of `ping`, from its header to its last line.

use std::net::IpAddr;

use super::scan::Millis;
use super::{ping_event, ping_lines};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    Iputils,
    BusyBox,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    pub program: Program,
    /// As it was typed: a name or an address.
    pub name: String,
    pub to: IpAddr,
    pub from: Option<IpAddr>,
    pub payload: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub from: IpAddr,
    pub is_busybox: bool,
    pub payload: u32,
    pub seq: u32,
    pub ttl: u32,
    pub(super) time: Millis,
    pub is_double: bool,
}

/// What happened between the header and the statistics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    Answer(Answer),
    StillWaiting(u32),
    /// The kernel of the sender refused it.
    TooLong {
        mtu: Option<u32>,
    },
    /// A router refused it.
    TooBig {
        router: IpAddr,
        mtu: u32,
    },
    Unreachable {
        from: Option<IpAddr>,
        words: String,
    },
    /// The sender's own card took no more.
    NoBuffer,
}

#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Statistics {
    pub sent: u32,
    pub received: u32,
    pub errors: u32,
    pub duplicates: u32,
    pub corrupted: u32,
    /// Percent.
    pub loss: f64,
}

impl Statistics {
    /// iputils prints six digits, BusyBox whole percents.
    pub(super) fn loss_is_right(&self, is_busybox: bool) -> bool {
        if self.sent == 0 || self.received > self.sent {
            return false;
        }
        let right = 100.0 * f64::from(self.sent - self.received) / f64::from(self.sent);
        (if is_busybox { right.floor() - self.loss } else { right - self.loss }).abs() < 0.001
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Ping {
    pub header: Header,
    pub events: Vec<Event>,
    pub statistics: Option<Statistics>,
    pub(super) times: Option<[Millis; 3]>,
    /// The first line that `ping` does not print there.
    pub strange: Option<String>,
    stage: Stage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Events,
    Counts,
    Times,
    Done,
}

impl Ping {
    pub(super) fn begins_with(line: &str) -> Option<Ping> {
        let header = ping_lines::header(line)?;
        let empty = Ping {
            header,
            events: Vec::new(),
            statistics: None,
            times: None,
            strange: None,
            stage: Stage::Events,
        };
        Some(empty)
    }

    /// Takes the next line; `false` when it no longer belongs here.
    pub(super) fn take(&mut self, line: &str) -> bool {
        match self.stage {
            _ if line.is_empty() => {}
            Stage::Events => self.take_event(line),
            Stage::Counts => match ping_lines::statistics(line) {
                Some(statistics) => {
                    self.statistics = Some(statistics);
                    self.stage = Stage::Times;
                }
                None => self.is_strange(line),
            },
            Stage::Times => {
                self.times = ping_lines::times(line);
                self.stage = Stage::Done;
                return self.times.is_some() || ping_lines::is_pipe(line);
            }
            Stage::Done => return false,
        }
        true
    }

    fn take_event(&mut self, line: &str) {
        let line = line.strip_prefix("^C").unwrap_or(line);
        if let Some(name) = ping_lines::statistics_title(line) {
            if name != self.header.name {
                self.is_strange(line);
            }
            self.stage = Stage::Counts;
        } else if let Some(event) = ping_event::read(line) {
            self.events.push(event);
        } else if !line.is_empty() {
            self.is_strange(line);
        }
    }

    fn is_strange(&mut self, line: &str) {
        self.strange.get_or_insert_with(|| line.chars().take(100).collect());
    }

    pub fn answers(&self) -> impl Iterator<Item = &Answer> {
        self.events.iter().filter_map(|event| match event {
            Event::Answer(answer) => Some(answer),
            _ => None,
        })
    }

    /// Whether only header and statistics were printed, as with `-q`.
    pub fn is_quiet(&self) -> bool {
        self.events.is_empty()
    }

    /// Whether lines, counts and times say the same.
    pub(super) fn agrees_with_itself(&self) -> bool {
        let Some(counts) = self.statistics else { return false };
        if (counts.received > 0) != self.times.is_some() {
            return false;
        }
        self.is_quiet() || (self.answers_agree(&counts) && self.errors_agree(&counts) && self.times_agree())
    }

    fn answers_agree(&self, counts: &Statistics) -> bool {
        let is_busybox = self.header.program == Program::BusyBox;
        let first = u32::from(!is_busybox);
        let seqs: Vec<u32> = self.answers().map(|answer| answer.seq).collect();
        let waited = self.events.iter().all(|event| match event {
            Event::StillWaiting(seq) => (first..first + counts.sent).contains(seq),
            _ => true,
        });
        let ttl = self.answers().next().map(|answer| answer.ttl);
        waited
            && usize::try_from(counts.received).is_ok_and(|received| received == seqs.len())
            && seqs.is_sorted_by(|a, b| a < b)
            && seqs.iter().all(|seq| (first..first + counts.sent).contains(seq))
            && self.answers().all(|answer| {
                answer.from == self.header.to
                    && answer.payload == self.header.payload
                    && answer.is_busybox == is_busybox
                    && Some(answer.ttl) == ttl
            })
    }

    /// A packet that could not be sent is no error in iputils' count.
    fn errors_agree(&self, counts: &Statistics) -> bool {
        let named = |event: &&Event| {
            matches!(
                event,
                Event::TooLong { mtu: Some(_) }
                    | Event::TooBig { .. }
                    | Event::Unreachable { from: Some(_), .. }
            )
        };
        let printed = self.events.iter().filter(named).count();
        u32::try_from(printed).is_ok_and(|printed| printed == counts.errors)
    }

    fn times_agree(&self) -> bool {
        let Some([shortest, mean, longest]) = self.times else { return true };
        let each: Vec<Millis> = self.answers().map(|answer| answer.time).collect();
        let (Some(least), Some(most)) = (
            each.iter().min_by_key(|time| time.thousandths),
            each.iter().max_by_key(|time| time.thousandths),
        ) else {
            return false;
        };
        let coarse = each.iter().map(|time| time.last_digit).max().unwrap_or(1);
        let is_near = |a: u64, b: u64| a.abs_diff(b) <= coarse;
        let sum: u64 = each.iter().map(|time| time.thousandths).fold(0, u64::saturating_add);
        is_near(shortest.thousandths, least.thousandths)
            && is_near(longest.thousandths, most.thousandths)
            && is_near(mean.thousandths, sum / each.len() as u64)
    }
}
