//! The invitation in a mail, read as RFC 5545 says.

use domovoi::mail::{CalendarEvent, CalendarMethod, MailKind, NewMail, Recipient};
use mail_parser::MimeHeaders;

use super::club::noor;
use super::owed::{event, owe, owed, parse, turn};
use crate::support::database::TestDatabase;

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
