//! Signing in and out, and how long it lasts.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{members, rate_limits, sessions, sign_in_failures};
use domovoi::db::token::Token;
use domovoi::jobs::{Job, StopSwitch, Sweep};
use domovoi::members::{MemberState, Role, session};
use domovoi::web::router::table;

use super::people::{PASSWORD, audited, member_with_password, sessions_of, try_sign_in};
use crate::support::Portal;

#[actix_web::test]
async fn the_right_password_opens_a_session_that_signing_out_ends_for_good() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser();
    let page = try_sign_in(&mut browser, " NOOR@club.example ", PASSWORD).await;
    assert_eq!(page.went_to(), "/home");
    browser.get("/account").await.ok();

    let token = browser.cookie("sid").expect("a session").to_owned();
    let mut thief = portal.another_instance().browser();
    thief.set_cookie("sid", &token);
    thief.get("/account").await.ok();

    let out = browser.submit("/sign-out", &[]).await;
    assert_eq!(out.went_to(), "/");
    assert!(out.headers.get("clear-site-data").is_some());
    assert_eq!(thief.get("/account").await.went_to(), "/sign-in?back=%2Faccount");
    assert_eq!(sessions_of(&portal, &noor).await, 0);
    assert_eq!(audited(&portal, "session.started").await, 1);
}

#[actix_web::test]
async fn an_address_that_was_kept_before_mails_had_to_be_possible_still_opens_the_door() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    for kept in ["nöor@club.example", "noor@bücher.example", "noor@[192.0.2.1]"] {
        diesel::update(members::table.find(noor.id))
            .set(members::email.eq(kept))
            .execute(&mut *portal.conn().await)
            .await
            .expect("an old address");
        let mut browser = portal.browser();
        assert_eq!(try_sign_in(&mut browser, kept, PASSWORD).await.went_to(), "/home", "{kept}");
        let again =
            browser.submit("/confirm-password", &[("password", PASSWORD), ("back", "/account")]).await;
        assert_eq!(again.went_to(), "/account", "{kept}");
    }
}

#[actix_web::test]
async fn a_planted_session_is_worth_nothing() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser();
    let planted = Token::random();
    browser.set_cookie("sid", planted.as_str());
    try_sign_in(&mut browser, "noor@club.example", PASSWORD).await.went_to();
    assert_ne!(browser.cookie("sid"), Some(planted.as_str()));

    let first = browser.cookie("sid").expect("a session").to_owned();
    try_sign_in(&mut browser, "noor@club.example", PASSWORD).await.went_to();
    let mut old = portal.browser();
    old.set_cookie("sid", &first);
    assert_eq!(old.get("/account").await.status, StatusCode::SEE_OTHER);
}

#[actix_web::test]
async fn only_a_hash_of_the_session_is_kept() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser();
    try_sign_in(&mut browser, "noor@club.example", PASSWORD).await.went_to();
    let token = Token::from_input(browser.cookie("sid").expect("a session")).expect("a token");
    let kept: Vec<Vec<u8>> =
        sessions::table.select(sessions::token_hash).load(&mut *portal.conn().await).await.expect("rows");
    assert_eq!(kept, [token.hash()]);
}

#[actix_web::test]
async fn unknown_invited_suspended_and_wrong_get_the_same_answer() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Aa").await;
    for (name, state) in
        [("Bb", MemberState::Invited), ("Cc", MemberState::Suspended), ("Dd", MemberState::Left)]
    {
        let member = member_with_password(&portal, Role::Member, name).await;
        diesel::update(members::table.find(member.id))
            .set(members::state.eq(state))
            .execute(&mut *portal.conn().await)
            .await
            .expect("a state");
    }
    let mut answers = Vec::new();
    for (name, password) in [
        ("aa", "not this one at all"),
        ("bb", PASSWORD),
        ("cc", PASSWORD),
        ("dd", PASSWORD),
        ("xx", PASSWORD),
    ] {
        let mut browser = portal.browser();
        browser.get("/sign-in").await.ok();
        let page = try_sign_in(&mut browser, &format!("{name}@club.example"), password).await.refused();
        let names: Vec<String> = page.headers.iter().map(|(name, _)| name.to_string()).collect();
        let mut names = names;
        names.sort();
        answers.push((name, page.text(), names, page.body.len()));
    }
    for (name, text, headers, length) in &answers[1..] {
        assert_eq!((text, headers, length), (&answers[0].1, &answers[0].2, &answers[0].3), "{name}");
    }
    assert!(answers[0].1.contains("don’t belong together"), "{}", answers[0].1);
    assert_eq!(audited(&portal, "session.refused").await, 5);
}

#[actix_web::test]
async fn the_account_waits_longer_after_each_failure_on_every_instance() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    let other = portal.another_instance();
    for n in 0..5 {
        let instance = if n % 2 == 0 { &portal } else { &other };
        let mut browser = instance.browser();
        try_sign_in(&mut browser, "noor@club.example", "never the right one").await.refused();
    }
    for (instance, email) in [(&portal, "noor@club.example"), (&other, "Noor@Club.example")] {
        let mut browser = instance.browser();
        let page = try_sign_in(&mut browser, email, PASSWORD).await;
        assert!(page.says("Too many tries"), "{}", page.text());
        assert_eq!(browser.cookie("sid"), None);
    }
    portal.advance(Duration::seconds(1));
    try_sign_in(&mut other.browser(), "noor@club.example", "never the right one").await.refused();
    portal.advance(Duration::seconds(1));
    assert!(try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.says("Too many tries"));
    portal.advance(Duration::minutes(1));
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.went_to();
    try_sign_in(&mut portal.browser(), "noor@club.example", "never the right one").await.refused();
}

#[actix_web::test]
async fn an_address_nobody_has_waits_just_the_same() {
    let portal = Portal::start().await;
    for _ in 0..5 {
        try_sign_in(&mut portal.browser(), "nobody@club.example", "never the right one").await.refused();
    }
    let page = try_sign_in(&mut portal.browser(), "nobody@club.example", "never the right one").await;
    assert!(page.says("Too many tries"), "{}", page.text());
}

#[actix_web::test]
async fn one_network_address_has_ten_tries_and_then_one_a_minute() {
    let portal = Portal::start().await;
    let other = portal.another_instance();
    for n in 0..10 {
        let instance = if n % 2 == 0 { &portal } else { &other };
        let page =
            try_sign_in(&mut instance.browser(), &format!("x{n}@club.example"), "whatever it is").await;
        assert!(page.says("don’t belong together"), "{n}: {}", page.text());
    }
    assert!(try_sign_in(&mut other.browser(), "x11@club.example", "whatever").await.says("Too many tries"));
    let mut elsewhere = portal.browser();
    elsewhere.address = "192.0.2.201:4000";
    assert!(try_sign_in(&mut elsewhere, "x12@club.example", "whatever").await.says("belong together"));
    portal.advance(Duration::minutes(1));
    assert!(try_sign_in(&mut portal.browser(), "x13@club.example", "whatever").await.says("belong together"));
    assert!(try_sign_in(&mut portal.browser(), "x14@club.example", "whatever").await.says("Too many tries"));
}

#[actix_web::test]
async fn a_hundred_failures_leave_only_the_reset_by_mail() {
    let portal = Portal::start().await;
    member_with_password(&portal, Role::Member, "Noor").await;
    try_sign_in(&mut portal.browser(), "noor@club.example", "never the right one").await.refused();
    diesel::update(sign_in_failures::table)
        .set(sign_in_failures::failures.eq(97))
        .execute(&mut *portal.conn().await)
        .await
        .expect("failures");
    for _ in 98..=100 {
        portal.advance(Duration::minutes(16));
        let page = try_sign_in(&mut portal.browser(), "noor@club.example", "never the right one").await;
        assert!(page.says("belong together"), "{}", page.text());
    }
    portal.advance(Duration::days(1));
    let page = try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await;
    assert!(page.says("Ask for a new one by mail"), "{}", page.text());
}

#[actix_web::test]
async fn a_session_ends_when_it_sat_idle_or_grew_old() {
    let second = Duration::seconds(1);
    for (role, idle, absolute) in [
        (Role::Member, Duration::days(14), Duration::days(30)),
        (Role::Core, Duration::minutes(60), Duration::hours(12)),
        (Role::Admin, Duration::minutes(60), Duration::hours(12)),
    ] {
        let portal = Portal::start().await;
        let mut browser = portal.sign_in_as(role, "Noor").await;
        portal.advance(idle - second);
        browser.get("/account").await.ok();
        let mut idle_one = portal.sign_in_as(role, "Joris").await;
        portal.advance(idle);
        assert_eq!(idle_one.get("/account").await.status, StatusCode::SEE_OTHER, "{role} idle");

        let mut old = portal.sign_in_as(role, "Saar").await;
        let half = idle / 2;
        let mut age = Duration::zero();
        while age + half < absolute {
            portal.advance(half);
            age += half;
            old.get("/account").await.ok();
            settle(&portal).await;
        }
        portal.advance(absolute - age - second);
        old.get("/account").await.ok();
        portal.advance(second);
        assert_eq!(old.get("/account").await.status, StatusCode::SEE_OTHER, "{role} absolute");
    }
}

/// Lets the notes about the use of sessions, which are made beside the answers, be written.
async fn settle(portal: &Portal) {
    for _ in 0..2000 {
        let seen: i64 = sessions::table
            .filter(sessions::last_seen_at.eq(portal.now()))
            .count()
            .get_result(&mut *portal.conn().await)
            .await
            .expect("a count");
        if seen > 0 {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("the session was not touched");
}

#[actix_web::test]
async fn the_oldest_session_gives_way_to_one_too_many() {
    let portal = Portal::start().await;
    let fenna = member_with_password(&portal, Role::Core, "Fenna").await;
    let mut browsers = Vec::new();
    for _ in 0..4 {
        browsers.push(portal.browser_of(&fenna).await);
        portal.advance(Duration::minutes(1));
    }
    assert_eq!(sessions_of(&portal, &fenna).await, 3);
    assert_eq!(browsers[0].get("/account").await.status, StatusCode::SEE_OTHER);
    for browser in &mut browsers[1..] {
        browser.get("/account").await.ok();
    }
}

#[actix_web::test]
async fn a_weak_hash_is_replaced_when_its_password_is_typed() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    // argon2id, 8 KiB, one pass, of "zeven natte eenden op zolder".
    let weak = weak_hash();
    let set = diesel::update(members::table.find(noor.id)).set(members::password_hash.eq(&weak));
    set.execute(&mut *portal.conn().await).await.expect("a weak hash");
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.went_to();
    let kept: Option<String> = members::table
        .find(noor.id)
        .select(members::password_hash)
        .first(&mut *portal.conn().await)
        .await
        .expect("a hash");
    assert!(kept.expect("a hash").starts_with("$argon2id$v=19$m=32768,t=2,p=1$"));
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.went_to();
}

fn weak_hash() -> String {
    use argon2::password_hash::PasswordHasher;
    let params = argon2::Params::new(8, 1, 1, None).expect("parameters");
    let weak = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params);
    weak.hash_password(PASSWORD.as_bytes()).expect("a hash").to_string()
}

#[actix_web::test]
async fn sensitive_writes_ask_for_the_password_after_a_quarter_of_an_hour() {
    let portal = Portal::start().await;
    let admin = member_with_password(&portal, Role::Admin, "Fenna").await;
    let mut browser = portal.browser_of(&admin).await;
    let invite = [("name", "Joris"), ("email", "joris@club.example"), ("role", "member")];
    portal.advance(Duration::minutes(15) - Duration::seconds(1));
    assert!(browser.submit("/members", &invite).await.went_to().starts_with("/members/"));

    portal.advance(Duration::seconds(2));
    let invite = [("name", "Saar"), ("email", "saar@club.example"), ("role", "member")];
    let asked = browser.submit("/members", &invite).await.went_to();
    assert!(asked.starts_with("/confirm-password?back=%2Fmembers%2Fnew"), "{asked}");
    let page = browser.get(&asked).await.ok();
    let back = page.attribute("input[name=back]", "value").expect("a way back");

    let wrong = browser
        .submit("/confirm-password", &[("password", "not it, not it at all"), ("back", &back)])
        .await
        .refused();
    assert!(wrong.error_at("password").contains("belong together"));
    let before = browser.cookie("sid").expect("a session").to_owned();
    let confirmed = browser.submit("/confirm-password", &[("password", PASSWORD), ("back", &back)]).await;
    assert_eq!(confirmed.went_to(), back);
    assert_ne!(browser.cookie("sid"), Some(before.as_str()));
    let mut old = portal.browser();
    old.set_cookie("sid", &before);
    assert_eq!(old.get("/account").await.status, StatusCode::SEE_OTHER);
    let form = browser.get(&back).await.ok();
    assert_eq!(form.attribute("#email", "value").as_deref(), Some("saar@club.example"));
    assert!(browser.submit("/members", &invite).await.went_to().starts_with("/members/"));
}

#[actix_web::test]
async fn every_write_that_touches_an_account_asks_for_the_password() {
    let portal = Portal::start().await;
    let admin = member_with_password(&portal, Role::Admin, "Ada").await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&admin).await;
    portal.advance(Duration::minutes(15) + Duration::seconds(1));
    let writes: Vec<String> = table()
        .into_iter()
        .filter(|route| route.method == "POST" && route.path.starts_with("/members"))
        .map(|route| route.path.replace("{id}", &noor.id.to_string()))
        .collect();
    assert_eq!(writes.len(), 7, "a new write about members is asked for the password too: {writes:?}");
    for path in &writes {
        let asked = browser.submit(path, &[("role", "core"), ("name", "X"), ("email", "x@e.example")]).await;
        assert!(asked.went_to().starts_with("/confirm-password?back="), "{path}");
    }
    browser.submit("/confirm-password", &[("password", PASSWORD), ("back", "/members")]).await.went_to();
    portal.advance(Duration::minutes(14));
    browser.get("/account").await.ok();
    settle(&portal).await;
    let role = format!("/members/{}/role", noor.id);
    assert_eq!(browser.submit(&role, &[("role", "core")]).await.went_to(), format!("/members/{}", noor.id));
    portal.advance(Duration::minutes(2));
    let asked = browser.submit(&role, &[("role", "member")]).await.went_to();
    assert!(asked.starts_with("/confirm-password"), "using it does not prolong it: {asked}");
}

#[actix_web::test]
async fn what_is_over_is_swept_away_and_what_is_open_stays() {
    let portal = Portal::start().await;
    let (noor, saar) = (
        member_with_password(&portal, Role::Member, "Noor").await,
        member_with_password(&portal, Role::Member, "Saar").await,
    );
    portal.browser_of(&noor).await;
    try_sign_in(&mut portal.browser(), "saar@club.example", "never the right one").await.refused();
    portal.advance(Duration::days(14));
    let mut open = portal.browser_of(&saar).await;
    let mut sweep = Sweep::new(portal.app.pool.clone(), portal.clock.clone());
    sweep.turn(&StopSwitch::new().watch()).await;
    assert_eq!((sessions_of(&portal, &noor).await, sessions_of(&portal, &saar).await), (0, 1));
    open.get("/account").await.ok();
    let limits: i64 =
        rate_limits::table.count().get_result(&mut *portal.conn().await).await.expect("a count");
    assert_eq!(limits, 0);
}

#[actix_web::test]
async fn the_way_back_after_a_password_stays_on_the_portal() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    for elsewhere in
        ["//e.example", "/\\e.example", "https:e", "javascript:alert(1)", "/\t/e", "https://e.example/"]
    {
        let mut browser = portal.browser_of(&noor).await;
        let page =
            browser.get(&format!("/confirm-password?back={}", domovoi::paths::segment(elsewhere))).await.ok();
        assert_eq!(page.attribute("input[name=back]", "value").as_deref(), Some("/home"), "{elsewhere}");
        let gone = browser.submit("/confirm-password", &[("password", PASSWORD), ("back", elsewhere)]).await;
        assert_eq!(gone.went_to(), "/home", "{elsewhere}");
        portal.advance(Duration::minutes(1));
    }
}

#[actix_web::test]
async fn a_suspension_between_password_and_session_wins() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let token =
        session::create(&mut *portal.conn().await, &noor, None, "", portal.now()).await.expect("a session");
    diesel::update(members::table.find(noor.id))
        .set(members::state.eq(MemberState::Suspended))
        .execute(&mut *portal.conn().await)
        .await
        .expect("a state");
    let found =
        session::current(&*portal.conn().await, &token.hash(), portal.now()).await.expect("an answer");
    assert_eq!(found.map(|(session, _)| session.id), None);
}
