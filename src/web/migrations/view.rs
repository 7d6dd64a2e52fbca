//! Small parts that several pages about moves show.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use serde::Serialize;

use crate::db::ids::{IssueId, MemberId};
use crate::migrations::queries::{Shown, ShownEvent, ShownMail};
use crate::migrations::{Attestation, Claim, Event, Side};
use crate::paths;
use crate::web::Visitor;
use crate::web::migrations::words;

/// A host and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlaceView {
    pub name: String,
    pub site: String,
}

/// An address that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressView {
    pub family: &'static str,
    pub old: String,
    pub new: String,
}

impl AddressView {
    pub fn new(old: &IpNet, new: &IpNet) -> AddressView {
        AddressView::of(old.addr(), new.addr())
    }

    pub fn of(old: IpAddr, new: IpAddr) -> AddressView {
        AddressView {
            family: if old.is_ipv4() { "IPv4" } else { "IPv6" },
            old: old.to_string(),
            new: new.to_string(),
        }
    }
}

/// A line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EventView {
    at: DateTime<Utc>,
    label: String,
    /// The one that was done.
    step: Option<&'static str>,
    who: Option<String>,
    note: String,
    is_internal: bool,
    issue: Option<IssueLink>,
}

/// The issue that an entry is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct IssueLink {
    number: String,
    href: String,
}

impl EventView {
    pub fn of(who: &Visitor, event: &ShownEvent, shown: &Shown) -> EventView {
        EventView {
            at: event.at,
            label: format!("migration-event-{}", event.event),
            step: finished(event, shown),
            who: event.who.clone(),
            note: words::note(who, &event.event, &event.note),
            is_internal: event.is_internal,
            issue: event.issue.map(|id| IssueLink { number: id.to_string(), href: paths::issue(id) }),
        }
    }
}

/// The step that ended in the moment of this entry, where it was the only one.
fn finished(event: &ShownEvent, shown: &Shown) -> Option<&'static str> {
    let mut ended = shown
        .attempts
        .iter()
        .flat_map(|attempt| &attempt.steps)
        .filter(|step| event.event == Event::FinishStep.as_str() && step.ended_at == Some(event.at));
    let step = ended.next()?;
    ended.next().is_none().then(|| step.code.label_where(shown.boots))
}

/// What somebody saw on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttestationView {
    at: DateTime<Utc>,
    who: String,
    host: String,
    label: String,
    tone: &'static str,
    icon: &'static str,
    seen: String,
    alone_because: Option<String>,
}

impl AttestationView {
    pub fn of(row: &Attestation, who: &str, shown: &Shown) -> AttestationView {
        let place = match row.side {
            Side::Source => &shown.source,
            Side::Target => &shown.target,
        };
        let (tone, icon) = match row.claim {
            Claim::DownAndFenced => ("is-off", "lock"),
            Claim::Runs => ("is-up", "up"),
            Claim::TakenBack => ("is-back", "back"),
        };
        AttestationView {
            at: row.at,
            who: who.to_owned(),
            host: place.host.clone(),
            label: format!("attestation-{}", row.claim),
            tone,
            icon,
            seen: row.seen.clone(),
            alone_because: row.alone_because.clone(),
        }
    }
}

/// A mail that was sent about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailView {
    at: DateTime<Utc>,
    headline: String,
    /// Where the core team reads what it said and how it fares.
    href: Option<String>,
    to: String,
    /// Only where it can be more than one of a member's own.
    address: Option<String>,
    is_sent: bool,
    state_label: String,
}

impl MailView {
    pub fn of(mail: &ShownMail, is_core: bool) -> MailView {
        MailView {
            at: mail.created_at,
            headline: mail.headline.clone(),
            href: is_core.then(|| paths::outbox_mail(mail.id)),
            to: mail.to_name.clone().unwrap_or_else(|| mail.to_address.clone()),
            address: is_core.then(|| mail.to_address.clone()),
            is_sent: mail.state == "sent",
            state_label: format!("mail-state-{}", mail.state),
        }
    }
}

/// A report about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssueView {
    href: String,
    number: String,
    label: String,
}

impl IssueView {
    pub fn of(issue: IssueId, state: &str) -> IssueView {
        let label = match state {
            "waiting" => "issue-state-waiting-short".to_owned(),
            state => format!("issue-state-{state}"),
        };
        IssueView { href: paths::issue(issue), number: issue.to_string(), label }
    }
}

/// How somebody likes to be moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WishView {
    name: String,
    text: String,
}

impl WishView {
    pub fn all(wishes: &[(String, String)]) -> Vec<WishView> {
        wishes.iter().map(|(name, text)| WishView { name: name.clone(), text: text.clone() }).collect()
    }
}

/// Why it was to wait, and what the core team answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HoldView {
    at: DateTime<Utc>,
    who: Option<String>,
    /// Whether the reader asked.
    is_own: bool,
    reason: String,
    answer: Option<HoldAnswer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct HoldAnswer {
    at: DateTime<Utc>,
    who: Option<String>,
    text: String,
}

impl HoldView {
    /// Of the last time that it was put on hold, as its history has it.
    pub fn of(shown: &Shown, reader: MemberId) -> Option<HoldView> {
        let (held, answer) = shown.hold()?;
        Some(HoldView {
            at: held.at,
            who: held.who.clone(),
            is_own: held.member == Some(reader),
            reason: held.note.clone(),
            answer: answer.map(|event| HoldAnswer {
                at: event.at,
                who: event.who.clone(),
                text: event.note.clone(),
            }),
        })
    }

    /// Whether the reader can take it back.
    pub fn is_own_and_open(&self) -> bool {
        self.is_own && self.answer.is_none()
    }
}
