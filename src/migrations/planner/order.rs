//! The order that serves people best when nothing else decides.

use chrono::{DateTime, Duration, Utc};

use super::{Mover, Question};

/// The earliest deadline first, then the shortest, then as they were given.
pub(super) fn by_deadline(question: &Question) -> Vec<usize> {
    let mut order: Vec<usize> = (0..question.movers.len()).collect();
    order.sort_by_key(|index| key(&question.movers[*index]));
    order
}

fn key(mover: &Mover) -> (DateTime<Utc>, Duration) {
    (mover.deadline.unwrap_or(DateTime::<Utc>::MAX_UTC), shortest(mover))
}

/// What is set aside for it where that is least.
pub(super) fn shortest(mover: &Mover) -> Duration {
    mover.lengths.iter().map(|length| length.window).min().unwrap_or_default()
}
