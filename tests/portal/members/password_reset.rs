//! A new password by mail.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{members, sign_in_failures};
use domovoi::db::token::Token;
use domovoi::members::password_reset::{self, ResetError};
use domovoi::members::{Member, MemberState, Password, Role};

use super::people::{
    ANOTHER, PASSWORD, audited, link_in, mails, mails_soon, member_with_password, odd_tokens, sessions_of,
    try_sign_in,
};
use crate::support::{Page, Portal};

const CHOICE: [(&str, &str); 2] = [("new_password", ANOTHER), ("new_password_again", ANOTHER)];

async fn ask(portal: &Portal, member: &Member) -> String {
    let email = member.email.parse().expect("an address");
    let app = &portal.app;
    password_reset::answer(&app.pool, &app.letterhead, &email, portal.now()).await.expect("a mail");
    link_in(mails(portal, "password_reset").await.last().expect("a mail"), "/password-reset/")
}

fn says_gone(page: &Page) {
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.says("This link doesn’t work any more"), "{}", page.text());
}

#[actix_web::test]
async fn a_reset_ends_every_session_signs_nobody_in_and_is_told() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut elsewhere = portal.browser_of(&noor).await;
    let mut browser = portal.browser();
    let asked = browser.submit("/password-reset", &[("email", "noor@club.example")]).await;
    assert_eq!(asked.went_to(), "/password-reset?done=sent");
    assert!(browser.get("/password-reset?done=sent").await.says("Look in your mail"));
    let link = link_in(&mails_soon(&portal, "password_reset", 1).await[0], "/password-reset/");

    let page = browser.get(&link).await.ok();
    assert_eq!(page.headers.get("referrer-policy").expect("a policy"), "no-referrer");
    assert_eq!(browser.submit(&link, &CHOICE).await.went_to(), "/sign-in?done=reset");
    assert_eq!(browser.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(sessions_of(&portal, &noor).await, 0);
    assert_eq!(mails(&portal, "password_changed").await.len(), 1);
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.refused();
    try_sign_in(&mut portal.browser(), "noor@club.example", ANOTHER).await.went_to();
    says_gone(&portal.browser().get(&link).await);
    says_gone(&portal.browser().submit(&link, &CHOICE).await);
    assert_eq!(audited(&portal, "password.reset").await, 1);
}

#[actix_web::test]
async fn who_asks_for_a_stranger_gets_the_same_answer() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    let suspended = member_with_password(&portal, Role::Member, "Saar").await;
    diesel::update(members::table.find(suspended.id))
        .set(members::state.eq(MemberState::Suspended))
        .execute(&mut *portal.conn().await)
        .await
        .expect("a state");
    let mut answers = Vec::new();
    for email in ["noor@club.example", "saar@club.example", "nobody@club.example"] {
        let mut browser = portal.browser();
        browser.get("/password-reset").await.ok();
        let page = browser.submit("/password-reset", &[("email", email)]).await;
        let mut headers: Vec<_> =
            page.headers.iter().map(|(name, value)| (name.to_string(), value.clone())).collect();
        headers.sort_by(|a, b| a.0.cmp(&b.0));
        answers.push((page.status, headers, page.body));
    }
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0], answers[2]);
    assert_eq!(mails_soon(&portal, "password_reset", 1).await.len(), 1);
}

#[actix_web::test]
async fn of_fifty_who_use_one_link_at_once_one_succeeds() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let link = ask(&portal, &noor).await;
    let token = Token::from_input(link.strip_prefix("/password-reset/").expect("a token")).expect("a token");
    let app = &portal.app;
    let all = futures_util::future::join_all((0..50).map(|n| {
        let password = Password::new(&format!("{ANOTHER} {n}"), &[]).expect("a password");
        password_reset::reset(&app.pool, &app.hasher, &app.letterhead, &token, password, portal.now())
    }))
    .await;
    assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1);
    assert!(all.iter().any(|one| matches!(one, Err(ResetError::Gone))), "somebody came too late");
    assert_eq!(mails(&portal, "password_changed").await.len(), 1);
    let winner = all.iter().position(|one| one.is_ok()).expect("a winner");
    try_sign_in(&mut portal.browser(), "noor@club.example", &format!("{ANOTHER} {winner}")).await.went_to();
}

#[actix_web::test]
async fn a_link_works_for_an_hour_and_dies_with_the_next_password() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let (first, second) = (ask(&portal, &noor).await, ask(&portal, &noor).await);
    portal.advance(Duration::minutes(60) - Duration::seconds(1));
    portal.browser().submit(&second, &CHOICE).await.went_to();
    says_gone(&portal.browser().get(&first).await);
    let third = ask(&portal, &noor).await;
    portal.advance(Duration::minutes(60));
    says_gone(&portal.browser().get(&third).await);
    says_gone(&portal.browser().submit(&third, &CHOICE).await);
}

#[actix_web::test]
async fn three_mails_an_hour_and_ten_questions_from_one_address() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let (app, email) = (&portal.app, noor.email.parse().expect("an address"));
    for _ in 0..5 {
        password_reset::answer(&app.pool, &app.letterhead, &email, portal.now()).await.expect("silence");
    }
    assert_eq!(mails(&portal, "password_reset").await.len(), 3);

    let other = portal.another_instance();
    for n in 0..10 {
        let instance = if n % 2 == 0 { &portal } else { &other };
        instance
            .browser()
            .submit("/password-reset", &[("email", &format!("x{n}@club.example"))])
            .await
            .went_to();
    }
    let page = other.browser().submit("/password-reset", &[("email", "x@club.example")]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.headers.contains_key("retry-after"));
    portal.advance(Duration::minutes(6));
    portal.browser().submit("/password-reset", &[("email", "x@club.example")]).await.went_to();
}

#[actix_web::test]
async fn a_reset_opens_an_account_that_too_many_guesses_had_closed() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    for _ in 0..5 {
        try_sign_in(&mut portal.browser(), "noor@club.example", "never the right one").await.refused();
    }
    diesel::update(sign_in_failures::table)
        .set(sign_in_failures::failures.eq(100))
        .execute(&mut *portal.conn().await)
        .await
        .expect("failures");
    portal.advance(Duration::days(1));
    assert!(try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.says("by mail"));
    let link = ask(&portal, &noor).await;
    portal.browser().submit(&link, &CHOICE).await.went_to();
    try_sign_in(&mut portal.browser(), "noor@club.example", ANOTHER).await.went_to();
}

#[actix_web::test]
async fn an_odd_token_or_a_bad_password_changes_nothing() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let link = ask(&portal, &noor).await;
    for odd in odd_tokens(link.strip_prefix("/password-reset/").expect("a token")) {
        for page in [
            portal.browser().get(&format!("/password-reset/{odd}")).await,
            portal.browser().submit(&format!("/password-reset/{odd}"), &CHOICE).await,
        ] {
            assert!(page.status.is_client_error(), "{odd:.60}: {}", page.status);
        }
    }
    for bad in ["short", "passwordpassword", "noornoornoornoor"] {
        let page = portal
            .browser()
            .submit(&link, &[("new_password", bad), ("new_password_again", bad)])
            .await
            .refused();
        assert!(!page.error_at("new_password").is_empty(), "{bad}");
    }
    let page = portal.browser().submit("/password-reset", &[("email", "not an address")]).await.refused();
    assert!(!page.error_at("email").is_empty());
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("not an address"));
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.went_to();
}
