//! A member's move: when, from where to where, how long down, and what they need to do.

use serde::Serialize;

use crate::migrations::MigrationState;
use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::looks::KnownNames;
use crate::paths;
use crate::web::home::moment::{Moment, OwnMove, say, sentence};
use crate::web::home::todo::{Todo, todo};
use crate::web::migrations::picture::{self, Picture};
use crate::web::migrations::view::{AddressView, PlaceView};
use crate::web::migrations::words;
use crate::web::{CurrentMember, Pill};
use crate::words::Message;

/// The one sheet of the page.
#[derive(Serialize)]
pub struct Sheet {
    href: String,
    domu: String,
    title: String,
    state: Pill,
    overdue: Option<Pill>,
    figure: String,
    figure_note: String,
    text: String,
    /// What follows when its copy goes on as slowly as it does.
    too_slow: Option<String>,
    last_try: Option<LastTry>,
    cause: Option<Cause>,
    jump: Option<Picture>,
    source: PlaceView,
    target: PlaceView,
    bytes_total: Option<i64>,
    /// Over the addresses: ahead, or done.
    addresses_label: &'static str,
    addresses: Vec<AddressView>,
    todo: Vec<Todo>,
    /// The reader's report that is open.
    report: Option<ReportLink>,
    confirm_href: Option<String>,
    choose_href: Option<String>,
    report_href: String,
}

#[derive(Serialize)]
struct ReportLink {
    number: String,
    href: String,
}

/// The try before this one, which came back.
#[derive(Serialize)]
struct LastTry {
    text: String,
    href: String,
}

/// Why it came back.
#[derive(Serialize)]
struct Cause {
    label: Option<&'static str>,
    text: String,
}

/// `known` is what is known of the names and addresses of its domU.
pub fn sheet(who: &CurrentMember, own: OwnMove<'_>, known: Option<&KnownNames>) -> Sheet {
    let row = &own.migration;
    let addresses = addresses(own, known);
    let moment = Moment::of(&own, who.now);
    let is_overdue = row.is_overdue(who.now);
    Sheet {
        href: paths::migration(row.id),
        domu: row.domu.clone(),
        title: sentence(who, "title", own),
        state: words::state_pill(row.state, own.is_turning_back()),
        overdue: is_overdue.then(words::overdue_pill),
        figure: figure(who, own, moment),
        figure_note: sentence(who, "note", own),
        text: sentence(who, "text", own),
        too_slow: own.is_too_slow().then(|| say(who, "home-too-slow".to_owned(), own)),
        last_try: last_try(who, own, moment),
        cause: (moment == Moment::Returned).then(|| cause(own)).flatten(),
        jump: picture::of(row.state, row.live_side),
        source: PlaceView { name: row.source.clone(), site: row.source_site.clone() },
        target: PlaceView { name: row.target.clone(), site: row.target_site.clone() },
        bytes_total: row.disk_bytes().map(|bytes| bytes.0),
        todo: todo(who, own, moment, !addresses.is_empty(), known),
        addresses_label: if moment == Moment::Moved { "home-what-changed" } else { "home-what-changes" },
        // What comes back keeps its old addresses, and may get others when it is booked again.
        addresses: match moment {
            Moment::TurningBack | Moment::Returned => Vec::new(),
            _ => addresses,
        },
        report: own.kept.report().map(|id| ReportLink { number: id.to_string(), href: paths::issue(id) }),
        confirm_href: (row.state == MigrationState::Verifying).then(|| paths::confirmation(row.id)),
        choose_href: (moment == Moment::Choose).then(|| paths::window(row.id)),
        report_href: paths::new_issue(Some(&row.domu), Some(row.id)),
    }
}

/// Those that change with this very move.
fn addresses(own: OwnMove<'_>, known: Option<&KnownNames>) -> Vec<AddressView> {
    let last = known.and_then(|known| known.last_move.as_ref());
    let pairs = last.filter(|last| last.id == own.migration.id).map_or(&[][..], |last| &last.pairs);
    pairs.iter().map(|&(old, new)| AddressView::of(old, new)).collect()
}

/// The large figure: how long still, how long already, or what came of it.
fn figure(who: &CurrentMember, own: OwnMove<'_>, moment: Moment) -> String {
    match (moment, own.down_since()) {
        (Moment::Choose, _) => who.span((own.migration.starts_at - CHOOSE_UNTIL - who.now).num_seconds()),
        (Moment::Planned, _) => who.span((own.migration.starts_at - who.now).num_seconds()),
        (Moment::Down | Moment::Arriving | Moment::TurningBack, Some(since)) => {
            who.span((who.now - since).num_seconds())
        }
        _ => sentence(who, "figure", own),
    }
}

fn last_try(who: &CurrentMember, own: OwnMove<'_>, moment: Moment) -> Option<LastTry> {
    let is_told = matches!(moment, Moment::Returned | Moment::Unclear);
    let came_back = own.came_back().filter(|_| !is_told)?;
    let words = Message::new("home-last-try")
        .with("n", i64::from(own.try_number()))
        .with("at", who.time(came_back.ended_at, "at"));
    Some(LastTry { text: who.say(&words), href: paths::attempt(own.migration.id, came_back.n) })
}

fn cause(own: OwnMove<'_>) -> Option<Cause> {
    let attempt = own.came_back()?;
    let text = attempt.cause.clone()?;
    Some(Cause { label: attempt.cause_code.map(|code| code.label()), text })
}
