//! One host: its room, who lives there, what it keeps for whom.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::leaving::{Leaving, leaving};
use super::reported::ReportedView;
use super::{Caps, mark};
use crate::fleet::host::{Host, HostState};
use crate::fleet::host_report::{recorded_beside, reported};
use crate::fleet::host_token::{HostToken, tokens_of};
use crate::fleet::queries::{Resident, domus_on, host_named};
use crate::fleet::site::Site;
use crate::migrations::queries::{Hold, Until, holds_on};
use crate::paths;
use crate::web::domus::state_pill;
use crate::web::graph::Asked;
use crate::web::hosts::traffic::{self, TrafficView};
use crate::web::{CoreMember, Error, Pill};
use crate::words::Message;

/// More than a page can show; the list of domUs, filtered, has the rest.
const MOST: i64 = 200;

/// As many windows as a house has at least.
const WINDOWS: usize = 12;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct Page {
    host: Host,
    /// The sentence about what was just done, as the address of the page says it.
    done: Option<&'static str>,
    site: Site,
    caps: Caps,
    mark: &'static str,
    icon: &'static str,
    state_label: String,
    is_drained: bool,
    is_retired: bool,
    leaving: Option<Leaving>,
    draining_href: String,
    domus: i64,
    held: usize,
    residents: Vec<Row>,
    holds: Vec<HoldRow>,
    empty_windows: Vec<()>,
    interconnect_address: Option<String>,
    edit_href: String,
    /// The planner; somebody lives there.
    evacuation_href: Option<String>,
    /// The form of a post about planned work on its network, filled in.
    maintenance_href: String,
    all_href: Option<String>,
    reported: Option<ReportedView>,
    tokens: Vec<TokenRow>,
    tokens_href: String,
    traffic: Option<TrafficView>,
}

#[derive(Serialize)]
struct TokenRow {
    revocation_href: String,
    #[serde(flatten)]
    token: HostToken,
}

#[derive(Serialize)]
struct Row {
    href: String,
    pill: Pill,
    move_href: Option<String>,
    #[serde(flatten)]
    resident: Resident,
}

#[derive(Serialize)]
struct HoldRow {
    domu: String,
    owners: Option<String>,
    href: String,
    /// The message id of the sentence.
    label: &'static str,
    since: DateTime<Utc>,
    until_id: &'static str,
    until: Option<DateTime<Utc>>,
    memory_bytes: i64,
    disk_bytes: i64,
    is_coming: bool,
}

pub async fn show(
    member: CoreMember,
    name: web::Path<String>,
    asked: web::Query<Asked>,
    query: web::Query<Query>,
) -> Result<HttpResponse, Error> {
    let day = traffic::day_of(&member, &asked)?;
    let conn = member.conn().await?;
    let (host, residents, holds, tokens, traffic, reported, recorded) = tokio::try_join!(
        host_named(&conn, &name),
        domus_on(&conn, &name, MOST),
        holds_on(&conn, &name),
        tokens_of(&conn, &name),
        traffic::traffic(&conn, &member, &name, day),
        reported(&conn, &name),
        recorded_beside(&conn, &name),
    )?;
    let host = host.ok_or(Error::NotFound)?;
    let (mark, icon) = mark(host.host.state);
    let page = Page {
        done: (query.done == "imported").then_some("fleet-import-report-applied"),
        caps: Caps::of(&host),
        mark,
        icon,
        state_label: format!("fleet-host-state-{}", host.host.state),
        is_drained: host.host.state == HostState::Drained,
        is_retired: host.host.state == HostState::Retired,
        leaving: leaving(host.host.state, host.room.domus, &residents, &holds, member.now),
        draining_href: paths::host_draining(&host.host.name),
        domus: host.room.domus,
        held: holds.len(),
        empty_windows: vec![(); WINDOWS.saturating_sub(residents.len() + holds.len())],
        interconnect_address: host.host.interconnect_address.map(|net| net.addr().to_string()),
        maintenance_href: paths::new_maintenance(
            &member.say(&Message::new("fleet-maintenance-host").with("host", host.host.name.as_str())),
            &[host.host.id],
            &[],
        ),
        evacuation_href: (host.room.domus > 0).then(|| paths::evacuation_of(&host.host.name)),
        edit_href: format!("{}/edit", paths::host(&host.host.name)),
        all_href: (host.room.domus > MOST)
            .then(|| format!("{}?host={}", paths::DOMUS, paths::segment(&name))),
        residents: residents.into_iter().map(row).collect(),
        holds: holds.into_iter().map(|hold| hold_row(hold, member.now)).collect(),
        reported: reported.map(|reported| ReportedView::of(reported, &recorded, member.now)),
        tokens: tokens.into_iter().map(|token| token_row(&host.host.name, token)).collect(),
        traffic: traffic::view(&member, &host.host.name, &traffic),
        tokens_href: paths::host_tokens(&host.host.name),
        site: host.site,
        host: host.host,
    };
    member.render("hosts/show", "nav-hosts", &page)
}

fn row(resident: Resident) -> Row {
    Row {
        href: paths::domu(&resident.name),
        pill: state_pill(resident.state, resident.away),
        move_href: resident.migration_id.map(paths::migration),
        resident,
    }
}

fn token_row(host: &str, token: HostToken) -> TokenRow {
    TokenRow { revocation_href: paths::host_token_revocation(host, token.id), token }
}

fn hold_row(hold: Hold, now: DateTime<Utc>) -> HoldRow {
    let (until_id, until) = match hold.until(now) {
        Until::Planned(at) => ("fleet-hold-planned", Some(at)),
        Until::Grace(at) => ("fleet-hold-grace", Some(at)),
        Until::Stopped => ("fleet-hold-stopped", None),
        Until::Over => ("fleet-hold-over", None),
        Until::Open => ("fleet-hold-open", None),
    };
    HoldRow {
        href: paths::migration(hold.migration_id),
        label: if hold.is_coming { "fleet-hold-coming" } else { "fleet-hold-kept" },
        domu: hold.domu,
        owners: hold.owners,
        since: hold.since,
        until_id,
        until,
        memory_bytes: hold.memory_bytes.0,
        disk_bytes: hold.disk_bytes.0,
        is_coming: hold.is_coming,
    }
}
