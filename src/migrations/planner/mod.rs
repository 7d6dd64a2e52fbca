//! A plan for emptying a host: which domU moves where, in which night, at what time. Pure, without chance,
//! and the same for the same input.
//!
//! One domU is under way at a time. Two copies that share a link make nothing ready sooner and both domUs
//! are down for longer (`downtime` reckons it), so the order is free to serve people: the earliest deadline
//! first, then the smallest, so that many are done early. A source image stays where it is until its move
//! is closed, so the targets only fill up: what fits when the last has moved has fitted all the time, and
//! `plan` checks it move by move.
//!
//! `plan` takes the better of that order and of a search through all others, which is exact for a handful
//! of moves and ends early for many; `bound` says how far from the best the result can be.

mod bound;
pub mod downtime;
mod order;
mod place;
mod search;

use chrono::{DateTime, Duration, Utc};

pub use bound::lower_bound;
pub use place::{WhyNot, WhyThen};

/// A time, its end not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl Span {
    pub fn length(&self) -> Duration {
        self.ends_at - self.starts_at
    }

    pub fn overlaps(&self, other: &Span) -> bool {
        self.starts_at < other.ends_at && other.starts_at < self.ends_at
    }
}

/// A host that takes domUs in, with what it has left when all that is held there is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub memory_free: i64,
    pub disk_free: i64,
}

/// How long one move takes to one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// What is expected: for so long the domU is down.
    pub down: Duration,
    /// What is set aside: the same, and time to take it back.
    pub window: Duration,
}

/// A domU that has to go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mover {
    pub memory: i64,
    pub disk: i64,
    /// One for each target, in their order.
    pub lengths: Vec<Length>,
    /// Until when it has to be gone.
    pub deadline: Option<DateTime<Utc>>,
    /// When its people asked not to be moved.
    pub avoids: Vec<Span>,
}

/// All that a plan is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    pub movers: Vec<Mover>,
    pub targets: Vec<Target>,
    /// When somebody is there to move them: in order, and apart from each other.
    pub nights: Vec<Span>,
    /// When the hosts or the link between them are needed for something else.
    pub busy: Vec<Span>,
}

/// A move with its place in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Which of the movers.
    pub mover: usize,
    /// To which of the targets.
    pub target: usize,
    /// Which of the nights.
    pub night: usize,
    /// What is set aside for it.
    pub window: Span,
    /// When it is expected to be up again.
    pub up_at: DateTime<Utc>,
    /// Whether it ends after its deadline.
    pub is_late: bool,
    /// Why not sooner.
    pub then: WhyThen,
    /// Why each other target was not taken; nothing where it would have done as well.
    pub others: Vec<(usize, WhyNot)>,
    /// What is left on its target from then on.
    pub left: Target,
}

/// A mover for which there is no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOver {
    pub mover: usize,
    pub why: Vec<(usize, WhyNot)>,
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// In the order of their windows.
    pub moves: Vec<Planned>,
    pub left_over: Vec<LeftOver>,
    /// When the last window ends; `None` for a plan without a move.
    pub ends_at: Option<DateTime<Utc>>,
    /// Before this no plan of the same moves can end.
    pub no_sooner_than: Option<DateTime<Utc>>,
    /// Whether every other order was looked at: then nothing better exists.
    pub is_exact: bool,
}

impl Plan {
    /// How much later it ends than the lower bound.
    pub fn gap(&self) -> Duration {
        match (self.ends_at, self.no_sooner_than) {
            (Some(ends_at), Some(bound)) => ends_at - bound,
            _ => Duration::zero(),
        }
    }

    /// For how long all its domUs are down, added up.
    pub fn downtime(&self) -> Duration {
        self.moves.iter().map(|planned| planned.up_at - planned.window.starts_at).sum()
    }

    /// How many nights it needs.
    pub fn nights(&self) -> usize {
        let mut nights: Vec<usize> = self.moves.iter().map(|planned| planned.night).collect();
        nights.dedup();
        nights.len()
    }
}

/// Makes the plan. Of plans that leave as few over and are late as rarely, the one that ends first.
pub fn plan(question: &Question) -> Plan {
    let found = search::best(question, order::by_deadline(question));
    let moves = place::explained(question, &found.steps);
    let left_over = place::left_over(question, &moves);
    let movers: Vec<usize> = moves.iter().map(|planned| planned.mover).collect();
    Plan {
        ends_at: moves.last().map(|planned| planned.window.ends_at),
        no_sooner_than: lower_bound(question, &movers),
        moves,
        left_over,
        is_exact: found.is_exact,
    }
}
