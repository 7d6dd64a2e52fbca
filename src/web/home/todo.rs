//! What a move asks of its member, and when.

use serde::Serialize;

use crate::migrations::looks::KnownNames;
use crate::web::CurrentMember;
use crate::web::home::moment::{Moment, OwnMove, say};
use crate::web::looks::names::{self, Left, SHORT_TTL};
use crate::words::Message;

/// One line of what the member needs to do, and when.
#[derive(Serialize)]
pub struct Todo {
    tone: &'static str,
    icon: &'static str,
    head: String,
    aside: String,
    text: String,
}

/// Before, during and after; nothing counts too.
pub fn todo(
    who: &CurrentMember,
    own: OwnMove<'_>,
    moment: Moment,
    has_addresses: bool,
    known: Option<&KnownNames>,
) -> Vec<Todo> {
    let row = &own.migration;
    let titled = |(tone, icon), head: &str, text: &str, aside: String| Todo {
        tone,
        icon,
        head: say(who, format!("home-todo-{head}-head"), own),
        aside,
        text: say(who, format!("home-todo-{text}-text"), own),
    };
    let line = |tone, icon, id: &str, aside: String| titled((tone, icon), id, id, aside);
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
            vec![before(who, own, left), nothing_now(), afterwards("is-plan", "plan")]
        }
        Moment::Planned | Moment::Due | Moment::Late => vec![nothing_now(), afterwards("is-plan", "plan")],
        Moment::Preparing | Moment::Down | Moment::Arriving => {
            vec![line("is-plan", "plan", "under-way", String::new()), afterwards("is-plan", "plan")]
        }
        Moment::Moved => {
            let is_reported = own.kept.report().is_some();
            let mut lines = vec![match is_reported {
                true => line("is-plan", "info", "reported", String::new()),
                false => titled(("is-move", "broken"), "look-now", "look", String::new()),
            }];
            match left {
                Some(Left::Records(records)) if has_addresses => lines.push(records_line(who, own, records)),
                _ if has_addresses => {
                    lines.push(titled(("is-move", "broken"), "addresses-now", "addresses", String::new()))
                }
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
fn before(who: &CurrentMember, own: OwnMove<'_>, left: Option<Left>) -> Todo {
    let Some(Left::Ttl(ttl)) = left else {
        return Todo {
            tone: "is-move",
            icon: "broken",
            head: say(who, "home-todo-before-head".to_owned(), own),
            aside: say(who, "home-todo-before-when".to_owned(), own),
            text: say(who, "home-todo-before-text".to_owned(), own),
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
        head: say(who, "home-todo-before-head".to_owned(), own),
        aside: who.say(&aside),
        text: say(who, text.to_owned(), own),
    }
}

/// Records that still point to the old address.
fn records_line(who: &CurrentMember, own: OwnMove<'_>, records: usize) -> Todo {
    let (tone, icon) = if records == 0 { ("is-up", "up") } else { ("is-move", "broken") };
    let text = if records == 0 { "home-todo-records-done" } else { "home-todo-addresses-text" };
    Todo {
        tone,
        icon,
        head: who.say(&Message::new("home-todo-records-head").with("n", records as i64)),
        aside: String::new(),
        text: say(who, text.to_owned(), own),
    }
}
