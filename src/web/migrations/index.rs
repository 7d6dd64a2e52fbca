//! The list of moves.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::migrations::queries::{self, Cursor};
use crate::paths;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Error, Pill};

#[derive(Deserialize)]
pub struct Filter {
    #[serde(default)]
    show: String,
    #[serde(default)]
    before: String,
}

#[derive(Serialize)]
struct Index {
    is_core: bool,
    head_id: &'static str,
    open_count: i64,
    tabs: Vec<Tab>,
    rows: Vec<IndexRow>,
    next_href: Option<String>,
}

#[derive(Serialize)]
struct Tab {
    href: &'static str,
    label: &'static str,
    is_here: bool,
}

#[derive(Serialize)]
struct IndexRow {
    href: String,
    domu: String,
    source: String,
    target: String,
    operator: Option<String>,
    starts_at: DateTime<Utc>,
    state: Pill,
    overdue: Option<Pill>,
    is_overdue: bool,
}

pub async fn index(who: CurrentMember, filter: web::Query<Filter>) -> Result<HttpResponse, Error> {
    let is_ended = filter.show == "ended";
    let cursor = Cursor::parse(&filter.before);
    let conn = who.conn().await?;
    let (listed, open_count) = tokio::try_join!(
        queries::listed(&conn, who.member(), is_ended, cursor),
        queries::open_count(&conn, who.member())
    )?;
    let next_href =
        listed.next.map(|next| format!("{}?show={}&before={next}", paths::MIGRATIONS, filter.show));
    let is_core = who.member().role.is_core();
    let rows = listed
        .rows
        .into_iter()
        .map(|row| IndexRow {
            href: paths::migration(row.id),
            state: words::state_pill(row.state, row.is_turning_back),
            is_overdue: row.is_overdue(who.now),
            overdue: row.is_overdue(who.now).then(words::overdue_pill),
            domu: row.domu,
            source: row.source,
            target: row.target,
            operator: row.operator,
            starts_at: row.starts_at,
        })
        .collect();
    let page = Index {
        is_core,
        head_id: if is_core { "moves-head-core" } else { "moves-head-member" },
        open_count,
        tabs: vec![
            Tab { href: paths::MIGRATIONS, label: "moves-tab-open", is_here: !is_ended },
            Tab { href: "/migrations?show=ended", label: "moves-tab-ended", is_here: is_ended },
        ],
        rows,
        next_href,
    };
    who.render("migrations/index", "nav-moves", &page)
}
