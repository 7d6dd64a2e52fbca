//! The message on the wire (RFC 5322), built once, when the mail is owed: whatever is sent again
//! is the same to the byte.

use chrono::{DateTime, Utc};
use lettre::address::{Address, AddressError};
use lettre::message::header::{
    ContentDisposition, ContentTransferEncoding, ContentType, HeaderName, HeaderValue,
};
use lettre::message::{Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use uuid::Uuid;

use crate::mail::rendering::{Rendered, one_line};
use crate::mail::{CalendarEvent, Letterhead, MailKind, Recipient, calendar};

/// What no relay should have to think about.
const LARGEST: usize = 512 * 1024;

/// Where a mail stands in its thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thread {
    /// Of the whole thread, without `Re:`.
    pub subject: String,
    /// The Message-IDs of the first mail and the last one before this; `None` for the first.
    pub before: Option<(String, String)>,
}

/// All that a message is made of.
pub struct Draft<'a> {
    pub id: Uuid,
    pub kind: MailKind,
    pub to: &'a Recipient,
    pub words: &'a Rendered,
    pub thread: &'a Thread,
    pub calendar: Option<&'a CalendarEvent>,
    /// The link that ends mails of this kind (RFC 8058); empty for mails that can't be switched off.
    pub unsubscribe_url: &'a str,
    pub now: DateTime<Utc>,
}

/// The draft can't be put on the wire.
#[derive(Debug, thiserror::Error)]
pub enum Unsendable {
    #[error("{0:?} is no mail address")]
    Address(String, #[source] AddressError),
    #[error("the message can't be built")]
    Build(#[from] lettre::error::Error),
    #[error("the built message breaks a rule: {0}")]
    Gate(&'static str),
}

/// `<id@domain>`.
pub fn message_id(letterhead: &Letterhead, id: Uuid) -> String {
    format!("<{id}@{}>", letterhead.domain())
}

/// The subject as the reader sees it.
pub fn subject(thread: &Thread) -> String {
    match thread.before {
        Some(_) => format!("Re: {}", thread.subject),
        None => thread.subject.clone(),
    }
}

/// Builds the message and checks it.
pub fn build(letterhead: &Letterhead, draft: &Draft<'_>) -> Result<Vec<u8>, Unsendable> {
    let mut message = MessageBuilder::new()
        .from(mailbox(&letterhead.club_name, &letterhead.from)?)
        .to(mailbox(&draft.to.name, &draft.to.address)?)
        .subject(subject(draft.thread))
        .date(draft.now.into())
        .message_id(Some(message_id(letterhead, draft.id)));
    if let Some((root, last)) = &draft.thread.before {
        let references = if root == last { root.clone() } else { format!("{root} {last}") };
        message = message.in_reply_to(last.clone()).references(references);
    }
    for (name, value) in own_headers(letterhead, draft) {
        message = message.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value));
    }
    let raw = message.multipart(parts(letterhead, draft))?.formatted();
    gate(&raw)?;
    Ok(raw)
}

fn mailbox(name: &str, address: &str) -> Result<Mailbox, Unsendable> {
    let address: Address = address.parse().map_err(|error| Unsendable::Address(address.to_owned(), error))?;
    let name = one_line(name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

fn own_headers(letterhead: &Letterhead, draft: &Draft<'_>) -> Vec<(&'static str, String)> {
    let domain = letterhead.domain();
    let submitted = match draft.kind {
        MailKind::IssueReply => None,
        MailKind::IssueReceipt => Some("auto-replied"),
        _ => Some("auto-generated"),
    };
    let list = draft.kind.topic().list();
    let mut headers = vec![
        ("X-Auto-Response-Suppress", "All".to_owned()),
        ("Content-Language", draft.to.locale.as_str().to_owned()),
    ];
    headers.extend(submitted.map(|how| ("Auto-Submitted", how.to_owned())));
    headers.extend(list.map(|list| ("List-Id", format!("<{list}.{domain}>"))));
    if !draft.unsubscribe_url.is_empty() {
        headers.push(("List-Unsubscribe", format!("<{}>", draft.unsubscribe_url)));
        headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
    }
    headers
}

/// Text, then HTML, then the calendar: readers show the last that they understand. Some calendars
/// only take an invitation that is attached, so it comes along as a file too.
fn parts(letterhead: &Letterhead, draft: &Draft<'_>) -> MultiPart {
    let boundary = |name: &str| format!("{name}-{}", draft.id.simple());
    let both = MultiPart::alternative()
        .boundary(boundary("words"))
        .singlepart(part(
            ContentType::TEXT_PLAIN,
            ContentTransferEncoding::QuotedPrintable,
            draft.words.text.clone(),
        ))
        .singlepart(part(
            ContentType::TEXT_HTML,
            ContentTransferEncoding::QuotedPrintable,
            draft.words.html.clone(),
        ));
    let Some(event) = draft.calendar else { return both };
    let invitation = calendar::write(
        event,
        (&letterhead.club_name, &letterhead.from),
        (&draft.to.name, &draft.to.address),
        draft.now,
    );
    let method = event.method.as_str();
    let inline = content_type(&format!("text/calendar; charset=utf-8; method={method}; component=VEVENT"));
    let attached =
        content_type(&format!("application/ics; charset=utf-8; method={method}; name=\"invite.ics\""));
    MultiPart::mixed()
        .boundary(boundary("whole"))
        .multipart(both.singlepart(part(inline, ContentTransferEncoding::Base64, invitation.clone())))
        .singlepart(
            SinglePart::builder()
                .header(attached)
                .header(ContentDisposition::attachment("invite.ics"))
                .body(encoded(invitation, ContentTransferEncoding::Base64)),
        )
}

fn part(content_type: ContentType, encoding: ContentTransferEncoding, text: String) -> SinglePart {
    SinglePart::builder().header(content_type).body(encoded(text, encoding))
}

/// Bodies are only ever made from a `String` and in these two encodings: lettre up to 0.11.23 lets
/// the bare line feeds and lone dots of byte bodies through to the server (RUSTSEC-2026-0561).
fn encoded(text: String, encoding: ContentTransferEncoding) -> Body {
    let unix = text.replace("\r\n", "\n").replace('\r', "\n");
    Body::new_with_encoding(unix, encoding).expect("quoted-printable and base64 carry any text")
}

fn content_type(text: &str) -> ContentType {
    ContentType::parse(text).expect("it is written above")
}

/// The last look before the bytes are kept: they go to the server as they are.
fn gate(raw: &[u8]) -> Result<(), Unsendable> {
    if raw.len() > LARGEST {
        return Err(Unsendable::Gate("it is too large"));
    }
    let bare = raw.iter().enumerate().any(|(at, byte)| match byte {
        b'\r' => raw.get(at + 1) != Some(&b'\n'),
        b'\n' => at == 0 || raw[at - 1] != b'\r',
        0 => true,
        _ => false,
    });
    if bare {
        return Err(Unsendable::Gate("it has a bare CR, a bare LF or a NUL"));
    }
    if !raw.is_ascii() {
        return Err(Unsendable::Gate("it is not ASCII"));
    }
    let head = raw.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(raw.len());
    let lines = raw[..head].split(|&byte| byte == b'\n');
    if lines.filter(|line| line.get(..3).is_some_and(|name| name.eq_ignore_ascii_case(b"to:"))).count() != 1 {
        return Err(Unsendable::Gate("it does not have exactly one To"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gate_lets_only_clean_bytes_through() {
        assert!(gate(b"From: a\r\nTo: b\r\n\r\nhello\r\n").is_ok());
        for wrong in [
            "To: b\r\n\r\nhello\n",
            "To: b\r\n\r\nhel\rlo\r\n",
            "To: b\r\n\r\nhel\0lo\r\n",
            "To: b\r\nTo: c\r\n\r\n",
            "From: a\r\n\r\nTo: b\r\n",
            "To: b\r\n\r\n\u{e9}\r\n",
        ] {
            assert!(gate(wrong.as_bytes()).is_err(), "{wrong:?}");
        }
        assert!(gate(&[b"To: b\r\n\r\n".as_slice(), &vec![b'a'; LARGEST]].concat()).is_err());
    }
}
