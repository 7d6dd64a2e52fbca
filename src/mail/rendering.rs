//! From data to words. A mail kind is a folder `templates/mails/<language>/<kind>/` with
//!
//! * `subject.txt.hbs`: one line that says what happened ("higgs has moved to DC2"). It heads the
//!   HTML part and names the mail in lists. The first mail of a stream also gives the whole thread
//!   its subject, so the kinds that can come first put nothing in it that may change, like a time.
//!   What the core team is told has threads with a name of their own, `_core_thread.txt.hbs`: a
//!   report would be misread under the headline of a mail that came before it.
//! * `body.txt.hbs`: the whole mail as text, lines of at most 72 characters, links bare on lines of
//!   their own: `{{#> mails/en/_layout.txt because="move"}}…{{/mails/en/_layout.txt}}`.
//! * `body.html.hbs`: the same facts: `{{#> mails/en/_layout.html because="move" preheader="…"}}…`,
//!   `preheader` being the line that mail programs show beside the subject.
//!
//! The layout greets, and signs off with the reason why the reader gets the mail: `because` is
//! `move`, `issue`, `news` or `account`. What is asked of the reader comes first ("You need to do
//! nothing" counts). Partials for HTML: `{{> mails/_button.html href=url label="…"}}`,
//! `{{> mails/_address.html label="IPv4, was 192.0.2.41" before="" address="198.51.100.41"}}` (give all
//! three), and the class `words` for what a person wrote (`<p class="words">{{text}}</p>`). Times:
//! `{{time at style="mail"}}`.
//!
//! Templates see the caller's `data` and `frame`: `lang zone now club_name public_url account_url
//! recipient_name headline`, and `unsubscribe_url`, which is empty unless the mail is news.

use chrono::{DateTime, Utc};
use handlebars::{RenderError, RenderErrorReason};
use serde::Serialize;
use serde_json::Value;

use crate::mail::kind::Topic;
use crate::mail::{Letterhead, MailKind, Recipient};
use crate::paths;
use crate::words::Locale;

/// The words of one mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    pub headline: String,
    /// What the whole thread is called if this mail begins it.
    pub stem: String,
    pub text: String,
    pub html: String,
}

#[derive(Serialize)]
struct Frame<'a> {
    lang: Locale,
    zone: &'static str,
    now: DateTime<Utc>,
    club_name: &'a str,
    public_url: &'a str,
    account_url: String,
    unsubscribe_url: &'a str,
    recipient_name: &'a str,
    headline: &'a str,
}

/// Renders all three parts. `unsubscribe_url` is empty for mails that can't be switched off.
pub fn render(
    letterhead: &Letterhead,
    kind: MailKind,
    to: &Recipient,
    data: &Value,
    unsubscribe_url: &str,
    now: DateTime<Utc>,
) -> Result<Rendered, RenderError> {
    let templates = &letterhead.templates;
    let folder = format!("mails/{}/{kind}", to.locale);
    let mut frame = Frame {
        lang: to.locale,
        zone: to.zone.name(),
        now,
        club_name: &letterhead.club_name,
        public_url: &letterhead.public_url,
        account_url: letterhead.url(paths::ACCOUNT),
        unsubscribe_url,
        recipient_name: &to.name,
        headline: "",
    };
    let headline = one_line(&templates.text(&format!("{folder}/subject.txt"), &with_frame(data, &frame)?)?);
    frame.headline = &headline;
    let data = with_frame(data, &frame)?;
    let text = tidy(&templates.text(&format!("{folder}/body.txt"), &data)?);
    let html = templates.html(&format!("{folder}/body.html"), &data)?.replace('\0', "");
    let stem = match kind.topic() {
        // A report has a thread of its own, and need not be about a move.
        _ if kind == MailKind::IssueReported => headline.clone(),
        Topic::Core => one_line(&templates.text(&format!("mails/{}/_core_thread.txt", to.locale), &data)?),
        _ => headline.clone(),
    };
    Ok(Rendered { headline, stem, text, html })
}

fn with_frame(data: &Value, frame: &Frame<'_>) -> Result<Value, RenderError> {
    let mut data = match data {
        Value::Object(fields) => fields.clone(),
        Value::Null => serde_json::Map::new(),
        other => return Err(RenderErrorReason::Other(format!("mail data is no object: {other}")).into()),
    };
    data.insert("frame".to_owned(), serde_json::to_value(frame).map_err(RenderErrorReason::SerdeError)?);
    Ok(Value::Object(data))
}

/// A header's worth: control characters and runs of blanks become one blank.
pub fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c.is_control()).collect();
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Templates leave runs of empty lines where a part was left out; a reader gets at most one.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blanks = 0;
    for line in text.replace('\0', "").trim().lines() {
        blanks = if line.trim().is_empty() && line != "-- " { blanks + 1 } else { 0 };
        if blanks <= 1 {
            tidied.push_str(if line == "-- " { line } else { line.trim_end() });
            tidied.push('\n');
        }
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_one_line_whatever_goes_into_it() {
        assert_eq!(
            one_line(" higgs\r\nBcc: a@b.example\u{0}\n moves\u{2028}now \n"),
            "higgs Bcc: a@b.example moves now"
        );
    }

    #[test]
    fn left_out_parts_leave_one_blank_line() {
        assert_eq!(tidy("\n\nHello,\n\n\n  \nbye  \n\n\n-- \nfoot\n\n"), "Hello,\n\nbye\n\n-- \nfoot\n");
    }
}
