//! What members change of their own account.

use actix_web::http::StatusCode;
use domovoi::members::{MemberState, Role};
use domovoi::words::Locale;

use super::people::{ANOTHER, PASSWORD, mails, member_with_password, reload, sessions_of, try_sign_in};
use crate::support::Portal;

#[actix_web::test]
async fn a_member_changes_their_profile_and_nothing_else() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    let page = browser.get("/account").await.ok();
    assert!(page.attribute("#new_password", "aria-describedby").as_deref() == Some("new_password-h"));
    assert!(!page.html().contains("aria-describedby=\"\""), "what describes nothing is left out");
    assert_eq!(page.attribute("input[name=status_updates]", "checked").as_deref(), Some(""));
    assert_eq!(page.all("option[selected]"), ["English", "Europe/Amsterdam"]);
    let fields = [
        ("name", "Noor van Higgs"),
        ("locale", "nl"),
        ("time_zone", "Asia/Tokyo"),
        ("second_email", "noor@postbus.example"),
        ("role", "admin"),
        ("is_admin", "1"),
        ("state", "left"),
        ("email", "other@club.example"),
        ("id", "999"),
        ("password_hash", "x"),
    ];
    assert_eq!(browser.submit("/account", &fields).await.went_to(), "/account?done=saved");
    let after = reload(&portal, &noor).await;
    assert_eq!(
        (after.name.as_str(), after.locale, after.time_zone.as_str(), after.second_email),
        // It counts once its link was opened: see `addresses`.
        ("Noor van Higgs", Locale::Nl, "Asia/Tokyo", None)
    );
    assert_eq!(
        (after.role, after.state, after.email),
        (Role::Member, MemberState::Active, noor.email.clone())
    );
    let page = browser.get("/account").await.ok();
    assert_eq!(page.attribute("input[name=status_updates]", "checked"), None);
    let mut off = fields.to_vec();
    off.extend([("status_updates", "yes")]);
    browser.submit("/account", &off).await.went_to();
    assert!(browser.get("/account").await.attribute("input[name=status_updates]", "checked").is_some());
    try_sign_in(&mut portal.browser(), "noor@club.example", PASSWORD).await.went_to();
}

#[actix_web::test]
async fn a_bad_profile_comes_back_as_it_was_typed() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    let long = "n".repeat(101);
    let fields =
        [("name", long.as_str()), ("locale", "xx"), ("time_zone", "nowhere"), ("second_email", "no address")];
    let page = browser.submit("/account", &fields).await.refused();
    for field in ["name", "locale", "time_zone", "second_email"] {
        assert!(!page.error_at(field).is_empty(), "{field}");
    }
    assert_eq!(page.attribute("#second_email", "value").as_deref(), Some("no address"));
    let fields =
        [("name", "Noor"), ("locale", "en"), ("time_zone", "UTC"), ("second_email", "NOOR@club.example")];
    assert!(
        browser.submit("/account", &fields).await.refused().error_at("second_email").contains("sign in with")
    );
    assert_eq!(reload(&portal, &noor).await, noor);
}

#[actix_web::test]
async fn what_hides_in_a_pasted_text_is_left_out_of_it() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser_of(&noor).await;
    let with_wishes = |wishes: &'static str| {
        [("name", "Noor"), ("locale", "en"), ("time_zone", "UTC"), ("move_wishes", wishes)]
    };
    let pasted = "Even\u{ad}ings,\u{200b} please 👩\u{200d}🚀";
    browser.submit("/account", &with_wishes(pasted)).await.went_to();
    assert_eq!(browser.get("/account").await.all("#move_wishes"), ["Evenings, please 👩\u{200d}🚀"]);
    browser.submit("/account", &with_wishes("\u{200b} \u{feff}")).await.went_to();
    assert_eq!(browser.get("/account").await.all("#move_wishes"), [""]);
}

#[actix_web::test]
async fn changing_the_password_signs_out_everywhere_else_and_is_told() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut here = portal.browser_of(&noor).await;
    let mut there = portal.browser_of(&noor).await;
    let change = |present: &'static str, new: &'static str| {
        [("present_password", present), ("new_password", new), ("new_password_again", new)]
    };
    let page = here.submit("/account/password", &change("this is not it at all", ANOTHER)).await.refused();
    assert!(page.error_at("present_password").contains("not your present password"));
    let page = here.submit("/account/password", &change(PASSWORD, "qwertyqwertyqwerty")).await.refused();
    assert!(!page.error_at("new_password").is_empty());
    let page = here.submit("/account/password", &change(PASSWORD, PASSWORD)).await.refused();
    assert!(page.error_at("new_password").contains("the password you have"), "{}", page.text());
    let page = here.submit("/account/password", &change("", ANOTHER)).await.refused();
    assert!(!page.error_at("present_password").is_empty());
    there.get("/account").await.ok();
    assert_eq!(mails(&portal, "password_changed").await.len(), 0);

    let before = here.cookie("sid").expect("a session").to_owned();
    assert_eq!(
        here.submit("/account/password", &change(PASSWORD, ANOTHER)).await.went_to(),
        "/account?done=password"
    );
    here.get("/account").await.ok();
    assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
    let mut old = portal.browser();
    old.set_cookie("sid", &before);
    assert_eq!(old.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(mails(&portal, "password_changed").await.len(), 1);
    try_sign_in(&mut portal.browser(), "noor@club.example", ANOTHER).await.went_to();
}

#[actix_web::test]
async fn the_others_are_signed_out_and_this_one_stays() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let joris = member_with_password(&portal, Role::Member, "Joris").await;
    let mut here = portal.browser_of(&noor).await;
    let mut there = portal.browser_of(&noor).await;
    let mut neighbour = portal.browser_of(&joris).await;
    assert!(here.get("/account").await.says("Sign out the other one"));
    assert_eq!(here.submit("/account/sessions", &[]).await.went_to(), "/account?done=others");
    here.get("/account").await.ok();
    neighbour.get("/account").await.ok();
    assert_eq!(there.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(sessions_of(&portal, &noor).await, 1);
}
