//! Letters as they came out of the mail server, read by parsers that are not ours.

use chrono::{DateTime, Utc};
use domovoi::clock::Clock;
use domovoi::jobs::{self, DeliverMail, StopSwitch};
use domovoi::live::Listener;
use domovoi::mail::Mailer;
use domovoi::mail::smtp::Patience;
use mail_parser::{HeaderValue, Message, MessageParser, MimeHeaders};
use tokio::task::JoinHandle;

use crate::support::database::TestDatabase;
use crate::support::{Portal, SmtpSink, eventually};

/// The mail server, and the portal's worker that takes mails there.
pub struct PostOffice {
    sink: SmtpSink,
    switch: StopSwitch,
    worker: JoinHandle<()>,
    read: usize,
}

/// What stands in one mail.
#[derive(Debug, Clone)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub id: String,
    pub references: Vec<String>,
    pub invitation: Option<Invitation>,
}

/// An iTIP message (RFC 5546).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub method: String,
    pub uid: String,
    pub sequence: i64,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl PostOffice {
    pub async fn open(database: &TestDatabase, clock: &Clock) -> PostOffice {
        let sink = SmtpSink::start().await;
        let mailer =
            Mailer::Smtp { relay: sink.url().parse().expect("a relay"), patience: Patience::default() };
        let from = "portal@vhc.example.org".parse().expect("an address");
        let job = DeliverMail::new(database.pool.clone(), clock.clone(), from, mailer);
        let hints = Listener::start(database.url.parse().expect("a database")).subscribe();
        let switch = StopSwitch::new();
        let worker = tokio::spawn(jobs::run(job, hints, switch.watch()));
        PostOffice { sink, switch, worker, read: 0 }
    }

    /// The letters that came since the last time, as many as were promised and no more.
    pub async fn expect(&mut self, portal: &Portal, how_many: usize) -> Vec<Letter> {
        let promised = self.read + how_many;
        eventually("the mails arrive", async || self.sink.count() >= promised && owed(portal).await == 0)
            .await;
        let letters: Vec<Letter> =
            self.sink.taken()[self.read..].iter().map(|taken| Letter::read(&taken.raw)).collect();
        let subjects: Vec<_> = letters.iter().map(|letter| (&letter.to, &letter.subject)).collect();
        assert_eq!(letters.len(), how_many, "{subjects:#?}");
        self.read = promised;
        letters
    }

    /// The one letter that came.
    pub async fn expect_one(&mut self, portal: &Portal) -> Letter {
        self.expect(portal, 1).await.remove(0)
    }

    pub async fn close(self) {
        self.switch.stop();
        self.worker.await.expect("the worker ends");
    }
}

async fn owed(portal: &Portal) -> i64 {
    use diesel::prelude::*;
    use diesel_async::RunQueryDsl;
    use domovoi::db::schema::outbox_mails;
    outbox_mails::table
        .filter(outbox_mails::state.eq_any(["queued", "leased", "sending"]))
        .count()
        .get_result(&mut *portal.conn().await)
        .await
        .expect("a count")
}

impl Letter {
    fn read(raw: &[u8]) -> Letter {
        let message = MessageParser::default().parse(raw).expect("a mail");
        let to = message.to().and_then(|to| to.first()).and_then(|to| to.address()).expect("a reader");
        Letter {
            to: to.to_owned(),
            subject: message.subject().expect("a subject").to_owned(),
            text: message.body_text(0).expect("a text").into_owned(),
            html: message.body_html(0).expect("a page").into_owned(),
            id: message.message_id().expect("an id").to_owned(),
            references: references(&message),
            invitation: invitation(&message),
        }
    }

    /// Asserts that a sentence stands in the text, line ends folded, and each of its words in the HTML too.
    #[track_caller]
    pub fn says(&self, words: &str) {
        let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(fold(&self.text).contains(words), "{words} is missing in\n{}", self.text);
        let page = scraper::Html::parse_document(&self.html);
        let body = scraper::Selector::parse("body").expect("a selector");
        let seen = page.select(&body).flat_map(|body| body.text()).collect::<Vec<_>>().join(" ");
        for word in words.split_whitespace().map(|word| word.trim_matches([',', '.', ':'])) {
            assert!(seen.contains(word), "{word} of {words} is missing in\n{}", fold(&seen));
        }
    }

    /// The address, without the portal's own, of the link that begins so; the same in both parts.
    #[track_caller]
    pub fn link(&self, path: &str) -> String {
        let start = format!("http://portal.example.org{path}");
        let at = self.text.find(&start).unwrap_or_else(|| panic!("no {start} in\n{}", self.text));
        let link = self.text[at..].split_whitespace().next().expect("a link");
        let page = scraper::Html::parse_document(&self.html);
        let anchors = scraper::Selector::parse("a[href]").expect("a selector");
        assert!(page.select(&anchors).any(|a| a.attr("href") == Some(link)), "{link} is not in the HTML");
        link["http://portal.example.org".len()..].to_owned()
    }
}

fn references(message: &Message<'_>) -> Vec<String> {
    match message.references() {
        HeaderValue::Text(one) => vec![one.to_string()],
        HeaderValue::TextList(all) => all.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

fn invitation(message: &Message<'_>) -> Option<Invitation> {
    use calcard::icalendar::{ICalendar, ICalendarComponentType, ICalendarProperty as Property};
    let is_calendar = |part: &&mail_parser::MessagePart<'_>| part.is_content_type("text", "calendar");
    let part = message.parts.iter().find(is_calendar)?;
    let text = part.text_contents().expect("a text");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "RFC 5545 folds lines at 75 octets: {line}");
    }
    let calendar = ICalendar::parse(text).expect("a calendar");
    let method = text.lines().find_map(|line| line.strip_prefix("METHOD:")).expect("a method").trim();
    let said = part.content_type().and_then(|kind| kind.attribute("method"));
    assert_eq!(said, Some(method), "the MIME part names the same method");
    let event = calendar
        .components
        .iter()
        .find(|component| component.component_type == ICalendarComponentType::VEvent)
        .expect("an event");
    let value = |name| event.property(&name).and_then(|entry| entry.values.first()).expect("a value");
    let instant = |name| {
        let time = value(name).as_partial_date_time().expect("a time");
        assert!(time.tz_hour == Some(0) && time.tz_minute == Some(0), "times are in UTC");
        time.to_date_time().expect("a time").date_time.and_utc()
    };
    Some(Invitation {
        method: method.to_owned(),
        uid: event.uid().expect("a UID").to_owned(),
        sequence: value(Property::Sequence).as_integer().expect("a number"),
        starts_at: instant(Property::Dtstart),
        ends_at: instant(Property::Dtend),
    })
}
