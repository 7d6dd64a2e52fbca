//! Nobody is led off this portal by a way back that somebody else wrote.

use std::collections::BTreeSet;

use chrono::Duration;
use domovoi::members::Role;

use super::rows::{ROWS, Row};
use super::world::{Things, Who, World};
use crate::members::people::{PASSWORD, member_with_password};
use crate::support::{Browser, Page};

/// Where a page is told to lead back to, to find out which pages listen.
const HERE: &str = "/account?here=1";

const LISTENING: [&str; 6] = [
    "GET /confirm-password",
    "GET /language/{locale}",
    "GET /sign-in",
    "POST /confirm-password",
    "POST /migrations/{number}/operator",
    "POST /sign-in",
];

/// Ways that a browser reads as leading elsewhere, or that some reader once did.
const ELSEWHERE: [&str; 48] = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "//evil.example/home",
    "//portal.example.org@evil.example",
    "//portal.example.org.evil.example",
    "//evil.example:443",
    "//[::1]/",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\\\\evil.example",
    "\\evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "HTTPS://evil.example",
    "http://evil.example",
    "http:evil.example",
    "ftp://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "javascript://evil.example/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\r\n/evil.example",
    "\t//evil.example",
    "\n//evil.example",
    "\u{b}//evil.example",
    "\u{1}//evil.example",
    " //evil.example",
    "/ /evil.example",
    "/home\r\nLocation: https://evil.example",
    "%2f%2fevil.example",
    "%5c%5cevil.example",
    "%68ttps://evil.example",
    "evil.example",
    "@evil.example",
    "\u{2028}//evil.example",
    "\u{feff}//evil.example",
    "/\u{ff0f}evil.example",
];

#[actix_web::test]
async fn a_way_back_never_leads_off_the_portal() {
    let world = World::begin().await;
    let long = [format!("/{}", "x".repeat(3000)), format!("//{}", "x".repeat(3000))];
    let ways: Vec<&str> = ELSEWHERE.into_iter().chain(long.iter().map(String::as_str)).collect();
    let mut listening = BTreeSet::new();
    for who in [Who::Nobody, Who::Core] {
        let mut browser = world.browser(who).await;
        // Whoever has signed out is nobody.
        for row in ROWS.iter().filter(|row| row.path != "/sign-out") {
            if !leads(&ask(row, &mut browser, &world.bert, HERE).await).contains(&HERE.to_owned()) {
                continue;
            }
            listening.insert(format!("{} {}", row.method, row.path));
            for way in &ways {
                let page = ask(row, &mut browser, &world.bert, way).await;
                assert_stays(&page, &format!("{who:?} {row:?} {way:?}"));
            }
        }
    }
    assert_eq!(listening.into_iter().collect::<Vec<_>>(), LISTENING);
}

/// With the right password, which is where it leads on at once.
#[actix_web::test]
async fn signing_in_and_confirming_never_lead_off_the_portal() {
    let world = World::begin().await;
    let noor = member_with_password(&world.portal, Role::Member, "Noor").await;
    let fields =
        |back: &'static str| [("email", noor.email.as_str()), ("password", PASSWORD), ("back", back)];
    for way in ELSEWHERE.into_iter().step_by(4).chain([HERE]) {
        let mut browser = world.portal.browser();
        for path in ["/sign-in", "/confirm-password"] {
            world.portal.advance(Duration::minutes(1));
            let page = browser.submit(path, &fields(way)).await;
            let to = page.went_to();
            assert_stays(&page, &format!("{path} {way:?}"));
            assert_eq!(to == HERE, way == HERE, "{path} {way:?}: {to}");
        }
    }
}

async fn ask(row: &Row, browser: &mut Browser, things: &Things, back: &str) -> Page {
    let address = row.address(things);
    let path = address.split('?').next().unwrap_or_default();
    if !row.is_post() {
        return browser.get(&format!("{path}?back={}", domovoi::paths::segment(back))).await;
    }
    let mut fields = row.fields(things);
    fields.retain(|(name, _)| name != "back");
    fields.push(("back".to_owned(), back.to_owned()));
    row.ask_with(browser, path, &fields).await
}

/// Where the answer leads, now or once its form is sent.
fn leads(page: &Page) -> Vec<String> {
    // A picture has no form.
    let is_picture = page.headers.get("content-type").is_some_and(|kind| kind == "image/png");
    let later = if is_picture { None } else { page.attribute("main input[name=back]", "value") };
    [page.location().to_owned()].into_iter().chain(later).filter(|way| !way.is_empty()).collect()
}

#[track_caller]
fn assert_stays(page: &Page, what: &str) {
    assert!(page.status.as_u16() < 500, "{what}: {}", page.status);
    for way in leads(page) {
        assert!(stays(&way) && way.len() <= 2100, "{what} leads to {way:.100}");
    }
}

/// As a browser reads it (WHATWG URL §4.4): blanks around it, tabs and line ends are taken out, and a
/// backslash is a slash.
fn stays(way: &str) -> bool {
    let way: String = way.trim_matches(|c| c <= ' ').replace(['\t', '\n', '\r'], "").replace('\\', "/");
    way.starts_with('/') && !way.starts_with("//")
}

#[test]
fn the_reader_tells_elsewhere_from_here() {
    assert!(["/", "/home", "/a//b", "/?back=//e"].into_iter().all(stays));
    assert!(
        ["//e", "/\\e", "\\\\e", "/\t/e", "https:e", "javascript:1", "e", " //e"]
            .into_iter()
            .all(|e| !stays(e))
    );
}
