//! Writing posts and updates.

use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{outbox_mails, status_posts};

use super::{Club, form, post};

#[actix_web::test]
async fn pressing_twice_publishes_once() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let fields = [("audience", "everybody"), ("counted", "3")];
    assert_eq!(post(&mut bas, &fields).await, post(&mut bas, &fields).await);
    let posts: i64 =
        status_posts::table.count().get_result(&mut *club.portal.conn().await).await.expect("a count");
    assert_eq!((posts, club.mails().await.len()), (1, 3));
    let update = [("body", "More."), ("audience", "everybody"), ("counted", "3")];
    for _ in 0..2 {
        bas.submit("/status/1/updates", &update).await.went_to();
    }
    assert_eq!(club.mails().await.len(), 6);
}

#[actix_web::test]
async fn of_two_who_write_at_once_the_second_is_told_and_loses_no_word() {
    let club = Club::new().await;
    let (mut bas, mut fenna) = (club.core("Bas").await, club.core("Fenna").await);
    let address = post(&mut bas, &[]).await;
    let updates = format!("{address}/updates");
    let seen = bas.get(&address).await.ok().attribute("input[name=seen]", "value").expect("what was seen");
    let say = |body| [("seen", seen.as_str()), ("body", body), ("audience", "nobody"), ("counted", "0")];
    bas.submit(&updates, &[&say("It is the disk.")[..], &[("state", "resolved")]].concat()).await.went_to();
    let told =
        fenna.submit(&updates, &[&say("It is the network.")[..], &[("state", "identified")]].concat()).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(told.says("Bas wrote in the meantime"), "{}", told.text());
    assert_eq!(told.all("#body"), ["It is the network."]);
    assert!(told.says("It is the disk."));
}

#[actix_web::test]
async fn bad_input_is_said_beside_its_field_and_nothing_is_written() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    for (field, changes) in [
        ("title", &[("title", "")][..]),
        ("body", &[("body", " ")]),
        ("kind", &[("kind", "party")]),
        ("severity", &[("severity", "")]),
        ("audience", &[("audience", "")]),
        ("scope", &[("host", "999"), ("counted", "0")]),
        ("scope", &[("host", "x")]),
        ("scope", &[("audience", "affected")]),
        ("migrations", &[("migrations", "142")]),
        ("state", &[("state", "resolved")]),
        ("state", &[("state", "planned")]),
        ("starts_at", &[("starts_at", "tonight")]),
        ("starts_at", &[("starts_at", "2026-12-18 22:00")]),
        ("ends_at", &[("kind", "maintenance")]),
        (
            "ends_at",
            &[("kind", "maintenance"), ("starts_at", "2026-11-18 22:00"), ("ends_at", "2026-11-18 21:00")],
        ),
    ] {
        let page = bas.submit("/status", &form(changes)).await.refused();
        assert!(!page.error_at(field).is_empty(), "{field} {changes:?}: {}", page.text());
        if field != "title" {
            assert_eq!(page.attribute("#title", "value").as_deref(), Some("Disks on bakenes are slow"));
        }
    }
    let long = "x".repeat(201);
    bas.submit("/status", &form(&[("title", &long)])).await.refused();
    let posts: i64 =
        status_posts::table.count().get_result(&mut *club.portal.conn().await).await.expect("a count");
    assert_eq!(posts, 0);
}

#[actix_web::test]
async fn markup_of_the_core_team_is_text_on_the_page_and_in_the_mail() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let evil = "<script>alert(1)</script>\n\n[x](javascript:alert(1)) **fine**";
    let changes = [("title", "<b>x</b>"), ("body", evil), ("audience", "everybody"), ("counted", "3")];
    let address = post(&mut bas, &changes).await;
    for path in ["/", address.as_str()] {
        let html = club.portal.browser().get(path).await.ok().html();
        assert!(
            !html.contains("<script>alert")
                && !html.contains("href=\"javascript")
                && !html.contains("<b>x</b>"),
            "{path}"
        );
        assert!(html.contains("<strong>fine</strong>"), "{path}");
    }
    let mails: Vec<String> = outbox_mails::table
        .select(outbox_mails::body_html)
        .load(&mut *club.portal.conn().await)
        .await
        .expect("mails");
    assert_eq!(mails.len(), 3);
    assert!(mails.iter().all(|html| !html.contains("<script") && !html.contains("href=\"javascript")));
}

#[actix_web::test]
async fn only_the_core_team_posts() {
    let club = Club::new().await;
    let address = post(&mut club.core("Bas").await, &[]).await;
    let mut noor = club.portal.browser_of(&club.noor).await;
    noor.get("/status/new").await.missing();
    noor.submit("/status", &form(&[])).await.missing();
    noor.submit(&format!("{address}/updates"), &[("body", "x"), ("audience", "nobody")]).await.missing();
    assert!(noor.get(&address).await.ok().all("form[action*=updates]").is_empty());
    for nowhere in ["/status/2", "/status/0", "/status/x", "/status/99999999999999999999"] {
        noor.get(nowhere).await.missing();
    }
}
