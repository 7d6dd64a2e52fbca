//! Where a member is written to.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::outbox_mails;
use domovoi::db::token::Token;
use domovoi::members::address_change::{self, ConfirmError};
use domovoi::members::{Role, password_reset};

use super::people::{
    ANOTHER, PASSWORD, audited, link_in, mails, member_with_password, odd_tokens, reload, try_sign_in,
};
use crate::support::{Browser, Page, Portal};

const SECOND: &str = "noor@postbus.example";
const NEW: &str = "noor@elders.example";

async fn save_second(browser: &mut Browser, second: &str) -> Page {
    let fields =
        [("name", "Noor"), ("locale", "en"), ("time_zone", "Europe/Amsterdam"), ("second_email", second)];
    browser.submit("/account", &fields).await
}

async fn ask(browser: &mut Browser, address: &str) -> Page {
    browser.submit("/account/address", &[("new_email", address), ("address_password", PASSWORD)]).await
}

/// To whom mails of this kind are owed.
async fn readers(portal: &Portal, kind: &str) -> Vec<String> {
    let mut readers: Vec<String> = outbox_mails::table
        .filter(outbox_mails::kind.eq(kind))
        .select(outbox_mails::to_address)
        .load(&mut *portal.conn().await)
        .await
        .expect("mails");
    readers.sort();
    readers
}

async fn link(portal: &Portal) -> String {
    link_in(mails(portal, "address_confirm").await.last().expect("a mail"), "/address/")
}

fn says_gone(page: &Page) {
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.says("This link doesn’t work any more"), "{}", page.text());
}

#[actix_web::test]
async fn a_second_address_counts_once_its_link_is_opened() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    save_second(&mut browser, SECOND).await.went_to();
    assert_eq!(reload(&portal, &noor).await.second_email, None);
    assert_eq!(readers(&portal, "address_confirm").await, [SECOND]);
    let page = browser.get("/account").await.ok();
    assert!(page.says("We wrote to noor@postbus.example."), "{}", page.text());
    assert_eq!(page.attribute("#second_email", "value").as_deref(), Some(SECOND));
    save_second(&mut browser, SECOND).await.went_to();
    assert_eq!(readers(&portal, "address_confirm").await.len(), 1, "saving again writes no second mail");

    let link = link(&portal).await;
    let mut reader = portal.browser();
    let page = reader.get(&link).await.ok();
    assert_eq!(page.headers.get("referrer-policy").expect("a policy"), "no-referrer");
    assert_eq!(reload(&portal, &noor).await.second_email, None, "looking changes nothing");
    assert!(reader.submit(&link, &[]).await.ok().says("This address counts now"));
    assert_eq!(reload(&portal, &noor).await.second_email.as_deref(), Some(SECOND));
    assert_eq!(readers(&portal, "address_changed").await, ["noor@club.example", SECOND]);
    says_gone(&reader.submit(&link, &[]).await);
    says_gone(&reader.get(&link).await);

    portal.advance(Duration::minutes(1));
    save_second(&mut browser, "").await.went_to();
    assert_eq!(reload(&portal, &noor).await.second_email, None);
    assert_eq!(readers(&portal, "address_changed").await.len(), 4, "the one that goes is told too");
    assert_eq!(audited(&portal, "address.changed").await, 2);
}

#[actix_web::test]
async fn a_new_sign_in_address_needs_the_password_and_its_own_mailbox() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    let wrong = [("new_email", NEW), ("address_password", "this is not it at all")];
    let page = browser.submit("/account/address", &wrong).await.refused();
    assert!(page.error_at("address_password").contains("not your present password"));
    assert_eq!(page.attribute("#new_email", "value").as_deref(), Some(NEW));
    let page = browser.submit("/account/address", &[("new_email", "no address")]).await.refused();
    assert!(!page.error_at("new_email").is_empty() && !page.error_at("address_password").is_empty());
    let page = ask(&mut browser, "NOOR@club.example").await.refused();
    assert!(page.error_at("new_email").contains("the address you sign in with"));
    assert_eq!(readers(&portal, "address_confirm").await.len(), 0);

    let before = browser.cookie("sid").expect("a session").to_owned();
    assert_eq!(ask(&mut browser, NEW).await.went_to(), "/account?done=address");
    assert_ne!(browser.cookie("sid"), Some(before.as_str()));
    assert!(browser.get("/account").await.says("We wrote to noor@elders.example."));
    assert_eq!(readers(&portal, "address_confirm").await, [NEW]);
    assert_eq!(readers(&portal, "address_asked").await, ["noor@club.example"]);
    try_sign_in(&mut portal.browser(), NEW, PASSWORD).await.refused();

    let email = noor.email.parse().expect("an address");
    let app = &portal.app;
    password_reset::answer(&app.pool, &app.letterhead, &email, portal.now()).await.expect("a mail");
    let reset = link_in(&mails(&portal, "password_reset").await[0], "/password-reset/");
    portal.browser().submit(&link(&portal).await, &[]).await.ok();
    assert_eq!(reload(&portal, &noor).await.email, NEW);
    assert_eq!(readers(&portal, "address_changed").await, ["noor@club.example", NEW]);
    assert_eq!(portal.browser().get(&reset).await.status, StatusCode::NOT_FOUND);
    try_sign_in(&mut portal.browser(), NEW, PASSWORD).await.went_to();
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.refused();
}

#[actix_web::test]
async fn the_second_address_can_become_the_first() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    save_second(&mut browser, SECOND).await.went_to();
    portal.browser().submit(&link(&portal).await, &[]).await.ok();
    portal.advance(Duration::minutes(1));
    ask(&mut browser, SECOND).await.went_to();
    portal.browser().submit(&link(&portal).await, &[]).await.ok();
    let after = reload(&portal, &noor).await;
    assert_eq!((after.email.as_str(), after.second_email), (SECOND, None));
}

#[actix_web::test]
async fn who_else_has_the_address_is_not_told() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    member_with_password(&portal, Role::Member, "Saar").await;
    let mut answers = Vec::new();
    let mut browser = portal.browser_of(&noor).await;
    for address in ["saar@club.example", "nobody@club.example"] {
        let asked = ask(&mut browser, address).await.went_to();
        let page = browser.get(&asked).await.ok();
        answers.push((asked, page.text().replace(address, "…")));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(readers(&portal, "address_confirm").await, ["nobody@club.example"]);
}

#[actix_web::test]
async fn an_address_that_somebody_took_meanwhile_changes_nothing() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    ask(&mut portal.browser_of(&noor).await, "saar@club.example").await.went_to();
    let link = link(&portal).await;
    member_with_password(&portal, Role::Member, "Saar").await;
    says_gone(&portal.browser().submit(&link, &[]).await);
    assert_eq!(reload(&portal, &noor).await, noor);
    assert_eq!(readers(&portal, "address_changed").await.len(), 0);
}

#[actix_web::test]
async fn a_link_dies_after_a_day_with_the_next_one_and_with_the_password() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    ask(&mut browser, NEW).await.went_to();
    let first = link(&portal).await;
    portal.advance(Duration::hours(1));
    ask(&mut browser, NEW).await.went_to();
    let second = link(&portal).await;
    says_gone(&portal.browser().get(&first).await);
    portal.advance(Duration::hours(24) - Duration::seconds(1));
    portal.browser().get(&second).await.ok();
    portal.advance(Duration::seconds(1));
    says_gone(&portal.browser().get(&second).await);
    says_gone(&portal.browser().submit(&second, &[]).await);

    ask(&mut browser, NEW).await.went_to();
    let third = link(&portal).await;
    let fields = [("present_password", PASSWORD), ("new_password", ANOTHER), ("new_password_again", ANOTHER)];
    browser.submit("/account/password", &fields).await.went_to();
    says_gone(&portal.browser().submit(&third, &[]).await);
    assert_eq!(reload(&portal, &noor).await.email, "noor@club.example");
}

#[actix_web::test]
async fn an_odd_token_changes_nothing() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    ask(&mut portal.browser_of(&noor).await, NEW).await.went_to();
    let link = link(&portal).await;
    for odd in odd_tokens(link.strip_prefix("/address/").expect("a token")) {
        for page in [
            portal.browser().get(&format!("/address/{odd}")).await,
            portal.browser().submit(&format!("/address/{odd}"), &[]).await,
        ] {
            assert!(page.status.is_client_error(), "{odd:.60}: {}", page.status);
        }
    }
    assert_eq!(reload(&portal, &noor).await, noor);
}

#[actix_web::test]
async fn strangers_are_not_written_to_again_and_again() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    for n in 0..3 {
        save_second(&mut browser, &format!("x{n}@stranger.example")).await.went_to();
    }
    let fields = [
        ("name", "Somebody Else"),
        ("locale", "en"),
        ("time_zone", "UTC"),
        ("second_email", "x3@stranger.example"),
    ];
    let page = browser.submit("/account", &fields).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.headers.contains_key("retry-after"));
    assert!(page.error_at("second_email").contains("Try again in an hour"), "{}", page.text());
    assert_eq!(page.attribute("#name", "value").as_deref(), Some("Somebody Else"));
    assert_eq!(reload(&portal, &noor).await, noor);
    assert_eq!(readers(&portal, "address_confirm").await.len(), 3);
    portal.advance(Duration::minutes(20));
    save_second(&mut browser, "x3@stranger.example").await.went_to();
}

#[actix_web::test]
async fn of_twenty_who_use_one_link_at_once_one_succeeds() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    ask(&mut portal.browser_of(&noor).await, NEW).await.went_to();
    let link = link(&portal).await;
    let token = Token::from_input(link.strip_prefix("/address/").expect("a token")).expect("a token");
    let all = futures_util::future::join_all((0..20).map(async |_| {
        let (conn, letterhead) = (&mut *portal.conn().await, &portal.app.letterhead);
        address_change::confirm(conn, letterhead, &token, portal.now()).await
    }))
    .await;
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1);
    assert!(all.iter().all(|one| matches!(one, Ok(()) | Err(ConfirmError::Gone))));
    assert_eq!(readers(&portal, "address_changed").await.len(), 2);
}
