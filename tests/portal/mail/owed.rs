//! What is owed, read back from the outbox by a parser that is not ours.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::schema::outbox_mails;
use domovoi::mail::{CalendarEvent, CalendarMethod, MailKind, NewMail, enqueue};
use mail_parser::{Message, MessageParser};
use serde_json::json;

use super::club::{invitation, letterhead, now};

#[derive(Debug, Queryable)]
pub struct Owed {
    pub state: String,
    pub state_note: String,
    pub subject: String,
    pub headline: String,
    pub raw: Vec<u8>,
}

pub async fn owed(conn: &mut AsyncPgConnection) -> Vec<Owed> {
    outbox_mails::table
        .select((
            outbox_mails::state,
            outbox_mails::state_note,
            outbox_mails::subject,
            outbox_mails::headline,
            outbox_mails::raw,
        ))
        .order(outbox_mails::id)
        .load(conn)
        .await
        .expect("the outbox can be read")
}

pub async fn owe(conn: &mut AsyncPgConnection, mail: NewMail) {
    enqueue(conn, &letterhead(), mail, now()).await.expect("it is owed");
}

pub fn parse(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).expect("it is a message")
}

pub fn header<'a>(message: &'a Message<'_>, name: &str) -> Option<&'a str> {
    message.header_raw(name.to_owned()).map(str::trim)
}

/// A mail of a stream: its kind is one that needs no data.
pub fn turn(stream: &str, revision: &str, kind: MailKind) -> NewMail {
    NewMail {
        kind,
        stream: stream.to_owned(),
        data: json!({
            "changed_at": now(), "reset_url": "https://portal.example.org/password-reset",
            "url": "https://portal.example.org/x", "expires_at": now(), "inviter": "Fenna",
        }),
        ..invitation(revision)
    }
}

/// A move in a calendar.
pub fn event(sequence: u32) -> CalendarEvent {
    CalendarEvent {
        method: CalendarMethod::Request,
        uid: "migration-142-7@vhc.example.org".to_owned(),
        sequence,
        starts_at: now() + Duration::hours(2),
        ends_at: now() + Duration::minutes(165),
        summary: "higgs moves to DC2; \"off\", then on".to_owned(),
        description: "It shuts down.\nYou need to do nothing.".to_owned(),
        location: "Haarlem, DC2".to_owned(),
        url: "https://portal.example.org/migrations/M-142".to_owned(),
    }
}
