//! Addresses that nobody of ours ever wrote.

use actix_web::http::Method;

use super::rows::{ROWS, Row};
use super::world::{Who, World};
use crate::support::Browser;

/// In place of an id, encoded as it stands in an address.
const NO_ID: [&str; 11] = [
    "99999999999999999999",
    "0",
    "M-0",
    "M-99999999999999999999",
    "1e9",
    "%00",
    "%ff",
    "%zz",
    "..%2f..%2fetc%2fpasswd",
    "%F0%9F%A6%8A%E2%80%AE",
    "'%20OR%201=1",
];

/// Everything that some page reads behind the question mark.
const QUESTIONS: [&str; 24] = [
    "q",
    "host",
    "site",
    "state",
    "role",
    "after",
    "after_name",
    "before",
    "show",
    "which",
    "pile",
    "domu",
    "migration",
    "draft",
    "back",
    "done",
    "name",
    "target",
    "day",
    "starts_at",
    "ends_at",
    "zone",
    "skip_days",
    "avoid",
];

const NO_ANSWER: [&str; 8] = [
    "99999999999999999999",
    "-9223372036854775808",
    "9223372036854775807-9223372036854775807",
    "%ff%fe",
    "%E2%80%AE%F0%9F%A6%8A",
    "%01%1b%7f",
    "M-99999999999999999999",
    "0001-01-01T00:00:00Z",
];

#[actix_web::test]
async fn what_is_no_id_is_not_found_and_never_our_failure() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let before = world.digest().await;
    let long = "x".repeat(9000);
    for row in ROWS.iter().filter(|row| row.path.contains('{')) {
        for garbage in NO_ID.into_iter().chain([long.as_str(), ".."]) {
            for at in spoilt_addresses(row, &world, garbage) {
                let status = status_of(row, &mut admin, &world, &at).await;
                let is_style_of_another_time = row.path.starts_with("/assets/") && status == 200;
                assert!(
                    (400..500).contains(&status) || is_style_of_another_time,
                    "{row:?} {at:.90}: {status}"
                );
            }
        }
    }
    assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new());
}

/// The row's address with each of its parameters replaced in turn.
fn spoilt_addresses(row: &Row, world: &World, garbage: &str) -> Vec<String> {
    let address = row.address(&world.cleo);
    let good: Vec<&str> = address.split('?').next().unwrap_or_default().split('/').collect();
    let parameters = row.path.split('/').enumerate().filter(|(_, part)| part.starts_with('{'));
    parameters
        .map(|(at, _)| {
            let mut parts = good.clone();
            parts[at] = garbage;
            parts.join("/")
        })
        .collect()
}

async fn status_of(row: &Row, admin: &mut Browser, world: &World, at: &str) -> u16 {
    row.ask_with(admin, at, &row.fields(&world.cleo)).await.status.as_u16()
}

#[actix_web::test]
async fn whatever_stands_behind_the_question_mark_is_never_our_failure() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    let mut member = world.browser(Who::Ada).await;
    let before = world.digest().await;
    for row in ROWS.iter().filter(|row| !row.is_post()) {
        let (at, own) = (row.address(&world.cleo), row.address(&world.ada));
        for answer in NO_ANSWER {
            let all: Vec<String> = QUESTIONS.iter().map(|name| format!("{name}={answer}")).collect();
            for (browser, at) in [(&mut admin, &at), (&mut member, &own)] {
                let path = at.split('?').next().unwrap_or_default();
                let page = browser.get(&format!("{path}?{}", all.join("&"))).await;
                assert!(page.status.as_u16() < 500, "{row:?} {answer}: {}", page.status);
            }
        }
    }
    assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new());
}

/// One question at a time, since the first that is refused hides what the others would do.
#[actix_web::test]
async fn no_single_question_is_our_failure() {
    let world = World::begin().await;
    let mut admin = world.browser(Who::Admin).await;
    const LISTS: [&str; 9] = [
        "/domus",
        "/members",
        "/migrations",
        "/issues",
        "/outbox",
        "/migrations/new",
        "/issues/new",
        "/members/new",
        "/",
    ];
    for list in LISTS {
        for name in QUESTIONS {
            for answer in NO_ANSWER {
                // A cursor of two parts is only read when both are there.
                let page = admin.get(&format!("{list}?after_name=x&{name}={answer}")).await;
                assert!(page.status.as_u16() < 500, "{list} {name}={answer}: {}", page.status);
            }
        }
    }
    for path in ["/nowhere", "//", "/domus//edit", "/domus/", "/%2e%2e/", "/status/1/updates"] {
        for method in [Method::GET, Method::PUT, Method::DELETE, Method::PATCH, Method::HEAD, Method::OPTIONS]
        {
            let headers = [("sec-fetch-site", "same-origin")];
            let status = admin.send(method.clone(), path, &headers, Vec::new()).await.status;
            assert!(status.is_client_error(), "{method} {path}: {status}");
        }
    }
}
