//! What happened to a domU: its moves and its record, in one list, the latest first.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;
use serde_json::Value;

use crate::fleet::queries::{RecordEntry, Viewer, domu_head, record_of_domu};
use crate::migrations::queries::{DomuEvent, history_of_domu};
use crate::paths;
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
}

/// Lines on a page of their own.
const MOST: usize = 50;

#[derive(Serialize)]
struct Page {
    domu: String,
    domu_href: String,
    entries: Vec<Entry>,
    older_href: Option<String>,
}

pub async fn index(
    member: CurrentMember,
    name: web::Path<String>,
    query: web::Query<HashMap<String, String>>,
) -> Result<HttpResponse, Error> {
    let viewer = Viewer::from(member.member());
    let before = query.get("before").and_then(|text| text.parse().ok()).unwrap_or(DateTime::<Utc>::MAX_UTC);
    let before = before.min(member.now + chrono::Duration::days(1));
    let conn = member.conn().await?;
    let most = MOST as i64 + 1;
    let (head, events, record) = tokio::try_join!(
        domu_head(&conn, viewer, &name),
        history_of_domu(&conn, member.member(), &name, before, most),
        record_of_domu(&conn, viewer, &name, before, most),
    )?;
    let domu = head.ok_or(Error::NotFound)?.domu.name;
    let mut entries = merged(&member, events, record);
    let has_older = entries.len() > MOST;
    entries.truncate(MOST);
    let page = Page {
        domu_href: paths::domu(&domu),
        older_href: entries.last().filter(|_| has_older).map(|last| {
            paths::domu_history_before(&domu, &last.at.to_rfc3339_opts(SecondsFormat::Micros, true))
        }),
        domu,
        entries,
    };
    member.render("domus/history", if viewer.is_core { "nav-domus" } else { "nav-my-domus" }, &page)
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
    Entry {
        href: Some(paths::migration(event.migration_id)),
        at: event.at,
        text: who.say(&Message::new(format!("migration-event-{}", event.event))),
        who: event.who,
        note: event.note,
    }
}

fn of_record(who: &CurrentMember, entry: RecordEntry) -> Entry {
    let id = format!("domu-history-{}", entry.action.trim_start_matches("domu."));
    let text = |key: &str| entry.detail.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let message = Message::new(id)
        .with("service", text("service"))
        .with("disk", text("disk"))
        .with("address", text("address"))
        .with("name", text("name"))
        .with("role", text("role"))
        .with("person", entry.person.unwrap_or_default());
    Entry { href: None, at: entry.at, text: who.say(&message), who: entry.who, note: String::new() }
}
