//! What lives on a domU, looked at before the stop and after the boot.

use std::time::Duration as Patience;

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{MigrationId, SiteId};
use domovoi::db::schema::{ip_addresses, service_looks};
use domovoi::fleet::edits::{ServiceInput, set_service};
use domovoi::jobs::look_at_services;
use domovoi::migrations::looks::round;
use domovoi::migrations::step;
use domovoi::probes::service::{Authorities, ServiceKind};
use futures_util::FutureExt;
use tokio::net::TcpListener;

use crate::migrations::story::{Story, ip, november};
use crate::support::{Portal, builders};

/// Loopback, on Linux, is all of 127.0.0.0/8.
const OLD: &str = "127.0.40.41";
const NEW: &str = "127.0.41.41";

/// Like the story of higgs, on addresses that the test can serve.
async fn story() -> Story {
    let story = Story::begin().await;
    let conn = &mut *story.conn().await;
    diesel::delete(ip_addresses::table).execute(conn).await.expect("no address");
    builders::loopback_is_ours(conn).await;
    let old = builders::network(conn, SiteId(1), "127.0.40.0/24", story.now()).await;
    builders::network(conn, SiteId(2), "127.0.41.0/24", story.now()).await;
    builders::address(conn, old, story.higgs, OLD, story.now()).await;
    story
}

async fn announce(story: &Story) -> MigrationId {
    let mut plan = story.plan();
    plan.addresses = vec![(ip(OLD), ip(NEW))];
    story.try_announce(&plan).await.expect("it is announced")
}

/// Somebody who takes connections at the old place, and their port.
async fn serve_old() -> (TcpListener, u16) {
    let listener = TcpListener::bind((OLD, 0)).await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    (listener, port)
}

async fn list(story: &Story, name: &str, kind: ServiceKind, port: u16) {
    let input = ServiceInput {
        name: name.to_owned(),
        kind,
        hostname: format!("{}.example.org", name.to_lowercase()),
        port: Some(port.into()),
    };
    set_service(&mut *story.conn().await, &story.noor(), story.higgs, None, &input, story.now())
        .await
        .expect("a service");
}

async fn look(portal: &Portal) -> usize {
    look_within(portal, Patience::from_secs(30)).await
}

async fn look_within(portal: &Portal, deadline: Patience) -> usize {
    look_at_services::run(&portal.app.pool, &Authorities::new([]), deadline, portal.now())
        .await
        .expect("services are looked at")
}

#[actix_web::test]
async fn what_answered_before_and_does_not_after_is_red_on_pages_and_in_the_mail() {
    let story = story().await;
    let (_shell, shell_port) = serve_old().await;
    let (_shop, shop_port) = serve_old().await;
    let _shell_there = TcpListener::bind((NEW, shell_port)).await.expect("the same port");
    list(&story, "Shell", ServiceKind::Tcp, shell_port).await;
    list(&story, "Shop", ServiceKind::Tcp, shop_port).await;
    let id = announce(&story).await;
    let (path, operate) = (format!("/migrations/{id}"), format!("/migrations/{id}/attempt"));
    assert_eq!(look(&story.portal).await, 0, "nothing is looked at before it begins");
    story.at(november(17, 21, 0));
    story.start(id).await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(fenna.get(&operate).await.ok().says("We have not yet seen what answers on higgs"));
    assert_eq!(look(&story.portal).await, 1);
    story.walk(id, &step::FORWARD[..1]).await;
    let page = fenna.get(&operate).await.ok();
    assert!(
        page.says("We have seen what answers on higgs before it is shut down, at 22:00"),
        "{}",
        page.text()
    );

    story.walk(id, &step::FORWARD[1..6]).await;
    assert_eq!(look(&story.portal).await, 0, "it is down");
    story.walk(id, &step::FORWARD[6..7]).await;
    assert_eq!(look(&story.portal).await, 1);
    let lost = "One service on higgs answered before and does not any more";
    assert!(fenna.get(&operate).await.ok().says(lost));
    story.walk(id, &step::FORWARD[7..]).await;

    let mail = story.last_mail().await;
    let missing = mail.split("WHAT DOES NOT ANSWER ANY MORE").nth(1).expect("it says what is missing");
    let (missing, rest) = missing.split_once("WHAT ANSWERS AS BEFORE").expect("it says what is there");
    assert!(missing.contains("Shop (shop.example.org)") && !missing.contains("Shell"), "{mail}");
    assert!(rest.contains("Shell (shell.example.org)") && !rest.contains("Shop"), "{mail}");
    let mut noor = story.portal.browser_of(&story.noor).await;
    for path in [&path, "/domus/higgs"] {
        let page = noor.get(path).await.ok();
        assert!(page.says("Answers no more nothing listens there"), "{}", page.text());
    }
    assert!(noor.get(&path).await.ok().says(lost));
    assert!(fenna.get("/home").await.ok().says("does not answer as it did before the move"));

    let _shop_there = TcpListener::bind((NEW, shop_port)).await.expect("the same port");
    story.portal.advance(Duration::minutes(15));
    assert_eq!(look(&story.portal).await, 1, "what is missing is looked at again");
    assert!(!noor.get(&path).await.ok().says(lost));
    assert!(!fenna.get("/home").await.ok().says("does not answer as it did before the move"));
    story.portal.advance(Duration::days(1));
    assert_eq!(look(&story.portal).await, 0, "and then it is left in peace");
}

#[actix_web::test]
async fn a_domu_that_came_back_is_looked_at_where_it_was() {
    let story = story().await;
    let (_shell, shell_port) = serve_old().await;
    let (shop, shop_port) = serve_old().await;
    list(&story, "Shell", ServiceKind::Tcp, shell_port).await;
    list(&story, "Shop", ServiceKind::Tcp, shop_port).await;
    let id = announce(&story).await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    assert_eq!(look(&story.portal).await, 1);
    story.walk(id, &step::FORWARD[..2]).await;
    story.abort(id).await;
    drop(shop);
    story.walk(id, &step::WAY_BACK[..2]).await;
    assert_eq!(look(&story.portal).await, 1);
    story.walk(id, &step::WAY_BACK[2..]).await;
    let mail = story.last_mail().await;
    let (_, missing) = mail.split_once("WHAT DOES NOT ANSWER ANY MORE").expect("it says what is missing");
    assert!(missing.contains("Shop (shop.example.org)") && !missing.contains("Shell"), "{mail}");
}

#[actix_web::test]
async fn silence_is_bounded_and_foreign_addresses_are_left_alone() {
    let story = story().await;
    let (silent, port) = serve_old().await;
    list(&story, "Blog", ServiceKind::Https, port).await;
    let foreign = TcpListener::bind(("127.0.0.1", port)).await.expect("the same port");
    {
        let conn = &mut *story.conn().await;
        let elsewhere = domovoi::db::ids::IpNetworkId(1);
        builders::address(conn, elsewhere, story.higgs, "127.0.0.1", story.now()).await;
    }
    let id = announce(&story).await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    assert_eq!(look_within(&story.portal, Patience::from_millis(50)).await, 1);
    let outcomes: Vec<serde_json::Value> = service_looks::table
        .order(service_looks::address)
        .select(service_looks::outcome)
        .load(&mut *story.conn().await)
        .await
        .expect("looks");
    let words: Vec<_> = outcomes.iter().map(|outcome| outcome["outcome"].clone()).collect();
    assert_eq!(words, ["not_allowed", "timed_out"]);
    assert!(foreign.accept().now_or_never().is_none(), "nobody came");
    silent.accept().await.expect("there was something to see");
}

#[actix_web::test]
async fn each_look_is_taken_once_and_none_is_lost_with_its_taker() {
    let story = story().await;
    let (_shell, port) = serve_old().await;
    list(&story, "Shell", ServiceKind::Tcp, port).await;
    let id = announce(&story).await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    let taken = round::claim(&mut *story.conn().await, story.now()).await.expect("a claim");
    assert!(taken.is_some());
    assert_eq!(look(&story.portal).await, 0, "somebody has it");
    story.portal.advance(Duration::minutes(2));
    let other = story.portal.another_instance();
    let (one, two) = tokio::join!(look(&story.portal), look(&other));
    assert_eq!(one + two, 1, "who took it is gone");
}

#[actix_web::test]
async fn what_is_seen_while_it_goes_down_says_nothing_of_before() {
    let story = story().await;
    let (_shell, port) = serve_old().await;
    list(&story, "Shell", ServiceKind::Tcp, port).await;
    let id = announce(&story).await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    let conn = &mut *story.conn().await;
    let taken = round::claim(conn, story.now()).await.expect("a claim").expect("a look");
    story.walk(id, &step::FORWARD[..2]).await;
    round::keep(conn, taken, Vec::new(), story.now()).await.expect("it is over");
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    assert!(!page.says("Did it survive the move?"), "{}", page.text());
    story.walk(id, &step::FORWARD[2..7]).await;
    assert_eq!(look(&story.portal).await, 1);
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says("Did it survive the move?") && page.says("not looked at"), "{}", page.text());
}
