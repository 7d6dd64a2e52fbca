//! The core team's home, "Tonight".

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveTime, TimeZone, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::fleet::queries::{self as fleet, Census};
use crate::issues::queries as issues;
use crate::mail::told::{self, Counted};
use crate::migrations::MigrationState;
use crate::migrations::looks::survey;
use crate::migrations::queries::{self as migrations, Ahead, Standing, StandingRow};
use crate::migrations::reported::heard_under_way;
use crate::migrations::thanks::{self, Thanks};
use crate::paths;
use crate::status::queries as status;
use crate::status::{Kind, PostState};
use crate::web::home::due::{self, Due};
use crate::web::home::needs::{self, Need};
use crate::web::home::run::{self, Run};
use crate::web::home::shifts;
use crate::web::home::show::head;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Error, Pill};
use crate::words::Message;

#[derive(Serialize)]
pub struct Page {
    head: String,
    is_new_club: bool,
    dues: Vec<Due>,
    runs: Vec<Run>,
    needs: Vec<Need>,
    /// More wait than fit here.
    more_reports: bool,
    more_mails: bool,
    more_needy_moves: bool,
    moves: Vec<MoveLine>,
    has_more_moves: bool,
    posts: Vec<PostLine>,
    issues: Vec<IssueLine>,
    thanks: Vec<ThanksLine>,
    club: Club,
    own_href: Option<&'static str>,
}

#[derive(Serialize)]
struct MoveLine {
    href: String,
    operator_href: String,
    domu: String,
    source: String,
    target: String,
    operator: Option<String>,
    can_take: bool,
    starts_at: DateTime<Utc>,
    state: Pill,
}

#[derive(Serialize)]
struct PostLine {
    href: String,
    title: String,
    label: String,
    at: DateTime<Utc>,
    mark: &'static str,
    icon: &'static str,
}

#[derive(Serialize)]
struct IssueLine {
    href: String,
    number: String,
    summary: String,
    assignee: String,
    at: DateTime<Utc>,
    label: String,
}

#[derive(Serialize)]
struct ThanksLine {
    href: String,
    domu: String,
    name: String,
    words: String,
    at: DateTime<Utc>,
}

/// The club in numbers; those that end at `MOST_COUNTED` say "more than".
#[derive(Serialize)]
struct Club {
    domus: String,
    moves: String,
    mails: String,
}

/// Needs of one kind, moves in the table, things in hand.
const MOST: usize = 10;
const MOST_MOVES: usize = 12;
const MOST_RUNS: usize = 30;
const MOST_THANKS: i64 = 3;

pub async fn page(who: &CurrentMember) -> Result<Page, Error> {
    let (id, now) = (who.member().id, who.now);
    let more_than = |most: usize| most as i64 + 1;
    let conn = who.conn().await?;
    let week = now - Duration::days(7);
    let (out, coming, reports, in_hand, untold, full, posts, mails, thanks, counts, has) = tokio::try_join!(
        migrations::standing_out(&conn, now, ahead(who), more_than(MOST_RUNS)),
        migrations::starting_from(&conn, midnight(who, 0), more_than(MOST_MOVES)),
        issues::with_nobody(&conn, more_than(MOST)),
        issues::in_hand(&conn, MOST as i64),
        told::untold(&conn, now, more_than(MOST)),
        migrations::full_targets(&conn, MOST as i64),
        status::open_posts(&conn),
        told::owed_and_failed(&conn),
        thanks::newest(&conn, MOST_THANKS),
        async {
            tokio::try_join!(
                fleet::census(&conn),
                migrations::arrived_since(&conn, week),
                migrations::to_come(&conn),
            )
        },
        async {
            tokio::try_join!(
                fleet::has_hosts(&conn),
                fleet::has_domus(&conn, id),
                survey::lost_services(&conn, MOST as i64),
                migrations::shifted(&conn, now, MOST as i64),
                status::shifted(&conn, now, MOST as i64),
                heard_under_way(&conn, None),
            )
        },
    )?;
    let (has_hosts, has_domus, lost, shifted_moves, shifted_posts, heard) = has;
    let (overdue_posts, posts): (Vec<_>, Vec<_>) = posts.into_iter().partition(|post| is_overdue(post, now));
    let dues: Vec<Due> = out.iter().filter_map(|standing| due::due(who, standing)).collect();
    let mut runs: Vec<Run> = out.iter().filter_map(|standing| run::run(who, standing, &heard)).collect();
    let pills: HashMap<MigrationId, Pill> =
        out.iter().map(|standing| (standing.migration.id, pill(who, standing))).collect();
    let (more_needy_moves, more_reports, more_mails) =
        (out.len() > MOST_RUNS, reports.len() > MOST, untold.len() > MOST);
    let mut needs: Vec<Need> = out
        .iter()
        .filter_map(|standing| needs::of_move(who, standing))
        .chain(reports.into_iter().take(MOST).map(|row| needs::of_issue(who, row)))
        .chain(untold.into_iter().take(MOST).map(|mail| needs::of_mail(who, mail)))
        .chain(full.into_iter().map(|host| needs::of_host(who, host)))
        .chain(lost.into_iter().map(|lost| needs::of_services(who, lost)))
        .chain(overdue_posts.into_iter().take(MOST).map(|post| needs::of_post(who, post)))
        .chain(shifted_moves.into_iter().map(|shifted| shifts::of_move(who, shifted)))
        .chain(shifted_posts.into_iter().map(|shifted| shifts::of_post(who, shifted)))
        .collect();
    needs.sort_by_key(|need| (!need.is_urgent, need.since));
    let answer = answer(who, &dues, &runs, needs.len());
    runs.truncate(MOST);
    Ok(Page {
        head: head(who, answer),
        is_new_club: !has_hosts,
        dues,
        runs,
        needs,
        more_reports,
        more_mails,
        more_needy_moves,
        has_more_moves: coming.len() > MOST_MOVES,
        moves: coming.into_iter().take(MOST_MOVES).map(|row| move_line(row, &pills)).collect(),
        posts: posts.into_iter().take(MOST).map(post_line).collect(),
        issues: in_hand.into_iter().map(issue_line).collect(),
        thanks: thanks.into_iter().map(thanks_line).collect(),
        club: club(who, counts, mails),
        own_href: has_domus.then_some(paths::OWN_HOME),
    })
}

/// When the reader's day began, or the day that comes so many days after it; where the clocks skip
/// midnight, half a day before will do.
fn midnight(who: &CurrentMember, days: i64) -> DateTime<Utc> {
    let day = who.now.with_timezone(&who.zone()).date_naive() + Duration::days(days);
    let began = who.zone().from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
    let about = who.now + Duration::days(days) - Duration::hours(12);
    began.map_or(about, |began| began.with_timezone(&Utc))
}

/// Whoever looks in the evening wants to know of all of tomorrow that has nobody.
fn ahead(who: &CurrentMember) -> Ahead {
    let soon = who.now + needs::SOON;
    Ahead { undecided: soon, nobody: soon.max(midnight(who, 2)), due: who.now + due::AHEAD }
}

fn answer(who: &CurrentMember, dues: &[Due], runs: &[Run], needs: usize) -> String {
    let due = match dues {
        [] => None,
        [one] => Some(Message::new("home-core-due").with("domu", one.domu.as_str())),
        many => Some(Message::new("home-core-many-due").with("n", many.len() as i64)),
    };
    if let Some(due) = due {
        let said = Message::new("home-core-answer-due").with("due", who.say(&due));
        return who.say(&said.with("n", needs as i64));
    }
    let moves = match runs {
        [] => Message::new("home-core-quiet"),
        [one] => Message::new(one.told).with("domu", one.domu.as_str()),
        many => Message::new("home-core-many-move").with("n", many.len() as i64),
    };
    who.say(&Message::new("home-core-answer").with("moves", who.say(&moves)).with("n", needs as i64))
}

/// Its step while it runs, else its state; over time comes before both.
fn pill(who: &CurrentMember, standing: &Standing) -> Pill {
    if standing.migration.is_overdue(who.now) { words::overdue_pill() } else { run::pill(standing) }
}

fn move_line(row: StandingRow, pills: &HashMap<MigrationId, Pill>) -> MoveLine {
    MoveLine {
        href: paths::migration(row.id),
        operator_href: paths::operator(row.id),
        can_take: row.operator.is_none()
            && !row.state.is_terminal()
            && row.state != MigrationState::Verifying,
        state: pills.get(&row.id).cloned().unwrap_or_else(|| words::state_pill(row.state, false)),
        domu: row.domu,
        source: row.source,
        target: row.target,
        operator: row.operator,
        starts_at: row.starts_at,
    }
}

/// Work that should have begun, and is still said to be ahead.
fn is_overdue(post: &status::Line, now: DateTime<Utc>) -> bool {
    post.kind == Kind::Maintenance && post.state == PostState::Planned && post.starts_at < now
}

fn post_line(post: status::Line) -> PostLine {
    let (mark, icon) = match post.kind {
        Kind::Outage => ("is-broken", "broken"),
        Kind::Maintenance => ("is-plan", "plan"),
        Kind::News => ("is-plan", "info"),
    };
    PostLine {
        mark,
        icon,
        href: paths::status_post(post.id),
        title: post.title,
        label: format!("status-state-{}", post.state),
        at: post.starts_at,
    }
}

fn issue_line(row: issues::Row) -> IssueLine {
    IssueLine {
        href: paths::issue(row.id),
        number: row.id.to_string(),
        summary: row.summary,
        assignee: row.assignee.unwrap_or_default(),
        at: row.created_at,
        label: match row.state.as_str() {
            "waiting" => "issue-state-waiting-short".to_owned(),
            state => format!("issue-state-{state}"),
        },
    }
}

fn thanks_line(thanks: Thanks) -> ThanksLine {
    ThanksLine {
        href: paths::migration(thanks.migration_id),
        domu: thanks.domu,
        name: thanks.name,
        words: thanks.words,
        at: thanks.at,
    }
}

/// `counts` are the domUs, the moves that arrived this week, and those to come.
fn club(who: &CurrentMember, counts: (Census, i64, i64), mails: Counted) -> Club {
    let (Census { domus, not_up }, arrived, to_come) = counts;
    let Counted { owed, failed } = mails;
    let most = fleet::MOST_COUNTED;
    let domus = if domus > most {
        Message::new("home-club-many").with("most", most).with("not_up", not_up.min(most))
    } else {
        Message::new("home-club-domus").with("n", domus).with("up", domus - not_up)
    };
    let moves = Message::new("home-club-moves").with("arrived", arrived).with("to_come", to_come);
    let mails = Message::new("home-club-mails").with("failed", failed).with("owed", owed);
    Club { domus: who.say(&domus), moves: who.say(&moves), mails: who.say(&mails) }
}
