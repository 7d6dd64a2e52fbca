//! The list: their own for a member, all for the core team.

use actix_web::{HttpResponse, web};
use chrono::DateTime;
use serde::{Deserialize, Serialize};

use crate::db::ids::{IssueId, MemberId};
use crate::issues::IssueState;
use crate::issues::queries::{self, After, CoreMember, Counts, Filter, PAGE, Row, Taken, Which};
use crate::paths;
use crate::web::issues::severity_pill;
use crate::web::{CurrentMember, Error, Pill};

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    which: String,
    #[serde(default)]
    q: String,
    /// `nobody`, or the number of one of the core team.
    #[serde(default)]
    taken: String,
    #[serde(default)]
    after: String,
}

#[derive(Serialize)]
struct Page<'a> {
    rows: Vec<Line>,
    older: Option<String>,
    is_first: bool,
    /// Not all are asked for.
    is_filtered: bool,
    open: usize,
    core: Option<Core<'a>>,
}

#[derive(Serialize)]
struct Line {
    #[serde(flatten)]
    row: Row,
    severity_pill: Pill,
    /// The reader's own.
    is_you: bool,
    /// Where the reader takes what nobody has.
    take_href: Option<String>,
}

/// What only the core team sees around the list.
#[derive(Serialize)]
struct Core<'a> {
    counts: Counts,
    which: &'a str,
    states: &'static [IssueState],
    q: String,
    taken: String,
    team: Vec<CoreMember>,
}

pub async fn index(visitor: CurrentMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let after = parse_after(&query.after);
    let conn = visitor.conn().await?;
    let member = visitor.member();
    let (rows, core) = if member.role.is_core() {
        let (which, name) = parse_which(&query.which);
        let q = printable(&query.q);
        let search = Some(q.clone()).filter(|q| !q.is_empty());
        let filter = Filter { which, search, taken: parse_taken(&query.taken) };
        let (rows, counts, team) = tokio::try_join!(
            queries::for_core(&conn, member.id, &filter, after),
            queries::counts(&conn, member.id),
            queries::core_team(&conn),
        )?;
        let taken = taken_word(filter.taken);
        let states = IssueState::ALL;
        (rows, Some(Core { counts, which: name, states, q, taken, team }))
    } else {
        (queries::of_member(&conn, member.id, after).await?, None)
    };
    let here = if core.is_some() { "nav-reports" } else { "nav-my-reports" };
    visitor.render("issues/index", here, &page(member.id, rows, core, after.is_none()))
}

fn page(me: MemberId, mut rows: Vec<Row>, core: Option<Core<'_>>, is_first: bool) -> Page<'_> {
    let has_older = rows.len() as i64 > PAGE;
    rows.truncate(PAGE as usize);
    let older = rows.last().filter(|_| has_older).map(|last| older(core.as_ref(), last));
    let is_filtered = core.as_ref().is_some_and(|core| !core.q.is_empty() || !core.taken.is_empty());
    let open = rows.iter().filter(|row| row.state.is_open()).count();
    let rows = rows.into_iter().map(|row| line(me, core.is_some(), row)).collect();
    Page { rows, older, is_first, is_filtered, open, core }
}

fn line(me: MemberId, is_core: bool, row: Row) -> Line {
    let is_free = is_core && row.state.is_open() && row.assigned_to.is_none();
    Line {
        severity_pill: severity_pill(row.severity),
        is_you: row.reporter_id == me,
        take_href: is_free.then(|| paths::assignment(row.id)),
        row,
    }
}

/// The page after the one that ends with `last`.
fn older(core: Option<&Core<'_>>, last: &Row) -> String {
    let after = format!("{}-{}", last.updated_at.timestamp_micros(), last.id.0);
    let asked = core.map(|core| {
        let (which, q, taken) = (core.which, paths::segment(&core.q), &core.taken);
        format!("which={which}&q={q}&taken={taken}&")
    });
    format!("{}?{}after={after}", paths::ISSUES, asked.unwrap_or_default())
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

fn parse_taken(word: &str) -> Option<Taken> {
    match word {
        "nobody" => Some(Taken::Nobody),
        number => number.parse().ok().map(Taken::By),
    }
}

fn taken_word(taken: Option<Taken>) -> String {
    match taken {
        Some(Taken::Nobody) => "nobody".to_owned(),
        Some(Taken::By(member)) => member.to_string(),
        None => String::new(),
    }
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(100).collect::<String>().trim().to_owned()
}

/// `microseconds-number`, as `older` writes it; anything else is the beginning.
fn parse_after(text: &str) -> Option<After> {
    let (micros, id) = text.split_once('-')?;
    let updated_at = DateTime::from_timestamp_micros(micros.parse().ok()?)?;
    Some(After { updated_at, id: IssueId(id.parse().ok()?) })
}
