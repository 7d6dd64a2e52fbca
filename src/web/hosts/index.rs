//! The hosts by name, searched, filtered, page by page.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::{Caps, mark};
use crate::fleet::host::HostState;
use crate::fleet::queries::{
    DomuFilter, HostFilter, HostWithRoom, MOST_COUNTED, count_domus, hosts_with_room,
};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::{CoreMember, Error};

/// Hosts on a page.
const FEW: i64 = 25;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after: String,
}

#[derive(Serialize)]
struct Page {
    q: String,
    state: String,
    states: Vec<Choice>,
    is_filtered: bool,
    hosts: Vec<Row>,
    domus: i64,
    is_capped: bool,
    next: Option<String>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
    site: String,
    domus: i64,
    caps: Caps,
    mark: &'static str,
    icon: &'static str,
    state_label: String,
}

pub async fn index(member: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let query = query.into_inner();
    let q = query.q.trim().to_owned();
    let filter = HostFilter {
        search: Some(q.clone()).filter(|q| !q.is_empty() && !q.contains('\0')),
        state: query.state.parse::<HostState>().ok(),
    };
    let after = if query.after.contains('\0') { "" } else { &query.after };
    let conn = member.conn().await?;
    let everything = DomuFilter::default();
    let (mut hosts, domus) =
        tokio::try_join!(hosts_with_room(&conn, &filter, after, FEW + 1), count_domus(&conn, &everything))?;
    let has_more = hosts.len() as i64 > FEW;
    hosts.truncate(FEW as usize);
    let next = hosts.last().filter(|_| has_more).map(|last| next(&query, &last.host.name));
    let page = Page {
        next,
        is_filtered: filter != HostFilter::default(),
        q,
        state: query.state,
        states: HostState::ALL
            .iter()
            .map(|state| Choice::said(state, format!("fleet-host-state-{state}")))
            .collect(),
        domus: domus.min(MOST_COUNTED),
        is_capped: domus > MOST_COUNTED,
        hosts: hosts.into_iter().map(row).collect(),
    };
    member.render("hosts/index", "nav-hosts", &page)
}

fn next(query: &Query, after: &str) -> String {
    let pairs = [("q", query.q.as_str()), ("state", &query.state), ("after", after)];
    let pairs: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", paths::segment(value)))
        .collect();
    format!("{}?{}", paths::HOSTS, pairs.join("&"))
}

fn row(host: HostWithRoom) -> Row {
    let (mark, icon) = mark(host.host.state);
    Row {
        href: paths::host(&host.host.name),
        caps: Caps::of(&host),
        mark,
        icon,
        state_label: format!("fleet-host-state-{}", host.host.state),
        site: host.site.name,
        domus: host.room.domus,
        name: host.host.name,
    }
}
