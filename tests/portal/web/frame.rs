//! What holds for every page: headers, the fence against foreign forms, error pages.

use actix_web::http::{Method, StatusCode};
use domovoi::members::Role;

use crate::support::Portal;

#[actix_web::test]
async fn every_answer_carries_the_headers() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    for path in ["/sign-in", "/nowhere", "/assets/x/css/portal.css", "/sign-in?%00"] {
        let page = browser.get(path).await;
        let header =
            |name: &str| page.headers.get(name).map(|value| value.to_str().expect("ASCII").to_owned());
        let policy = header("content-security-policy").expect("a policy");
        assert!(policy.starts_with("default-src 'none'; script-src "), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(header("x-content-type-options").as_deref(), Some("nosniff"), "{path}");
        assert_eq!(header("x-frame-options").as_deref(), Some("DENY"), "{path}");
        assert_eq!(header("referrer-policy").as_deref(), Some("same-origin"), "{path}");
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-embedder-policy", "require-corp"),
            ("x-permitted-cross-domain-policies", "none"),
            ("x-dns-prefetch-control", "off"),
            (
                "permissions-policy",
                "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), \
                 magnetometer=(), microphone=(), midi=(), payment=(), usb=(), \
                 publickey-credentials-get=(self)",
            ),
        ] {
            assert_eq!(header(name).as_deref(), Some(value), "{path}: {name}");
        }
        if !path.starts_with("/assets/") {
            assert_eq!(header("cache-control").as_deref(), Some("no-store"), "{path}");
            assert_eq!(header("vary").as_deref(), Some("Cookie, Sec-Fetch-Site, Origin"), "{path}");
        }
        assert_eq!((header("server"), header("x-powered-by")), (None, None), "{path}");
    }
}

#[actix_web::test]
async fn the_nonce_is_new_in_every_answer() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    let first = browser.get("/sign-in").await.attribute("script", "nonce").expect("a nonce");
    let second = browser.get("/sign-in").await.attribute("script", "nonce").expect("a nonce");
    assert_ne!(first, second);
}

#[actix_web::test]
async fn a_form_from_elsewhere_is_refused() {
    let portal = Portal::start().await;
    let mut browser = portal.sign_in_as(Role::Member, "Noor").await;
    let body = format!("csrf_token={}", browser.form_token());
    let form = ("content-type", "application/x-www-form-urlencoded");
    let foreign: [&[(&str, &str)]; 7] = [
        &[form, ("sec-fetch-site", "cross-site")],
        &[form, ("sec-fetch-site", "same-site")],
        &[form, ("sec-fetch-site", "none")],
        &[form, ("origin", "https://evil.example")],
        &[form, ("origin", "http://portal.example.org.evil.example")],
        &[form, ("origin", "null")],
        &[form],
    ];
    for headers in foreign {
        let page = browser.send(Method::POST, "/sign-out", headers, body.clone().into_bytes()).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{headers:?}");
        assert!(page.says("This page was open for too long"), "{headers:?}");
    }
    let wrong_token = browser.post("/sign-out", &[("csrf_token", "AAAA")]).await;
    assert_eq!(wrong_token.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.submit("/sign-out", &[]).await.went_to(), "/");
}

#[actix_web::test]
async fn what_was_typed_into_a_stale_form_is_not_lost() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    let page = browser.post("/sign-in", &[("email", "noor@example.org"), ("password", "never shown")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(page.all("textarea"), ["noor@example.org"]);
    assert!(!page.html().contains("never shown"));
}

#[actix_web::test]
async fn what_cannot_be_read_is_a_clear_no() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    let huge = vec![b'a'; 70 * 1024];
    assert_eq!(browser.post_bytes("/sign-in", huge).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    for body in ["email=%ff", "email=%00", "email=%"] {
        let page = browser.post_bytes("/sign-in", body.into()).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{body}");
    }
    let put = browser.send(Method::PUT, "/sign-in", &[("sec-fetch-site", "same-origin")], Vec::new()).await;
    assert_eq!(put.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[actix_web::test]
async fn an_address_and_headers_have_their_most() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    let path = |length: usize| format!("/sign-in?back={}", "a".repeat(length - "/sign-in?back=".len()));
    assert_eq!(browser.get(&path(8192)).await.status, StatusCode::OK);
    let page = browser.get(&path(8193)).await;
    assert_eq!(page.status, StatusCode::URI_TOO_LONG);
    assert!(page.says("This address is too long"), "{}", page.text());
    for (length, status) in
        [(32_000, StatusCode::OK), (32 * 1024 + 1, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE)]
    {
        let value = "a".repeat(length);
        let page = browser.send(Method::GET, "/sign-in", &[("x-long", &value)], Vec::new()).await;
        assert_eq!(page.status, status, "{length}");
    }
}

#[actix_web::test]
async fn over_tls_transport_security_and_upgrades_are_asked_for() {
    let mut portal = Portal::start().await;
    portal.app.letterhead.public_url = "https://portal.example.org".to_owned();
    let page = portal.browser().get("/sign-in").await.ok();
    let header = |name: &str| page.headers.get(name).expect(name).to_str().expect("ASCII").to_owned();
    assert_eq!(header("strict-transport-security"), "max-age=63072000; includeSubDomains");
    assert!(header("content-security-policy").ends_with("upgrade-insecure-requests"));
}

#[actix_web::test]
async fn a_member_signs_in_and_out() {
    let portal = Portal::start().await;
    let mut browser = portal.browser();
    let page = browser
        .submit("/sign-in", &[("email", "nobody@club.example"), ("password", "whatever it may be")])
        .await
        .refused();
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("nobody@club.example"));
    assert_eq!(page.attribute("#password", "value").as_deref(), Some(""));
}
