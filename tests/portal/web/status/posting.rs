//! Writing posts and updates.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{outbox_mails, status_posts};

use super::{Club, form, post};
use crate::support::Browser;

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
        ("migrations", &[("migrations", "M-9999")]),
        ("ends_at", &[("ends_at", "2026-12-18 22:00")]),
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
        let mut looked: Vec<_> = form(changes).into_iter().filter(|(name, _)| *name != "publish").collect();
        looked.push(("preview", "1"));
        let page = bas.submit("/status", &looked).await.refused();
        assert!(!page.error_at(field).is_empty(), "in the preview, {field} {changes:?}: {}", page.text());
        if field != "title" {
            assert_eq!(page.attribute("#title", "value").as_deref(), Some("Disks on bakenes are slow"));
        }
    }
    let page = bas.submit("/status", &form(&[("kind", "maintenance")])).await.refused();
    assert_eq!(page.all(".note.is-broken a"), ["Until: Say until when, later than the start."]);
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

/// Who plans work into the window of a move is told which; nobody is kept from it.
#[actix_web::test]
async fn work_that_is_planned_into_a_move_names_the_move() {
    let club = Club::new().await;
    club.migration(club.higgs, "booked", Duration::hours(72)).await;
    let mut bas = club.core("Bas").await;
    let zone = chrono_tz::Europe::Amsterdam;
    let at = |hours: i64| {
        let at = club.portal.now() + Duration::hours(hours);
        at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
    };
    let (prins, site) = (club.prins.to_string(), "2".to_owned());
    let told = async |bas: &mut Browser, kind: &str, touched: (&str, &str), from: i64, to: i64| {
        let (from, to) = (at(from), at(to));
        let changes = [("kind", kind), ("starts_at", from.as_str()), ("ends_at", to.as_str()), touched];
        let mut fields = form(&changes);
        fields.retain(|(name, _)| *name != "publish");
        fields.push(("preview", "1"));
        bas.submit("/status", &fields).await.ok().says("M-1 higgs prins to bakenes")
    };
    assert!(told(&mut bas, "maintenance", ("host", &prins), 73, 76).await, "its host");
    assert!(told(&mut bas, "maintenance", ("site", &site), 71, 73).await, "the site of its target");
    assert!(!told(&mut bas, "maintenance", ("host", &prins), 74, 76).await, "after it");
    assert!(!told(&mut bas, "news", ("host", &prins), 73, 76).await, "no work at all");
    let (from, to) = (at(73), at(76));
    let changes = [
        ("kind", "maintenance"),
        ("starts_at", from.as_str()),
        ("ends_at", to.as_str()),
        ("host", prins.as_str()),
    ];
    post(&mut bas, &changes).await;
}

/// Whoever publishes has seen what everybody will see, and how bad planned work is nobody asks.
#[actix_web::test]
async fn the_preview_of_planned_work_says_when_where_and_in_which_state() {
    let club = Club::new().await;
    let mut bas = club.core("Bas").await;
    let (prins, site) = (club.prins.to_string(), "2".to_owned());
    let mut fields = form(&[
        ("kind", "maintenance"),
        ("severity", ""),
        ("title", "We replace a switch"),
        ("starts_at", "2026-11-18 22:00"),
        ("ends_at", "2026-11-18 23:30"),
        ("host", &prins),
        ("site", &site),
    ]);
    fields.retain(|(name, _)| *name != "publish");
    fields.push(("preview", "1"));
    let seen = bas.submit("/status", &fields).await.ok().all("[aria-labelledby=prev] .update").join(" ");
    for words in
        ["Maintenance", "18 Nov, 22:00", "18 Nov, 23:30", "prins", "DC2", "Planned", "We replace a switch"]
    {
        assert!(seen.contains(words), "{words} is missing in: {seen}");
    }
    fields.retain(|(name, _)| *name != "preview");
    fields.push(("publish", "1"));
    let address = bas.submit("/status", &fields).await.went_to();
    let page = club.portal.browser().get(&address).await.ok();
    assert!(page.says("We replace a switch") && !page.says("Severity"), "{}", page.text());
}
