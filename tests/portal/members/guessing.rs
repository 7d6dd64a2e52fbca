//! Somebody guesses passwords: what they learn, what they use up, and whom they keep out.

use actix_web::http::StatusCode;
use actix_web::http::header::{RETRY_AFTER, SET_COOKIE};
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{known_devices, members, sign_in_failures};
use domovoi::db::token::Token;
use domovoi::jobs::{Job, StopSwitch, Sweep};
use domovoi::members::{MemberState, Role};
use domovoi::web::csrf;

use super::people::{ANOTHER, PASSWORD, member_with_password, try_sign_in};
use crate::support::{Browser, Page, Portal};

const WRONG: &str = "never the right one";

/// Whoever guesses sits somewhere else.
async fn guess(portal: &Portal, email: &str, times: usize) {
    let mut stranger = portal.browser();
    stranger.address = "198.51.100.66:4000";
    for _ in 0..times {
        try_sign_in(&mut stranger, email, WRONG).await;
    }
}

#[track_caller]
fn comes_back_after(page: &Page, seconds: &str) {
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS, "{}", page.text());
    assert_eq!(page.headers.get(RETRY_AFTER).expect("a time"), seconds);
    assert!(page.text().contains("Too many tries"), "{}", page.text());
}

#[actix_web::test]
async fn who_tries_too_often_is_told_when_to_come_back() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    guess(&portal, "noor@club.example", 5).await;
    let page = try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await;
    comes_back_after(&page, "2");
    assert!(page.says("Try again in 2 seconds."), "{}", page.text());
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("noor@club.example"));

    let mut signed_in = portal.browser_of(&noor).await;
    for _ in 0..5 {
        signed_in.submit("/confirm-password", &[("password", WRONG)]).await.refused();
    }
    let page = signed_in.submit("/confirm-password", &[("password", PASSWORD)]).await;
    comes_back_after(&page, "2");
    let fields = [("present_password", PASSWORD), ("new_password", ANOTHER), ("new_password_again", ANOTHER)];
    comes_back_after(&signed_in.submit("/account/password", &fields).await, "2");
}

#[actix_web::test]
async fn a_full_queue_of_passwords_says_when_to_come_back() {
    let portal = Portal::start().await;
    let hasher = portal.app.hasher.clone();
    // Forty who come again at once keep two at work and sixteen waiting.
    let flood: Vec<_> = (0..40)
        .map(|_| {
            let hasher = hasher.clone();
            actix_web::rt::spawn(async move {
                loop {
                    let _ = hasher.verify("whatever it may be", None).await;
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    let mut refused = None;
    for n in 0..50 {
        portal.advance(Duration::minutes(1));
        let page = try_sign_in(&mut portal.browser(), &format!("x{n}@club.example"), WRONG).await;
        if page.status == StatusCode::SERVICE_UNAVAILABLE {
            refused = Some(page);
            break;
        }
    }
    flood.iter().for_each(actix_web::rt::task::JoinHandle::abort);
    let page = refused.expect("there was no room at least once");
    assert_eq!(page.headers.get(RETRY_AFTER).expect("a time"), "5");
}

#[actix_web::test]
async fn unknown_invited_suspended_and_wrong_cost_the_same_work() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Aa").await;
    let suspended = member_with_password(&portal, Role::Member, "Bb").await;
    let invited = member_with_password(&portal, Role::Member, "Cc").await;
    diesel::update(members::table.find(suspended.id))
        .set(members::state.eq(MemberState::Suspended))
        .execute(&mut *portal.conn().await)
        .await
        .expect("a state");
    diesel::update(members::table.find(invited.id))
        .set((members::state.eq(MemberState::Invited), members::password_hash.eq(None::<String>)))
        .execute(&mut *portal.conn().await)
        .await
        .expect("a state");
    for email in ["aa@club.example", "bb@club.example", "cc@club.example", "xx@club.example", "no address"] {
        let before = portal.app.hasher.done();
        try_sign_in(&mut portal.browser(), email, WRONG).await.refused();
        assert_eq!(portal.app.hasher.done() - before, 1, "{email}");
    }
    let before = portal.app.hasher.done();
    for email in ["aa@club.example", "bb@club.example", "xx@club.example"] {
        portal.browser().submit("/password-reset", &[("email", email)]).await.went_to();
    }
    assert_eq!(portal.app.hasher.done(), before, "asking for a link costs none at all");
}

/// A browser in which Noor has signed in, whose session is over by now.
async fn known_device(portal: &Portal) -> Browser {
    let mut browser = portal.browser();
    try_sign_in(&mut browser, "noor@club.example", PASSWORD).await.went_to();
    portal.advance(Duration::days(20));
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    browser
}

#[actix_web::test]
async fn a_stranger_who_guesses_keeps_no_known_device_out() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    let mut own = known_device(&portal).await;
    guess(&portal, "noor@club.example", 10).await;
    comes_back_after(&try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await, "2");
    // Also when the account is closed to passwords, and from the stranger's own network.
    diesel::update(sign_in_failures::table)
        .set(sign_in_failures::failures.eq(100))
        .execute(&mut *portal.conn().await)
        .await
        .expect("failures");
    own.address = "198.51.100.66:4000";
    assert!(try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.says("by mail"));
    let before = own.cookie("device").expect("a device").to_owned();
    assert_eq!(try_sign_in(&mut own, "noor@club.example", PASSWORD).await.went_to(), "/home");
    assert_eq!(own.cookie("device"), Some(before.as_str()));
    own.get("/account").await.ok();
    let page = try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await;
    assert!(page.says("by mail"), "the stranger has won nothing by it: {}", page.text());
}

#[actix_web::test]
async fn a_stolen_device_allows_no_more_tries_than_the_front_door() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    member_with_password(&portal, Role::Member, "Saar").await;
    let mut own = known_device(&portal).await;
    for _ in 0..5 {
        try_sign_in(&mut own, "noor@club.example", WRONG).await.refused();
    }
    comes_back_after(&try_sign_in(&mut own, "noor@club.example", PASSWORD).await, "2");
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.went_to();

    // For somebody else's account it is as good as none.
    guess(&portal, "saar@club.example", 5).await;
    comes_back_after(&try_sign_in(&mut own, "saar@club.example", PASSWORD).await, "2");

    // After a hundred failures it is as good as none for its owner too.
    diesel::update(sign_in_failures::table)
        .set(sign_in_failures::failures.eq(100))
        .execute(&mut *portal.conn().await)
        .await
        .expect("failures");
    try_sign_in(&mut own, "noor@club.example", WRONG).await.refused();
    guess(&portal, "noor@club.example", 5).await;
    comes_back_after(&try_sign_in(&mut own, "noor@club.example", PASSWORD).await, "2");
}

async fn devices(portal: &Portal) -> i64 {
    known_devices::table.count().get_result(&mut *portal.conn().await).await.expect("a count")
}

#[actix_web::test]
async fn devices_are_few_are_forgotten_and_are_never_planted() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    let planted = Token::random();
    let mut browser = portal.browser();
    browser.set_cookie("device", planted.as_str());
    try_sign_in(&mut browser, "noor@club.example", PASSWORD).await.went_to();
    assert_ne!(browser.cookie("device"), Some(planted.as_str()));
    let out = browser.submit("/sign-out", &[]).await;
    assert_eq!(out.headers.get("clear-site-data").expect("a header"), "\"cache\", \"cookies\", \"storage\"");
    assert_eq!((browser.cookie("device"), devices(&portal).await), (None, 0));

    for _ in 0..12 {
        portal.advance(Duration::minutes(2));
        try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.went_to();
    }
    assert_eq!(devices(&portal).await, 10);
    portal.advance(Duration::days(365));
    Sweep::new(portal.app.pool.clone(), portal.clock.clone()).turn(&StopSwitch::new().watch()).await;
    assert_eq!(devices(&portal).await, 0);
}

#[actix_web::test]
async fn a_stranger_at_the_door_does_not_disturb_who_is_inside() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut inside = portal.browser_of(&noor).await;
    guess(&portal, "noor@club.example", 10).await;
    inside.submit("/confirm-password", &[("password", PASSWORD)]).await.went_to();
}

#[actix_web::test]
async fn over_tls_the_cookies_are_bound_to_the_host() {
    let mut portal = Portal::start().await;
    portal.app.letterhead.public_url = "https://portal.example.org".to_owned();
    member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser();
    let secret = Token::random();
    browser.set_cookie("__Host-form", secret.as_str());
    let token = csrf::form_token(&secret);
    let fields = [("csrf_token", token.as_str()), ("email", "noor@club.example"), ("password", PASSWORD)];
    let page = browser.post("/sign-in", &fields).await;
    assert_eq!(page.went_to(), "/home");
    let cookie = |name: &str| {
        page.headers
            .get_all(SET_COOKIE)
            .map(|value| value.to_str().expect("ASCII").to_owned())
            .find(|cookie| cookie.starts_with(&format!("__Host-{name}=")))
            .expect(name)
    };
    for (name, max_age) in [("sid", "Max-Age=2592000"), ("device", "Max-Age=31536000")] {
        let cookie = cookie(name);
        let (value, attributes) = cookie.split_once("; ").expect("attributes");
        let mut attributes: Vec<&str> = attributes.split("; ").collect();
        attributes.sort_unstable();
        assert_eq!(attributes, ["HttpOnly", max_age, "Path=/", "SameSite=Lax", "Secure"], "{name}");
        assert_eq!(value.split_once('=').expect("a value").1.len(), 43, "{name}");
    }
}
