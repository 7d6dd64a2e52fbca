//! What happened to a domU: its moves and its record, in one list, the latest first.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::Value;

use super::changes;
use crate::fleet::queries::{Before, RecordEntry, Viewer, domu_head, record_of_domu};
use crate::migrations::queries::{DomuEvent, history_of_domu};
use crate::paths;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Error};
use crate::words::Message;

/// A line of it.
#[derive(Serialize)]
pub struct Entry {
    /// The page of the move that it belongs to.
    href: Option<String>,
    at: DateTime<Utc>,
    text: String,
    who: Option<String>,
    note: String,
    #[serde(skip)]
    row: Row,
}

/// Where an entry is written down. Of one instant, what happened in moves stands before what was done to
/// the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Event(i64),
    Record(i64),
}

impl Row {
    /// As the link to what is older says it.
    fn as_query(self) -> (&'static str, i64) {
        match self {
            Row::Event(id) => ("event", id),
            Row::Record(id) => ("record", id),
        }
    }

    fn of_query(query: &HashMap<String, String>) -> Option<Row> {
        let id = |name| query.get(name).and_then(|text| text.parse().ok());
        id("event").map(Row::Event).or_else(|| id("record").map(Row::Record))
    }
}

/// Where the page goes on in either list.
struct Cursor {
    events: Before,
    record: Before,
}

impl Cursor {
    fn of_query(query: &HashMap<String, String>, now: DateTime<Utc>) -> Cursor {
        let tomorrow = now + Duration::days(1);
        let at = query.get("before").and_then(|text| text.parse().ok()).unwrap_or(tomorrow).min(tomorrow);
        let (event, record) = match Row::of_query(query) {
            Some(Row::Event(id)) => (id, i64::MAX),
            Some(Row::Record(id)) => (0, id),
            None => (0, 0),
        };
        Cursor { events: Before { at, id: event }, record: Before { at, id: record } }
    }
}

/// Lines on a page of their own.
const MOST: usize = 50;

#[derive(Serialize)]
struct Page {
    domu: String,
    domu_href: String,
    history_hint: &'static str,
    entries: Vec<Entry>,
    older_href: Option<String>,
}

pub async fn index(
    member: CurrentMember,
    name: web::Path<String>,
    query: web::Query<HashMap<String, String>>,
) -> Result<HttpResponse, Error> {
    let viewer = Viewer::from(member.member());
    let cursor = Cursor::of_query(&query, member.now);
    let conn = member.conn().await?;
    let most = MOST as i64 + 1;
    let (head, events, record) = tokio::try_join!(
        domu_head(&conn, viewer, &name),
        history_of_domu(&conn, member.member(), &name, cursor.events, most),
        record_of_domu(&conn, viewer, &name, cursor.record, most),
    )?;
    let domu = head.ok_or(Error::NotFound)?.domu.name;
    let mut entries = merged(&member, events, record);
    let has_older = entries.len() > MOST;
    entries.truncate(MOST);
    let page = Page {
        domu_href: paths::domu(&domu),
        history_hint: history_hint(viewer),
        older_href: entries.last().filter(|_| has_older).map(|last| {
            let at = last.at.to_rfc3339_opts(SecondsFormat::Micros, true);
            paths::domu_history_before(&domu, &at, last.row.as_query())
        }),
        domu,
        entries,
    };
    member.render("domus/history", if viewer.is_core { "nav-domus" } else { "nav-my-domus" }, &page)
}

/// Who reads it: the same for both, and said so.
pub fn history_hint(viewer: Viewer) -> &'static str {
    if viewer.is_core { "fleet-history-hint" } else { "fleet-history-hint-own" }
}

/// Both lists as one, the latest first.
pub fn merged(who: &CurrentMember, events: Vec<DomuEvent>, record: Vec<RecordEntry>) -> Vec<Entry> {
    let events = events.into_iter().map(|event| of_move(who, event));
    let mut entries: Vec<Entry> =
        events.chain(record.into_iter().map(|entry| of_record(who, entry))).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.at));
    entries
}

fn of_move(who: &CurrentMember, event: DomuEvent) -> Entry {
    let mut text = who.say(&Message::new(format!("migration-event-{}", event.event)));
    if let Some(issue) = event.issue {
        text = format!("{text}: {issue}");
    }
    Entry {
        href: Some(paths::migration(event.migration_id)),
        at: event.at,
        text,
        who: event.who,
        note: words::note(who, &event.event, &event.note),
        row: Row::Event(event.id),
    }
}

fn of_record(who: &CurrentMember, entry: RecordEntry) -> Entry {
    let mut id = format!("domu-history-{}", entry.action.trim_start_matches("domu."));
    if entry.action == "domu.imported" && entry.detail["new"] == true {
        id.push_str("-new");
    }
    let text = |key: &str| entry.detail.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let message = Message::new(id)
        .with("service", text("service"))
        .with("disk", text("disk"))
        .with("address", text("address"))
        .with("name", text("name"))
        .with("role", text("role"))
        .with("person", entry.person.clone().unwrap_or_default());
    Entry {
        href: None,
        at: entry.at,
        text: who.say(&message),
        note: recorded(who, &entry),
        who: entry.who,
        row: Row::Record(entry.id),
    }
}

/// What was written down then, where it is told beside the sentence.
fn recorded(who: &CurrentMember, entry: &RecordEntry) -> String {
    match entry.detail["changes"].as_array() {
        Some(changes) => changes::in_words(who, changes),
        None => changes::as_told_before(who, entry),
    }
}
