//! The first page after signing in: for a member their domUs and next move, for the core team
//! what moves and what needs someone.

use actix_web::HttpResponse;
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::fleet::domu::DomuState;
use crate::fleet::queries as fleet;
use crate::issues::queries as issues;
use crate::mail::told;
use crate::migrations::MigrationState;
use crate::migrations::queries::{self as migrations, ListedMigration};
use crate::paths;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Error, Pill};
use crate::words::Message;

pub async fn show(who: CurrentMember) -> Result<HttpResponse, Error> {
    if who.member().role.is_core() { core(&who).await } else { member(&who).await }
}

#[derive(Serialize)]
struct MemberHome {
    head: String,
    domus: Vec<DomuLine>,
    next: Option<MoveLine>,
    next_lede: String,
    moves: Vec<MoveLine>,
    issues: Vec<IssueLine>,
    mails: Vec<MailLine>,
}

#[derive(Serialize)]
struct DomuLine {
    name: String,
    href: String,
    host: String,
    site: String,
    state: Pill,
    known_at: Option<DateTime<Utc>>,
}

#[derive(Serialize)]
struct MoveLine {
    href: String,
    operate_href: String,
    operator_href: String,
    domu: String,
    source: String,
    target: String,
    operator: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    state: Pill,
    overdue: Option<Pill>,
    is_mine: bool,
}

#[derive(Serialize)]
struct IssueLine {
    href: String,
    number: String,
    summary: String,
    who: String,
    at: DateTime<Utc>,
    label: String,
}

#[derive(Serialize)]
struct MailLine {
    at: DateTime<Utc>,
    subject: String,
    label: String,
}

async fn member(who: &CurrentMember) -> Result<HttpResponse, Error> {
    let id = who.member().id;
    let conn = who.conn().await?;
    let (domus, listed, open, mails) = tokio::try_join!(
        fleet::of_member(&conn, id),
        migrations::listed(&conn, who.member(), false, None),
        issues::open_of_member(&conn, id),
        told::last_to(&conn, id),
    )?;
    let mut moves: Vec<MoveLine> = listed.rows.iter().map(|row| move_line(who, row)).collect();
    let next = (!moves.is_empty()).then(|| moves.remove(0));
    let page = MemberHome {
        head: member_head(who, domus.len(), listed.rows.first()),
        next_lede: listed.rows.first().map(|row| next_lede(who, row)).unwrap_or_default(),
        domus: domus.into_iter().map(domu_line).collect(),
        next,
        moves,
        issues: open.into_iter().map(issue_line).collect(),
        mails: mails
            .into_iter()
            .map(|mail| MailLine {
                at: mail.created_at,
                subject: mail.subject,
                label: format!("mail-state-{}", mail.state),
            })
            .collect(),
    };
    who.render("home/member", "nav-my-domus", &page)
}

/// The answer to "how are my domUs?".
fn member_head(who: &CurrentMember, domus: usize, next: Option<&ListedMigration>) -> String {
    let name = who.member().name.as_str();
    let message = match next {
        _ if domus == 0 => Message::new("home-head-no-domus").with("name", name),
        Some(row) if row.state == MigrationState::Running => {
            Message::new("home-head-moving").with("domu", row.domu.as_str())
        }
        Some(row) if row.state == MigrationState::Verifying => {
            Message::new("home-head-check").with("domu", row.domu.as_str())
        }
        Some(row) if row.state == MigrationState::Returned => Message::new("home-head-returned")
            .with("domu", row.domu.as_str())
            .with("host", row.source.as_str()),
        Some(row) => Message::new("home-head-next")
            .with("domu", row.domu.as_str())
            .with("day", who.time(Some(row.starts_at), "full")),
        None => Message::new("home-head-quiet").with("n", domus as i64),
    };
    who.say(&message)
}

/// What the member has to do about it.
fn next_lede(who: &CurrentMember, row: &ListedMigration) -> String {
    who.say(&Message::new(match row.state {
        MigrationState::Verifying => "home-next-check",
        MigrationState::Running => "home-next-wait",
        MigrationState::Returned => "home-next-nothing-yet",
        _ => "home-next-lower-ttl",
    }))
}

fn domu_line(domu: fleet::OwnDomu) -> DomuLine {
    let (tone, icon) = match domu.state {
        DomuState::Running => ("is-up", "up"),
        DomuState::Off => ("is-off", "off"),
        DomuState::Unknown => ("is-off", "eye"),
    };
    DomuLine {
        href: paths::domu(&domu.name),
        state: Pill::new(tone, icon, format!("fleet-domu-state-{}", domu.state)),
        name: domu.name,
        host: domu.host,
        site: domu.site,
        known_at: domu.state_known_at,
    }
}

fn move_line(who: &CurrentMember, row: &ListedMigration) -> MoveLine {
    MoveLine {
        href: paths::migration(row.id),
        operate_href: paths::operate(row.id),
        operator_href: format!("{}/operator", paths::migration(row.id)),
        domu: row.domu.clone(),
        source: row.source.clone(),
        target: row.target.clone(),
        operator: row.operator.clone(),
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        state: words::state_pill(row.state, row.is_turning_back),
        overdue: row.is_overdue(who.now).then(words::overdue_pill),
        is_mine: row.operator_id == Some(who.member().id),
    }
}

fn issue_line(row: issues::Row) -> IssueLine {
    IssueLine {
        href: paths::issue(row.id),
        number: row.id.to_string(),
        summary: row.summary,
        who: row.reporter,
        at: row.created_at,
        label: match row.state.as_str() {
            "waiting" => "issue-state-waiting-short".to_owned(),
            state => format!("issue-state-{state}"),
        },
    }
}

#[derive(Serialize)]
struct CoreHome {
    head: String,
    is_new_club: bool,
    running: Vec<MoveLine>,
    needs: Vec<Need>,
    moves: Vec<MoveLine>,
    issues: Vec<IssueLine>,
    hosts: Vec<HostLine>,
}

/// Something that waits for a person.
#[derive(Serialize)]
struct Need {
    pill: Pill,
    head: String,
    href: String,
    button: &'static str,
}

#[derive(Serialize)]
struct HostLine {
    name: String,
    href: String,
    site: String,
    domus: i64,
}

async fn core(who: &CurrentMember) -> Result<HttpResponse, Error> {
    let conn = who.conn().await?;
    let (listed, counts, open, dead, hosts) = tokio::try_join!(
        migrations::listed(&conn, who.member(), false, None),
        issues::counts(&conn, who.member().id),
        issues::for_core(&conn, who.member().id, issues::Which::NotClosed, None),
        told::undeliverable(&conn),
        fleet::hosts_with_room(&conn),
    )?;
    let needs = needs(who, &listed.rows, counts.nobody, dead);
    let is_running = |row: &&ListedMigration| row.state == MigrationState::Running;
    let running: Vec<MoveLine> =
        listed.rows.iter().filter(is_running).map(|row| move_line(who, row)).collect();
    let page = CoreHome {
        head: core_head(who, &running, needs.len()),
        is_new_club: hosts.is_empty(),
        running,
        moves: listed
            .rows
            .iter()
            .filter(|row| !is_running(row))
            .take(12)
            .map(|row| move_line(who, row))
            .collect(),
        needs,
        issues: open.into_iter().filter(|row| row.assigned_to.is_some()).take(5).map(issue_line).collect(),
        hosts: hosts
            .into_iter()
            .map(|host| HostLine {
                href: paths::host(&host.host.name),
                name: host.host.name,
                site: host.site.name,
                domus: host.room.domus,
            })
            .collect(),
    };
    who.render("home/core", "nav-tonight", &page)
}

fn core_head(who: &CurrentMember, running: &[MoveLine], needs: usize) -> String {
    let first = match running {
        [] => Message::new("home-core-quiet"),
        [one] => Message::new("home-core-one-moves").with("domu", one.domu.as_str()),
        many => Message::new("home-core-many-move").with("n", many.len() as i64),
    };
    let second = Message::new("home-core-needs").with("n", needs as i64);
    let name = who.member().name.as_str();
    who.say(
        &Message::new("home-core-head")
            .with("name", name)
            .with("moves", who.say(&first))
            .with("needs", who.say(&second)),
    )
}

/// Oldest worry first within each kind.
fn needs(who: &CurrentMember, rows: &[ListedMigration], unanswered: i64, dead: i64) -> Vec<Need> {
    let about = |pill: Pill, id: &'static str, row: &ListedMigration, button| Need {
        pill,
        head: who.say(
            &Message::new(id).with("domu", row.domu.as_str()).with("at", who.time(Some(row.ends_at), "full")),
        ),
        href: paths::migration(row.id),
        button,
    };
    let mut needs = Vec::new();
    for row in rows {
        let begins_soon = row.starts_at - who.now < chrono::Duration::hours(3);
        if row.is_overdue(who.now) {
            needs.push(about(words::overdue_pill(), "home-need-overdue", row, "home-look"));
        } else if row.state == MigrationState::Booked && begins_soon && row.operator_id.is_none() {
            let pill = Pill::new("is-move", "broken", "home-pill-nobody");
            needs.push(about(pill, "home-need-nobody", row, "home-look"));
        } else if row.state == MigrationState::Returned {
            let pill = words::state_pill(row.state, false);
            needs.push(about(pill, "home-need-returned", row, "home-look"));
        } else if row.state == MigrationState::Unclear {
            let pill = words::state_pill(row.state, false);
            needs.push(about(pill, "home-need-unclear", row, "home-look"));
        }
    }
    let counted = |pill: Pill, id: &'static str, n: i64, href: &str, button| Need {
        pill,
        head: who.say(&Message::new(id).with("n", n)),
        href: href.to_owned(),
        button,
    };
    if unanswered > 0 {
        let pill = Pill::new("is-broken", "broken", "home-pill-reports");
        needs.push(counted(pill, "home-need-reports", unanswered, paths::ISSUES, "home-answer"));
    }
    if dead > 0 {
        let pill = Pill::new("is-broken", "mail", "home-pill-mail");
        needs.push(counted(pill, "home-need-mail", dead, paths::OUTBOX, "home-see-mails"));
    }
    needs
}
