//! The tokens with which a dom0 reports: seen once, kept as a hash, revoked.

use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{audit_entries, host_tokens};
use domovoi::db::token::Token;
use domovoi::fleet::host_token::host_of;
use domovoi::members::Role;

use crate::support::{Browser, Page, Portal, builders};

async fn with_prins() -> (Portal, Browser) {
    let portal = Portal::start().await;
    {
        let conn = &mut *portal.conn().await;
        let site = builders::site(conn, "DC1", "DC1 Amsterdam", portal.now()).await;
        builders::host(conn, site, "prins", 24, 400, portal.now()).await;
    }
    let core = portal.sign_in_as(Role::Core, "Fenna").await;
    (portal, core)
}

#[track_caller]
fn shown(page: &Page) -> Token {
    assert_eq!(page.status, StatusCode::CREATED, "{}", page.text());
    let lines = page.all("pre").join(" ");
    let text = lines.split("token = ").nth(1).expect("it is shown");
    Token::from_input(text.trim()).expect("a token")
}

#[actix_web::test]
async fn a_token_is_shown_once_kept_as_a_hash_and_opens_nothing_once_revoked() {
    let (portal, mut core) = with_prins().await;
    assert!(core.get("/hosts/prins").await.ok().says("It has no token"));
    let made = core.submit("/hosts/prins/tokens", &[]).await;
    let token = shown(&made);
    assert!(made.headers.get("cache-control").is_some_and(|value| value == "no-store"));
    assert!(made.says("portal = http://portal.example.org"), "{}", made.text());

    let host = core.get("/hosts/prins").await.ok();
    assert!(host.says("Not yet") && host.says("Fenna"), "{}", host.text());
    assert!(!host.html().contains(token.as_str()), "it is never shown again");
    let conn = &mut *portal.conn().await;
    let hashes: Vec<Vec<u8>> =
        host_tokens::table.select(host_tokens::token_hash).load(conn).await.expect("rows");
    assert_eq!(hashes, [token.hash()]);

    assert!(host_of(conn, &token, portal.now()).await.expect("a query").is_some());
    assert!(!core.get("/hosts/prins").await.ok().says("Not yet"), "its use is shown");
    core.submit("/hosts/prins/tokens/1/revocation", &[]).await.went_to();
    core.submit("/hosts/prins/tokens/1/revocation", &[]).await.went_to();
    assert!(core.get("/hosts/prins").await.ok().says("Revoked"));
    assert_eq!(host_of(conn, &token, portal.now()).await.expect("a query"), None);

    let entries = audit_entries::table.select((audit_entries::action, audit_entries::subject));
    let entries: Vec<(String, String)> = entries.order(audit_entries::id).load(conn).await.expect("entries");
    let expected = [("host.token_made", "host prins"), ("host.token_revoked", "host prins")];
    assert_eq!(entries, expected.map(|(action, subject)| (action.to_owned(), subject.to_owned())));
}

#[actix_web::test]
async fn a_token_of_another_host_is_not_there_and_too_many_are_refused() {
    let (portal, mut core) = with_prins().await;
    {
        let conn = &mut *portal.conn().await;
        let site = builders::site(conn, "DC2", "DC2 Haarlem", portal.now()).await;
        builders::host(conn, site, "spaarne", 24, 400, portal.now()).await;
    }
    shown(&core.submit("/hosts/prins/tokens", &[]).await);
    core.submit("/hosts/spaarne/tokens/1/revocation", &[]).await.missing();
    core.submit("/hosts/prins/tokens/2/revocation", &[]).await.missing();
    core.submit("/hosts/prins/tokens/x/revocation", &[]).await.missing();
    for _ in 0..3 {
        shown(&core.submit("/hosts/prins/tokens", &[]).await);
    }
    let refused = core.submit("/hosts/prins/tokens", &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.text());
    core.submit("/hosts/prins/tokens/1/revocation", &[]).await.went_to();
    shown(&core.submit("/hosts/prins/tokens", &[]).await);
}

#[actix_web::test]
async fn who_was_not_asked_for_the_password_for_long_is_asked_again() {
    let (portal, mut core) = with_prins().await;
    portal.advance(chrono::Duration::minutes(20));
    let asked = core.submit("/hosts/prins/tokens", &[]).await;
    assert_eq!(asked.went_to(), "/confirm-password?back=%2Fhosts%2Fprins");
    let made: i64 = host_tokens::table.count().get_result(&mut *portal.conn().await).await.expect("a count");
    assert_eq!(made, 0);
}
