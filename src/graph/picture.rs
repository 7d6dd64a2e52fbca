//! What a picture is made of.

use chrono::{DateTime, Utc};

use super::Series;

/// Two halves over the same time: what leaves above, what arrives below.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Begins the ids inside, so that several can stand on a page.
    pub id: String,
    pub title: String,
    /// The same in sentences.
    pub description: String,
    /// Of the language of its words.
    pub decimal_mark: String,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    pub up: Half,
    pub down: Half,
    /// In the order of their beginnings.
    pub bands: Vec<Band>,
    pub ticks: Vec<Tick>,
    /// If it is inside.
    pub now: Option<Now>,
    /// One of several in a row, without room for much.
    pub is_small: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Half {
    pub name: String,
    pub series: Series,
}

/// Something that explains a time of the picture: an attempt.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// Whether its bytes are among those that leave, and among those that arrive.
    pub leaves: bool,
    pub arrives: bool,
    pub tone: Tone,
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Moved,
    Back,
    UnderWay,
    /// Somebody else's.
    Other,
}

/// A time on the axis. A `minor` one is left out where there is little room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    pub at: DateTime<Utc>,
    pub label: String,
    pub is_minor: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Now {
    pub at: DateTime<Utc>,
    pub label: String,
}

impl Picture {
    /// Where an instant stands, from 0 at the left to 1 at the right.
    pub fn place(&self, at: DateTime<Utc>) -> f64 {
        let all = (self.until - self.from).num_milliseconds().max(1) as f64;
        ((at - self.from).num_milliseconds() as f64 / all).clamp(0.0, 1.0)
    }

    /// The higher of both halves' highest.
    pub fn highest(&self) -> f64 {
        let highest = |half: &Half| half.series.highest().map_or(0.0, |(_, rate)| rate);
        highest(&self.up).max(highest(&self.down))
    }
}

impl Band {
    /// Whether a piece of time that begins then is part of it.
    pub fn holds(&self, at: DateTime<Utc>, series: &Series) -> bool {
        at < self.until && at + series.step > self.from
    }

    pub fn is_in(&self, is_up: bool) -> bool {
        if is_up { self.leaves } else { self.arrives }
    }
}
