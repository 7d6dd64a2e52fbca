//! What a set of outputs shows together. `fits` is said only when every probe is there and proves it;
//! whatever is torn, foreign or at odds with the rest stands in its way.

use std::collections::HashSet;

use super::family::Family;
use super::link::Link;
use super::piece::Piece;
use super::set::Set;
use super::wanted::Wanted;
use super::way::{Finding, Way};
use crate::text_enum;
use crate::words::Message;

text_enum! {
    /// The gravest first.
    pub enum ConclusionKind {
        Silence = "silence",
        RouterSays = "router_says",
        LocalTooSmall = "local_too_small",
        Unreachable = "unreachable",
        Lossy = "lossy",
        Contradiction = "contradiction",
        Incomplete = "incomplete",
        Fits = "fits",
    }
}

impl ConclusionKind {
    /// The id of its name.
    pub fn label(self) -> &'static str {
        match self {
            ConclusionKind::Silence => "mtu-conclusion-silence",
            ConclusionKind::RouterSays => "mtu-conclusion-router-says",
            ConclusionKind::LocalTooSmall => "mtu-conclusion-local-too-small",
            ConclusionKind::Unreachable => "mtu-conclusion-unreachable",
            ConclusionKind::Lossy => "mtu-conclusion-lossy",
            ConclusionKind::Contradiction => "mtu-conclusion-contradiction",
            ConclusionKind::Incomplete => "mtu-conclusion-incomplete",
            ConclusionKind::Fits => "mtu-conclusion-fits",
        }
    }

    /// Whether the fault may end with another limit somewhere on the way.
    pub fn may_need_another_mtu(self) -> bool {
        matches!(self, ConclusionKind::Silence | ConclusionKind::RouterSays | ConclusionKind::LocalTooSmall)
    }

    /// The ids of what to do about it, one sentence each.
    pub fn advice(self) -> &'static [&'static str] {
        match self {
            ConclusionKind::Silence => {
                &["mtu-do-use-1500", "mtu-do-find-the-small-one", "mtu-do-change-nothing"]
            }
            ConclusionKind::RouterSays => &["mtu-do-use-what-was-named", "mtu-do-ask-for-the-router"],
            ConclusionKind::LocalTooSmall => &["mtu-do-use-what-was-named", "mtu-do-change-nothing"],
            ConclusionKind::Unreachable => &["mtu-do-reach-it-first"],
            ConclusionKind::Lossy => &["mtu-do-look-for-errors"],
            ConclusionKind::Contradiction => &["mtu-do-probe-again"],
            ConclusionKind::Incomplete => &["mtu-do-paste-the-rest"],
            ConclusionKind::Fits => &[],
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Conclusion {
    pub kind: ConclusionKind,
    /// The size that the question was about; `None` when there was no probe.
    pub mtu: Option<u32>,
    /// Families in which every direction is proven.
    pub families: Vec<Family>,
    /// The largest packet that passed whole in every direction that was tried.
    pub gets_through: Option<u32>,
    /// One for each direction and family, and one for each output that belongs to none.
    pub findings: Vec<Finding>,
    /// Directions of another family that nobody asked for and that lack probes, but have no fault.
    pub unproven: Vec<Finding>,
    /// Cards and bridges whose limit is below the size that is wanted.
    pub suspects: Vec<Link>,
    pub why: Message,
}

/// With `wanted` both directions must be proven in every family that both hosts have; without, the
/// directions and the size are those of the probes.
pub fn conclude(pieces: &[Piece], wanted: Option<&Wanted>) -> Conclusion {
    let set = Set { pieces, wanted };
    let mtu = wanted.map(|wanted| wanted.mtu).or_else(|| set.size_tried());
    let ways = set.ways();
    let size = mtu.unwrap_or(1500);
    let found: Vec<Finding> = ways.iter().map(|way| way.finding(size)).collect();
    let families = proven(&found);
    let is_beside_the_point = |way: &Way<'_>| {
        let is_open = wanted.is_none() && !families.is_empty() && !families.contains(&Family::of(way.to));
        is_open && way.is_only_short_of_probes()
    };
    let (unproven, found): (Vec<_>, Vec<_>) =
        ways.iter().zip(found).partition(|(way, _)| is_beside_the_point(way));
    let findings_of = |pairs: Vec<(&Way<'_>, Finding)>| pairs.into_iter().map(|(_, found)| found).collect();
    let unproven: Vec<Finding> = findings_of(unproven);
    let mut findings: Vec<Finding> = findings_of(found);
    findings.extend(set.strays(&ways));
    let no_ping = || Finding::loose(ConclusionKind::Incomplete, None, Message::new("mtu-way-no-ping"));
    if findings.is_empty() {
        findings.push(no_ping());
    }
    let worst = findings.iter().min_by_key(|found| found.kind).cloned().unwrap_or_else(no_ping);
    let why = if worst.kind == ConclusionKind::Fits { fits(&findings, &families, size) } else { worst.why };
    Conclusion {
        kind: worst.kind,
        mtu,
        families,
        gets_through: ways.iter().map(Way::passed).min().flatten(),
        findings,
        unproven,
        suspects: set.suspects(size),
        why,
    }
}

/// Families with at least one direction, all of whose directions fit.
fn proven(findings: &[Finding]) -> Vec<Family> {
    let of = |family: Family| findings.iter().filter(move |found| found.to.map(Family::of) == Some(family));
    let is_proven = |family: &Family| {
        of(*family).next().is_some() && of(*family).all(|found| found.kind == ConclusionKind::Fits)
    };
    Family::ALL.iter().copied().filter(is_proven).collect()
}

fn fits(findings: &[Finding], families: &[Family], mtu: u32) -> Message {
    let towards = findings
        .iter()
        .filter_map(|found| match &found.way {
            Some(way) => Some(way.to_name.clone()),
            None => found.to.map(|to| to.to_string()),
        })
        .collect::<Vec<String>>();
    let families = families.iter().map(|family| family.name().to_owned()).collect();
    let message = Message::new("mtu-fits").with("mtu", i64::from(mtu));
    let message = listed(message, ["towards", "towards_last", "towards_more"], towards);
    listed(message, ["families", "families_last", "families_more"], families)
}

/// Each once: the last apart, and whether there are more, so that every language joins them as it does.
fn listed(message: Message, [first, last, more]: [&'static str; 3], mut names: Vec<String>) -> Message {
    let mut said = HashSet::new();
    names.retain(|name| said.insert(name.clone()));
    let end = names.pop().unwrap_or_default();
    message.with(more, i64::from(!names.is_empty())).with(first, names.join(", ")).with(last, end)
}
