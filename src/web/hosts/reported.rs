//! What a host says of itself, as its page shows it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::fleet::host_report::{Elsewhere, NotRunning, Recorded, Reported, presence};
use crate::paths;
use crate::reports::{HostLink, LinkKind};
use crate::web::Pill;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportedView {
    pill: Pill,
    seconds_ago: i64,
    received_at: DateTime<Utc>,
    is_stale: bool,
    memory_free: Option<i64>,
    disk_free: Option<i64>,
    running: Option<usize>,
    kernel: Option<String>,
    links: Vec<LinkView>,
    trouble: Vec<String>,
    /// By how many seconds its clock is off, and which way.
    clock_seconds: Option<i64>,
    clock_is_ahead: bool,
    /// Who runs there is who is recorded there.
    is_as_recorded: bool,
    strangers: String,
    elsewhere: Vec<OtherView>,
    awake: String,
    not_running: Vec<OtherView>,
    renamed: Vec<RenamedView>,
    import_href: &'static str,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct LinkView {
    kind_label: &'static str,
    #[serde(flatten)]
    link: HostLink,
}

/// A domU that is not where it is recorded.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct OtherView {
    name: String,
    href: String,
    /// Where it is recorded, if elsewhere.
    host: Option<String>,
    migration: Option<String>,
    migration_href: Option<String>,
}

impl ReportedView {
    pub fn of(reported: Reported, recorded: &[Recorded], now: DateTime<Utc>) -> ReportedView {
        let is_stale = reported.is_stale(now);
        let ahead = reported.clock_ahead();
        let running = reported.running.as_deref();
        let found = running.map(|running| presence(recorded, running)).unwrap_or_default();
        ReportedView {
            pill: match is_stale {
                true => Pill::new("is-broken", "broken", "host-reported-stale"),
                false => Pill::new("is-up", "up", "host-reported-fresh"),
            },
            seconds_ago: (now - reported.received_at).num_seconds().max(0),
            received_at: reported.received_at,
            is_stale,
            memory_free: reported.memory_free.map(|bytes| bytes.0),
            disk_free: reported.disk_free.map(|bytes| bytes.0),
            running: running.map(<[_]>::len),
            clock_seconds: ahead.map(|ahead| ahead.num_seconds().abs()),
            clock_is_ahead: ahead.is_some_and(|ahead| ahead > chrono::Duration::zero()),
            is_as_recorded: running.is_some() && found.is_as_recorded(),
            strangers: found.strangers.join(", "),
            elsewhere: found.elsewhere.into_iter().map(elsewhere).collect(),
            awake: found.awake.join(", "),
            not_running: found.not_running.into_iter().map(not_running).collect(),
            renamed: found
                .renamed
                .into_iter()
                .map(|(recorded, name)| RenamedView { recorded, name })
                .collect(),
            kernel: reported.facts.kernel,
            links: reported.facts.links.into_iter().map(link).collect(),
            trouble: reported.trouble,
            import_href: paths::FLEET_IMPORT,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct RenamedView {
    recorded: String,
    name: String,
}

fn link(link: HostLink) -> LinkView {
    let kind_label = match link.kind {
        LinkKind::Card => "host-link-card",
        LinkKind::Bridge => "host-link-bridge",
        LinkKind::Bond => "host-link-bond",
        LinkKind::Vlan => "host-link-vlan",
    };
    LinkView { kind_label, link }
}

fn elsewhere(domu: Elsewhere) -> OtherView {
    other(domu.name, Some(domu.host), domu.migration)
}

fn not_running(domu: NotRunning) -> OtherView {
    other(domu.name, None, domu.migration)
}

fn other(name: String, host: Option<String>, migration: Option<MigrationId>) -> OtherView {
    OtherView {
        href: paths::domu(&name),
        name,
        host,
        migration: migration.map(|id| id.to_string()),
        migration_href: migration.map(paths::migration),
    }
}
