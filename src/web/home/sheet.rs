//! A member's move: when, from where to where, how long down, and what they need to do.

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::looks::KnownNames;
use crate::migrations::queries::Standing;
use crate::migrations::{LiveSide, MigrationState};
use crate::paths;
use crate::web::looks::names::{self, Left, SHORT_TTL};
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
    last_try: Option<LastTry>,
    cause: Option<Cause>,
    jump: Option<Picture>,
    source: PlaceView,
    target: PlaceView,
    bytes_total: Option<i64>,
    addresses: Vec<AddressView>,
    todo: Vec<Todo>,
    confirm_href: Option<String>,
    choose_href: Option<String>,
    report_href: String,
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

/// One line of what the member needs to do, and when.
#[derive(Serialize)]
struct Todo {
    tone: &'static str,
    icon: &'static str,
    head: String,
    aside: String,
    text: String,
}

/// What a member wants to know of it, in a word: the words of the sheet are named after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Its members choose when.
    Choose,
    Planned,
    Undecided,
    /// Its window is open.
    Due,
    /// Its window is over.
    Late,
    Preparing,
    Down,
    Arriving,
    TurningBack,
    Unclear,
    Returned,
    Moved,
}

impl Moment {
    pub fn of(standing: &Standing, now: DateTime<Utc>) -> Moment {
        let row = &standing.migration;
        match row.state {
            MigrationState::Running if standing.is_turning_back() => Moment::TurningBack,
            MigrationState::Running => match row.live_side {
                LiveSide::Source => Moment::Preparing,
                LiveSide::None => Moment::Down,
                LiveSide::Target => Moment::Arriving,
            },
            MigrationState::Unclear => Moment::Unclear,
            MigrationState::Returned => Moment::Returned,
            MigrationState::Verifying | MigrationState::Closed => Moment::Moved,
            MigrationState::OnHold => Moment::Undecided,
            _ if row.ends_at < now => Moment::Late,
            _ if row.starts_at <= now => Moment::Due,
            MigrationState::Announced if row.starts_at - CHOOSE_UNTIL > now => Moment::Choose,
            _ => Moment::Planned,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Moment::Choose => "choose",
            Moment::Planned => "planned",
            Moment::Undecided => "undecided",
            Moment::Due => "due",
            Moment::Late => "late",
            Moment::Preparing => "preparing",
            Moment::Down => "down",
            Moment::Arriving => "arriving",
            Moment::TurningBack => "turning-back",
            Moment::Unclear => "unclear",
            Moment::Returned => "returned",
            Moment::Moved => "moved",
        }
    }

    /// Smaller is nearer to the member's heart: what is down, what asks something, what comes.
    pub fn rank(self) -> u8 {
        match self {
            Moment::Unclear | Moment::TurningBack | Moment::Down | Moment::Arriving | Moment::Preparing => 0,
            Moment::Returned => 1,
            Moment::Moved => 2,
            Moment::Choose | Moment::Planned | Moment::Due | Moment::Late | Moment::Undecided => 3,
        }
    }
}

/// A sentence about it, `home-<kind>-<moment>`, with all that such sentences may name.
pub fn sentence(who: &CurrentMember, kind: &str, standing: &Standing) -> String {
    let moment = Moment::of(standing, who.now);
    say(who, format!("home-{kind}-{}", moment.word()), standing)
}

fn say(who: &CurrentMember, id: String, standing: &Standing) -> String {
    let row = &standing.migration;
    let attempt = standing.attempt.as_ref();
    let back_by = row.starts_at + Duration::seconds(row.expected_seconds.into());
    let is_late = standing.back_at().is_some_and(|back_at| back_at < who.now);
    who.say(
        &Message::new(id)
            .with("domu", row.domu.as_str())
            .with("source", row.source.as_str())
            .with("target", row.target.as_str())
            .with("site", row.target_site_code.as_str())
            .with("start", who.time(Some(row.starts_at), "at"))
            .with("choose_until", who.time(Some(row.starts_at - CHOOSE_UNTIL), "at"))
            .with("end", who.time(Some(row.ends_at), "clock"))
            .with("back_by", who.time(Some(back_by), "clock"))
            .with("back_at", who.time(standing.back_at(), "clock"))
            .with("is_late", i64::from(is_late))
            .with("is_taken_back", i64::from(standing.is_taken_back()))
            .with("is_up", i64::from(attempt.is_some_and(|attempt| attempt.up_at.is_some())))
            .with("up", who.time(attempt.and_then(|attempt| attempt.up_at), "at"))
            .with("down", who.span(attempt.and_then(|attempt| attempt.down_seconds(who.now)).unwrap_or(0)))
            .with("expected", who.duration(row.expected_seconds.into()))
            .with("promised", who.span(row.expected_seconds.into()))
            .with("grace", who.time(row.grace_until, "day"))
            .with("old_until", who.time(row.old_addresses_until, "day"))
            .with("has_old_until", i64::from(row.old_addresses_until.is_some())),
    )
}

/// `bytes_total` is the size of its disks, where it is known.
pub fn sheet(
    who: &CurrentMember,
    standing: &Standing,
    addresses: Vec<AddressView>,
    bytes_total: Option<i64>,
    known: Option<&KnownNames>,
) -> Sheet {
    let row = &standing.migration;
    let moment = Moment::of(standing, who.now);
    let is_overdue = row.is_overdue(who.now);
    Sheet {
        href: paths::migration(row.id),
        domu: row.domu.clone(),
        title: sentence(who, "title", standing),
        state: words::state_pill(row.state, standing.is_turning_back()),
        overdue: is_overdue.then(words::overdue_pill),
        figure: figure(who, standing, moment),
        figure_note: sentence(who, "note", standing),
        text: sentence(who, "text", standing),
        last_try: last_try(who, standing, moment),
        cause: (moment == Moment::Returned).then(|| cause(standing)).flatten(),
        jump: picture::of(row.state, row.live_side),
        source: PlaceView { name: row.source.clone(), site: row.source_site.clone() },
        target: PlaceView { name: row.target.clone(), site: row.target_site.clone() },
        bytes_total,
        todo: todo(who, standing, moment, !addresses.is_empty(), known),
        // What came back keeps its old addresses, and may get others when it is booked again.
        addresses: if moment == Moment::Returned { Vec::new() } else { addresses },
        confirm_href: (row.state == MigrationState::Verifying).then(|| paths::confirmation(row.id)),
        choose_href: (moment == Moment::Choose).then(|| paths::window(row.id)),
        report_href: paths::new_issue(Some(&row.domu), Some(row.id)),
    }
}

/// The large figure: how long still, how long already, or what came of it.
fn figure(who: &CurrentMember, standing: &Standing, moment: Moment) -> String {
    match (moment, standing.down_since()) {
        (Moment::Choose, _) => {
            who.span((standing.migration.starts_at - CHOOSE_UNTIL - who.now).num_seconds())
        }
        (Moment::Planned, _) => who.span((standing.migration.starts_at - who.now).num_seconds()),
        (Moment::Down | Moment::Arriving | Moment::TurningBack, Some(since)) => {
            who.span((who.now - since).num_seconds())
        }
        _ => sentence(who, "figure", standing),
    }
}

fn last_try(who: &CurrentMember, standing: &Standing, moment: Moment) -> Option<LastTry> {
    let came_back = standing.came_back().filter(|_| moment != Moment::Returned)?;
    let words = Message::new("home-last-try")
        .with("n", i64::from(standing.try_number()))
        .with("day", who.time(came_back.ended_at, "day"));
    Some(LastTry { text: who.say(&words), href: paths::attempt(standing.migration.id, came_back.n) })
}

fn cause(standing: &Standing) -> Option<Cause> {
    let attempt = standing.came_back()?;
    let text = attempt.cause.clone()?;
    Some(Cause { label: attempt.cause_code.map(|code| code.label()), text })
}

/// Before, during and after; nothing counts too.
fn todo(
    who: &CurrentMember,
    standing: &Standing,
    moment: Moment,
    has_addresses: bool,
    known: Option<&KnownNames>,
) -> Vec<Todo> {
    let row = &standing.migration;
    let line = |tone, icon, id: &str, aside: String| Todo {
        tone,
        icon,
        head: say(who, format!("home-todo-{id}-head"), standing),
        aside,
        text: say(who, format!("home-todo-{id}-text"), standing),
    };
    let clock = who.time(Some(row.starts_at), "clock");
    let nothing_now = || line("is-plan", "plan", "during", clock.clone());
    let afterwards =
        |tone, icon| line(tone, icon, if has_addresses { "addresses" } else { "look" }, String::new());
    let is_stranded = known.is_some_and(|known| known.strands(who.member().id));
    let stranded = is_stranded.then(|| line("is-move", "mail", "stranded", String::new()));
    let left = known.and_then(names::left);
    let lines = match moment {
        Moment::Choose => {
            vec![line("is-move", "plan", "choose", String::new()), afterwards("is-plan", "plan")]
        }
        Moment::Planned if has_addresses => {
            vec![before(who, standing, left), nothing_now(), afterwards("is-plan", "plan")]
        }
        Moment::Planned | Moment::Due | Moment::Late => vec![nothing_now(), afterwards("is-plan", "plan")],
        Moment::Preparing | Moment::Down | Moment::Arriving => {
            vec![line("is-plan", "plan", "under-way", String::new()), afterwards("is-plan", "plan")]
        }
        Moment::Moved => {
            let mut lines = vec![line("is-move", "broken", "look", String::new())];
            match left {
                Some(Left::Records(records)) if has_addresses => {
                    lines.push(records_line(who, standing, records))
                }
                _ if has_addresses => lines.push(afterwards("is-move", "broken")),
                _ => {}
            }
            lines
        }
        Moment::Undecided | Moment::TurningBack | Moment::Unclear | Moment::Returned => {
            vec![line("is-plan", "info", moment.word(), String::new())]
        }
    };
    stranded.into_iter().chain(lines).collect()
}

/// Lower the TTL, or what was seen of it.
fn before(who: &CurrentMember, standing: &Standing, left: Option<Left>) -> Todo {
    let Some(Left::Ttl(ttl)) = left else {
        return Todo {
            tone: "is-move",
            icon: "broken",
            head: say(who, "home-todo-before-head".to_owned(), standing),
            aside: say(who, "home-todo-before-when".to_owned(), standing),
            text: say(who, "home-todo-before-text".to_owned(), standing),
        };
    };
    let is_done = ttl <= SHORT_TTL;
    let (tone, icon, text) = match is_done {
        true => ("is-up", "up", "home-todo-ttl-done"),
        false => ("is-move", "broken", "home-todo-before-text"),
    };
    let aside = Message::new("home-todo-ttl-seen").with("ttl", who.span(ttl.into()));
    Todo {
        tone,
        icon,
        head: say(who, "home-todo-before-head".to_owned(), standing),
        aside: who.say(&aside),
        text: say(who, text.to_owned(), standing),
    }
}

/// Records that still point to the old address.
fn records_line(who: &CurrentMember, standing: &Standing, records: usize) -> Todo {
    let (tone, icon) = if records == 0 { ("is-up", "up") } else { ("is-move", "broken") };
    let text = if records == 0 { "home-todo-records-done" } else { "home-todo-addresses-text" };
    Todo {
        tone,
        icon,
        head: who.say(&Message::new("home-todo-records-head").with("n", records as i64)),
        aside: String::new(),
        text: say(who, text.to_owned(), standing),
    }
}
