//! The list of members.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::db::ids::MemberId;
use crate::members::queries::{self, A_PAGE, After, COUNTED, Counts, Filter, MemberRow};
use crate::members::{MemberState, Role};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::members::show::state_mark;
use crate::web::{CoreMember, Error};

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    role: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    after_name: String,
    after: Option<i64>,
}

#[derive(Serialize)]
struct Page {
    q: String,
    role: String,
    state: String,
    roles: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    counts: Counts,
    is_capped: bool,
    is_filtered: bool,
    next: Option<String>,
}

#[derive(Serialize)]
struct Row {
    #[serde(flatten)]
    row: MemberRow,
    href: String,
    role_label: String,
    state_label: String,
    mark: &'static str,
    icon: &'static str,
    domu_links: Vec<DomuLink>,
}

#[derive(Serialize)]
struct DomuLink {
    name: String,
    href: String,
}

pub async fn index(visitor: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let filter = Filter {
        search: printable(&query.q),
        role: query.role.parse().ok(),
        state: query.state.parse().ok(),
    };
    let after = query.after.map(|id| After { name: printable(&query.after_name), id: MemberId(id) });
    let conn = &*visitor.conn().await?;
    let (mut rows, counts) = tokio::try_join!(
        queries::list(conn, &filter, after.as_ref(), visitor.now),
        queries::counts(conn, &filter),
    )?;
    let next = (rows.len() > A_PAGE as usize).then(|| {
        rows.truncate(A_PAGE as usize);
        rows.last().map(|last| next_page(&filter, last)).unwrap_or_default()
    });
    let page = Page {
        is_filtered: filter != Filter::default(),
        is_capped: counts.found > COUNTED,
        q: filter.search,
        role: filter.role.map_or(String::new(), |role| role.to_string()),
        state: filter.state.map_or(String::new(), |state| state.to_string()),
        roles: Role::ALL.iter().map(|role| Choice::said(role.as_str(), format!("role-{role}"))).collect(),
        states: MemberState::ALL
            .iter()
            .map(|state| Choice::said(state.as_str(), format!("member-state-{state}")))
            .collect(),
        rows: rows.into_iter().map(row).collect(),
        counts,
        next,
    };
    visitor.render("members/index", "nav-members", &page)
}

/// PostgreSQL holds no NUL, and nobody's name has a line break.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(100).collect::<String>().trim().to_owned()
}

fn next_page(filter: &Filter, last: &MemberRow) -> String {
    format!(
        "{}?q={}&role={}&state={}&after_name={}&after={}",
        paths::MEMBERS,
        paths::segment(&filter.search),
        filter.role.map_or("", Role::as_str),
        filter.state.map_or("", MemberState::as_str),
        paths::segment(&last.name),
        last.id,
    )
}

fn row(row: MemberRow) -> Row {
    let (mark, icon) = if row.is_invitation_over { ("is-broken", "broken") } else { state_mark(row.state) };
    Row {
        href: paths::member(row.id),
        role_label: format!("role-{}", row.role),
        state_label: if row.is_invitation_over {
            "member-state-invitation-over".to_owned()
        } else {
            format!("member-state-{}", row.state)
        },
        mark,
        icon,
        domu_links: row
            .domus
            .iter()
            .map(|name| DomuLink { name: name.clone(), href: paths::domu(name) })
            .collect(),
        row,
    }
}
