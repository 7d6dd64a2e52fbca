//! A proposal as it is shown: a picture, the same as a table, what does not fit, what is left.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::evacuation_form::Asked;
use super::evacuation_picture::Picture;
use crate::migrations::planner::{Plan, Planned, WhyNot, WhyThen, downtime};
use crate::migrations::queries::{Haven, Leaver};
use crate::paths;
use crate::web::CoreMember;
use crate::words::Message;

/// What the planner makes of it.
#[derive(Serialize)]
pub struct Proposal {
    head: String,
    /// How it compares with the best that there could be.
    measure: String,
    conflicts: Vec<Conflict>,
    moves: Vec<Row>,
    picture: Option<Picture>,
    rooms: Vec<Room>,
    /// How many drafts the button makes.
    n: usize,
}

/// A domU without a place.
#[derive(Serialize)]
struct Conflict {
    domu: String,
    href: String,
    why: Vec<String>,
    advice: &'static str,
}

#[derive(Serialize)]
struct Row {
    domu: String,
    href: String,
    starts_at: DateTime<Utc>,
    up_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    bytes: i64,
    target: String,
    is_late: bool,
    why: String,
}

/// A target when all is done. Lengths of bars are in per cent.
#[derive(Serialize)]
struct Room {
    name: String,
    memory_width: f64,
    memory_new_width: f64,
    memory_used: i64,
    memory_all: i64,
    disk_width: f64,
    disk_new_width: f64,
    disk_used: i64,
    disk_all: i64,
}

/// A host that could take somebody in.
#[derive(Serialize)]
pub struct TargetBox {
    name: String,
    site: String,
    memory_free: i64,
    disk_free: i64,
    is_ticked: bool,
}

impl TargetBox {
    pub fn of(haven: &Haven, is_ticked: bool) -> TargetBox {
        TargetBox {
            name: haven.name.clone(),
            site: haven.site.clone(),
            memory_free: haven.memory_free.max(0),
            disk_free: haven.disk_free.max(0),
            is_ticked,
        }
    }
}

/// A domU that is not part of it.
#[derive(Serialize)]
pub struct LeftOut {
    domu: String,
    href: String,
    why: String,
}

impl LeftOut {
    pub fn of(who: &CoreMember, leaver: &Leaver) -> LeftOut {
        let (href, why) = match (leaver.migration_id, &leaver.blocked_by) {
            (Some(id), _) => (
                paths::migration(id),
                Message::new("evacuation-moves-already").with("number", id.to_string()),
            ),
            (None, device) => (
                paths::domu(&leaver.name),
                Message::new("evacuation-blocked").with("device", device.clone().unwrap_or_default()),
            ),
        };
        LeftOut { domu: leaver.name.clone(), href, why: who.say(&why) }
    }
}

impl Proposal {
    pub fn of(who: &CoreMember, plan: &Plan, asked: &Asked, from: &[Leaver], to: &[Haven]) -> Proposal {
        let conflicts: Vec<Conflict> = plan
            .left_over
            .iter()
            .map(|left| Conflict {
                domu: from[left.mover].name.clone(),
                href: paths::domu(&from[left.mover].name),
                why: left.why.iter().map(|(target, why)| why_not(who, &to[*target].name, *why)).collect(),
                advice: advice(&left.why),
            })
            .collect();
        Proposal {
            head: who.say(
                &Message::new("evacuation-proposed")
                    .with("moves", plan.moves.len() as i64)
                    .with("nights", plan.nights() as i64)
                    .with("left", conflicts.len() as i64),
            ),
            measure: measure(who, plan, from, to),
            conflicts,
            moves: plan.moves.iter().map(|planned| row(who, planned, from, to)).collect(),
            picture: Picture::of(who, plan, asked, from),
            rooms: to.iter().enumerate().map(|(index, haven)| room(plan, index, haven, from)).collect(),
            n: plan.moves.len(),
        }
    }
}

fn measure(who: &CoreMember, plan: &Plan, from: &[Leaver], to: &[Haven]) -> String {
    let estimates = || plan.moves.iter().map(|one| from[one.mover].estimate(&to[one.target]));
    let copies: Vec<f64> = estimates().map(|estimate| f64::from(estimate.copy_seconds)).collect();
    let around: i64 = estimates().map(|estimate| i64::from(estimate.tail_seconds)).sum();
    let shared = downtime::at_once(&copies).round() as i64 + around;
    who.say(
        &Message::new("evacuation-measure")
            .with("down", who.duration(plan.downtime().num_seconds()))
            .with("shared", who.duration(shared))
            .with("has_gap", i64::from(plan.gap().num_seconds() > 0))
            .with("gap", who.duration(plan.gap().num_seconds()))
            .with("bound", who.time(plan.no_sooner_than, "short"))
            .with("is_exact", i64::from(plan.is_exact)),
    )
}

fn row(who: &CoreMember, planned: &Planned, from: &[Leaver], to: &[Haven]) -> Row {
    let then = match planned.then {
        WhyThen::First => "evacuation-then-first",
        WhyThen::AfterTheOneBefore => "evacuation-then-after",
        WhyThen::NightTooShort => "evacuation-then-night",
        WhyThen::Avoided => "evacuation-then-avoided",
        WhyThen::Busy => "evacuation-then-busy",
    };
    let others = planned.others.iter().filter(|(_, why)| *why != WhyNot::AsWell);
    let others = others.map(|(target, why)| why_not(who, &to[*target].name, *why));
    let why: Vec<String> = std::iter::once(who.say(&Message::new(then))).chain(others).collect();
    Row {
        domu: from[planned.mover].name.clone(),
        href: paths::domu(&from[planned.mover].name),
        starts_at: planned.window.starts_at,
        up_at: planned.up_at,
        ends_at: planned.window.ends_at,
        bytes: from[planned.mover].disk_bytes,
        target: to[planned.target].name.clone(),
        is_late: planned.is_late,
        why: why.join(" "),
    }
}

fn why_not(who: &CoreMember, host: &str, why: WhyNot) -> String {
    let said = |id: &'static str| Message::new(id).with("host", host);
    who.say(&match why {
        WhyNot::NoMemory(missing) => said("evacuation-no-memory").with("missing", who.bytes(missing)),
        WhyNot::NoDisk(missing) => said("evacuation-no-disk").with("missing", who.bytes(missing)),
        WhyNot::NoNight(needs) => {
            said("evacuation-no-night").with("needs", who.duration(needs.num_seconds()))
        }
        WhyNot::NoTime => said("evacuation-no-time"),
        WhyNot::Slower(by) => said("evacuation-slower").with("by", who.duration(by.num_seconds())),
        WhyNot::ForOthers => said("evacuation-for-others"),
        WhyNot::AsWell => said("evacuation-as-well"),
    })
}

/// What would make room for it: time where a host has room, else another host.
fn advice(why: &[(usize, WhyNot)]) -> &'static str {
    let has = |is_so: fn(&WhyNot) -> bool| why.iter().any(|(_, why)| is_so(why));
    if has(|why| matches!(why, WhyNot::NoTime)) {
        "evacuation-advice-time"
    } else if has(|why| matches!(why, WhyNot::NoNight(_))) {
        "evacuation-advice-night"
    } else {
        "evacuation-advice-room"
    }
}

fn room(plan: &Plan, index: usize, haven: &Haven, from: &[Leaver]) -> Room {
    let coming = || plan.moves.iter().filter(|planned| planned.target == index).map(|one| &from[one.mover]);
    let memory: i64 = coming().map(|leaver| leaver.memory_bytes).sum();
    let disk: i64 = coming().map(|leaver| leaver.disk_bytes).sum();
    let part = |bytes: i64, all: i64| {
        let part = if all > 0 { (bytes as f64 * 1000.0 / all as f64).round() / 10.0 } else { 0.0 };
        part.clamp(0.0, 100.0)
    };
    let (memory_before, disk_before) =
        (haven.memory_bytes - haven.memory_free, haven.disk_bytes - haven.disk_free);
    Room {
        name: haven.name.clone(),
        memory_width: part(memory_before, haven.memory_bytes),
        memory_new_width: part(memory, haven.memory_bytes),
        memory_used: memory_before + memory,
        memory_all: haven.memory_bytes,
        disk_width: part(disk_before, haven.disk_bytes),
        disk_new_width: part(disk, haven.disk_bytes),
        disk_used: disk_before + disk,
        disk_all: haven.disk_bytes,
    }
}
