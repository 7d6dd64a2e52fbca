//! What the services of a domU answered before a move and after it, side by side.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::looks::{Survey, Surveyed};
use crate::probes::service::{Change, Compared, Comparison, Facts, Family, Look, Outcome};
use crate::web::{Pill, Visitor};
use crate::words::Message;

#[derive(Serialize)]
pub struct ServicesView {
    pub before_at: Option<DateTime<Utc>>,
    pub after_at: Option<DateTime<Utc>>,
    /// Those that answered before and do not any more.
    pub lost: usize,
    rows: Vec<ServiceRow>,
}

#[derive(Serialize)]
struct ServiceRow {
    name: String,
    place: String,
    family: &'static str,
    before: Option<Cell>,
    after: Option<Cell>,
}

#[derive(Serialize)]
struct Cell {
    pill: Pill,
    text: String,
}

impl ServicesView {
    /// `None` when nobody has looked at anything.
    pub fn of(who: &Visitor, survey: &Survey) -> Option<ServicesView> {
        if survey.services.is_empty() {
            return None;
        }
        let rows = survey.services.iter().flat_map(|service| {
            service.rows.iter().map(move |row| ServiceRow {
                name: service.name.clone(),
                place: place(service),
                family: match row.family {
                    Family::Ipv4 => "IPv4",
                    Family::Ipv6 => "IPv6",
                },
                before: row.before.as_ref().map(|look| before(who, look)),
                after: row.after.as_ref().map(|look| after(who, row, look)),
            })
        });
        Some(ServicesView {
            before_at: survey.before_at,
            after_at: survey.after_at,
            lost: survey.lost().count(),
            rows: rows.collect(),
        })
    }
}

fn place(service: &Surveyed) -> String {
    match service.port {
        Some(port) => format!("{}:{port}", service.hostname),
        None => service.hostname.clone(),
    }
}

fn before(who: &Visitor, look: &Look) -> Cell {
    let pill = match &look.outcome {
        Outcome::Answered { .. } => Pill::new("is-up", "up", "survey-answers"),
        Outcome::NotAllowed | Outcome::NotLooked { .. } => Pill::new("is-off", "eye", "survey-not-looked"),
        _ => Pill::new("is-off", "dot", "survey-silent"),
    };
    Cell { pill, text: said(who, &look.outcome) }
}

fn after(who: &Visitor, row: &Compared, look: &Look) -> Cell {
    let (pill, text) = match &row.comparison {
        Comparison::Lost => (Pill::new("is-broken", "broken", "survey-lost"), said(who, &look.outcome)),
        Comparison::Changed { what, worse } => {
            let pill = match worse {
                true => Pill::new("is-broken", "broken", "survey-worse"),
                false => Pill::new("is-up", "up", "survey-changed"),
            };
            let what: Vec<String> = what.iter().map(|change| changed(who, *change)).collect();
            (pill, format!("{}; {}", what.join(", "), said(who, &look.outcome)))
        }
        Comparison::StillSilent => {
            (Pill::new("is-off", "dot", "survey-still-silent"), said(who, &look.outcome))
        }
        Comparison::Same | Comparison::Gained | Comparison::Unknown => return before(who, look),
    };
    Cell { pill, text }
}

fn changed(who: &Visitor, change: Change) -> String {
    who.say(&Message::new(match change {
        Change::Certificate => "survey-change-certificate",
        Change::HostKey => "survey-change-host-key",
        Change::Status => "survey-change-status",
        Change::Banner => "survey-change-banner",
        Change::Starttls => "survey-change-starttls",
    }))
}

/// What it showed of itself, or why it was not heard.
fn said(who: &Visitor, outcome: &Outcome) -> String {
    let id = match outcome {
        Outcome::Answered { facts } => return shown(who, facts),
        Outcome::ProtocolError { said } => {
            return who.say(&Message::new("survey-why-nonsense").with("said", said.as_str()));
        }
        Outcome::NotLooked { .. } => return String::new(),
        Outcome::Refused => "survey-why-refused",
        Outcome::TimedOut => "survey-why-timed-out",
        Outcome::Reset => "survey-why-reset",
        Outcome::Unreachable => "survey-why-unreachable",
        Outcome::NotAllowed => "survey-why-not-allowed",
    };
    who.say(&Message::new(id))
}

fn shown(who: &Visitor, facts: &Facts) -> String {
    match facts {
        Facts::Tcp => String::new(),
        Facts::Https { status, certificate } => {
            let id = if certificate.problems.is_empty() { "survey-web" } else { "survey-web-distrusted" };
            who.say(&Message::new(id).with("status", status.to_string()))
        }
        Facts::Smtp { banner, .. } => banner.clone(),
        Facts::Ssh { banner, host_key } => {
            host_key.as_ref().map_or_else(|| banner.clone(), |key| key.fingerprint.clone())
        }
    }
}
