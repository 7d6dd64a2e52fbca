//! The parts of the scheduling form that are read and not filled in: the domU, the hosts, the
//! estimate, the mail.

use serde::Serialize;

use crate::migrations::Estimate;
use crate::migrations::notices::{self, Preview};
use crate::migrations::queries::{Candidate, Mover};
use crate::paths;
use crate::web::CoreMember;
use crate::words::{Message, Sentence};

#[derive(Serialize)]
pub struct MoverView {
    name: String,
    disk: String,
    memory: String,
    host: String,
    site: String,
    people: String,
    is_named_publicly: bool,
}

#[derive(Serialize)]
pub struct TargetView {
    pub name: String,
}

#[derive(Serialize)]
pub struct HostView {
    name: String,
    site: String,
    memory: String,
    disk: String,
    is_chosen: bool,
    why: String,
}

#[derive(Default, Serialize)]
pub struct EstimateView {
    expected_seconds: i32,
    copy_seconds: i32,
    around_seconds: i32,
    low_seconds: i32,
    high_seconds: i32,
    why: String,
    /// Disks whose size nobody knows: then nothing can be promised.
    unknown: String,
    disks_href: String,
}

#[derive(Serialize)]
pub struct Letter {
    to: String,
    subject: String,
    text: String,
}

pub fn mover_view(who: &CoreMember, mover: &Mover, contacts: &[notices::Contact]) -> MoverView {
    let people: Vec<_> = contacts.iter().map(|contact| contact.name.as_str()).collect();
    MoverView {
        name: mover.name.clone(),
        disk: match mover.disk_bytes {
            0 => who.say(&Message::new("new-move-disk-unknown")),
            bytes => who.bytes(bytes),
        },
        memory: who.bytes(mover.memory_bytes),
        host: mover.host.clone(),
        site: mover.site.clone(),
        people: people.join(", "),
        is_named_publicly: mover.is_named_publicly,
    }
}

pub fn host_view(who: &CoreMember, host: &Candidate, chosen: Option<&Candidate>) -> HostView {
    HostView {
        name: host.name.clone(),
        site: host.site.clone(),
        memory: who.bytes(host.memory_free),
        disk: who.bytes(host.disk_free),
        is_chosen: chosen.is_some_and(|chosen| chosen.id == host.id),
        why: host.why_not.map(|why| who.say(&why.sentence())).unwrap_or_default(),
    }
}

pub fn estimate_view(who: &CoreMember, domu: &str, estimate: &Estimate) -> EstimateView {
    let from = serde_json::to_value(estimate.rate_from).unwrap_or_default();
    let why = Message::new(format!("new-move-estimate-{}", from.as_str().unwrap_or_default()));
    EstimateView {
        expected_seconds: estimate.expected_seconds,
        copy_seconds: estimate.copy_seconds,
        around_seconds: estimate.tail_seconds,
        low_seconds: estimate.low_seconds,
        high_seconds: estimate.high_seconds,
        why: who.say(&why),
        unknown: estimate.unknown_disks.join(", "),
        disks_href: paths::domu_edit(domu),
    }
}

pub fn letter(preview: Preview) -> Letter {
    let to: Vec<_> = preview.recipients.iter().map(|contact| contact.name.as_str()).collect();
    Letter { to: to.join(", "), subject: preview.subject, text: preview.text }
}
