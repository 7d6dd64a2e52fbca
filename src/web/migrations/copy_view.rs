//! How far the copy of an attempt is, as both pages show it: numbers, one lamp a side, and for the core
//! team what each side says.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::reported::{Heard, Lamp, Progress, SideProgress};
use crate::migrations::{Attempt, Side};
use crate::paths;
use crate::reports::Want;
use crate::web::Pill;
use crate::web::migrations::steps::Reader;

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyView {
    bytes: i64,
    total: i64,
    per_cent: i64,
    /// Bytes a second, while it goes.
    rate: Option<i64>,
    seconds_left: Option<i64>,
    heard_seconds: i64,
    has_ended: bool,
    /// The worst of both sides.
    lamp: Option<Pill>,
    lamp_text: Option<String>,
    /// The host that says nothing while the other one does, where nothing worse is wrong.
    silent: Option<String>,
    is_same: bool,
    differs: bool,
    has_clashed: bool,
    /// For the core team: to hold on or to stop.
    asked: Option<AskedView>,
    is_asked_to_hold: bool,
    hold_href: String,
    /// For the core team.
    sides: Vec<SideView>,
}

/// What was asked of whoever copies, when, and who did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct AskedView {
    label: &'static str,
    at: DateTime<Utc>,
    obeyed: Vec<ObeyedView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ObeyedView {
    host: String,
    at: DateTime<Utc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct SideView {
    is_source: bool,
    bytes: i64,
    heard_at: DateTime<Utc>,
    lamp: Option<Pill>,
    flat_seconds: Option<i32>,
    failure: Option<String>,
}

impl CopyView {
    /// `None` where no dom0 copied anything for the attempt.
    /// `hosts` are the names of source and target.
    pub fn of(
        heard: &[Heard],
        attempt: &Attempt,
        hosts: [&str; 2],
        reader: Reader,
        now: DateTime<Utc>,
    ) -> Option<CopyView> {
        let progress = Progress::of(heard, attempt.id, attempt.bytes_total, now);
        let progress = progress.filter(|progress| progress.has_begun)?;
        let worst = progress.lamp();
        let silent = progress.silent_side().filter(|_| worst == Some(Lamp::Stale));
        let [source, target] = hosts;
        let is_core = reader == Reader::Core;
        Some(CopyView {
            bytes: progress.bytes,
            total: progress.total,
            per_cent: progress.per_cent(),
            rate: progress.bytes_per_second.filter(|_| !progress.has_ended),
            seconds_left: progress.seconds_left,
            heard_seconds: (now - progress.heard_at).num_seconds().max(0),
            has_ended: progress.has_ended,
            lamp: worst.map(|lamp| match silent {
                Some(_) => Pill::new("is-off", "off", "copy-lamp-one-silent"),
                None => pill(lamp),
            }),
            lamp_text: worst.map(|lamp| match silent {
                Some(_) => "copy-lamp-text-one-silent".to_owned(),
                None => format!("copy-lamp-text-{lamp}"),
            }),
            silent: silent.map(|side| if side == Side::Source { source } else { target }.to_owned()),
            is_same: progress.is_same == Some(true),
            differs: progress.is_same == Some(false),
            has_clashed: is_core && progress.sides.iter().any(|side| side.has_clashed),
            asked: asked(attempt, &progress.sides, hosts).filter(|_| is_core),
            is_asked_to_hold: attempt.copy_held_at.is_some(),
            hold_href: paths::copy_hold(attempt.migration_id),
            sides: if is_core { progress.sides.into_iter().map(side).collect() } else { Vec::new() },
        })
    }

    /// Whether its operator may ask to hold on: nothing is held on the way back.
    pub fn can_hold(&self, attempt: &Attempt) -> bool {
        !self.has_ended && attempt.result.is_none() && !attempt.way().leads_back()
    }

    /// Whether there is something to watch.
    pub fn is_going_on(&self) -> bool {
        !self.has_ended
    }
}

/// A stop that was asked for takes the place of holding on.
fn asked(attempt: &Attempt, sides: &[SideProgress], [source, target]: [&str; 2]) -> Option<AskedView> {
    let stop = attempt.turned_back_at.map(|at| (Want::Abort, "copy-asked-to-stop", at));
    let hold = attempt.copy_held_at.map(|at| (Want::Pause, "copy-asked-to-hold", at));
    let (want, label, at) = stop.or(hold)?;
    let obeyed = sides.iter().filter_map(|side| {
        let (_, at) = side.obeyed.filter(|(obeyed, obeyed_at)| *obeyed == want && *obeyed_at >= at)?;
        let host = if side.side == Side::Source { source } else { target };
        Some(ObeyedView { host: host.to_owned(), at })
    });
    Some(AskedView { label, at, obeyed: obeyed.collect() })
}

fn side(side: SideProgress) -> SideView {
    SideView {
        is_source: side.side == Side::Source,
        bytes: side.bytes,
        heard_at: side.heard_at,
        lamp: side.lamp.map(pill),
        flat_seconds: (side.lamp == Some(Lamp::Stalled)).then_some(side.flat_seconds),
        failure: side.failure,
    }
}

fn pill(lamp: Lamp) -> Pill {
    let (tone, icon) = match lamp {
        Lamp::Stale => ("is-off", "off"),
        Lamp::Stalled => ("is-move", "broken"),
        Lamp::Failed => ("is-broken", "broken"),
    };
    Pill::new(tone, icon, format!("copy-lamp-{lamp}"))
}
