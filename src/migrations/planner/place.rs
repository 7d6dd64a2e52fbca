//! The first time at which a move fits, and what keeps it from other times and targets.

use std::cmp::Ordering;

use chrono::{DateTime, Duration, Utc};

use super::search::Step;
use super::{LeftOver, Planned, Question, Span, Target};

/// Why a move is not sooner than it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyThen {
    /// It is the first of the first night.
    First,
    /// It follows the one before it.
    AfterTheOneBefore,
    /// What was left of an earlier night was too short for it.
    NightTooShort,
    /// Its people asked to avoid what came before.
    Avoided,
    /// Something else needed the hosts before.
    Busy,
}

/// Why a target was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNot {
    /// Bytes that are missing by then.
    NoMemory(i64),
    NoDisk(i64),
    /// No night is as long as the move, which needs so much.
    NoNight(Duration),
    /// All nights are too short, avoided or taken.
    NoTime,
    /// The copy there takes so much longer.
    Slower(Duration),
    /// The copy there would be quicker, but others need its room or come sooner so.
    ForOthers,
    /// It would have done as well.
    AsWell,
}

/// A place in a night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub night: usize,
    pub window: Span,
    pub then: WhyThen,
}

/// The first place of this length from `from` on that `avoids` leaves free.
pub(super) fn first_place(
    question: &Question,
    from: Option<DateTime<Utc>>,
    length: Duration,
    avoids: &[Span],
) -> Option<Place> {
    let mut then = if from.is_some() { WhyThen::AfterTheOneBefore } else { WhyThen::First };
    let gone = from.map_or(0, |from| question.nights.partition_point(|night| night.ends_at <= from));
    for (index, night) in question.nights.iter().enumerate().skip(gone) {
        let mut starts_at = from.map_or(night.starts_at, |from| from.max(night.starts_at));
        loop {
            let window = Span { starts_at, ends_at: starts_at + length };
            if window.ends_at > night.ends_at {
                if !matches!(then, WhyThen::Avoided | WhyThen::Busy) {
                    then = WhyThen::NightTooShort;
                }
                break;
            }
            let in_its_way = |spans: &[Span]| {
                spans.iter().filter(|span| span.overlaps(&window)).map(|span| span.ends_at).max()
            };
            match (in_its_way(avoids), in_its_way(&question.busy)) {
                (None, None) => return Some(Place { night: index, window, then }),
                (Some(ends_at), None) => {
                    (starts_at, then) = (ends_at, WhyThen::Avoided);
                }
                (avoided, Some(ends_at)) => {
                    (starts_at, then) = (avoided.map_or(ends_at, |at| at.max(ends_at)), WhyThen::Busy);
                }
            }
        }
    }
    None
}

/// What is missing on the target for the mover, if anything.
pub(super) fn lacks(question: &Question, mover: usize, left: &Target) -> Option<WhyNot> {
    let mover = &question.movers[mover];
    if left.memory_free < mover.memory {
        Some(WhyNot::NoMemory(mover.memory - left.memory_free))
    } else if left.disk_free < mover.disk {
        Some(WhyNot::NoDisk(mover.disk - left.disk_free))
    } else {
        None
    }
}

/// Takes its room.
pub(super) fn settle(question: &Question, mover: usize, left: &mut Target) {
    left.memory_free -= question.movers[mover].memory;
    left.disk_free -= question.movers[mover].disk;
}

/// The steps of a search, with a reason for each.
pub(super) fn explained(question: &Question, steps: &[Step]) -> Vec<Planned> {
    let mut left = question.targets.clone();
    let mut moves = Vec::with_capacity(steps.len());
    for Step { mover, target, place } in steps.iter().copied() {
        let others = others(question, mover, target, &left);
        settle(question, mover, &mut left[target]);
        let (who, length) = (&question.movers[mover], question.movers[mover].lengths[target]);
        moves.push(Planned {
            mover,
            target,
            night: place.night,
            window: place.window,
            up_at: place.window.starts_at + length.down,
            is_late: who.deadline.is_some_and(|deadline| place.window.ends_at > deadline),
            then: place.then,
            others,
            left: left[target].clone(),
        });
    }
    moves
}

fn others(question: &Question, mover: usize, taken: usize, left: &[Target]) -> Vec<(usize, WhyNot)> {
    let lengths = &question.movers[mover].lengths;
    let why = |index: usize| {
        let slower = lengths[index].down - lengths[taken].down;
        let otherwise = match slower.cmp(&Duration::zero()) {
            Ordering::Greater => WhyNot::Slower(slower),
            Ordering::Less => WhyNot::ForOthers,
            Ordering::Equal => WhyNot::AsWell,
        };
        lacks(question, mover, &left[index]).unwrap_or(otherwise)
    };
    (0..left.len()).filter(|index| *index != taken).map(|index| (index, why(index))).collect()
}

/// Those without a place, and why no target takes them when all the others have moved.
pub(super) fn left_over(question: &Question, moves: &[Planned]) -> Vec<LeftOver> {
    let mut left = question.targets.clone();
    for planned in moves {
        settle(question, planned.mover, &mut left[planned.target]);
    }
    let longest = question.nights.iter().map(Span::length).max().unwrap_or_default();
    let is_left = |mover: &usize| moves.iter().all(|planned| planned.mover != *mover);
    (0..question.movers.len())
        .filter(is_left)
        .map(|mover| {
            let why = |(index, room): (usize, &Target)| {
                let needs = question.movers[mover].lengths[index].window;
                let no_time = if needs > longest { WhyNot::NoNight(needs) } else { WhyNot::NoTime };
                (index, lacks(question, mover, room).unwrap_or(no_time))
            };
            LeftOver { mover, why: left.iter().enumerate().map(why).collect() }
        })
        .collect()
}
