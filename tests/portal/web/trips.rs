//! How often a page waits for the database before its first byte: at most twice, once for who
//! asks and once for all that it shows.

use domovoi::demo;

use crate::support::{Portal, Trips, builders};

const OF_A_MEMBER: &[&str] = &[
    "/",
    "/home",
    "/migrations",
    "/migrations/M-133",
    "/migrations/M-133/traffic.svg",
    "/domus/higgs",
    "/issues",
    "/issues/new?domu=higgs&migration=M-133",
    "/status/28",
    "/account",
];

const OF_THE_CORE_TEAM: &[&str] = &[
    "/home",
    "/migrations",
    "/migrations?show=ended",
    "/migrations/M-133",
    "/domus",
    "/domus/higgs",
    "/hosts",
    "/hosts/prins",
    "/hosts/spaarne",
    "/hosts/spaarne/traffic.svg",
    "/hosts/spaarne/traffic.png?window=year",
    "/members",
    "/members/1",
    "/members?q=higgs&site=DC1",
    "/members?q=hgigs",
    "/members.csv",
    "/issues",
    "/outbox",
    "/sites",
    "/networks",
    "/plans/evacuation?host=prins&target=spaarne&day=2126-11-26&starts_at=23:00&ends_at=03:00&zone=UTC",
];

/// The sample club in front of a relay that counts.
async fn counted() -> (Portal, Trips) {
    let mut portal = Portal::start().await;
    let now = portal.now();
    demo::fill(&mut *portal.conn().await, &portal.app.letterhead, "never matches", now)
        .await
        .expect("a sample club");
    let trips = Trips::counted(&mut portal).await;
    (portal, trips)
}

/// The pages that wait more than twice once their statements are prepared, with how often.
async fn slow_ones(email: &str, paths: &[&'static str]) -> Vec<(&'static str, u32)> {
    let (portal, trips) = counted().await;
    let member = builders::member_with_email(&mut *portal.conn().await, email).await;
    let mut browser = portal.browser_of(&member).await;
    let mut slow = Vec::new();
    for path in paths {
        browser.get(path).await.ok();
        browser.get(path).await.ok();
        trips.taken();
        browser.get(path).await.ok();
        let taken = trips.taken();
        assert!(taken > 0, "{path}: the relay stands between");
        if taken > 2 {
            slow.push((*path, taken));
        }
    }
    slow
}

#[actix_web::test]
async fn no_page_of_a_member_waits_more_than_twice() {
    assert_eq!(slow_ones(demo::MEMBER, OF_A_MEMBER).await, []);
}

#[actix_web::test]
async fn no_page_of_the_core_team_waits_more_than_twice() {
    assert_eq!(slow_ones(demo::CORE, OF_THE_CORE_TEAM).await, []);
}

#[actix_web::test]
async fn a_page_that_is_new_to_a_connection_waits_longer() {
    let (portal, trips) = counted().await;
    let member = builders::member_with_email(&mut *portal.conn().await, demo::MEMBER).await;
    let mut browser = portal.browser_of(&member).await;
    trips.taken();
    browser.get("/home").await.ok();
    assert!(trips.taken() > 2, "its statements are prepared first");
}
