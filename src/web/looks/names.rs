//! Where the names of a domU point, and what is to be changed to what.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::looks::{KnownNames, RecordChange, Stand};
use crate::paths;
use crate::probes::dns::Unanswered;
use crate::probes::names::{NameAdvice, RecordType, ReverseAdvice, ReverseVerdict, Side, Verdict};
use crate::web::Pill;

/// What resolvers should keep no longer when the address is about to change, in seconds.
pub const SHORT_TTL: u32 = 300;

#[derive(Serialize)]
pub struct NamesView {
    looked_at: Option<DateTime<Utc>>,
    /// A look is asked for, and comes any moment.
    is_due: bool,
    is_before: bool,
    is_after: bool,
    rows: Vec<NameRow>,
    /// Names that nobody has looked at yet.
    unseen: Vec<String>,
    reverse: Vec<ReverseRow>,
    /// What stands in a zone file once all is changed.
    to_change: Vec<ZoneLine>,
    /// Records that are to be changed or taken out.
    pub change_count: usize,
    listed: Vec<String>,
    look_action: String,
    /// So that the button leads back to the move.
    migration: Option<MigrationId>,
}

#[derive(Serialize)]
struct NameRow {
    name: String,
    record: RecordType,
    points_to: Vec<IpAddr>,
    should_be: Vec<IpAddr>,
    /// Nothing takes the place of the old address.
    is_to_go: bool,
    ttl_seconds: Option<u32>,
    alias_of: Option<String>,
    why: Option<String>,
    pill: Pill,
}

#[derive(Serialize)]
struct ReverseRow {
    address: IpAddr,
    names: Vec<String>,
    why: Option<String>,
    pill: Pill,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct ZoneLine {
    name: String,
    record: RecordType,
    address: IpAddr,
}

/// The names in one line: what is still to be done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// The longest time that resolvers remember an address which is about to change.
    Ttl(u32),
    /// Records that still point to an old address, after the move.
    Records(usize),
}

impl NamesView {
    pub fn of(known: &KnownNames, migration: Option<MigrationId>, now: DateTime<Utc>) -> NamesView {
        let stand = known.stand();
        let advice = known.advice();
        let has_ipv6 = known.after().iter().chain(&known.old()).any(IpAddr::is_ipv6);
        let names = advice.iter().flat_map(|advice| &advice.names);
        let shown = names
            .clone()
            .filter(|row| has_ipv6 || row.verdict != Verdict::None || row.record == RecordType::A);
        let seen: Vec<&str> = names.clone().map(|row| row.name.as_str()).collect();
        let reverse = advice.iter().flat_map(|advice| &advice.reverse);
        NamesView {
            looked_at: known.seen.as_ref().map(|seen| seen.at),
            is_due: known.due_at.is_some_and(|due_at| due_at <= now),
            is_before: stand == Stand::Before,
            is_after: stand == Stand::After,
            rows: shown.map(|row| name_row(known, stand, row)).collect(),
            unseen: known.all().into_iter().filter(|name| !seen.contains(&name.as_str())).collect(),
            reverse: reverse.map(|row| reverse_row(stand, row)).collect(),
            to_change: if stand == Stand::After { zone_lines(&known.to_change()) } else { Vec::new() },
            change_count: if stand == Stand::After { names.filter(|row| is_old(row)).count() } else { 0 },
            listed: known.listed.clone(),
            look_action: format!("{}/names/look", paths::domu(&known.domu)),
            migration,
        }
    }
}

/// What is left to do, of what somebody has looked at.
pub fn left(known: &KnownNames) -> Option<Left> {
    let advice = known.advice().filter(|advice| !advice.names.is_empty())?;
    let old: Vec<&NameAdvice> = advice.names.iter().filter(|row| is_old(row)).collect();
    let is_known = |row: &NameAdvice| !matches!(row.verdict, Verdict::Unknown { .. });
    match known.stand() {
        Stand::Before => old.iter().filter_map(|row| row.ttl_seconds).max().map(Left::Ttl),
        // Of what nobody could look up it may not be said that it is done.
        Stand::After if !old.is_empty() || advice.names.iter().all(is_known) => {
            Some(Left::Records(old.len()))
        }
        Stand::After | Stand::Stays => None,
    }
}

fn is_old(row: &NameAdvice) -> bool {
    matches!(row.verdict, Verdict::PointsToOld { .. } | Verdict::Both { .. })
}

fn name_row(known: &KnownNames, stand: Stand, row: &NameAdvice) -> NameRow {
    let points_to = values(known, row);
    let is_early = stand == Stand::Before && points_to.iter().any(|address| known.fresh().contains(address));
    let is_long = row.ttl_seconds.is_some_and(|ttl| ttl > SHORT_TTL);
    let pill = match (&row.verdict, stand) {
        (Verdict::PointsToOld { .. }, Stand::Before) if is_long => ("is-move", "broken", "names-lower-ttl"),
        (Verdict::PointsToOld { .. }, Stand::Before) => ("is-up", "up", "names-right-for-now"),
        (Verdict::PointsToOld { .. }, _) => ("is-move", "broken", "names-old-address"),
        (Verdict::Both { .. }, Stand::Before) => ("is-plan", "plan", "names-both"),
        (Verdict::Both { .. }, _) => ("is-plan", "plan", "names-settling"),
        (Verdict::PointsToNew, _) if is_early => ("is-move", "broken", "names-too-early"),
        (Verdict::PointsToNew, _) => ("is-up", "up", "names-right"),
        (Verdict::Elsewhere { .. }, _) => ("is-off", "dot", "names-elsewhere"),
        (Verdict::None, _) => ("is-off", "dot", "names-none"),
        (Verdict::Unknown { .. }, _) => ("is-off", "eye", "names-unknown"),
    };
    let should_be = should_be(known, row);
    NameRow {
        name: row.name.clone(),
        record: row.record,
        is_to_go: is_old(row) && should_be.is_empty(),
        should_be,
        points_to,
        ttl_seconds: row.ttl_seconds,
        alias_of: row.alias_of.clone(),
        why: why(match &row.verdict {
            Verdict::Unknown { why } => Some(*why),
            _ => None,
        }),
        pill: Pill::new(pill.0, pill.1, pill.2),
    }
}

/// What was found, whatever it means.
fn values(known: &KnownNames, row: &NameAdvice) -> Vec<IpAddr> {
    let records = known.seen.iter().flat_map(|seen| &seen.records.names).find(|seen| seen.name == row.name);
    let found = records.map(|records| match row.record {
        RecordType::A => records.ipv4.values(),
        RecordType::Aaaa => records.ipv6.values(),
    });
    found.unwrap_or_default().to_vec()
}

/// Each old address is replaced by the one that takes its place; what stays stays.
fn should_be(known: &KnownNames, row: &NameAdvice) -> Vec<IpAddr> {
    match &row.verdict {
        Verdict::PointsToOld { to, .. } => to.clone(),
        Verdict::Both { from } => {
            values(known, row).into_iter().filter(|address| !from.contains(address)).collect()
        }
        _ => Vec::new(),
    }
}

fn reverse_row(stand: Stand, row: &ReverseAdvice) -> ReverseRow {
    let is_left_behind = stand == Stand::After && row.side == Side::Old;
    let is_to_come = stand == Stand::Before && row.side == Side::New;
    let (names, pill) = match &row.verdict {
        ReverseVerdict::NamesIt { name } if is_left_behind => {
            (vec![name.clone()], ("is-plan", "plan", "names-reverse-left"))
        }
        ReverseVerdict::NamesIt { name } => (vec![name.clone()], ("is-up", "up", "names-right")),
        ReverseVerdict::Other { names } => (names.clone(), ("is-off", "dot", "names-reverse-other")),
        ReverseVerdict::None if is_to_come => (Vec::new(), ("is-plan", "plan", "names-reverse-to-come")),
        ReverseVerdict::None => (Vec::new(), ("is-off", "dot", "names-none")),
        ReverseVerdict::Unknown { .. } => (Vec::new(), ("is-off", "eye", "names-unknown")),
    };
    let unanswered = match &row.verdict {
        ReverseVerdict::Unknown { why } => Some(*why),
        _ => None,
    };
    ReverseRow { address: row.address, names, why: why(unanswered), pill: Pill::new(pill.0, pill.1, pill.2) }
}

/// The id of the reason why nobody knows.
fn why(unanswered: Option<Unanswered>) -> Option<String> {
    let word = serde_json::to_value(unanswered?).ok()?;
    Some(format!("names-why-{}", word.as_str()?))
}

fn zone_lines(changes: &[RecordChange]) -> Vec<ZoneLine> {
    let lines_of = |change: &RecordChange| -> Vec<ZoneLine> {
        let line = |&address| ZoneLine { name: change.name.clone(), record: change.record, address };
        change.to.iter().map(line).collect()
    };
    changes.iter().flat_map(lines_of).collect()
}
