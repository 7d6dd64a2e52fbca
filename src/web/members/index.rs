//! The list of members, on a page and as a file.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::csv;
use crate::db::ids::MemberId;
use crate::fleet::queries::{
    After, MOST_COUNTED, MemberCounts, MemberDomu, MemberFilter, MemberRow, Most, Place, count_members,
    member_list, nearest_name, places,
};
use crate::members::{MemberState, Role};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::domus::state_pill;
use crate::web::members::show::state_mark;
use crate::web::{CoreMember, Error, Pill};

/// Members on one page, and of each so many domUs. A club of ten thousand domUs has hardly more lines on
/// a page than one of thirty.
const FEW: Most = Most { members: 25, domus: 3 };

/// What fits in a file: more than any club has.
const ALL: Most = Most { members: 20_000, domus: 1000 };

/// Nothing is near to a word that is shorter.
const SHORTEST_GUESS: usize = 3;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    q: String,
    #[serde(default)]
    site: String,
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
    site: String,
    role: String,
    state: String,
    sites: Vec<Choice>,
    roles: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    counts: MemberCounts,
    domus: i64,
    /// Where they live; places where nobody does are left out.
    places: Vec<Place>,
    is_capped: bool,
    is_filtered: bool,
    nearest: Option<Nearest>,
    csv_href: String,
    next: Option<String>,
}

/// What may have been meant by a search that found nobody.
#[derive(Serialize)]
struct Nearest {
    name: String,
    href: String,
}

#[derive(Serialize)]
struct Row {
    href: String,
    name: String,
    email: String,
    /// Nothing for those who are members and no more.
    role_label: Option<String>,
    /// Nothing for those whose account is in use.
    account: Option<Pill>,
    domus: Vec<DomuLine>,
    /// How many of their domUs are not shown.
    more: i64,
    /// Lines of the table that stand beside the name.
    lines: usize,
}

#[derive(Serialize)]
struct DomuLine {
    href: String,
    host_href: String,
    pill: Pill,
    move_href: Option<String>,
    move_label: Option<String>,
    #[serde(flatten)]
    domu: MemberDomu,
}

pub async fn index(visitor: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let filter = filter(&query);
    let after = query.after.map(|id| After { name: printable(&query.after_name), id: MemberId(id) });
    let one_more = Most { members: FEW.members + 1, ..FEW };
    let conn = &*visitor.conn().await?;
    let near = async {
        let is_guessed = after.is_none() && filter.search.chars().count() >= SHORTEST_GUESS;
        if is_guessed { nearest_name(conn, &filter.search).await } else { Ok(None) }
    };
    let (mut rows, counts, places, near) = tokio::try_join!(
        member_list(conn, &filter, after.as_ref(), one_more),
        count_members(conn, &filter),
        places(conn),
        near,
    )?;
    let has_more = rows.len() as i64 > FEW.members;
    rows.truncate(FEW.members as usize);
    let page = Page {
        sites: places.iter().map(|place| Choice::named(&place.code, &place.name)).collect(),
        roles: Role::ALL.iter().map(|role| Choice::said(role.as_str(), format!("role-{role}"))).collect(),
        states: MemberState::ALL
            .iter()
            .map(|state| Choice::said(state.as_str(), format!("member-state-{state}")))
            .collect(),
        is_filtered: filter != MemberFilter::default(),
        is_capped: counts.found > MOST_COUNTED,
        domus: places.iter().map(|place| place.domus).sum(),
        places: places.into_iter().filter(|place| place.domus > 0).collect(),
        // Whoever is hidden by a filter was found all the same.
        nearest: near.filter(|name| rows.is_empty() && !is_the_same(name, &filter.search)).map(nearest),
        csv_href: address(paths::MEMBERS_CSV, &filter, None),
        next: rows.last().filter(|_| has_more).map(|last| address(paths::MEMBERS, &filter, Some(last))),
        rows: rows.into_iter().map(|one| row(one, visitor.now)).collect(),
        counts,
        q: filter.search,
        site: filter.site.unwrap_or_default(),
        role: filter.role.map_or(String::new(), |role| role.to_string()),
        state: filter.state.map_or(String::new(), |state| state.to_string()),
    };
    visitor.render("members/index", "nav-members", &page)
}

/// All that the list finds, as a file for a spreadsheet.
pub async fn file(visitor: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let rows = member_list(&*visitor.conn().await?, &filter(&query), None, ALL).await?;
    Ok(csv::answer(&visitor, &rows))
}

fn filter(query: &Query) -> MemberFilter {
    MemberFilter {
        search: printable(&query.q),
        role: query.role.parse().ok(),
        state: query.state.parse().ok(),
        site: Some(printable(&query.site)).filter(|site| !site.is_empty()),
    }
}

/// PostgreSQL holds no NUL, and nobody's name has a line break.
fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(100).collect::<String>().trim().to_owned()
}

/// The list as it is filtered, behind the last one that was shown.
fn address(path: &str, filter: &MemberFilter, last: Option<&MemberRow>) -> String {
    let id = last.map(|last| last.id.to_string());
    let pairs = [
        ("q", filter.search.as_str()),
        ("site", filter.site.as_deref().unwrap_or_default()),
        ("role", filter.role.map_or("", Role::as_str)),
        ("state", filter.state.map_or("", MemberState::as_str)),
        ("after_name", last.map_or("", |last| &last.name)),
        ("after", id.as_deref().unwrap_or_default()),
    ];
    let pairs: Vec<String> = pairs
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", paths::segment(value)))
        .collect();
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
}

fn is_the_same(name: &str, typed: &str) -> bool {
    name.to_lowercase() == typed.to_lowercase()
}

fn nearest(name: String) -> Nearest {
    Nearest { href: format!("{}?q={}", paths::MEMBERS, paths::segment(&name)), name }
}

fn row(row: MemberRow, now: DateTime<Utc>) -> Row {
    let more = row.domus_in_all - row.domus.len() as i64;
    Row {
        href: paths::member(row.id),
        role_label: (row.role != Role::Member).then(|| format!("role-{}", row.role)),
        account: (row.state != MemberState::Active).then(|| account_pill(&row, now)),
        lines: row.domus.len().max(1) + usize::from(more > 0),
        more,
        domus: row.domus.into_iter().map(line).collect(),
        name: row.name,
        email: row.email,
    }
}

/// How the member's account is; an invitation whose time is up can't be used any more.
pub(super) fn account_pill(row: &MemberRow, now: DateTime<Utc>) -> Pill {
    let is_over = row.state == MemberState::Invited && row.invited_until.is_none_or(|until| until <= now);
    if is_over {
        return Pill::new("is-broken", "broken", "member-state-invitation-over");
    }
    let (mark, icon) = state_mark(row.state);
    Pill::new(mark, icon, format!("member-state-{}", row.state))
}

fn line(domu: MemberDomu) -> DomuLine {
    DomuLine {
        href: paths::domu(&domu.name),
        host_href: paths::host(&domu.host),
        pill: state_pill(domu.state, domu.away),
        move_href: domu.migration_id.map(paths::migration),
        move_label: move_label(&domu),
        domu,
    }
}

/// The id of the word for the state of its move.
pub(super) fn move_label(domu: &MemberDomu) -> Option<String> {
    Some(format!("migration-state-{}", domu.migration_state.as_ref()?.replace('_', "-")))
}
