//! How far the copy of an attempt is, and whether all is well with it: the one place that decides.
//! Nothing here knows of a database.

use chrono::{DateTime, Duration, Utc};

use super::{Copy, Heard};
use crate::db::ids::AttemptId;
use crate::migrations::{Attempt, Side, Way, back};
use crate::reports::Want;
use crate::text_enum;

/// How often a sender reports at the least while it copies.
pub const INTERVAL: Duration = Duration::seconds(15);
/// After so many intervals without a word it is stale.
const PATIENCE: i32 = 3;
/// Reports come, and for so long they say the same.
const FLAT_SECONDS: i32 = 150;

text_enum! {
    /// What can be wrong with a copy; three things that are not the same.
    pub enum Lamp {
        /// Nothing is heard: it may well go on.
        Stale = "stale",
        /// Reports come, but no bytes go through.
        Stalled = "stalled",
        /// Its side said so.
        Failed = "failed",
    }
}

/// How the copy of an attempt goes, by both of its sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What arrived, in bytes; where the target says nothing, what left.
    pub bytes: i64,
    /// Of all disks together.
    pub total: i64,
    pub bytes_per_second: Option<i64>,
    /// How long it still takes at this speed.
    pub seconds_left: Option<i64>,
    /// When it ends at this speed, or when it was last heard of once it has.
    pub ends_at: Option<DateTime<Utc>>,
    /// When what counts of it was heard.
    pub heard_at: DateTime<Utc>,
    /// Whether a copy was begun at all.
    pub has_begun: bool,
    pub has_ended: bool,
    pub sides: Vec<SideProgress>,
    /// Both sides said what they copied: whether that is the same.
    pub is_same: Option<bool>,
}

/// How one side says that it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideProgress {
    pub side: Side,
    pub bytes: i64,
    pub heard_at: DateTime<Utc>,
    pub lamp: Option<Lamp>,
    /// For how long it has stood still, in seconds.
    pub flat_seconds: i32,
    pub failure: Option<String>,
    pub has_clashed: bool,
    /// What it was asked for and has done.
    pub obeyed: Option<(Want, DateTime<Utc>)>,
}

impl Progress {
    /// Of the attempt, whose disks together have `bytes_total`; `None` if nothing was heard of it.
    pub fn of(heard: &[Heard], attempt: AttemptId, bytes_total: i64, now: DateTime<Utc>) -> Option<Progress> {
        let of_attempt = |side| heard.iter().find(|heard| heard.attempt == attempt && heard.side == side);
        let (source, target) = (of_attempt(Side::Source), of_attempt(Side::Target));
        let copying = |side: &&Heard| !side.copies.is_empty();
        let told = target.filter(copying).or(source.filter(copying)).or(target).or(source)?;
        let bytes = bytes_of(told);
        let known = told.copies.iter().filter_map(|copy| copy.total).sum();
        let total = if bytes_total > 0 { bytes_total } else { known };
        let has_ended =
            !told.copies.is_empty() && told.copies.iter().all(|copy| copy.has_ended) && bytes >= total;
        let left = (total - bytes).max(0);
        let moves = told.bytes_per_second.filter(|rate| *rate > 0 && !has_ended);
        let seconds_left = moves.map(|rate| left / rate);
        let is_sized = total > 0 && !told.copies.is_empty();
        let until_end = if has_ended { Some(0) } else { seconds_left }.filter(|_| is_sized);
        Some(Progress {
            bytes,
            total: total.max(bytes),
            bytes_per_second: told.bytes_per_second,
            seconds_left,
            ends_at: until_end
                .and_then(Duration::try_seconds)
                .and_then(|left| told.at.checked_add_signed(left)),
            heard_at: told.at,
            has_begun: !told.copies.is_empty(),
            has_ended,
            sides: [source, target].into_iter().flatten().map(|side| side_progress(side, now)).collect(),
            is_same: source.zip(target).and_then(|(source, target)| is_same(&source.copies, &target.copies)),
        })
    }

    /// When the domU is ready by the copy of its open attempt. On the way back no copy is waited for.
    pub fn ready_at(heard: &[Heard], attempt: &Attempt, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let is_waited_for = attempt.result.is_none() && attempt.way() == Way::Forward;
        let waited_for = Some(attempt).filter(|_| is_waited_for)?;
        Progress::ready_by_copy(heard, waited_for.id, waited_for.bytes_total, now)
    }

    /// The same for an attempt that is known to be open and on its way there.
    pub fn ready_by_copy(
        heard: &[Heard],
        attempt: AttemptId,
        bytes_total: i64,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        back::by_copy_at(Progress::of(heard, attempt, bytes_total, now)?.ends_at?)
    }

    /// The worst that is wrong on either side.
    pub fn lamp(&self) -> Option<Lamp> {
        self.sides.iter().filter_map(|side| side.lamp).max()
    }

    /// The side that is silent while the other one speaks.
    pub fn silent_side(&self) -> Option<Side> {
        let mut silent = self.sides.iter().filter(|side| side.lamp == Some(Lamp::Stale));
        let first = silent.next().filter(|_| self.sides.len() > 1)?;
        silent.next().is_none().then_some(first.side)
    }

    /// In whole per cent, never above 100 and never 100 before the end.
    pub fn per_cent(&self) -> i64 {
        let per_cent = i128::from(self.bytes) * 100 / i128::from(self.total.max(1));
        let most = if self.has_ended { 100 } else { 99 };
        i64::try_from(per_cent).unwrap_or(most).clamp(0, most)
    }
}

fn bytes_of(side: &Heard) -> i64 {
    side.copies.iter().map(|copy| copy.bytes).sum()
}

fn side_progress(side: &Heard, now: DateTime<Utc>) -> SideProgress {
    SideProgress {
        side: side.side,
        bytes: bytes_of(side),
        heard_at: side.at,
        lamp: lamp(side, now),
        flat_seconds: side.flat_seconds,
        failure: side.failure.clone(),
        has_clashed: side.clashed_at.is_some(),
        obeyed: side.obeyed,
    }
}

/// Only a copy that is under way has to be heard of: between steps nobody reports anything.
fn lamp(side: &Heard, now: DateTime<Utc>) -> Option<Lamp> {
    let is_copying = side.copies.iter().any(|copy| !copy.has_ended);
    let is_held = side.obeyed.is_some_and(|(want, _)| want == Want::Pause);
    if side.failure.is_some() {
        Some(Lamp::Failed)
    } else if is_copying && now - side.at > INTERVAL * PATIENCE {
        Some(Lamp::Stale)
    } else if is_copying && !is_held && side.flat_seconds >= FLAT_SECONDS {
        Some(Lamp::Stalled)
    } else {
        None
    }
}

/// `None` while a side still copies, or says nothing of a disk.
fn is_same(source: &[Copy], target: &[Copy]) -> Option<bool> {
    let mut is_same = None;
    for there in source {
        let here = target.iter().find(|here| here.disk == there.disk)?;
        if !there.has_ended || !here.has_ended {
            return None;
        }
        let equal = there.bytes == here.bytes && there.blake3.is_some() && there.blake3 == here.blake3;
        is_same = Some(is_same.unwrap_or(true) && equal);
    }
    is_same
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_391_620 + seconds, 0).expect("an instant")
    }

    fn copy(bytes: i64, has_ended: bool) -> Copy {
        Copy { disk: "xvda".to_owned(), run: 1, bytes, total: None, blake3: None, has_ended }
    }

    fn heard(side: Side, copies: Vec<Copy>) -> Heard {
        Heard {
            attempt: AttemptId(1),
            side,
            at: at(0),
            bytes_per_second: Some(10),
            flat_seconds: 0,
            failure: None,
            clashed_at: None,
            obeyed: None,
            copies,
        }
    }

    fn of(heard: &[Heard], now: i64) -> Progress {
        Progress::of(heard, AttemptId(1), 1000, at(now)).expect("something was heard")
    }

    #[test]
    fn what_arrived_counts_and_where_nobody_says_so_what_left() {
        let source = heard(Side::Source, vec![copy(500, false)]);
        let target = heard(Side::Target, vec![copy(400, false)]);
        let both = of(&[source.clone(), target], 4);
        assert_eq!((both.bytes, both.total, both.seconds_left, both.per_cent()), (400, 1000, Some(60), 40));
        assert_eq!(both.ends_at, Some(at(60)), "counted from when it was heard, not from when it is read");
        let idle = heard(Side::Target, vec![]);
        assert_eq!(of(&[source, idle], 4).bytes, 500);
        assert_eq!(Progress::of(&[], AttemptId(1), 1000, at(0)), None);
    }

    #[test]
    fn each_lamp_means_one_thing() {
        let lamp = |side: Heard, now| of(&[side], now).lamp();
        let copying = heard(Side::Source, vec![copy(500, false)]);
        assert_eq!(lamp(copying.clone(), 45), None);
        assert_eq!(lamp(copying.clone(), 46), Some(Lamp::Stale));
        let flat = |seconds| Heard { flat_seconds: seconds, ..copying.clone() };
        assert_eq!(lamp(flat(149), 4), None);
        assert_eq!(lamp(flat(150), 4), Some(Lamp::Stalled));
        let held = Heard { obeyed: Some((Want::Pause, at(0))), ..flat(900) };
        assert_eq!(lamp(held, 4), None, "it was asked to");
        let failed = Heard { failure: Some("broken pipe".to_owned()), ..flat(150) };
        assert_eq!(lamp(failed, 400), Some(Lamp::Failed));
        let ended = heard(Side::Source, vec![copy(1000, true)]);
        assert_eq!(lamp(Heard { flat_seconds: 900, ..ended }, 9000), None);
        let other = Heard { side: Side::Target, ..flat(200) };
        assert_eq!(of(&[copying, other], 4).lamp(), Some(Lamp::Stalled));
    }

    #[test]
    fn one_side_that_is_silent_is_not_both() {
        let side = |side, second| Heard { at: at(second), ..heard(side, vec![copy(500, false)]) };
        let silent = |source, target| {
            let both = of(&[side(Side::Source, source), side(Side::Target, target)], 100);
            (both.silent_side(), (at(100) - both.heard_at).num_seconds())
        };
        assert_eq!(silent(100, 20), (Some(Side::Target), 80), "its numbers are shown, and how old they are");
        assert_eq!(silent(20, 99), (Some(Side::Source), 1));
        assert_eq!(silent(99, 99).0, None);
        assert_eq!(silent(20, 20).0, None);
        assert_eq!(of(&[side(Side::Source, 20)], 100).silent_side(), None);
    }

    #[test]
    fn only_the_end_is_a_hundred_per_cent() {
        let nearly = of(&[heard(Side::Target, vec![copy(1000, false)])], 4);
        assert_eq!((nearly.per_cent(), nearly.has_ended), (99, false));
        let whole = of(&[heard(Side::Target, vec![copy(1000, true)])], 4);
        assert_eq!((whole.per_cent(), whole.has_ended, whole.seconds_left), (100, true, None));
        assert_eq!((nearly.ends_at, whole.ends_at), (Some(at(0)), Some(at(0))));
        let absurd = Heard { bytes_per_second: Some(1), ..heard(Side::Target, vec![copy(0, false)]) };
        let absurd = Progress::of(&[absurd], AttemptId(1), i64::MAX, at(4)).expect("something was heard");
        assert_eq!(absurd.ends_at, None);
        let more = of(&[heard(Side::Target, vec![copy(1500, true)])], 4);
        assert_eq!((more.per_cent(), more.total), (100, 1500));
    }

    #[test]
    fn both_sides_have_to_say_the_same() {
        let with = |side, blake3: &[u8]| {
            heard(side, vec![Copy { blake3: Some(blake3.to_vec()), ..copy(1000, true) }])
        };
        let same = |source: Heard, target: Heard| of(&[source, target], 4).is_same;
        assert_eq!(same(with(Side::Source, b"one"), with(Side::Target, b"one")), Some(true));
        assert_eq!(same(with(Side::Source, b"one"), with(Side::Target, b"two")), Some(false));
        let copying = heard(Side::Target, vec![copy(900, false)]);
        assert_eq!(same(with(Side::Source, b"one"), copying), None);
    }
}
