//! What stands on the wire.

use domovoi::mail::{CalendarEvent, NewMail, Recipient};
use mail_parser::MimeHeaders;
use serde_json::json;

use super::club::{invitation, noor, now};
use super::owed::{event, header, owe, owed, parse};
use crate::support::database::TestDatabase;

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
