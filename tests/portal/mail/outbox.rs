//! What is owed, and what stands on the wire: read back by parsers that are not ours.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::MemberId;
use domovoi::db::schema::{mail_suppressions, members, outbox_mails};
use domovoi::mail::{CalendarEvent, CalendarMethod, MailKind, NewMail, Recipient, enqueue, preferences};
use mail_parser::{Message, MessageParser, MimeHeaders};
use serde_json::json;

use super::club::{invitation, letterhead, noor, now};
use super::samples::sample;
use crate::support::database::TestDatabase;

#[derive(Debug, Queryable)]
struct Owed {
    state: String,
    state_note: String,
    subject: String,
    headline: String,
    raw: Vec<u8>,
}

async fn owed(conn: &mut AsyncPgConnection) -> Vec<Owed> {
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

async fn owe(conn: &mut AsyncPgConnection, mail: NewMail) {
    enqueue(conn, &letterhead(), mail, now()).await.expect("it is owed");
}

fn parse(raw: &[u8]) -> Message<'_> {
    MessageParser::default().parse(raw).expect("it is a message")
}

fn header<'a>(message: &'a Message<'_>, name: &str) -> Option<&'a str> {
    message.header_raw(name.to_owned()).map(str::trim)
}

/// A mail of a stream: its kind is one that needs no data.
fn turn(stream: &str, revision: &str, kind: MailKind) -> NewMail {
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

#[tokio::test]
async fn a_mail_has_text_first_html_beside_it_and_the_headers_of_a_machine() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&mut conn, invitation("1")).await;

    let mails = owed(&mut conn).await;
    let message = parse(&mails[0].raw);
    assert_eq!(mails[0].state, "queued");
    assert_eq!(message.subject(), Some("Fenna invites you to Voorbeeld Hosting Club"));
    assert_eq!(header(&message, "From"), Some("\"Voorbeeld Hosting Club\" <portal@vhc.example.org>"));
    assert_eq!(header(&message, "To"), Some("Noor <noor@higgs.example.org>"));
    assert_eq!(message.date().map(|date| date.to_timestamp()), Some(now().timestamp()));
    assert_eq!(header(&message, "Auto-Submitted"), Some("auto-generated"));
    assert_eq!(header(&message, "X-Auto-Response-Suppress"), Some("All"));
    assert_eq!(header(&message, "Content-Language"), Some("en"));
    for absent in ["Cc", "Bcc", "In-Reply-To", "References", "List-Id", "List-Unsubscribe", "Reply-To"] {
        assert_eq!(header(&message, absent), None, "{absent}");
    }
    let id = message.message_id().expect("it has an id");
    assert!(id.ends_with("@vhc.example.org"), "{id}");

    assert!(message.root_part().is_content_type("multipart", "alternative"));
    let text = message.body_text(0).expect("text");
    let html = message.body_html(0).expect("html");
    assert!(text.starts_with(
        "Hello Noor,\r\n\r\nChoose a password before Saturday 21 November at 20:00 CET (19:00 UTC):"
    ));
    for fact in
        ["https://portal.example.org/invitations/abc", "Saturday 21 November at 20:00 CET (19:00 UTC)"]
    {
        assert!(text.contains(fact) && html.contains(fact), "{fact}");
    }
}

#[tokio::test]
async fn the_mails_of_a_stream_are_one_thread_under_one_subject() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let of_move = |stream: &str, revision: &str, kind: MailKind| NewMail {
        data: sample(kind),
        ..turn(stream, revision, kind)
    };
    owe(&mut conn, of_move("M-1", "1", MailKind::Announced)).await;
    owe(&mut conn, of_move("M-1", "2", MailKind::Rescheduled)).await;
    owe(&mut conn, of_move("M-1", "3", MailKind::Cancelled)).await;
    owe(&mut conn, of_move("M-2", "4", MailKind::Cancelled)).await;

    let mails = owed(&mut conn).await;
    let messages: Vec<_> = mails.iter().map(|mail| parse(&mail.raw)).collect();
    let id = |at: usize| header(&messages[at], "Message-ID").expect("it has an id");
    assert_eq!(header(&messages[0], "In-Reply-To"), None);
    assert_eq!(header(&messages[1], "In-Reply-To"), Some(id(0)));
    assert_eq!(header(&messages[1], "References"), Some(id(0)));
    assert_eq!(header(&messages[2], "In-Reply-To"), Some(id(1)));
    assert_eq!(
        messages[2].references().as_text_list().expect("references").len(),
        2,
        "the root and the one before"
    );
    assert_eq!(header(&messages[3], "In-Reply-To"), None, "another stream");
    let subjects: Vec<_> = mails.iter().map(|mail| (mail.subject.as_str(), mail.headline.as_str())).collect();
    let stem = "higgs moves to DC2, second try";
    let later = format!("Re: {stem}");
    assert_eq!(
        subjects,
        [
            (stem, stem),
            (later.as_str(), "higgs moves to DC2 at another time"),
            (later.as_str(), "higgs does not move"),
            ("higgs does not move", "higgs does not move"),
        ]
    );
    assert_eq!(messages[2].subject(), Some(later.as_str()));
}

#[tokio::test]
async fn mails_about_an_account_stand_alone_also_in_one_stream() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&mut conn, turn("account", "1", MailKind::PasswordReset)).await;
    owe(&mut conn, turn("account", "2", MailKind::PasswordChanged)).await;
    for mail in owed(&mut conn).await {
        assert_eq!(mail.subject, mail.headline);
        assert_eq!(header(&parse(&mail.raw), "In-Reply-To"), None);
    }
}

#[tokio::test]
async fn owing_the_same_again_changes_nothing() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let first = turn("M-1", "1", MailKind::Invitation);
    let again = NewMail { supersedes: vec![MailKind::Invitation], ..first.clone() };
    owe(&mut conn, first).await;
    owe(&mut conn, again).await;

    let states: Vec<_> = owed(&mut conn).await.into_iter().map(|mail| mail.state).collect();
    assert_eq!(states, ["queued"]);
}

#[tokio::test]
async fn both_addresses_of_a_member_are_written_to() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&mut conn, invitation("1")).await;
    let second = Recipient { address: "noor@postbus.example.org".to_owned(), ..noor() };
    owe(&mut conn, NewMail { to: second, ..invitation("1") }).await;

    assert_eq!(owed(&mut conn).await.len(), 2);
}

#[tokio::test]
async fn a_newer_mail_keeps_the_unsent_older_one_at_home_and_heads_the_thread_itself() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&mut conn, turn("M-1", "1", MailKind::Invitation)).await;
    let newer = turn("M-1", "2", MailKind::PasswordReset);
    owe(&mut conn, NewMail { supersedes: vec![MailKind::Invitation], ..newer }).await;

    let mails = owed(&mut conn).await;
    let states: Vec<_> = mails.iter().map(|mail| (mail.state.as_str(), mail.state_note.as_str())).collect();
    assert_eq!(states, [("superseded", "password_reset"), ("queued", "")]);
    let message = parse(&mails[1].raw);
    assert_eq!(header(&message, "In-Reply-To"), None);
    assert_eq!(message.subject(), Some("A new password for Voorbeeld Hosting Club"));
}

#[tokio::test]
async fn what_is_rolled_back_owes_nothing() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let result = conn
        .transaction::<(), diesel::result::Error, _>(async |conn| {
            enqueue(conn, &letterhead(), invitation("1"), now()).await?;
            assert_eq!(owed(conn).await.len(), 1);
            Err(diesel::result::Error::RollbackTransaction)
        })
        .await;

    assert!(result.is_err());
    assert!(owed(&mut conn).await.is_empty());
}

#[tokio::test]
async fn an_address_that_is_known_to_fail_is_not_written_to_and_the_row_says_why() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    diesel::insert_into(mail_suppressions::table)
        .values((
            mail_suppressions::address.eq("NOOR@higgs.example.org"),
            mail_suppressions::reason.eq("550 5.1.1 no such user"),
            mail_suppressions::at.eq(now()),
        ))
        .execute(&mut conn)
        .await
        .expect("it is noted");
    owe(&mut conn, invitation("1")).await;

    let mails = owed(&mut conn).await;
    assert_eq!(
        (mails[0].state.as_str(), mails[0].state_note.as_str()),
        ("cancelled", "550 5.1.1 no such user")
    );
}

#[tokio::test]
async fn an_address_that_no_server_takes_is_shown_as_failed_and_undoes_nothing() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let to = Recipient { address: "noor@@higgs".to_owned(), ..noor() };
    owe(&mut conn, NewMail { to, ..invitation("1") }).await;

    let mails = owed(&mut conn).await;
    assert_eq!(mails[0].state, "dead");
    assert!(mails[0].state_note.contains("noor@@higgs"), "{}", mails[0].state_note);
}

#[tokio::test]
async fn whatever_people_write_stays_in_its_field() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let hostile = [
        "a\r\nBcc: evil@evil.example",
        "a\nSubject: x\n\n.\nMAIL FROM:<evil@evil.example>",
        "\r.\r\n.\n",
        "\0\u{2028}\u{202e}ab=?utf-8?q?x?=",
        "\"quoted\" <evil@evil.example>, b",
        &"long ".repeat(400),
        "Zoë, Łukasz and 李",
    ];
    for (at, text) in hostile.iter().enumerate() {
        let mail = NewMail {
            to: Recipient { name: (*text).to_owned(), ..noor() },
            data: json!({ "inviter": text, "url": text, "expires_at": now() }),
            calendar: Some(CalendarEvent {
                summary: (*text).to_owned(),
                location: (*text).to_owned(),
                ..event(1)
            }),
            ..invitation(&at.to_string())
        };
        owe(&mut conn, mail).await;
    }

    let mails = owed(&mut conn).await;
    assert_eq!(mails.len(), hostile.len());
    for mail in &mails {
        assert_eq!(mail.state, "queued", "{}", mail.state_note);
        let message = parse(&mail.raw);
        let mut names: Vec<_> = message.headers().iter().map(|header| header.name().to_lowercase()).collect();
        names.sort();
        assert_eq!(
            names,
            [
                "auto-submitted",
                "content-language",
                "content-type",
                "date",
                "from",
                "message-id",
                "mime-version",
                "subject",
                "to",
                "x-auto-response-suppress"
            ]
        );
        let to = message.to().expect("To").clone().into_list();
        let addresses: Vec<_> = to.iter().filter_map(|addr| addr.address()).collect();
        assert_eq!(addresses, ["noor@higgs.example.org"]);
    }
    let message = parse(&mails[6].raw);
    assert_eq!(message.to().and_then(|to| to.first()).and_then(|to| to.name()), Some("Zoë, Łukasz and 李"));
}

fn event(sequence: u32) -> CalendarEvent {
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

#[tokio::test]
async fn a_calendar_comes_as_a_third_alternative_and_as_a_file() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let long = "ë".repeat(60);
    let booked = NewMail {
        to: Recipient { name: format!("Noor \"{long}\""), ..noor() },
        calendar: Some(event(3)),
        ..turn("M-1", "1", MailKind::Invitation)
    };
    owe(&mut conn, booked).await;
    let cancel = CalendarEvent { method: CalendarMethod::Cancel, ..event(4) };
    owe(&mut conn, NewMail { calendar: Some(cancel), ..turn("M-1", "2", MailKind::PasswordReset) }).await;

    let mails = owed(&mut conn).await;
    for (mail, method, sequence, status) in
        [(&mails[0], "REQUEST", "3", "CONFIRMED"), (&mails[1], "CANCEL", "4", "CANCELLED")]
    {
        let message = parse(&mail.raw);
        let types: Vec<_> = message
            .parts
            .iter()
            .map(|part| {
                part.content_type()
                    .map(|of| format!("{}/{}", of.ctype(), of.subtype().unwrap_or("")))
                    .unwrap_or_default()
            })
            .collect();
        assert_eq!(
            types,
            [
                "multipart/mixed",
                "multipart/alternative",
                "text/plain",
                "text/html",
                "text/calendar",
                "application/ics"
            ]
        );
        let inline = &message.parts[4];
        assert_eq!(inline.content_type().and_then(|of| of.attribute("method")), Some(method));
        assert_eq!(message.parts[5].attachment_name(), Some("invite.ics"));
        assert_eq!(inline.contents(), message.parts[5].contents());

        let lines = calendar_lines(inline.contents());
        let value = |name: &str| {
            let found: Vec<_> = lines.iter().filter(|line| line.0 == name).collect();
            assert_eq!(found.len(), 1, "{name}");
            found[0].clone()
        };
        assert_eq!(value("METHOD").2, method);
        assert_eq!(value("UID").2, "migration-142-7@vhc.example.org");
        assert_eq!(value("SEQUENCE").2, sequence);
        assert_eq!(value("STATUS").2, status);
        assert_eq!(value("DTSTAMP").2, "20261118T190000Z");
        assert_eq!(
            (value("DTSTART").2.as_str(), value("DTEND").2.as_str()),
            ("20261118T210000Z", "20261118T214500Z")
        );
        assert_eq!(value("TRANSP").2, "TRANSPARENT");
        assert_eq!(value("SUMMARY").2, "higgs moves to DC2\\; \"off\"\\, then on");
        assert_eq!(value("DESCRIPTION").2, "It shuts down.\\nYou need to do nothing.");
        assert_eq!(value("ORGANIZER").2, "mailto:portal@vhc.example.org");
        assert_eq!(value("ATTENDEE").2, "mailto:noor@higgs.example.org");
        assert!(value("ATTENDEE").1.contains("RSVP=FALSE"));
    }
}

/// Name, parameters and value of each line, read as RFC 5545 §3.1 says.
fn calendar_lines(bytes: &[u8]) -> Vec<(String, String, String)> {
    let text = std::str::from_utf8(bytes).expect("it is UTF-8");
    assert!(text.ends_with("\r\n"));
    let mut unfolded: Vec<String> = Vec::new();
    for line in text.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']));
        match line.strip_prefix(' ') {
            Some(rest) => unfolded.last_mut().expect("something to go on with").push_str(rest),
            None => unfolded.push(line.to_owned()),
        }
    }
    let around = [unfolded[0].as_str(), unfolded[unfolded.len() - 1].as_str()];
    assert_eq!(around, ["BEGIN:VCALENDAR", "END:VCALENDAR"]);
    unfolded.iter().map(|line| split_line(line)).collect()
}

fn split_line(line: &str) -> (String, String, String) {
    let mut is_quoted = false;
    let colon = line
        .char_indices()
        .find(|&(_, c)| {
            is_quoted ^= c == '"';
            c == ':' && !is_quoted
        })
        .map(|(at, _)| at)
        .unwrap_or_else(|| panic!("no value in {line}"));
    let (name, parameters) = line[..colon].split_once(';').unwrap_or((&line[..colon], ""));
    (name.to_owned(), parameters.to_owned(), line[colon + 1..].to_owned())
}

#[tokio::test]
async fn news_carry_a_link_that_ends_them_and_then_nothing_is_owed() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let member = a_member(&mut conn).await;
    let to = Recipient { member_id: Some(member), ..noor() };
    let letterhead = letterhead();
    let link = {
        let mail = NewMail { to: to.clone(), ..turn("S-1", "1", MailKind::StatusUpdate) };
        owe(&mut conn, NewMail { data: super::samples::sample(MailKind::StatusUpdate), ..mail }).await;
        let mails = owed(&mut conn).await;
        let message = parse(&mails[0].raw);
        assert_eq!(header(&message, "List-Id"), Some("<status.vhc.example.org>"));
        assert_eq!(header(&message, "List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        let link = header(&message, "List-Unsubscribe").expect("a link").trim_matches(['<', '>']).to_owned();
        assert!(message.body_text(0).expect("text").contains(&link));
        link
    };
    let token = link.strip_prefix(&letterhead.url("/unsubscribe/")).expect("a link to the portal");
    let token = domovoi::db::token::Token::from_input(token).expect("a token");
    for _ in 0..2 {
        assert!(preferences::unsubscribe(&mut conn, &token).await.expect("it is kept"));
    }

    let mail = NewMail { to, ..turn("S-1", "2", MailKind::StatusUpdate) };
    owe(&mut conn, NewMail { data: super::samples::sample(MailKind::StatusUpdate), ..mail }).await;
    assert_eq!(owed(&mut conn).await.len(), 1, "the first, and none after the link was used");
}

async fn a_member(conn: &mut AsyncPgConnection) -> MemberId {
    diesel::insert_into(members::table)
        .values((
            members::email.eq("noor@higgs.example.org"),
            members::name.eq("Noor"),
            members::created_at.eq(now()),
        ))
        .returning(members::id)
        .get_result(conn)
        .await
        .expect("Noor joins")
}
