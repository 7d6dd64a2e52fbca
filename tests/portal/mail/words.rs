//! Every kind of mail, rendered from sample data.

use chrono::DateTime;
use domovoi::mail::rendering::render;
use domovoi::mail::{MailKind, Recipient};
use domovoi::words::Locale;
use serde_json::Value;

use super::club::{letterhead, noor, now};
use super::samples::sample;

#[test]
fn every_kind_reads_as_it_was_written() {
    let letterhead = letterhead();
    for &kind in MailKind::ALL {
        let data = sample(kind);
        let unsubscribe =
            if kind == MailKind::StatusUpdate { "https://portal.example.org/unsubscribe/abc" } else { "" };
        let mail = render(&letterhead, kind, &noor(), &data, unsubscribe, now())
            .unwrap_or_else(|error| panic!("{kind}: {error}"));
        let whole = format!("{}\n\n{}\n{}", mail.headline, mail.text, body_of(&mail.html));
        insta::assert_snapshot!(kind.as_str(), whole);
    }
}

#[test]
fn no_mail_shows_html_of_its_data() {
    let letterhead = letterhead();
    for &kind in MailKind::ALL {
        let data = sample(kind);
        let hostile = hostile(data);
        let mail = render(&letterhead, kind, &noor(), &hostile, "", now())
            .unwrap_or_else(|error| panic!("{kind}: {error}"));
        assert!(!mail.html.contains("<b class=evil>"), "{kind}: {}", mail.html);
    }
}

/// The same data with a tag behind every text that is neither a time nor HTML already.
fn hostile(data: Value) -> Value {
    match data {
        Value::String(text) if DateTime::parse_from_rfc3339(&text).is_err() => {
            Value::String(format!("{text}<b class=evil>"))
        }
        Value::Array(items) => items.into_iter().map(hostile).collect(),
        Value::Object(fields) => {
            let spoil =
                |(name, value)| if name == "body_html" { (name, value) } else { (name, hostile(value)) };
            fields.into_iter().map(spoil).collect()
        }
        other => other,
    }
}

#[test]
fn a_language_without_the_words_falls_back_to_english() {
    let reader = Recipient { locale: Locale::Nl, ..noor() };
    let data = sample(MailKind::Test);
    let mail = render(&letterhead(), MailKind::Test, &reader, &data, "", now()).expect("it renders");
    assert_eq!((mail.locale, mail.text.lines().next()), (Locale::En, Some("Hello Noor,")));
}

/// The HTML without the style, which is the same in all.
fn body_of(html: &str) -> &str {
    html.split_once("</head>").map_or(html, |(_, body)| body)
}
