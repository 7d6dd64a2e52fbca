//! The list: their own for a member, all for the core team.

use actix_web::{HttpResponse, web};
use chrono::DateTime;
use serde::{Deserialize, Serialize};

use crate::db::ids::IssueId;
use crate::issues::IssueState;
use crate::issues::queries::{self, After, Counts, PAGE, Row, Which};
use crate::paths;
use crate::web::{CurrentMember, Error};

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    which: String,
    #[serde(default)]
    after: String,
}

#[derive(Serialize)]
struct Page<'a> {
    rows: Vec<Row>,
    older: Option<String>,
    is_first: bool,
    open: usize,
    core: Option<Core<'a>>,
}

/// What only the core team sees around the list.
#[derive(Serialize)]
struct Core<'a> {
    counts: Counts,
    which: &'a str,
    states: &'static [IssueState],
}

pub async fn index(visitor: CurrentMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let after = parse_after(&query.after);
    let conn = visitor.conn().await?;
    let member = visitor.member();
    let (rows, core) = if member.role.is_core() {
        let (which, name) = parse_which(&query.which);
        let (rows, counts) = tokio::try_join!(
            queries::for_core(&conn, member.id, which, after),
            queries::counts(&conn, member.id)
        )?;
        (rows, Some(Core { counts, which: name, states: IssueState::ALL }))
    } else {
        (queries::of_member(&conn, member.id, after).await?, None)
    };
    let here = if core.is_some() { "nav-reports" } else { "nav-my-reports" };
    visitor.render("issues/index", here, &page(rows, core, after.is_none()))
}

fn page(mut rows: Vec<Row>, core: Option<Core<'_>>, is_first: bool) -> Page<'_> {
    let has_older = rows.len() as i64 > PAGE;
    rows.truncate(PAGE as usize);
    let older = rows.last().filter(|_| has_older).map(|last| {
        let which = core.as_ref().map_or("", |core| core.which);
        let after = format!("{}-{}", last.updated_at.timestamp_micros(), last.id.0);
        format!("{}?which={which}&after={after}", paths::ISSUES)
    });
    let open = rows.iter().filter(|row| row.state.is_open()).count();
    Page { rows, older, is_first, open, core }
}

fn parse_which(word: &str) -> (Which, &'static str) {
    match word {
        "mine" => (Which::Mine, "mine"),
        "holding" => (Which::HoldingAMigration, "holding"),
        word => match word.parse::<IssueState>() {
            Ok(state) => (Which::State(state), state.as_str()),
            Err(_) => (Which::NotClosed, "not-closed"),
        },
    }
}

/// `microseconds-number`, as `page` writes it; anything else is the beginning.
fn parse_after(text: &str) -> Option<After> {
    let (micros, id) = text.split_once('-')?;
    let updated_at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some(After { updated_at, id: IssueId(id.parse().ok()?) })
}
