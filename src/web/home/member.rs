//! A member's home.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::{DomuId, IssueId};
use crate::fleet::domu::DomuState;
use crate::fleet::queries::{self as fleet, OwnDomu};
use crate::issues::queries::{self as issues, CopiesOf};
use crate::mail::told::{self, Told};
use crate::migrations::MigrationState;
use crate::migrations::looks::known_names;
use crate::migrations::queries::{self as migrations, Arrival};
use crate::paths;
use crate::web::home::moment::{self, OwnMove};
use crate::web::home::sheet::{self, Sheet};
use crate::web::home::show::head;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Error, Pill};
use crate::words::Message;

#[derive(Serialize)]
pub struct Page {
    head: String,
    sheet: Option<Sheet>,
    moves: Vec<MoveLine>,
    /// Not all open moves fit.
    has_more_moves: bool,
    domus: Vec<DomuLine>,
    more_domus_href: Option<String>,
    issues: Vec<IssueLine>,
    mails: Vec<MailLine>,
}

#[derive(Serialize)]
struct MoveLine {
    href: String,
    domu: String,
    text: String,
    state: Pill,
    starts_at: DateTime<Utc>,
}

#[derive(Serialize)]
struct DomuLine {
    name: String,
    href: String,
    host: String,
    site: String,
    memory_bytes: i64,
    disk_bytes: Option<i64>,
    since: Option<DateTime<Utc>>,
    since_href: Option<String>,
    state: Pill,
    known_at: Option<DateTime<Utc>>,
    next: Option<Next>,
}

/// What a domU is about to do.
#[derive(Serialize)]
struct Next {
    href: String,
    text: String,
}

#[derive(Serialize)]
struct IssueLine {
    href: String,
    number: String,
    summary: String,
    at: DateTime<Utc>,
    label: String,
}

#[derive(Serialize)]
struct MailLine {
    href: String,
    headline: String,
    at: DateTime<Utc>,
    label: String,
}

/// domUs on a page, and moves that it takes into account.
const MOST: usize = 100;
/// Moves listed below the sheet.
const FEW: usize = 12;

/// The page, with the domUs and issues that it is about.
pub async fn page(who: &CurrentMember, after: &str) -> Result<(Page, Vec<DomuId>, Vec<IssueId>), Error> {
    let id = who.member().id;
    let conn = who.conn().await?;
    let most = MOST as i64 + 1;
    let (mut domus, standing, arrivals, reports, mails, known, copies) = tokio::try_join!(
        fleet::of_member(&conn, id, after, most),
        migrations::standing_of_member(&conn, id, who.now, most),
        migrations::arrivals_of_member(&conn, id),
        issues::open_of_member(&conn, id),
        told::last_to(&conn, id),
        known_names::of_nearest(&conn, id),
        issues::old_copies(&conn, who.member(), CopiesOf::Reader),
    )?;
    let open: Vec<OwnMove<'_>> = standing.iter().map(|standing| OwnMove::of(standing, &copies)).collect();
    let has_more = domus.len() > MOST;
    domus.truncate(MOST);
    let moving = open.iter().map(|own| own.migration.domu_id);
    let domu_ids = domus.iter().map(|domu| domu.id).chain(moving).collect();
    let issue_ids = reports.iter().map(|report| report.id).collect();
    let first = open.first().map(|&first| sheet::sheet(who, first, known.as_ref()));
    let page = Page {
        head: head(who, answer(who, domus.len(), open.first().copied())),
        sheet: first,
        moves: open.iter().skip(1).take(FEW).map(|&own| move_line(who, own)).collect(),
        has_more_moves: open.len() > FEW + 1,
        more_domus_href: domus.last().filter(|_| has_more).map(|last| paths::own_domus_after(&last.name)),
        domus: domu_lines(who, domus, &open, &arrivals),
        issues: reports.into_iter().map(issue_line).collect(),
        mails: mails.into_iter().map(mail_line).collect(),
    };
    Ok((page, domu_ids, issue_ids))
}

/// The answer to "how are my domUs?".
fn answer(who: &CurrentMember, domus: usize, first: Option<OwnMove<'_>>) -> String {
    match first {
        Some(own) => moment::sentence(who, "answer", own),
        None => who.say(&Message::new("home-answer-quiet").with("n", domus as i64)),
    }
}

fn move_line(who: &CurrentMember, own: OwnMove<'_>) -> MoveLine {
    let row = &own.migration;
    MoveLine {
        href: paths::migration(row.id),
        domu: row.domu.clone(),
        text: moment::sentence(who, "line", own),
        state: words::state_pill(row.state, own.is_turning_back()),
        starts_at: row.starts_at,
    }
}

fn domu_lines(
    who: &CurrentMember,
    domus: Vec<OwnDomu>,
    open: &[OwnMove<'_>],
    arrivals: &[Arrival],
) -> Vec<DomuLine> {
    let moves: HashMap<DomuId, OwnMove<'_>> = open.iter().map(|&own| (own.migration.domu_id, own)).collect();
    let arrivals: HashMap<DomuId, &Arrival> =
        arrivals.iter().map(|arrival| (arrival.domu_id, arrival)).collect();
    domus
        .into_iter()
        .map(|domu| {
            let (next, arrival) = (moves.get(&domu.id).copied(), arrivals.get(&domu.id));
            let (state, known_at) = state(&domu, next);
            DomuLine {
                href: paths::domu(&domu.name),
                memory_bytes: domu.memory_bytes.0,
                disk_bytes: domu.disk_bytes.map(|bytes| bytes.0),
                since: arrival.and_then(|arrival| arrival.up_at),
                since_href: arrival.map(|arrival| paths::migration(arrival.migration_id)),
                state,
                known_at,
                next: next.map(|own| Next {
                    href: paths::migration(own.migration.id),
                    text: moment::sentence(who, "line", own),
                }),
                name: domu.name,
                host: domu.host,
                site: domu.site,
            }
        })
        .collect()
}

/// What was last known of it, and when. While it is being moved the move knows better.
fn state(domu: &OwnDomu, next: Option<OwnMove<'_>>) -> (Pill, Option<DateTime<Utc>>) {
    if let Some(moving) = next
        && let Some(since) = moving.down_since()
    {
        return (words::state_pill(MigrationState::Running, moving.is_turning_back()), Some(since));
    }
    if let Some(lost) = next.filter(|own| own.migration.state == MigrationState::Unclear) {
        let since = lost.attempt.as_ref().and_then(|attempt| attempt.ended_at);
        return (words::state_pill(MigrationState::Unclear, false), since.or(domu.state_known_at));
    }
    let (tone, icon) = match domu.state {
        DomuState::Running => ("is-up", "up"),
        DomuState::Off => ("is-off", "off"),
        DomuState::Unknown => ("is-off", "eye"),
    };
    (Pill::new(tone, icon, format!("fleet-domu-state-{}", domu.state)), domu.state_known_at)
}

fn issue_line(row: issues::Row) -> IssueLine {
    IssueLine {
        href: paths::issue(row.id),
        number: row.id.to_string(),
        summary: row.summary,
        at: row.created_at,
        label: match row.state.as_str() {
            "waiting" => "home-issue-waiting".to_owned(),
            state => format!("issue-state-{state}"),
        },
    }
}

/// A mail belongs to what it was about; what is about nothing else is about the account.
fn mail_line(mail: Told) -> MailLine {
    let href = match mail {
        Told { issue_id: Some(id), .. } => paths::issue(id),
        Told { migration_id: Some(id), .. } => paths::migration(id),
        Told { status_post_id: Some(id), .. } => paths::status_post(id),
        _ => paths::ACCOUNT.to_owned(),
    };
    MailLine {
        href,
        headline: mail.headline,
        at: mail.created_at,
        label: format!("mail-state-{}", mail.state),
    }
}
