//! Every kind of mail, rendered from sample data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chrono::DateTime;
use domovoi::mail::rendering::render;
use domovoi::mail::{MailKind, Recipient};
use domovoi::words::Locale;
use serde_json::Value;

use super::club::{letterhead, noor, now};
use super::samples::sample;
use crate::support::files::files;

#[test]
fn every_kind_reads_as_it_was_written() {
    for &kind in MailKind::ALL {
        insta::assert_snapshot!(kind.as_str(), whole(kind, Locale::En));
    }
}

#[test]
fn every_kind_reads_as_it_was_written_in_dutch() {
    for &kind in MailKind::ALL {
        insta::assert_snapshot!(format!("nl-{kind}"), whole(kind, Locale::Nl));
    }
}

fn whole(kind: MailKind, locale: Locale) -> String {
    let unsubscribe =
        if kind == MailKind::StatusUpdate { "https://portal.example.org/unsubscribe/abc" } else { "" };
    let reader = Recipient { locale, ..noor() };
    let mail = render(&letterhead(), kind, &reader, &sample(kind), unsubscribe, now())
        .unwrap_or_else(|error| panic!("{kind} in {locale}: {error}"));
    assert!(mail.html.contains(&format!("lang=\"{locale}\"")), "{kind} in {locale}");
    format!("{}\n\n{}\n{}", mail.headline, mail.text, body_of(&mail.html))
}

#[test]
fn every_language_tells_the_same_facts() {
    let told_in = |locale: Locale| -> BTreeMap<PathBuf, BTreeSet<String>> {
        let templates = files(&format!("templates/mails/{locale}"), "hbs");
        templates.into_iter().map(|(path, text)| (path, named_in(&text))).collect()
    };
    let english = told_in(Locale::En);
    assert!(english.len() > 100, "{}", english.len());
    for &locale in Locale::ALL {
        let other = told_in(locale);
        assert_eq!(other.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>(), "{locale}");
        for (path, names) in &other {
            assert_eq!(*names, english[path], "{locale}/{}", path.display());
        }
    }
}

/// What a template puts in and asks for: its data, once each. Words of its own, which stand on buttons
/// and beside subjects, are left out.
fn named_in(text: &str) -> BTreeSet<String> {
    let tags = text.split("{{").skip(1).filter_map(|rest| rest.split_once("}}")).map(|(tag, _)| tag);
    tags.flat_map(|tag| {
        let pieces: Vec<&str> = tag.split('"').collect();
        let is_own = |n: usize| {
            n % 2 == 1 && ["label=", "preheader="].iter().any(|name| pieces[n - 1].ends_with(name))
        };
        let kept = (0..pieces.len()).filter(|&n| !is_own(n)).map(|n| pieces[n]);
        kept.flat_map(|piece| piece.split([' ', '(', ')', '=', '~'])).map(str::to_owned).collect::<Vec<_>>()
    })
    .filter(|word| !word.is_empty() && !word.contains("mails/"))
    .collect()
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

/// The HTML without the style, which is the same in all.
fn body_of(html: &str) -> &str {
    html.split_once("</head>").map_or(html, |(_, body)| body)
}
