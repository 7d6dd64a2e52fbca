//! Who may open what: every row for everybody, and what is not for them looks as if it did not
//! exist.

use actix_web::http::StatusCode;
use domovoi::web::router::Policy;

use super::rows::{self, ROWS, Row};
use super::world::{SECRETS, Things, Who, World};
use crate::support::{Browser, Page};

#[actix_web::test]
async fn strangers_are_sent_to_the_sign_in_page() {
    let world = World::begin().await;
    let mut nobody = world.browser(Who::Nobody).await;
    let before = world.digest().await;
    for row in rows::of(&[Policy::Member, Policy::Core, Policy::Admin]) {
        for things in [&world.bert, &world.nobody] {
            let page = row.ask(&mut nobody, things).await;
            let to = page.went_to();
            assert!(to.starts_with("/sign-in?back="), "{row:?}: {to}");
            assert!(page.body.is_empty(), "{row:?}");
        }
    }
    assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new());
}

#[actix_web::test]
async fn the_core_teams_pages_are_not_there_for_members_nor_the_administrators_for_the_core_team() {
    let world = World::begin().await;
    let mut ada = world.browser(Who::Ada).await;
    let mut core = world.browser(Who::Core).await;
    let before = world.digest().await;
    for row in rows::of(&[Policy::Core, Policy::Admin]) {
        assert_is_not_there(&row, &mut ada, [&world.ada, &world.bert], &world.nobody).await;
        if row.is_post() {
            assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new(), "{row:?}");
        }
    }
    for row in rows::of(&[Policy::Admin]) {
        assert_is_not_there(&row, &mut core, [&world.ada, &world.bert], &world.nobody).await;
    }
    assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new());
}

async fn assert_is_not_there(row: &Row, browser: &mut Browser, real: [&Things; 2], nobody: &Things) {
    let nowhere = row.ask(browser, nobody).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND, "{row:?}");
    for things in real {
        let page = row.ask(browser, things).await;
        assert_same(seen(&page, things), seen(&nowhere, nobody), row);
    }
}

/// Each thing in a row swapped for the other member's, alone and all at once.
#[actix_web::test]
async fn what_is_another_members_answers_as_what_does_not_exist() {
    let world = World::begin().await;
    let (mut ada, mut bert) = (world.browser(Who::Ada).await, world.browser(Who::Bert).await);
    let mut swaps = 0;
    for row in rows::of(&[Policy::Member]) {
        swaps += assert_is_foreign(&world, &row, &mut ada, &world.ada, &world.bert).await;
        swaps += assert_is_foreign(&world, &row, &mut bert, &world.bert, &world.ada).await;
    }
    assert!(swaps >= 50, "{swaps}");
}

async fn assert_is_foreign(
    world: &World,
    row: &Row,
    browser: &mut Browser,
    own: &Things,
    foreign: &Things,
) -> usize {
    let names = Things::own_names(&format!("{} {}", row.at, row.body));
    let mut cases: Vec<(Things, Things)> =
        names.iter().map(|name| (own.with(name, foreign), own.with(name, &world.nobody))).collect();
    if !names.is_empty() {
        cases.push((foreign.clone(), world.nobody.clone()));
    }
    let path = row.at.split('?').next().unwrap_or_default();
    for (asked, nowhere) in &cases {
        let before = world.digest().await;
        let page = row.ask(browser, asked).await;
        let refused = row.ask(browser, nowhere).await;
        if refused.status == StatusCode::SEE_OTHER {
            // A report about one's own domU that names another's move is a report without a move.
            assert_eq!((page.status, row.path), (refused.status, "/issues"), "{row:?}");
            continue;
        }
        assert_same(seen(&page, asked), seen(&refused, nowhere), row);
        let is_in_path = path.contains('[');
        assert!(!is_in_path || refused.status == StatusCode::NOT_FOUND, "{row:?}: {}", refused.status);
        assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new(), "{row:?}");
    }
    cases.len()
}

/// Whoever may does, and reads nothing of anybody else's; the core team reads it all.
#[actix_web::test]
async fn those_who_may_can_and_nobody_reads_anothers_words() {
    let world = World::begin().await;
    let visits = [
        (Who::Nobody, &world.nobody, &SECRETS[..]),
        (Who::Ada, &world.ada, &SECRETS[1..]),
        (Who::Core, &world.bert, &[]),
        (Who::Admin, &world.cleo, &[]),
    ];
    let mut secrets_read = 0;
    for (who, things, hidden) in visits {
        let mut browser = world.browser(who).await;
        for row in ROWS.iter().filter(|row| may(who, row.policy())) {
            let page = row.ask(&mut browser, things).await;
            assert_may(who, row, &page);
            let all = format!("{}{:?}", String::from_utf8_lossy(&page.body), page.headers);
            for secret in hidden {
                assert!(!all.contains(secret), "{who:?} reads {secret} on {row:?}");
            }
            if who == Who::Core && all.contains(SECRETS[1]) {
                secrets_read += 1;
            }
        }
    }
    assert!(secrets_read >= 15, "there was something to read on {secrets_read} pages only");
}

/// Everything of a member's own that others could come across, read by another.
#[actix_web::test]
async fn no_list_search_or_count_of_a_member_holds_anything_of_another() {
    let world = World::begin().await;
    let mut ada = world.browser(Who::Ada).await;
    let mut alone = world.browser(Who::Bert).await;
    let before = world.digest().await;
    for row in ROWS.iter().filter(|row| !row.is_post() && may(Who::Ada, row.policy())) {
        let own = row.ask(&mut ada, &world.ada).await;
        let all = format!("{}{:?}", String::from_utf8_lossy(&own.body), own.headers);
        for word in [SECRETS[1], SECRETS[2], "beebird", "ceebird"] {
            assert!(!all.contains(word), "Ada reads {word} on {row:?}");
        }
        let theirs = row.ask(&mut alone, &world.bert).await;
        let all = format!("{}{:?}", String::from_utf8_lossy(&theirs.body), theirs.headers);
        for word in [SECRETS[0], SECRETS[2], "ayebird", "ceebird"] {
            assert!(!all.contains(word), "Bert reads {word} on {row:?}");
        }
    }
    assert_eq!(before.changed(&world.digest().await), Vec::<&str>::new(), "looking changes nothing");
}

fn may(who: Who, policy: Policy) -> bool {
    match policy {
        Policy::Anybody => true,
        Policy::Token => who != Who::Nobody,
        Policy::Member => who != Who::Nobody,
        Policy::Core => matches!(who, Who::Core | Who::Admin),
        Policy::Admin => who == Who::Admin,
    }
}

#[track_caller]
fn assert_may(who: Who, row: &Row, page: &Page) {
    let status = page.status.as_u16();
    let is_fine = match row.status {
        Some(expected) => status == expected,
        None => matches!(status, 200 | 303),
    };
    assert!(is_fine, "{who:?} {row:?}: {status} {}", page.text());
    assert!(!page.location().starts_with("/confirm-password"), "{who:?} {row:?}");
    assert!(who == Who::Nobody || !page.location().starts_with("/sign-in"), "{who:?} {row:?}");
}

type Seen = (u16, String, Vec<String>);

#[track_caller]
fn assert_same((status, html, headers): Seen, (other_status, other_html, other_headers): Seen, row: &Row) {
    assert_eq!((status, headers), (other_status, other_headers), "{row:?}");
    for (line, other) in html.lines().zip(other_html.lines()) {
        assert_eq!(line, other, "{row:?}");
    }
    assert_eq!(html, other_html, "{row:?}");
}

/// What somebody who asked can tell two answers apart by.
fn seen(page: &Page, asked: &Things) -> Seen {
    let html = without_nonce(&String::from_utf8_lossy(&page.body));
    let mut names: Vec<String> = page.headers.keys().map(ToString::to_string).collect();
    names.sort();
    (page.status.as_u16(), asked.erased_from(&html), names)
}

fn without_nonce(html: &str) -> String {
    let mut pieces = html.split("nonce=\"");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |page, piece| page + "nonce=" + piece.split_once('"').map_or("", |(_, rest)| rest))
}
