//! Pages that are older than the move: whoever was slower reads who did what, and keeps what they typed.

use actix_web::http::StatusCode;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::migrations as rows;
use domovoi::migrations::{MigrationState, NewMigration};

use super::story::{Story, november};
use crate::support::{Browser, Page};

const WHEN: [(&str, &str); 4] =
    [("day", "2026-11-24"), ("starts_at", "22:00"), ("ends_at", "23:30"), ("zone", "Europe/Amsterdam")];

async fn browsers(story: &Story) -> [Browser; 2] {
    [story.portal.browser_of(&story.fenna).await, story.portal.browser_of(&story.bas).await]
}

fn another_time<'a>(day: &'a str, reason: &'a str, revision: &'a str) -> Vec<(&'a str, &'a str)> {
    [&[("day", day), ("reason", reason), ("revision", revision)], &WHEN[1..]].concat()
}

#[actix_web::test]
async fn the_slower_of_two_who_reschedule_reads_who_was_faster_and_keeps_their_words() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let [mut fenna, mut bas] = browsers(&story).await;
    let path = format!("/migrations/{id}/schedule");
    let revision = bas.get(&path).await.ok().attribute("input[name=revision]", "value").expect("one");
    let first = another_time("2026-11-24", "The link is busy.", &revision);
    fenna.submit(&path, &first).await.went_to();
    let second = another_time("2026-11-25", "I am away that night.", &revision);
    let page = bas.submit(&path, &second).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("Fenna gave it another time in the meantime."), "{}", page.text());
    assert!(page.says("Tuesday 24 November"), "to what: {}", page.text());
    assert!(page.says("I am away that night."), "{}", page.text());
    assert_eq!(page.attribute("#day", "value").as_deref(), Some("2026-11-25"));
    assert_eq!(story.kinds().await, ["announced", "rescheduled"]);
    // Whoever still wants it sends it again, now knowing.
    let newer = page.attribute("input[name=revision]", "value").expect("one");
    let again = another_time("2026-11-25", "I am away that night.", &newer);
    bas.submit(&path, &again).await.went_to();
    assert_eq!(story.row(id).await.starts_at, november(25, 21, 0));
}

#[actix_web::test]
async fn what_one_did_oneself_is_not_told_as_somebody_elses() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let [mut fenna, mut bas] = browsers(&story).await;
    let path = format!("/migrations/{id}/cancellation");
    let why = [("reason", "prins stays where it is.")];
    fenna.submit(&path, &why).await.went_to();
    let twice = fenna.submit(&path, &why).await;
    assert_eq!(twice.status, StatusCode::CONFLICT);
    assert!(twice.says("You changed it last yourself") && !twice.says("Fenna"), "{}", twice.text());
    let late = bas.submit(&path, &why).await;
    assert!(late.says("Fenna cancelled it in the meantime."), "{}", late.text());
    assert!(late.says("prins stays where it is."), "what was typed is kept: {}", late.text());
    assert_eq!(late.attribute("main a.btn-plain", "href"), Some(format!("/migrations/{id}")));
}

#[actix_web::test]
async fn a_move_under_way_is_not_cancelled_and_says_why() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &domovoi::migrations::step::FORWARD[..2]).await;
    let [_, mut bas] = browsers(&story).await;
    let page = bas.submit(&format!("/migrations/{id}/cancellation"), &[("reason", "It stays.")]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("not possible while the move is under way"), "{}", page.text());
    assert!(!page.says("was faster:"), "{}", page.text());
}

#[actix_web::test]
async fn a_stale_button_takes_no_move_from_another() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let [mut fenna, mut bas] = browsers(&story).await;
    let path = format!("/migrations/{id}");
    let from = bas.get(&path).await.ok().attribute("input[name=from]", "value").expect("who is seen");
    assert_eq!(from, "nobody");
    let operator = format!("{path}/operator");
    fenna.submit(&operator, &[("from", "nobody")]).await.went_to();
    let page = bas.submit(&operator, &[("from", "nobody")]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.says("Fenna runs it since"), "{}", page.text());
    assert_eq!(story.row(id).await.operator_id, Some(story.fenna.id));
    let from = page.attribute("input[name=from]", "value").expect("from whom");
    bas.submit(&operator, &[("from", &from)]).await.went_to();
    assert_eq!(story.row(id).await.operator_id, Some(story.bas.id));
}

#[actix_web::test]
async fn of_two_who_edit_the_runbook_neither_loses_a_word() {
    let story = Story::begin().await;
    let [mut fenna, mut bas] = browsers(&story).await;
    let edit = "/runbook/stop/source";
    let revision = bas.get(edit).await.ok().attribute("input[name=revision]", "value").expect("one");
    let fields = |body| [("body", body), ("revision", revision.as_str())];
    fenna.submit(edit, &fields("our-stop {{domu}}")).await.went_to();
    let page = bas.submit(edit, &fields("my-stop {{domu}}")).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    for words in ["Fenna wrote other commands here", "my-stop {{domu}}", "our-stop {{domu}}"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    assert!(bas.get("/runbook").await.ok().says("our-stop {{domu}}"));
    let newer = page.attribute("input[name=revision]", "value").expect("one");
    bas.submit(edit, &[("body", "my-stop {{domu}}"), ("revision", &newer)]).await.went_to();
    assert!(bas.get("/runbook").await.ok().says("my-stop {{domu}}"));
}

#[actix_web::test]
async fn another_time_keeps_what_was_promised_and_warns_when_it_is_near() {
    let story = Story::begin().await;
    let (until, deadline) = (Some(november(22, 23, 0)), Some(november(24, 23, 0)));
    let plan = NewMigration { old_addresses_until: until, deadline, ..story.plan() };
    let id = story.try_announce(&plan).await.expect("announced");
    let [mut fenna, _] = browsers(&story).await;
    let path = format!("/migrations/{id}/schedule");
    let revision = fenna.get(&path).await.ok().attribute("input[name=revision]", "value").expect("one");
    let ask = async |fenna: &mut Browser, changes: &[(&str, &str)]| -> Page {
        let mut fields = vec![("reason", "The link is busy."), ("revision", revision.as_str())];
        fields.extend(WHEN.iter().filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name)));
        fields.extend_from_slice(changes);
        fenna.submit(&path, &fields).await
    };
    let page = ask(&mut fenna, &[]).await.refused();
    assert!(page.error_at("day").contains("2026-11-22"), "{}", page.text());
    let page = ask(&mut fenna, &[("day", "2028-11-24")]).await.refused();
    assert!(page.error_at("starts_at").contains("more than a year ahead"), "{}", page.text());
    let page = ask(&mut fenna, &[("day", "2026-11-20"), ("ends_at", "22:00")]).await.refused();
    assert!(page.error_at("ends_at").contains("ends as it begins"), "{}", page.text());
    let page = ask(&mut fenna, &[("day", "2026-11-20"), ("ends_at", "22:05")]).await.refused();
    assert!(page.error_at("ends_at").contains("too short"), "{}", page.text());
    let page = ask(&mut fenna, &[("day", "2026-11-15")]).await.refused();
    assert!(page.error_at("starts_at").contains("less than 72 hours ahead"), "{}", page.text());
    assert_eq!(story.kinds().await, ["announced"]);
    assert_eq!(page.attribute("input[name=warned]", "value").as_deref(), Some("yes"));
    ask(&mut fenna, &[("day", "2026-11-15"), ("warned", "yes")]).await.went_to();
}

fn form<'a>(domu: &'a str, changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let fields = [
        ("domu", domu),
        ("target", "spaarne"),
        ("reason", "We leave DC1."),
        ("grace_days", "7"),
        ("proposed_for", "spaarne"),
        ("keeps_addresses", "yes"),
        ("then", "draft"),
    ];
    let fields = fields.iter().chain(&WHEN).copied();
    let mut fields: Vec<_> =
        fields.filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name)).collect();
    fields.extend_from_slice(changes);
    fields
}

#[actix_web::test]
async fn a_draft_stays_with_its_domu_and_its_addresses() {
    let story = Story::begin().await;
    story.another("ekster", &story.noor).await;
    let [mut fenna, _] = browsers(&story).await;
    let draft =
        fenna.submit("/migrations", &form("higgs", &[("address-0", "198.51.100.99")])).await.went_to();
    let number = draft.strip_prefix("/migrations/").expect("a move").to_owned();
    for then in ["draft", "announce"] {
        let page = fenna.submit("/migrations", &form("ekster", &[("draft", &number), ("then", then)])).await;
        assert!(page.refused().says("This draft is about another domU."), "{then}");
    }
    let id: MigrationId = number.parse().expect("a number");
    assert_eq!(story.row(id).await.domu_id, story.higgs);
    let page = fenna.get(&format!("/migrations/new?domu=higgs&draft={number}")).await.ok();
    assert_eq!(page.attribute("#address-0", "value").as_deref(), Some("198.51.100.99"));

    let fields = form("higgs", &[("address-0", ""), ("draft", &number)]);
    fenna.submit("/migrations", &fields).await.went_to();
    let page = fenna.get(&format!("/migrations/new?domu=higgs&draft={number}")).await.ok();
    assert_eq!(page.attribute("#address-0", "value").as_deref(), Some(""), "none is proposed anew");
}

#[actix_web::test]
async fn a_preview_says_what_would_be_refused() {
    let story = Story::begin().await;
    let [mut fenna, _] = browsers(&story).await;
    for (field, value, at, words) in [
        ("day", "2026-11-15", "short_notice_reason", "less than 72 hours ahead"),
        ("old_until_day", "2026-11-20", "old_until_day", "2026-11-20"),
        ("deadline_day", "2026-11-23", "deadline_day", "2026-11-23"),
        ("address-0", "203.0.113.9", "addresses", "203.0.113.9"),
    ] {
        let preview = form("higgs", &[("then", "preview"), (field, value)]);
        let page = fenna.submit("/migrations", &preview).await.refused();
        assert!(page.error_at(at).contains(words), "{field}: {}", page.text());
        let announce = form("higgs", &[("then", "announce"), (field, value)]);
        let page = fenna.submit("/migrations", &announce).await.refused();
        assert!(page.error_at(at).contains(words), "{field}: {}", page.text());
    }
    let count: i64 = rows::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(count, 0);
}

#[actix_web::test]
async fn a_domu_that_has_a_move_says_so_before_anything_is_filled_in() {
    let story = Story::begin().await;
    let id = story.announce().await;
    assert_eq!(story.row(id).await.state, MigrationState::Booked);
    let [mut fenna, _] = browsers(&story).await;
    let page = fenna.get("/migrations/new?domu=higgs").await.ok();
    assert!(page.says(&format!("higgs has a move already, {id}")), "{}", page.text());
    assert_eq!(page.attribute(".note a", "href"), Some(format!("/migrations/{id}")));
    assert!(page.all("form[action='/migrations']").is_empty(), "there is nothing to fill in");
    let page = fenna.submit("/migrations", &form("higgs", &[("then", "announce")])).await.refused();
    assert!(page.all("a[href='#domu']").is_empty(), "there is no such field: {}", page.text());
}

/// 300 GiB over the link take longer than an hour and a half.
#[actix_web::test]
async fn the_window_that_is_proposed_is_long_enough() {
    let story = Story::begin().await;
    let conn = &mut *story.conn().await;
    crate::support::builders::domu(conn, story.prins, "big", 300, &story.noor, story.now()).await;
    let [mut fenna, _] = browsers(&story).await;
    let ends_at = async |fenna: &mut Browser, domu: &str| {
        fenna.get(&format!("/migrations/new?domu={domu}")).await.ok().attribute("#ends_at", "value")
    };
    assert_eq!(ends_at(&mut fenna, "higgs").await.as_deref(), Some("23:30"));
    let page = fenna.get("/migrations/new?domu=big").await.ok();
    let (starts_at, ends_at) = ("22:00", page.attribute("#ends_at", "value").expect("an end"));
    assert_ne!(ends_at, "23:30");
    let fields = form("big", &[("starts_at", starts_at), ("ends_at", &ends_at), ("then", "preview")]);
    fenna.submit("/migrations", &fields).await.ok();
}
