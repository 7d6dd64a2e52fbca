//! A move that is under way, as the core team sees it: who runs it, where it is, how long still.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::back::turn_back_at;
use crate::migrations::queries::Standing;
use crate::migrations::reported::{Heard, Progress};
use crate::migrations::{Attempt, LiveSide, MigrationState, StepCode};
use crate::paths;
use crate::web::migrations::operate_view::too_slow;
use crate::web::migrations::picture::{self, Picture};
use crate::web::migrations::view::PlaceView;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Pill};
use crate::words::Message;

#[derive(Serialize)]
pub struct Run {
    href: String,
    operate_href: String,
    pub domu: String,
    title: String,
    state: Pill,
    overdue: Option<Pill>,
    /// The sentence that tells of it alone.
    #[serde(skip)]
    pub told: &'static str,
    figure: String,
    figure_note: String,
    copy: Option<CopyLine>,
    text: String,
    too_slow: Option<String>,
    /// Past this the window is too short for the way back; `None` when there is none any more.
    turn_back_at: Option<DateTime<Utc>>,
    is_past_turning: bool,
    ends_at: DateTime<Utc>,
    button: String,
    jump: Option<Picture>,
    source: PlaceView,
    target: PlaceView,
    bytes_total: Option<i64>,
}

/// How far its copy is, while a dom0 reports it.
#[derive(Serialize)]
struct CopyLine {
    bytes: i64,
    total: i64,
    per_cent: i64,
    text: String,
}

/// Only what runs: what is unclear has no step to look at.
pub fn run(who: &CurrentMember, standing: &Standing, heard: &[Heard]) -> Option<Run> {
    let row = &standing.migration;
    let attempt = standing.open_attempt().filter(|_| row.state == MigrationState::Running)?;
    let is_turning_back = standing.is_turning_back();
    let can_turn = standing.step.is_none_or(|step| attempt.way().abort_at(step).is_ok());
    let turn_back_at = can_turn.then(|| turn_back_at(row.ends_at));
    let operator = row.operator.clone().unwrap_or_default();
    let is_mine = row.operator_id == Some(who.member().id);
    let titled = Message::new(if is_turning_back { "home-run-back" } else { "home-run-to" });
    Some(Run {
        href: paths::migration(row.id),
        operate_href: paths::operate(row.id),
        domu: row.domu.clone(),
        title: who.say(
            &titled
                .with("site", row.target_site_code.as_str())
                .with("source", row.source.as_str())
                .with("operator", operator.as_str())
                .with("is_mine", i64::from(is_mine)),
        ),
        state: pill(standing),
        overdue: row.is_overdue(who.now).then(words::overdue_pill),
        told: told(standing),
        figure: figure(who, standing),
        figure_note: figure_note(who, standing),
        copy: copy_line(who, attempt, heard).filter(|_| !is_turning_back),
        text: who.say(&Message::new("home-run-try").with("n", i64::from(attempt.n))),
        too_slow: standing.back().filter(|_| can_turn).and_then(|back| too_slow(who, back, row.ends_at)),
        turn_back_at,
        is_past_turning: turn_back_at.is_some_and(|at| at <= who.now),
        ends_at: row.ends_at,
        button: who.say(&if is_mine {
            Message::new("home-carry-on")
        } else {
            Message::new("home-look-along").with("name", operator)
        }),
        jump: picture::of(row.state, row.live_side),
        source: PlaceView { name: row.source.clone(), site: row.source_site.clone() },
        target: PlaceView { name: row.target.clone(), site: row.target_site.clone() },
        bytes_total: (attempt.bytes_total > 0).then_some(attempt.bytes_total),
    })
}

fn told(standing: &Standing) -> &'static str {
    let is_left_off = !standing.migration.boots && !standing.is_turning_back();
    if is_up_again(standing) && !is_left_off {
        return "home-core-one-checks";
    }
    match standing.migration.live_side {
        _ if standing.is_turning_back() => "home-core-one-turns-back",
        LiveSide::Source => "home-core-one-prepares",
        _ => "home-core-one-moves",
    }
}

fn copy_line(who: &CurrentMember, attempt: &Attempt, heard: &[Heard]) -> Option<CopyLine> {
    let progress = Progress::of(heard, attempt.id, attempt.bytes_total, who.now)?;
    if !progress.has_begun || progress.has_ended {
        return None;
    }
    let left = progress.seconds_left;
    let said = Message::new("home-run-copied")
        .with("bytes", who.bytes(progress.bytes))
        .with("total", who.bytes(progress.total))
        .with("is_known", i64::from(left.is_some()))
        .with("left", who.duration(left.unwrap_or(0)));
    Some(CopyLine {
        bytes: progress.bytes,
        total: progress.total,
        per_cent: progress.per_cent(),
        text: who.say(&said),
    })
}

/// The step that is being done.
pub fn pill(standing: &Standing) -> Pill {
    let (state, is_turning_back) = (standing.migration.state, standing.is_turning_back());
    match standing.step {
        Some(StepCode::Boot) if !standing.migration.boots && !is_turning_back => {
            Pill::new("is-move", "move", "home-doing-leave_off")
        }
        Some(step) if !is_turning_back => Pill::new("is-move", "move", format!("home-doing-{step}")),
        _ => words::state_pill(state, is_turning_back),
    }
}

fn figure(who: &CurrentMember, standing: &Standing) -> String {
    match standing.down_since() {
        Some(since) => who.span((who.now - since).num_seconds()),
        None if is_up_again(standing) => who.say(&Message::new("home-run-up")),
        None => who.say(&Message::new("home-run-not-yet")),
    }
}

fn figure_note(who: &CurrentMember, standing: &Standing) -> String {
    let back_at = who.time(standing.back_at(), "clock");
    let id = match standing.back_at() {
        Some(_) if standing.is_turning_back() => "home-run-down-back",
        Some(at) if at < who.now => "home-run-down-late",
        Some(_) => "home-run-down",
        None if is_up_again(standing) => "home-run-up-note",
        None => "home-run-not-yet-note",
    };
    let starts_at = who.time(Some(standing.migration.starts_at), "at");
    who.say(&Message::new(id).with("back_at", back_at).with("start", starts_at))
}

fn is_up_again(standing: &Standing) -> bool {
    standing.open_attempt().is_some_and(|attempt| attempt.up_at.is_some())
}
