//! What no plan can beat.

use chrono::{DateTime, Duration, Utc};

use super::order::shortest;
use super::place::first_place;
use super::{Question, Span};

/// No plan that moves these ends sooner: one at a time they take at least so much of the nights, and each
/// alone ends no sooner than where it first fits. `None` when they are none, or don't fit at all.
pub fn lower_bound(question: &Question, movers: &[usize]) -> Option<DateTime<Utc>> {
    let work = movers.iter().map(|mover| shortest(&question.movers[*mover])).sum();
    let alone = movers.iter().map(|mover| earliest_end(question, None, *mover));
    let latest_alone = alone.collect::<Option<Vec<_>>>()?.into_iter().max()?;
    Some(latest_alone.max(end_of_work(question, None, work)?))
}

/// When the mover could end if it were alone from `from` on.
pub(super) fn earliest_end(
    question: &Question,
    from: Option<DateTime<Utc>>,
    mover: usize,
) -> Option<DateTime<Utc>> {
    let mover = &question.movers[mover];
    let ends = mover.lengths.iter().filter_map(|length| {
        first_place(question, from, length.window, &mover.avoids).map(|place| place.window.ends_at)
    });
    ends.min()
}

/// When so much of the nights has gone by, as if moves could be cut into pieces.
pub(super) fn end_of_work(
    question: &Question,
    from: Option<DateTime<Utc>>,
    work: Duration,
) -> Option<DateTime<Utc>> {
    if work == Duration::zero() {
        return from.or(question.nights.first().map(|night| night.starts_at));
    }
    let mut rest = work;
    for night in &question.nights {
        for free in free_in(night, &question.busy) {
            let starts_at = from.map_or(free.starts_at, |from| from.max(free.starts_at));
            let length = free.ends_at - starts_at;
            if length >= rest {
                return Some(starts_at + rest);
            }
            rest -= length.max(Duration::zero());
        }
    }
    None
}

/// What is left of a night.
fn free_in(night: &Span, busy: &[Span]) -> Vec<Span> {
    let mut busy: Vec<Span> = busy.iter().filter(|span| span.overlaps(night)).copied().collect();
    busy.sort_by_key(|span| span.starts_at);
    let (mut free, mut from) = (Vec::new(), night.starts_at);
    for span in busy {
        if span.starts_at > from {
            free.push(Span { starts_at: from, ends_at: span.starts_at });
        }
        from = from.max(span.ends_at);
    }
    if from < night.ends_at {
        free.push(Span { starts_at: from, ends_at: night.ends_at });
    }
    free
}
