//! The outbox as the core team sees it: what is owed, sent and failed, with the server's last words.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::mail::queries::{self, Counts, Entry, Letter, Pile};
use crate::mail::reach::Away;
use crate::mail::retry::{self, RetryError};
use crate::paths;
use crate::web::form::Form;
use crate::web::{CoreMember, Error, Pill, mail_html};

const PAGE_SIZE: i64 = 50;

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    pile: String,
    #[serde(default)]
    after: String,
}

#[derive(Serialize)]
struct List {
    counts: Counts,
    /// No mail server is set, so all that is owed waits.
    is_kept: bool,
    waiting: i64,
    /// While mails wait for a server that can't be reached.
    away: Option<AwayView>,
    tabs: Vec<Tab>,
    mails: Vec<Line>,
    next: Option<String>,
    is_first_page: bool,
}

#[derive(Serialize)]
struct AwayView {
    #[serde(flatten)]
    away: Away,
    waiting: i64,
    /// It is tried again any moment once the time for that has come.
    is_waited_for: bool,
    pill: Pill,
}

impl AwayView {
    /// What was true when the last mail was tried: with none that waits nobody has tried since, and another
    /// instance may have got one through.
    fn of(away: Option<Away>, counts: &Counts, now: DateTime<Utc>) -> Option<AwayView> {
        let waiting = counts.again + counts.owed;
        let away = away.filter(|away| waiting > 0 && counts.last_sent_at.is_none_or(|at| at < away.since))?;
        let is_waited_for = away.next_try_at > now;
        Some(AwayView {
            away,
            waiting,
            is_waited_for,
            pill: Pill::new("is-broken", "broken", "outbox-server-away"),
        })
    }
}

/// A mail of a list, and how it fares.
#[derive(Serialize)]
pub struct Line {
    #[serde(flatten)]
    entry: Entry,
    pill: Pill,
    can_retry: bool,
}

impl From<Entry> for Line {
    fn from(entry: Entry) -> Line {
        Line { pill: pile_pill(entry.pile), can_retry: can_retry(entry.pile), entry }
    }
}

fn can_retry(pile: Pile) -> bool {
    matches!(pile, Pile::Failed | Pile::Again)
}

#[derive(Serialize)]
struct Tab {
    label: String,
    href: String,
    has_count: bool,
    count: i64,
    is_many: bool,
    is_here: bool,
}

pub async fn index(who: CoreMember, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let pile: Option<Pile> = match query.pile.as_str() {
        "" => None,
        word => Some(word.parse().map_err(|_| Error::NotFound)?),
    };
    let after = match query.after.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Error::NotFound)?),
    };
    let conn = who.conn().await?;
    let ((mails, next), counts) =
        tokio::try_join!(queries::page(&conn, pile, after, PAGE_SIZE), queries::counts(&conn))?;
    let page = List {
        tabs: tabs(&counts, pile),
        next: next.map(|next| format!("{}&after={next}", paths::outbox_pile(pile.map_or("", Pile::as_str)))),
        is_first_page: after.is_none(),
        is_kept: who.app.keeps_mail,
        waiting: counts.owed + counts.again,
        away: AwayView::of(who.app.mail_server.away(), &counts, who.now),
        counts,
        mails: mails.into_iter().map(Line::from).collect(),
    };
    who.render("outbox/index", "nav-mail", &page)
}

/// How a mail fares, in a word.
pub fn pile_pill(pile: Pile) -> Pill {
    let (tone, icon) = match pile {
        Pile::Failed => ("is-broken", "broken"),
        Pile::Again => ("is-move", "plan"),
        Pile::Owed => ("is-plan", "plan"),
        Pile::Sent => ("is-up", "up"),
        Pile::Dropped => ("is-off", "off"),
    };
    Pill::new(tone, icon, format!("outbox-pile-{pile}"))
}

fn tabs(counts: &Counts, here: Option<Pile>) -> Vec<Tab> {
    let everything = Tab {
        label: "outbox-tab-all".to_owned(),
        href: paths::OUTBOX.to_owned(),
        has_count: false,
        count: 0,
        is_many: false,
        is_here: here.is_none(),
    };
    let piles = Pile::ALL.iter().map(|&pile| {
        let count = match pile {
            Pile::Failed => counts.failed,
            Pile::Again => counts.again,
            Pile::Owed => counts.owed,
            Pile::Sent => counts.sent,
            Pile::Dropped => counts.dropped,
        };
        Tab {
            label: format!("outbox-pile-{pile}"),
            href: paths::outbox_pile(pile.as_str()),
            has_count: true,
            count: count.min(1000),
            is_many: count > 1000,
            is_here: here == Some(pile),
        }
    });
    std::iter::once(everything).chain(piles).collect()
}

#[derive(Serialize)]
struct Show {
    mail: Letter,
    pile: Pile,
    pill: Pill,
    /// Links in it open an account: they are for its reader alone.
    is_secret: bool,
    can_retry: bool,
}

pub async fn show(who: CoreMember, id: web::Path<String>) -> Result<HttpResponse, Error> {
    let mail = find(&who, &id).await?;
    let pile = mail.pile();
    let page = Show {
        pile,
        pill: pile_pill(pile),
        is_secret: mail.kind.is_secret(),
        can_retry: can_retry(pile),
        mail,
    };
    who.render("outbox/show", "nav-mail", &page)
}

/// The HTML part alone.
pub async fn html(who: CoreMember, id: web::Path<String>) -> Result<HttpResponse, Error> {
    let mail = find(&who, &id).await?;
    if mail.kind.is_secret() {
        return Err(Error::NotFound);
    }
    Ok(mail_html::respond(mail.body_html))
}

pub async fn retry(who: CoreMember, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let mail = find(&who, &id).await?;
    match retry::retry(&mut *who.conn().await?, mail.id, who.now).await {
        Ok(()) => Ok(who.redirect(&paths::outbox_mail(mail.id))),
        Err(RetryError::Database(error)) => Err(error.into()),
        Err(refusal) => Err(Error::conflict(&refusal)),
    }
}

async fn find(who: &CoreMember, id: &str) -> Result<Letter, Error> {
    let id: Uuid = id.parse().map_err(|_| Error::NotFound)?;
    queries::letter(&*who.conn().await?, id).await?.ok_or(Error::NotFound)
}
