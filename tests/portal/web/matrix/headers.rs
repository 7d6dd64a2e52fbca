//! The headers of every answer: pages, redirects, refused forms, what is not there and what cannot
//! be read, for everybody.

use std::collections::BTreeSet;

use actix_web::http::{Method, StatusCode};
use domovoi::db::Pool;
use domovoi::db::token::Token;
use domovoi::members::Role;
use domovoi::web::csrf;
use scraper::{Html, Selector};

use super::rows::{ROWS, Row};
use super::world::{Things, Who, World};
use crate::members::people::{PASSWORD, member_with_password};
use crate::support::{Browser, Page, Portal};

const ALWAYS: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("x-permitted-cross-domain-policies", "none"),
    ("x-dns-prefetch-control", "off"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), usb=(), publickey-credentials-get=(self)",
    ),
];

const POLICY: &str = "default-src 'none'; script-src [script]; style-src 'self'; img-src 'self'; \
                      font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; \
                      base-uri 'none'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; \
                      require-trusted-types-for 'script'; trusted-types 'none'";

#[actix_web::test]
async fn every_answer_to_everybody_carries_the_headers() {
    let world = World::begin().await;
    let mut crawl = Crawl::default();
    let visits = [
        (Who::Nobody, &world.nobody),
        (Who::Ada, &world.ada),
        (Who::Core, &world.bert),
        (Who::Admin, &world.cleo),
    ];
    for (who, own) in visits {
        let mut browser = world.browser(who).await;
        for row in ROWS {
            if matches!(who, Who::Nobody | Who::Admin) {
                crawl.misuse(who, row, &mut browser, own).await;
            }
            for things in [&world.nobody, own] {
                let page = row.ask(&mut browser, things).await;
                crawl.look(who, row, &browser, &page);
            }
        }
    }
    assert!(crawl.wrong.is_empty(), "{}", crawl.wrong.join("\n"));
    let all = [200, 303, 400, 403, 404, 405, 409, 413, 414, 422, 431];
    let unseen: Vec<_> = all.into_iter().filter(|status| !crawl.seen.contains(status)).collect();
    assert_eq!(unseen, Vec::<u16>::new(), "answers that the crawl never met");
    assert!(crawl.nonces.len() > 200, "{}", crawl.nonces.len());
}

#[actix_web::test]
async fn answers_without_a_database_carry_them_too() {
    let mut world = World::begin().await;
    let sid = world.browser(Who::Admin).await.cookie("sid").expect("a session").to_owned();
    let nowhere = "host=127.0.0.1 port=1 user=nobody dbname=nothing sslmode=disable";
    world.portal.app.pool = Pool::new(nowhere, 1).expect("a pool");
    let mut browser = world.portal.browser();
    browser.set_cookie("sid", &sid);
    let mut crawl = Crawl::default();
    let mut away = 0;
    for row in ROWS {
        let page = row.ask(&mut browser, &world.nobody).await;
        crawl.look(Who::Admin, row, &browser, &page);
        if page.status == StatusCode::SERVICE_UNAVAILABLE && row.path != "/readyz" {
            assert_eq!(header(&page, "retry-after"), "5", "{row:?}");
            away += 1;
        }
    }
    assert!(crawl.wrong.is_empty(), "{}", crawl.wrong.join("\n"));
    assert!(!crawl.seen.contains(&500), "what is away is not broken");
    assert!(away * 10 > ROWS.len() * 9, "{away} of {}", ROWS.len());
}

#[derive(Default)]
struct Crawl {
    seen: BTreeSet<u16>,
    nonces: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Crawl {
    /// Everything but what the row is meant for.
    async fn misuse(&mut self, who: Who, row: &Row, browser: &mut Browser, things: &Things) {
        let at = row.address(things);
        if row.is_post() {
            let broken = [
                ("application/x-www-form-urlencoded", b"csrf_token=stale".to_vec()),
                ("application/x-www-form-urlencoded", vec![b'x'; 70 * 1024]),
                ("application/json", b"{}".to_vec()),
            ];
            for (content_type, body) in broken {
                let headers = [("sec-fetch-site", "same-origin"), ("content-type", content_type)];
                let page = browser.send(Method::POST, &at, &headers, body).await;
                self.look(who, row, browser, &page);
            }
            let page = row.ask_with(browser, &at, &[]).await;
            self.look(who, row, browser, &page);
        }
        let page = browser.send(Method::PATCH, &at, &[("sec-fetch-site", "same-origin")], Vec::new()).await;
        self.look(who, row, browser, &page);
        let page = browser.send(Method::GET, &at, &[("x-long", &"x".repeat(33 * 1024))], Vec::new()).await;
        self.look(who, row, browser, &page);
        let long = format!("{}?{}", at.split('?').next().unwrap_or_default(), "x".repeat(9000));
        let page = browser.get(&long).await;
        self.look(who, row, browser, &page);
    }

    fn look(&mut self, who: Who, row: &Row, browser: &Browser, page: &Page) {
        let status = page.status.as_u16();
        self.seen.insert(status);
        let mut wrongs = headers_wrong_with(who, row, browser, page);
        wrongs.extend(self.policy_wrong_with(row, page));
        wrongs.extend(html_wrong_with(row, page));
        let wrongs =
            wrongs.into_iter().map(|why| format!("{who:?} {} {} {status}: {why}", row.method, row.path));
        self.wrong.extend(wrongs);
    }

    fn policy_wrong_with(&mut self, row: &Row, page: &Page) -> Option<String> {
        let policy = header(page, "content-security-policy");
        if row.path.ends_with("/html") && page.status.is_success() {
            let is_fenced = policy.contains("default-src 'none'") && policy.contains("; sandbox");
            return (!is_fenced || policy.contains("script-src")).then_some(policy);
        }
        let script = policy.split("script-src ").nth(1).and_then(|rest| rest.split(';').next()).unwrap_or("");
        if policy != POLICY.replace("[script]", script) {
            return Some(policy);
        }
        match script.strip_prefix("'nonce-").and_then(|rest| rest.strip_suffix('\'')) {
            None if script == "'none'" => None,
            // The ready page says nothing of whoever asks, and has one as long as it lies ready.
            Some(nonce) if nonce.len() == 22 && row.path == "/" && page.headers.contains_key("etag") => None,
            Some(nonce) if nonce.len() == 22 && self.nonces.insert(nonce.to_owned()) => None,
            _ => Some(format!("scripts from {script}")),
        }
    }
}

fn header(page: &Page, name: &str) -> String {
    let values = page.headers.get_all(name).map(|value| value.to_str().expect("ASCII"));
    values.collect::<Vec<_>>().join(" and ")
}

fn headers_wrong_with(who: Who, row: &Row, browser: &Browser, page: &Page) -> Vec<String> {
    let is_asset = row.path.starts_with("/assets/") && page.status.is_success();
    let is_ready = row.path == "/" && page.status.is_success() && browser.cookie("sid").is_none();
    let is_stream = row.path.starts_with("/live/") && page.status.is_success();
    let (kept, vary) = match (is_asset, is_ready) {
        _ if is_stream => ("no-store, no-transform", "Cookie, Sec-Fetch-Site, Origin"),
        (true, _) => ("no-cache", "Accept-Encoding"),
        (_, true) => ("no-cache", "Accept-Encoding, Accept-Language, Cookie"),
        _ => ("no-store", "Cookie, Sec-Fetch-Site, Origin"),
    };
    // What is refused before it is known which page was meant tells nobody its address either way.
    let is_routed = !matches!(page.status.as_u16(), 414 | 431);
    let referrer = if row.path.contains("{token}") && is_routed { "no-referrer" } else { "same-origin" };
    let mut expected = ALWAYS.to_vec();
    expected.extend([("cache-control", kept), ("vary", vary), ("referrer-policy", referrer)]);
    expected.extend([("server", ""), ("x-powered-by", "")]);
    if row.path == "/sign-out" && page.status == 303 && who != Who::Nobody && page.location() == "/" {
        expected.push(("clear-site-data", "\"cache\", \"cookies\", \"storage\""));
    }
    let differs = |(name, value): &(&str, &str)| {
        let is = header(page, name);
        (is != *value).then(|| format!("{name} is {is:?}, not {value:?}"))
    };
    let mut wrong: Vec<String> = expected.iter().filter_map(differs).collect();
    wrong.extend(page.headers.get_all("set-cookie").filter_map(|cookie| {
        let cookie = cookie.to_str().expect("ASCII");
        (!is_guarded(cookie)).then(|| format!("the cookie {cookie}"))
    }));
    if !page.location().is_empty() && !page.location().starts_with('/') {
        wrong.push(format!("leads to {}", page.location()));
    }
    wrong
}

fn is_guarded(cookie: &str) -> bool {
    let has = |flag: &str| cookie.split("; ").any(|part| part == flag);
    has("HttpOnly") && has("SameSite=Lax") && has("Path=/") && !cookie.contains("Domain")
}

/// What the policy would not let run or look as it was meant.
fn html_wrong_with(row: &Row, page: &Page) -> Vec<String> {
    let is_mail = row.path.ends_with("/html") && page.status.is_success();
    if is_mail || !header(page, "content-type").starts_with("text/html") {
        return Vec::new();
    }
    let document = Html::parse_document(&page.html());
    let inline = "style, [style], script:not([src]), [onclick], [onload], [onerror], [onsubmit], [onchange], \
                  [href^='javascript:'], iframe, object, embed, base";
    let inline = Selector::parse(inline).expect("a selector");
    let mut wrong: Vec<String> = document.select(&inline).map(|found| found.html()).collect();
    let policy = header(page, "content-security-policy");
    for script in document.select(&Selector::parse("script").expect("a selector")) {
        let nonce = script.value().attr("nonce").unwrap_or_default();
        if nonce.is_empty() || !policy.contains(&format!("'nonce-{nonce}'")) {
            wrong.push(script.html());
        }
    }
    wrong
}

#[actix_web::test]
async fn over_tls_every_cookie_belongs_to_this_host_alone() {
    let mut portal = Portal::start().await;
    portal.app.letterhead.public_url = "https://portal.example.org".to_owned();
    member_with_password(&portal, Role::Member, "Noor").await;
    let mut browser = portal.browser();
    let page = browser.get("/sign-in").await.ok();
    assert_eq!(cookies(&page), ["__Host-form"]);
    let secret = Token::random();
    browser.set_cookie("__Host-form", secret.as_str());
    let token = csrf::form_token(&secret);
    let fields = [("csrf_token", token.as_str()), ("email", "noor@club.example"), ("password", PASSWORD)];
    let page = browser.post("/sign-in", &fields).await;
    assert_eq!(page.went_to(), "/home");
    assert_eq!(cookies(&page), ["__Host-device", "__Host-form", "__Host-sid"]);
    let secret = Token::from_input(browser.cookie("__Host-sid").expect("a session")).expect("a token");
    let page = browser.post("/sign-out", &[("csrf_token", &csrf::form_token(&secret))]).await;
    assert_eq!(page.went_to(), "/");
    assert_eq!(cookies(&page), ["__Host-device", "__Host-sid"]);
}

/// The names of the cookies of an answer, each guarded as it has to be.
fn cookies(page: &Page) -> Vec<String> {
    let mut names = Vec::new();
    for cookie in page.headers.get_all("set-cookie") {
        let cookie = cookie.to_str().expect("ASCII");
        assert!(is_guarded(cookie) && cookie.contains("; Secure"), "{cookie}");
        names.push(cookie.split('=').next().unwrap_or_default().to_owned());
    }
    names.sort();
    names
}
