//! The sample club: it fills, and it tells its story.

use chrono::{DateTime, TimeZone, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{domus, hosts, issues, members, migrations, outbox_mails, status_posts};
use domovoi::demo;
use domovoi::members::Role;

use crate::support::Portal;

async fn portal_at(at: DateTime<Utc>) -> Portal {
    let portal = Portal::start_at(at).await;
    let hash = portal.app.hasher.hash(demo::PASSWORD).await.expect("a hash");
    let conn = &mut *portal.conn().await;
    demo::fill(conn, &portal.app.letterhead, &hash, at).await.expect("a sample club");
    portal
}

#[actix_web::test]
async fn the_sample_club_can_be_told_at_any_hour() {
    for (month, day, hour, minute) in [(11, 18, 21, 7), (3, 28, 23, 59), (10, 25, 0, 30), (7, 1, 4, 0)] {
        let at = Utc.with_ymd_and_hms(2026, month, day, hour, minute, 3).single().expect("an instant");
        let portal = portal_at(at).await;
        let conn = &mut *portal.conn().await;
        let states: Vec<(String, String)> = migrations::table
            .inner_join(domus::table)
            .order(migrations::id)
            .select((domus::name, migrations::state))
            .load(conn)
            .await
            .expect("migrations");
        let states: Vec<_> = states.iter().map(|(domu, state)| (domu.as_str(), state.as_str())).collect();
        assert_eq!(
            states,
            [
                ("quark", "closed"),
                ("axion", "closed"),
                ("higgs", "booked"),
                ("hadron", "verifying"),
                ("rocky", "verifying"),
                ("stilton", "cancelled"),
                ("neutrino", "booked"),
                ("meson", "booked"),
                ("kaon", "booked"),
                ("pion", "booked"),
                ("lepton", "booked"),
                ("edam", "draft"),
                ("wulp", "announced"),
                ("roodborst", "on_hold"),
                ("merel", "booked"),
            ]
        );
        let later: i64 = outbox_mails::table
            .filter(outbox_mails::created_at.gt(at))
            .count()
            .get_result(conn)
            .await
            .expect("a count");
        assert_eq!(later, 0, "nothing is told of what has not happened");
    }
}

#[actix_web::test]
async fn the_club_has_its_people_houses_and_conversations() {
    let at = Utc.with_ymd_and_hms(2026, 11, 18, 21, 7, 0).single().expect("an instant");
    let portal = portal_at(at).await;
    let conn = &mut *portal.conn().await;
    let count = |n: QueryResult<i64>| n.expect("a count");
    assert_eq!(count(members::table.count().get_result(conn).await), 27);
    assert_eq!(count(domus::table.count().get_result(conn).await), 34);
    assert_eq!(count(hosts::table.count().get_result(conn).await), 6);
    assert_eq!(count(issues::table.count().get_result(conn).await), 5);
    assert_eq!(count(status_posts::table.count().get_result(conn).await), 4);
    let dead = outbox_mails::table.filter(outbox_mails::state.eq("dead")).count().get_result(conn).await;
    assert_eq!(count(dead), 1, "the announcement of kaon, whose owner's mailbox is full");
    let kinds: Vec<String> = outbox_mails::table
        .select(outbox_mails::kind)
        .distinct()
        .order(outbox_mails::kind)
        .load(conn)
        .await
        .expect("kinds");
    assert_eq!(
        kinds,
        [
            "announced",
            "broken_reported",
            "cancelled",
            "closed",
            "hold_asked",
            "issue_receipt",
            "issue_reply",
            "issue_reported",
            "moved",
            "now_asked",
            "on_hold",
            "returned",
            "started",
            "status_update"
        ]
    );
}

#[actix_web::test]
async fn the_accounts_that_are_printed_work() {
    let at = Utc.with_ymd_and_hms(2026, 11, 18, 21, 7, 0).single().expect("an instant");
    let portal = portal_at(at).await;
    for email in [demo::CORE, demo::ADMIN, demo::MEMBER] {
        let mut browser = portal.browser();
        let page = browser.submit("/sign-in", &[("email", email), ("password", demo::PASSWORD)]).await;
        assert_eq!(page.went_to(), "/home", "{email}");
    }
    let conn = &mut *portal.conn().await;
    let role: Role = members::table
        .filter(members::email.eq(demo::CORE))
        .select(members::role)
        .first(conn)
        .await
        .expect("Fenna");
    assert_eq!(role, Role::Core);
}

#[actix_web::test]
async fn a_club_can_be_made_as_large_as_one_likes() {
    let at = Utc.with_ymd_and_hms(2026, 11, 18, 21, 7, 0).single().expect("an instant");
    let portal = portal_at(at).await;
    let conn = &mut *portal.conn().await;
    demo::add_neighbours(conn, 1000, "never matches", at).await.expect("neighbours");
    let domus: i64 = domus::table.count().get_result(conn).await.expect("a count");
    assert_eq!(domus, 1034);
}
