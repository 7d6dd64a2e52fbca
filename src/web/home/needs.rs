//! What needs someone: what is down, then the oldest worry.

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use crate::issues::Severity;
use crate::issues::queries::Row;
use crate::mail::told::Untold;
use crate::migrations::looks::LostServices;
use crate::migrations::queries::{FullTarget, Standing};
use crate::migrations::{LiveSide, MigrationState};
use crate::paths;
use crate::status::queries as status;
use crate::web::issues::severity_pill;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Pill};
use crate::words::Message;

/// Something that waits for a person, and how long already.
#[derive(Serialize)]
pub struct Need {
    pub pill: Pill,
    pub plate: Option<Plate>,
    pub head: String,
    pub text: String,
    pub href: String,
    pub button: &'static str,
    /// Whether the button takes it, so that one's name is on it.
    pub is_taking: bool,
    /// It comes before all that is only old.
    #[serde(skip)]
    pub is_urgent: bool,
    #[serde(skip)]
    pub since: DateTime<Utc>,
}

#[derive(Serialize)]
pub struct Plate {
    pub name: String,
    pub href: String,
}

/// So long ahead a move wants a decision, and at least so long ahead a person who runs it.
pub const SOON: Duration = Duration::hours(24);

/// What a move lacks; `None` when it goes its way.
pub fn of_move(who: &CurrentMember, standing: &Standing) -> Option<Need> {
    use MigrationState::*;
    let row = &standing.migration;
    let is_overdue = row.is_overdue(who.now);
    let page = paths::migration(row.id);
    let (id, pill, since, href, button) = match row.state {
        Unclear => {
            let (id, pill) = match late_word(who, standing) {
                true => ("word-late", Some(words::late_word_pill())),
                false => ("unclear", None),
            };
            (id, pill, DateTime::<Utc>::MIN_UTC, paths::attestations(row.id), "home-look")
        }
        Running if is_overdue => {
            let id = match row.live_side {
                LiveSide::Target => "not-signed-off",
                _ if standing.is_turning_back() => "late-back",
                _ => "overdue",
            };
            (id, Some(words::overdue_pill()), row.ends_at, paths::operate(row.id), "home-look")
        }
        Announced | Booked if is_overdue => {
            let href = if row.state == Booked { paths::schedule(row.id) } else { page };
            ("never-began", Some(words::overdue_pill()), row.ends_at, href, "home-another-time")
        }
        Returned => ("returned", None, ended_at(standing), paths::schedule(row.id), "home-book-again"),
        Verifying => ("held-open", Some(words::overdue_pill()), row.grace_until?, page, "home-look"),
        OnHold => ("held", None, row.starts_at - SOON, paths::hold_answer(row.id), "home-answer-it"),
        Announced | Booked if let Some(asked_at) = row.now_asked_at => {
            ("now", None, asked_at, paths::now_answer(row.id), "home-answer-it")
        }
        Announced => ("undecided", None, row.starts_at - SOON, page, "home-look"),
        Booked if row.operator_id.is_none() => {
            let pill = Pill::new("is-move", "broken", "home-pill-nobody");
            ("nobody", Some(pill), row.starts_at - SOON, paths::operator(row.id), "home-take")
        }
        _ => return None,
    };
    let say = |part: &str| said(who, format!("home-need-{id}{part}"), standing);
    Some(Need {
        pill: pill.unwrap_or_else(|| words::state_pill(row.state, false)),
        plate: Some(Plate { name: row.domu.clone(), href: paths::migration(row.id) }),
        head: say(""),
        text: say("-text"),
        href,
        button,
        is_taking: id == "nobody",
        // It comes first: until somebody has looked it may be started nowhere.
        is_urgent: row.state == Unclear,
        since,
    })
}

fn said(who: &CurrentMember, id: String, standing: &Standing) -> String {
    let row = &standing.migration;
    let attempt = standing.attempt.as_ref();
    let operator = row.operator.as_deref().unwrap_or_default();
    who.say(
        &Message::new(id)
            .with("source", row.source.as_str())
            .with("target", row.target.as_str())
            .with("operator", operator)
            .with("has_operator", i64::from(row.operator.is_some()))
            .with("start", who.time(Some(row.starts_at), "at"))
            .with("end", who.time(Some(row.ends_at), "at"))
            .with("grace", who.time(row.grace_until, "at"))
            .with("word", who.time(attempt.and_then(|attempt| attempt.next_word_at), "at"))
            .with("ended", who.time(attempt.and_then(|attempt| attempt.ended_at), "at"))
            .with("is_up", i64::from(attempt.is_some_and(|attempt| attempt.up_at.is_some())))
            .with("up", who.time(attempt.and_then(|attempt| attempt.up_at), "at"))
            .with("down", who.duration(attempt.and_then(|a| a.down_seconds(who.now)).unwrap_or(0))),
    )
}

/// Whether its members were to hear again by now.
fn late_word(who: &CurrentMember, standing: &Standing) -> bool {
    standing.attempt.as_ref().is_some_and(|attempt| attempt.is_word_late(who.now))
}

fn ended_at(standing: &Standing) -> DateTime<Utc> {
    let ended_at = standing.attempt.as_ref().and_then(|attempt| attempt.ended_at);
    ended_at.unwrap_or(standing.migration.starts_at)
}

/// A report that nobody has taken.
pub fn of_issue(who: &CurrentMember, row: Row) -> Need {
    let waits = who.now - row.created_at;
    let severity = severity_pill(row.severity);
    Need {
        pill: Pill::new(severity.tone, severity.icon, format!("home-pill-report-{}", row.severity)),
        plate: None,
        head: format!("{}: {}", row.id, row.summary),
        text: who.say(
            &Message::new("home-need-report-text")
                .with("who", row.reporter)
                .with("at", who.time(Some(row.created_at), "short"))
                .with("is_new", i64::from(waits < Duration::minutes(1)))
                .with("waits", who.duration(waits.num_seconds()))
                .with("has_domu", i64::from(row.domu.is_some()))
                .with("domu", row.domu.unwrap_or_default()),
        ),
        href: paths::assignment(row.id),
        button: "home-answer",
        is_taking: true,
        is_urgent: row.severity == Severity::Down,
        since: row.created_at,
    }
}

/// Somebody who doesn't know what we wrote.
pub fn of_mail(who: &CurrentMember, mail: Untold) -> Need {
    let since = mail.tried_at.unwrap_or(mail.created_at);
    let kind = who.say(&Message::new(format!("mail-kind-{}", mail.kind)));
    Need {
        pill: Pill::new("is-broken", "mail", "home-pill-mail"),
        plate: None,
        head: who.say(
            &Message::new("home-need-mail")
                .with("who", mail.name.unwrap_or(mail.to_address))
                .with("headline", mail.headline),
        ),
        text: who.say(
            &Message::new("home-need-mail-text")
                .with("kind", kind)
                .with("at", who.time(Some(since), "short"))
                .with("has_reply", i64::from(mail.last_reply.is_some()))
                .with("reply", mail.last_reply.unwrap_or_default())
                .with("has_second", i64::from(mail.has_second_address == Some(true))),
        ),
        href: paths::outbox_mail(mail.id),
        button: "home-see-mail",
        is_taking: false,
        is_urgent: false,
        since,
    }
}

/// A house that is fuller than it can be, and more are on their way.
pub fn of_host(who: &CurrentMember, host: FullTarget) -> Need {
    let missing = |free: i64| who.bytes(-free.min(0));
    Need {
        pill: Pill::new("is-broken", "broken", "home-pill-full"),
        plate: Some(Plate { href: paths::host(&host.name), name: host.name.clone() }),
        head: who.say(&Message::new("home-need-full")),
        text: who.say(
            &Message::new("home-need-full-text")
                .with("is_memory", i64::from(host.memory_free.0 < 0))
                .with("is_disk", i64::from(host.disk_free.0 < 0))
                .with("memory", missing(host.memory_free.0))
                .with("disk", missing(host.disk_free.0)),
        ),
        href: paths::host(&host.name),
        button: "home-look",
        is_taking: false,
        is_urgent: false,
        // Nobody wrote down since when: it comes last.
        since: who.now,
    }
}

/// Planned work whose time has come, and nobody says that it began.
pub fn of_post(who: &CurrentMember, post: status::Line) -> Need {
    let start = who.time(Some(post.starts_at), "at");
    Need {
        pill: words::overdue_pill(),
        plate: None,
        head: who.say(&Message::new("home-need-post-overdue").with("title", post.title).with("start", start)),
        text: who.say(&Message::new("home-need-post-overdue-text")),
        href: paths::status_post(post.id),
        button: "home-look",
        is_taking: false,
        is_urgent: false,
        since: post.starts_at,
    }
}

/// A move after which something that answered before does not any more.
pub fn of_services(who: &CurrentMember, lost: LostServices) -> Need {
    let say = |id| who.say(&Message::new(id).with("n", i64::from(lost.lost)));
    Need {
        pill: Pill::new("is-broken", "broken", "home-pill-services"),
        head: say("home-need-services"),
        text: say("home-need-services-text"),
        plate: Some(Plate { href: paths::domu(&lost.domu), name: lost.domu }),
        href: paths::migration(lost.migration_id),
        button: "home-look",
        is_taking: false,
        is_urgent: false,
        since: lost.looked_at,
    }
}
