//! The core team's list of domUs.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use super::state_pill;
use crate::fleet::domu::DomuState;
use crate::fleet::queries::{DomuFilter, DomuRow, FEW, MOST_COUNTED, count_domus, domus, host_names};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::{CoreMember, Error, Pill};

/// Fewer letters would match half the club.
const SHORTEST_SEARCH: usize = 3;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    host: String,
    #[serde(default)]
    state: String,
    after: Option<String>,
}

#[derive(Serialize)]
struct Page {
    q: String,
    host: String,
    state: String,
    hosts: Vec<Choice>,
    states: Vec<Choice>,
    is_filtered: bool,
    is_short: bool,
    count: i64,
    is_capped: bool,
    rows: Vec<Row>,
    next: Option<String>,
}

#[derive(Serialize)]
struct Row {
    href: String,
    host_href: String,
    pill: Pill,
    migration_label: Option<String>,
    #[serde(flatten)]
    row: DomuRow,
}

pub async fn index(member: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let query = query.into_inner();
    let q = query.q.trim().to_owned();
    let is_short = !q.is_empty() && q.chars().count() < SHORTEST_SEARCH;
    let filter = DomuFilter {
        search: Some(q.clone()).filter(|q| !q.is_empty() && !is_short && !q.contains('\0')),
        host: Some(query.host.clone()).filter(|host| !host.is_empty() && !host.contains('\0')),
        state: query.state.parse::<DomuState>().ok(),
    };
    let after = query.after.as_deref().filter(|after| !after.contains('\0')).unwrap_or_default();
    let conn = member.conn().await?;
    let (mut rows, count, hosts) = tokio::try_join!(
        domus(&conn, &filter, after, FEW + 1),
        count_domus(&conn, &filter),
        host_names(&conn)
    )?;
    let has_more = rows.len() as i64 > FEW;
    rows.truncate(FEW as usize);
    let next = rows.last().filter(|_| has_more).map(|last| next(&query, &last.name));
    let page = Page {
        is_filtered: filter != DomuFilter::default() || is_short,
        is_short,
        q,
        host: query.host,
        state: query.state,
        hosts: hosts.iter().map(|host| Choice::named(host, host)).collect(),
        states: DomuState::ALL
            .iter()
            .map(|state| Choice::said(state, format!("fleet-domu-state-{state}")))
            .collect(),
        is_capped: count > MOST_COUNTED,
        count: count.min(MOST_COUNTED),
        rows: rows.into_iter().map(row).collect(),
        next,
    };
    member.render("domus/index", "nav-domus", &page)
}

fn next(query: &Query, after: &str) -> String {
    let pairs = [("q", query.q.as_str()), ("host", &query.host), ("state", &query.state), ("after", after)];
    let pairs: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", paths::segment(value)))
        .collect();
    format!("{}?{}", paths::DOMUS, pairs.join("&"))
}

fn row(row: DomuRow) -> Row {
    Row {
        href: paths::domu(&row.name),
        host_href: paths::host(&row.host),
        pill: state_pill(row.state, row.away),
        migration_label: row
            .migration_state
            .as_ref()
            .map(|state| format!("migration-state-{}", state.replace('_', "-"))),
        row,
    }
}
