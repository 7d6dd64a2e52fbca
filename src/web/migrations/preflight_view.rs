//! What the page of a preflight shows: the verdict, what is red, the commands and what they said.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::path_mtu::probes::{self, Probe};
use crate::migrations::path_mtu::{ConclusionKind, Evidence, Piece, Verdict};
use crate::migrations::preflight::{Found, Item, Standing, TrialCopy};
use crate::migrations::queries::Shown;
use crate::migrations::start::in_time;
use crate::migrations::{Estimate, MigrationState, Side};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::{CoreMember, Pill};
use crate::words::{Message, Sentence};

#[derive(Serialize)]
pub struct Page {
    form: FormView,
    href: String,
    migration_href: String,
    domu: String,
    source: String,
    target: String,
    starts_at: DateTime<Utc>,
    state: Pill,
    head_id: &'static str,
    has_begun: bool,
    mtu: i32,
    link_mtu: i32,
    lacks_addresses: bool,
    began_at: Option<DateTime<Utc>>,
    /// Of one that is green and still counts when the window opens.
    valid_until: Option<DateTime<Utc>>,
    verdict: Option<VerdictView>,
    reds: Vec<String>,
    source_probes: Vec<ProbeView>,
    target_probes: Vec<ProbeView>,
    judged: Vec<Judged>,
    items: Vec<ItemView>,
    trial: Option<TrialView>,
    sides: Vec<Choice>,
    /// A start is possible at this time: the move is booked and its window near.
    can_start: bool,
    /// Why it is not, of a move that is booked.
    no_start: Option<String>,
    /// Where it helps, and where a reason was typed that should not be lost.
    offers_overrule: bool,
    /// Whether smaller frames are still to be tried.
    is_large: bool,
}

/// What the probes show together.
#[derive(Serialize)]
struct VerdictView {
    pill: Pill,
    why: String,
    advice: Vec<&'static str>,
    suspects: String,
    /// Where a change of the MTU is planned as maintenance of its own.
    maintenance_href: Option<String>,
}

#[derive(Serialize)]
struct ProbeView {
    command: String,
    remark: &'static str,
    /// What was pasted of it says so.
    pill: Option<Pill>,
}

/// An output and what it shows.
#[derive(Serialize)]
struct Judged {
    pill: Pill,
    why: String,
    payload: Option<u32>,
    to: Option<String>,
}

#[derive(Serialize)]
struct ItemView {
    item: Item,
    label: String,
    hint: String,
    pill: Pill,
    note: String,
    by: Option<String>,
    at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct TrialView {
    bytes: i64,
    seconds: i32,
    rate: i64,
    planned_rate: i64,
    image_bytes: i64,
    expected_seconds: i64,
    is_far: bool,
    by: Option<String>,
    at: DateTime<Utc>,
}

pub fn page(who: &CoreMember, shown: &Shown, found: &Found, estimate: &Estimate, form: FormView) -> Page {
    let standing = Standing::of(found, who.now);
    let number = shown.migration.id;
    let is_ready = standing.is_green();
    let wanted = found.wanted();
    let commands = probes::commands(&wanted);
    let probes_of = |side: Side| -> Vec<ProbeView> {
        let mine = commands.iter().filter(|probe| probe.side == side);
        mine.map(|probe| probe_view(probe, &standing)).collect()
    };
    let valid_until = found.preflight.as_ref().map(|preflight| preflight.valid_until);
    let in_time = in_time(&shown.migration, who.now);
    let is_booked = shown.migration.state == MigrationState::Booked;
    let can_start = is_booked && in_time.is_ok();
    Page {
        href: paths::preflight(number),
        migration_href: paths::migration(number),
        domu: shown.domu.clone(),
        source: found.source.name.clone(),
        target: found.target.name.clone(),
        starts_at: shown.migration.starts_at,
        state: state(is_ready, found.preflight.is_some()),
        head_id: match (&found.preflight, is_ready) {
            (None, _) => "preflight-head-none",
            (_, true) => "preflight-head-ready",
            (_, false) => "preflight-head-not-yet",
        },
        has_begun: found.preflight.is_some(),
        mtu: found.preflight.as_ref().map_or(found.link_mtu, |preflight| preflight.mtu),
        link_mtu: found.link_mtu,
        lacks_addresses: wanted.ways().is_empty(),
        began_at: found.preflight.as_ref().map(|preflight| preflight.began_at),
        valid_until: valid_until.filter(|until| is_ready && *until > shown.migration.starts_at),
        verdict: found.preflight.as_ref().map(|_| verdict(who, found, &standing)),
        reds: standing.reds.iter().map(|red| red.said(&who.app.words, who.locale())).collect(),
        source_probes: probes_of(Side::Source),
        target_probes: probes_of(Side::Target),
        judged: standing.pieces.iter().map(|piece| judged(who, piece)).collect(),
        items: Item::ALL.iter().map(|item| item_view(found, *item)).collect(),
        trial: found.trial.as_ref().map(|trial| trial_view(trial, estimate)),
        sides: sides(found),
        can_start,
        no_start: in_time.err().filter(|_| is_booked).map(|error| who.say(&error.sentence())),
        offers_overrule: (can_start && !is_ready) || form.has("overrule"),
        is_large: wanted.mtu > 1500,
        form,
    }
}

/// On which host something was pasted from, unless its own words say so.
fn sides(found: &Found) -> Vec<Choice> {
    let named = Side::ALL.iter().map(|side| Choice::named(side, side_name(found, *side)));
    std::iter::once(Choice::said("", "preflight-side-find-out")).chain(named).collect()
}

fn side_name(found: &Found, side: Side) -> String {
    match side {
        Side::Source => found.source.name.clone(),
        Side::Target => found.target.name.clone(),
    }
}

fn state(is_ready: bool, has_begun: bool) -> Pill {
    match (is_ready, has_begun) {
        (true, _) => Pill::new("is-up", "up", "preflight-ready"),
        (false, true) => Pill::new("is-broken", "broken", "preflight-not-ready"),
        (false, false) => Pill::new("is-off", "plan", "preflight-not-begun"),
    }
}

fn verdict(who: &CoreMember, found: &Found, standing: &Standing) -> VerdictView {
    let conclusion = &standing.conclusion;
    let (tone, icon) = match conclusion.kind {
        ConclusionKind::Fits => ("is-up", "up"),
        ConclusionKind::Incomplete => ("is-off", "plan"),
        _ => ("is-broken", "broken"),
    };
    let suspects = conclusion.suspects.iter().map(|link| format!("{} {}", link.name, link.mtu));
    VerdictView {
        pill: Pill::new(tone, icon, conclusion.kind.label()),
        why: who.say(&conclusion.why),
        advice: conclusion.kind.advice().to_vec(),
        suspects: suspects.collect::<Vec<_>>().join(", "),
        maintenance_href: conclusion.kind.may_need_another_mtu().then(|| {
            let title = Message::new("preflight-maintenance-title")
                .with("source", found.source.name.as_str())
                .with("target", found.target.name.as_str());
            paths::new_maintenance(&who.say(&title), &[found.source.id, found.target.id], &[])
        }),
    }
}

fn probe_view(probe: &Probe, standing: &Standing) -> ProbeView {
    let is_of = |piece: &&Piece| {
        let judgement = &piece.judgement;
        probe.payload.is_some()
            && judgement.payload == probe.payload
            && judgement.family == probe.family
            && judgement.to.is_some_and(|to| probe.command.ends_with(&to.to_string()))
    };
    let last = standing.pieces.iter().rev().find(is_of);
    ProbeView { command: probe.command.clone(), remark: probe.purpose.remark(), pill: last.map(output_pill) }
}

/// What an output says of its own probe. That a card refuses one byte too many is as it should be.
fn output_pill(piece: &Piece) -> Pill {
    let (tone, icon) = match (piece.judgement.verdict, piece.judgement.evidence) {
        (Verdict::Answered, _) | (Verdict::TooBig, Evidence::Refused) => ("is-up", "up"),
        (Verdict::ProvesNothing, _) => ("is-off", "plan"),
        _ => ("is-broken", "broken"),
    };
    Pill::new(tone, icon, piece.judgement.verdict.label())
}

fn judged(who: &CoreMember, piece: &Piece) -> Judged {
    Judged {
        pill: output_pill(piece),
        why: who.say(&piece.judgement.why),
        payload: piece.judgement.payload,
        to: piece.judgement.to.map(|to| to.to_string()),
    }
}

fn item_view(found: &Found, item: Item) -> ItemView {
    let tick = found.ticks.iter().find(|tick| tick.item == item);
    ItemView {
        item,
        label: format!("preflight-item-{item}"),
        hint: format!("preflight-item-hint-{item}"),
        pill: match tick {
            Some(tick) if tick.is_good => Pill::new("is-up", "up", "preflight-good"),
            Some(_) => Pill::new("is-broken", "broken", "preflight-bad"),
            None => Pill::new("is-off", "plan", "preflight-open"),
        },
        note: tick.map(|tick| tick.note.clone()).unwrap_or_default(),
        by: tick.and_then(|tick| tick.by.clone()),
        at: tick.map(|tick| tick.at),
    }
}

fn trial_view(trial: &TrialCopy, estimate: &Estimate) -> TrialView {
    TrialView {
        bytes: trial.bytes,
        seconds: trial.seconds,
        rate: trial.rate(),
        planned_rate: estimate.bytes_per_second,
        image_bytes: estimate.bytes,
        expected_seconds: trial.seconds_for(estimate.bytes) + i64::from(estimate.tail_seconds),
        is_far: trial.is_far_from(estimate.bytes_per_second),
        by: trial.by.clone(),
        at: trial.at,
    }
}
