//! In which language a page speaks: a member's own, a visitor's as chosen or as their browser asks.

use actix_web::http::Method;
use diesel::{ExpressionMethods, QueryDsl};
use diesel_async::RunQueryDsl;
use domovoi::db::schema::members;
use domovoi::members::Role;
use domovoi::words::Locale;

use crate::members::people::{PASSWORD, member_with_password, try_sign_in};
use crate::support::{Browser, Page, Portal};

const WELL: [(&str, &str); 2] = [("en", "Nobody lives here yet."), ("nl", "Hier woont nog niemand.")];

async fn asking(browser: &mut Browser, path: &str, languages: &str) -> Page {
    browser.send(Method::GET, path, &[("accept-language", languages)], Vec::new()).await.ok()
}

fn language_of(page: &Page) -> String {
    page.attribute("html", "lang").expect("every page says its language")
}

#[actix_web::test]
async fn a_browser_is_answered_in_the_first_of_its_languages_that_the_portal_speaks() {
    let portal = Portal::start().await;
    let asked = [
        ("nl", "nl"),
        ("nl-BE", "nl"),
        ("de-DE, nl;q=0.7, en;q=0.8", "en"),
        ("de, nl;q=0.5", "nl"),
        ("fr", "en"),
        ("*", "en"),
        ("", "en"),
        ("nl;q=2, ;;,=", "en"),
    ];
    for (languages, expected) in asked {
        let mut browser = portal.browser();
        for path in ["/", "/sign-in"] {
            let page = asking(&mut browser, path, languages).await;
            assert_eq!(language_of(&page), expected, "{path}: {languages:?}");
        }
    }
    for (language, answer) in WELL {
        let page = asking(&mut portal.browser(), "/", language).await;
        assert_eq!(page.all("h1"), [answer]);
        let vary = page.headers.get("vary").expect("the page differs").to_str().expect("ASCII");
        assert!(vary.contains("Accept-Language"), "{vary}");
    }
}

#[actix_web::test]
async fn a_visitor_reads_on_in_the_other_language_where_they_were() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    let page = browser.get("/sign-in?back=/home").await.ok();
    assert_eq!(page.all(".account a[lang=nl] .wide"), ["Nederlands"]);
    let link = page.attribute(".account a[lang=nl]", "href").expect("a link to the other language");
    assert_eq!(browser.get(&link).await.went_to(), "/sign-in?back=/home");

    // What was chosen outweighs what the browser asks for, also on the page that lies ready.
    for path in ["/", "/sign-in", "/nowhere"] {
        let page = browser.send(Method::GET, path, &[("accept-language", "en")], Vec::new()).await;
        assert_eq!(language_of(&page), "nl", "{path}");
    }
    let page = browser.get("/").await.ok();
    let link = page.attribute(".account a[lang=en]", "href").expect("a link back");
    assert_eq!(browser.get(&link).await.went_to(), "/");
    assert_eq!(language_of(&browser.get("/").await.ok()), "en");
}

#[actix_web::test]
async fn a_language_that_nobody_speaks_here_is_no_page() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    for language in ["de", "NL", "nl-NL", "nl%20", "..%2F"] {
        browser.get(&format!("/language/{language}")).await.missing();
    }
    browser.set_cookie("language", "tlh");
    assert_eq!(language_of(&browser.get("/").await.ok()), "en");
}

#[actix_web::test]
async fn a_member_reads_their_own_language_whatever_the_browser_asks_for() {
    let portal = Portal::start().await;
    let noor = member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser();
    try_sign_in(&mut browser, &noor.email, PASSWORD).await.went_to();
    let page = asking(&mut browser, "/home", "nl").await;
    assert_eq!(language_of(&page), "en");
    assert!(page.all(".account a[lang]").is_empty(), "a member chooses in the account");

    diesel::update(members::table.find(noor.id))
        .set(members::locale.eq(Locale::Nl))
        .execute(&mut *portal.conn().await)
        .await
        .expect("it is a language");
    for path in ["/home", "/", "/account", "/issues", "/nowhere"] {
        let page = browser.send(Method::GET, path, &[("accept-language", "en")], Vec::new()).await;
        assert_eq!(language_of(&page), "nl", "{path}");
    }
}
