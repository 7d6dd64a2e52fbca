//! Every kind of mail, and what it can look like, read by a parser that is not ours.

use std::collections::BTreeSet;

use domovoi::mail::message::{Draft, Thread, build};
use domovoi::mail::rendering::render;
use domovoi::mail::{MailKind, Recipient};
use mail_parser::{Address, Message, MimeHeaders};
use scraper::{Html, Selector};
use serde_json::Value;
use uuid::Uuid;

use super::club::{letterhead, noor, now};
use super::owed::{header, parse};
use super::samples::{sample, variants};

/// The raw message of this kind with this data.
fn raw(kind: MailKind, data: &Value) -> Vec<u8> {
    let letterhead = letterhead();
    let unsubscribe_url = if kind.is_optional() { "https://portal.example.org/unsubscribe/abc" } else { "" };
    let words = render(&letterhead, kind, &noor(), data, unsubscribe_url, now())
        .unwrap_or_else(|error| panic!("{kind}: {error}"));
    let thread = Thread { subject: words.headline.clone(), before: None };
    let (id, to, words, thread) = (Uuid::nil(), &noor(), &words, &thread);
    let draft = Draft { id, kind, to, words, thread, calendar: None, unsubscribe_url, now: now() };
    build(&letterhead, &draft).unwrap_or_else(|error| panic!("{kind}: {error}"))
}

/// Every kind with its data, and what else some of them can look like.
fn all() -> Vec<(String, MailKind, Value)> {
    let kinds = MailKind::ALL.iter().map(|&kind| (kind.to_string(), kind, sample(kind)));
    let more = variants().into_iter().map(|(name, kind, data)| (name.to_owned(), kind, data));
    kinds.chain(more).collect()
}

#[test]
fn every_mail_has_text_and_html_with_the_same_links_and_one_reader() {
    for (name, kind, data) in all() {
        let raw = raw(kind, &data);
        let message = parse(&raw);
        assert!(message.root_part().is_content_type("multipart", "alternative"), "{name}");
        assert_eq!((message.text_body_count(), message.html_body_count()), (1, 1), "{name}");
        let text = message.body_text(0).unwrap_or_else(|| panic!("{name} has no text"));
        let html = message.body_html(0).unwrap_or_else(|| panic!("{name} has no HTML"));
        let links = links_of_text(&text);
        assert_eq!(links, links_of_html(&html), "{name}: left in the text, right in the HTML");
        assert!(kind == MailKind::Test || !links.is_empty(), "{name} leads nowhere");
        assert!(text.starts_with("Hello Noor,"), "{name}: {text}");
        assert_eq!(addresses(&message), [noor().address], "{name}");
        for absent in ["Cc", "Bcc"] {
            assert_eq!(header(&message, absent), None, "{name}");
        }
    }
}

fn addresses(message: &Message<'_>) -> Vec<String> {
    let to: &Address<'_> = message.to().expect("To");
    to.iter().filter_map(|one| one.address()).map(str::to_owned).collect()
}

fn links_of_text(text: &str) -> BTreeSet<String> {
    text.split_whitespace()
        .filter_map(|word| word.find("https://").map(|at| &word[at..]))
        .map(|link| link.trim_end_matches(['.', ',', ')', ':']).to_owned())
        .collect()
}

fn links_of_html(html: &str) -> BTreeSet<String> {
    let links = Selector::parse("a[href]").expect("a selector");
    Html::parse_document(html)
        .select(&links)
        .filter_map(|link| link.value().attr("href"))
        .filter(|href| href.starts_with("http"))
        .map(str::to_owned)
        .collect()
}

/// Which list a reader's filter finds it in (RFC 2919): what members hear about their moves, what the
/// core team is asked about them, and news.
#[test]
fn every_mail_about_a_move_says_which_list_it_is_of() {
    for &kind in MailKind::ALL {
        let data = sample(kind);
        let raw = raw(kind, &data);
        let list = match kind {
            MailKind::StatusUpdate => Some("<status.vhc.example.org>"),
            _ if TO_THE_CORE_TEAM.contains(&kind) => Some("<core.vhc.example.org>"),
            _ if data.get("migration_url").is_none() => None,
            _ => Some("<moves.vhc.example.org>"),
        };
        assert_eq!(header(&parse(&raw), "List-Id"), list, "{kind}");
    }
}

const TO_THE_CORE_TEAM: [MailKind; 12] = [
    MailKind::BrokenReported,
    MailKind::IssueReported,
    MailKind::HoldAsked,
    MailKind::HoldWithdrawn,
    MailKind::NowAsked,
    MailKind::NobodyAssigned,
    MailKind::Overdue,
    MailKind::LostTrack,
    MailKind::WordLate,
    MailKind::TwoReporters,
    MailKind::Undecided,
    MailKind::KeptLonger,
];

#[test]
fn what_a_mail_can_look_like_reads_as_it_was_written() {
    let letterhead = letterhead();
    let to: Recipient = noor();
    for (name, kind, data) in variants() {
        let mail = render(&letterhead, kind, &to, &data, "", now())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        insta::assert_snapshot!(name, format!("{}\n\n{}", mail.headline, mail.text));
    }
}
