//! The nights of a proposal, drawn: a line for each night, a block for each move. Places across are in
//! per cent, so that the words keep their size however wide the page is.

use chrono::{Duration, Timelike};
use serde::Serialize;

use super::evacuation_form::Asked;
use crate::migrations::planner::{Plan, Planned, Span};
use crate::migrations::queries::Leaver;
use crate::web::CoreMember;

/// Where the nights begin and end, beside their dates.
const LEFT: f64 = 16.0;
const RIGHT: f64 = 99.0;
/// Above the first night, and from one to the next, in pixels.
const TOP: usize = 32;
const STEP: usize = 64;

#[derive(Serialize)]
pub struct Picture {
    height: usize,
    foot: usize,
    width: f64,
    left: f64,
    hours: Vec<Hour>,
    nights: Vec<Night>,
    /// All that it shows, for who can't see it.
    description: String,
}

#[derive(Serialize)]
struct Hour {
    x: f64,
    clock: String,
}

#[derive(Serialize)]
struct Night {
    date: String,
    y: usize,
    text_y: usize,
    block_y: usize,
    blocks: Vec<Block>,
}

#[derive(Serialize)]
struct Block {
    x: f64,
    width: f64,
    name: String,
    length: String,
    is_late: bool,
}

impl Picture {
    /// `None` for a plan without a move.
    pub fn of(who: &CoreMember, plan: &Plan, asked: &Asked, from: &[Leaver]) -> Option<Picture> {
        let mut shown: Vec<usize> = plan.moves.iter().map(|planned| planned.night).collect();
        shown.dedup();
        let first = asked.nights[*shown.first()?];
        let longest = shown.iter().map(|night| asked.nights[*night].length()).max()?;
        let scale = Scale { seconds: longest.num_seconds() as f64 };
        let nights: Vec<Night> = shown
            .iter()
            .enumerate()
            .map(|(line, night)| {
                let of_it = plan.moves.iter().filter(|planned| planned.night == *night);
                let y = TOP + line * STEP;
                Night {
                    date: who.time(Some(asked.nights[*night].starts_at), "date"),
                    y,
                    text_y: y + 32,
                    block_y: y + 6,
                    blocks: of_it.map(|planned| block(who, planned, asked, from, scale)).collect(),
                }
            })
            .collect();
        let told = plan.moves.iter().map(|planned| {
            let start = who.time(Some(planned.window.starts_at), "short");
            format!("{}: {start}.", from[planned.mover].name)
        });
        Some(Picture {
            height: TOP + nights.len() * STEP,
            foot: TOP + nights.len() * STEP - 8,
            width: round(RIGHT - LEFT),
            left: LEFT,
            hours: hours(who, first, longest, scale),
            description: told.collect::<Vec<_>>().join(" "),
            nights,
        })
    }
}

#[derive(Clone, Copy)]
struct Scale {
    /// As long as the picture is wide.
    seconds: f64,
}

impl Scale {
    fn width(self, length: Duration) -> f64 {
        length.num_seconds() as f64 / self.seconds * (RIGHT - LEFT)
    }
}

fn round(x: f64) -> f64 {
    (x * 100.0).round() / 100.0
}

fn block(who: &CoreMember, planned: &Planned, asked: &Asked, from: &[Leaver], scale: Scale) -> Block {
    let since = planned.window.starts_at - asked.nights[planned.night].starts_at;
    let down = planned.up_at - planned.window.starts_at;
    Block {
        x: round(LEFT + scale.width(since)),
        width: round(scale.width(planned.window.length())),
        name: from[planned.mover].name.clone(),
        length: who.span(down.num_seconds()),
        is_late: planned.is_late,
    }
}

/// Few enough that their words have room.
fn hours(who: &CoreMember, first: Span, longest: Duration, scale: Scale) -> Vec<Hour> {
    let every = (longest.num_hours() / 8 + 1) as usize;
    let local = first.starts_at.with_timezone(&who.zone());
    let past = Duration::seconds(i64::from(local.minute() * 60 + local.second()));
    let to_next = (Duration::hours(1) - past).num_seconds() % 3600;
    (0..)
        .map(|n| Duration::seconds(to_next) + Duration::hours(n))
        .take_while(|since| *since <= longest)
        .step_by(every)
        .map(|since| Hour {
            x: round(LEFT + scale.width(since)),
            clock: who.time(Some(first.starts_at + since), "clock"),
        })
        .collect()
}
