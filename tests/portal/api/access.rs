//! Who may report what, and how a refusal reads.

use actix_web::http::Method;
use chrono::Duration;
use domovoi::db::ids::MigrationId;
use domovoi::db::token::Token;
use domovoi::reports::{Attempt, MOST_BYTES, Want};

use crate::migrations::story::{Story, november};
use crate::support::dom0::{began, problem, reports};
use crate::support::{Dom0, builders};

#[actix_web::test]
async fn without_a_token_that_opens_something_there_is_nothing() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let body = format!(r#"{{"version":1,"boot":"{}","items":[]}}"#, uuid::Uuid::nil());
    assert_eq!(prins.post(&reports(id, 1), body.as_str()).await.status.as_u16(), 200);
    let mut browser = story.portal.browser();
    for headers in [
        vec![],
        vec![("authorization", "Bearer")],
        vec![("authorization", "Bearer short")],
        vec![("authorization", "Basic Og==")],
    ] {
        let page = browser.send(Method::POST, &reports(id, 1), &headers, body.clone().into()).await;
        assert_eq!(problem(&page).status, 401, "{headers:?}");
        assert_eq!(page.headers.get("www-authenticate").expect("how to ask"), "Bearer");
    }
    prins.token = Token::random();
    assert_eq!(problem(&prins.post(&reports(id, 1), body).await).status, 401);
}

#[actix_web::test]
async fn an_attempt_of_other_hosts_looks_like_one_that_does_not_exist() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let (conn, now) = (&mut *story.conn().await, story.now());
    let vliet = builders::host(conn, domovoi::db::ids::SiteId(1), "vliet", 24, 400, now).await;
    let mut vliet = Dom0::of(&story.portal, vliet).await;
    let foreign = vliet.report((id, 1), &[began(1, now, 7)]).await;
    let none = vliet.report((MigrationId(987_654), 1), &[began(1, now, 7)]).await;
    assert_eq!((foreign.status.as_u16(), &foreign.body), (404, &none.body));
    let foreign = vliet.get(&format!("/api/v1/migrations/{id}/attempt")).await;
    assert_eq!((foreign.status.as_u16(), &foreign.body), (404, &none.body));
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    assert_eq!(problem(&prins.report((id, 2), &[began(1, now, 7)]).await).status, 404);
    for path in ["/api/v1/migrations/142/attempts/1/reports", "/api/v1/migrations/M-1/attempts/x/reports"] {
        assert_eq!(problem(&prins.post(path, "{}").await).status, 404);
    }
    assert_eq!(problem(&prins.get("/api/v1/nothing").await).status, 404);
    assert_eq!(problem(&prins.get(&reports(id, 1)).await).status, 405);
}

#[actix_web::test]
async fn a_broken_batch_is_told_what_is_wrong_and_where() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let boot = uuid::Uuid::nil();
    let good = r#"{"seq":1,"at":"2026-11-17T21:04:05Z","kind":"fenced"}"#;
    let wrong = r#"{"seq":2,"at":"2026-11-17T21:04:05Z","kind":"step","step":"jump","word":"ended"}"#;
    let body = format!(r#"{{"version":1,"boot":"{boot}","items":[{good},{wrong}]}}"#);
    let told = problem(&prins.post(&reports(id, 1), body).await);
    assert_eq!((told.status, told.item), (422, Some(1)));
    assert!(told.detail.contains("no such step"), "{}", told.detail);
    let page = prins.post(&reports(id, 1), format!(r#"{{"version":2,"boot":"{boot}","items":[]}}"#)).await;
    assert!(problem(&page).detail.contains("version 2 is not 1"));
    let page = prins.post(&reports(id, 1), "a picture").await;
    assert_eq!((problem(&page).status, problem(&page).item), (422, None));
    assert_eq!(problem(&prins.post(&reports(id, 1), vec![b' '; MOST_BYTES + 1]).await).status, 413);
    let (started, now) = (prins.reports((id, 1), &[]).await, story.now());
    assert_eq!(started.acked_through, 0, "nothing of it was kept");
    let items: Vec<_> = (1..=501).map(|seq| began(seq, now, 7)).collect();
    assert!(problem(&prins.report((id, 1), &items).await).detail.contains("501 items"));
}

#[actix_web::test]
async fn who_comes_too_often_is_told_when_to_come_again() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    for _ in 0..120 {
        prins.reports((id, 1), &[]).await;
    }
    let page = prins.report((id, 1), &[]).await;
    assert_eq!(problem(&page).status, 429);
    let seconds = page.headers.get("retry-after").and_then(|value| value.to_str().ok()?.parse().ok());
    let seconds: i64 = seconds.expect("when");
    story.portal.advance(Duration::seconds(seconds));
    prins.reports((id, 1), &[]).await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    spaarne.reports((id, 1), &[]).await;
}

#[actix_web::test]
async fn a_dom0_learns_which_attempt_it_is_to_report_to() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    let path = format!("/api/v1/migrations/{id}/attempt");
    let attempt: Attempt = serde_json::from_slice(&spaarne.get(&path).await.ok().body).expect("an attempt");
    assert_eq!(
        attempt,
        Attempt {
            attempt: 1,
            side: "target".to_owned(),
            step: Some("preflight".to_owned()),
            want: Want::Continue,
            bytes_total: 14 * builders::GIB,
        }
    );
    let before = format!("{path}?at={}", domovoi::paths::segment(&november(17, 20, 59).to_rfc3339()));
    assert_eq!(spaarne.get(&before).await.status.as_u16(), 404, "it had not begun");
    assert_eq!(spaarne.get(&format!("{path}?at=yesterday")).await.status.as_u16(), 404);
}
