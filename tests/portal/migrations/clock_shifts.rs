//! What was planned for 22:00 and is 23:00 by now, because the rules for the clocks have changed.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{migrations as rows, status_posts};
use domovoi::jobs::compare_clocks;
use domovoi::migrations::{self, AnswerHold, Release};

use super::story::{Story, november, window};

async fn offset(story: &Story, id: MigrationId) -> Option<i32> {
    let row = rows::table.find(id).select(rows::zone_offset_seconds);
    row.first(&mut *story.conn().await).await.expect("a row")
}

/// As if the rules had been others when it was chosen.
async fn chosen_by_other_rules(story: &Story, offset: i32) {
    let conn = &mut *story.conn().await;
    diesel::update(rows::table).set(rows::zone_offset_seconds.eq(offset)).execute(conn).await.expect("moves");
    diesel::update(status_posts::table)
        .set(status_posts::zone_offset_seconds.eq(offset))
        .execute(conn)
        .await
        .expect("posts");
}

#[actix_web::test]
async fn the_core_team_is_told_and_nothing_is_moved() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let post = [
        ("kind", "maintenance"),
        ("severity", "minor"),
        ("title", "New switch"),
        ("body", "We change the switch."),
        ("starts_at", "2026-11-20 22:00"),
        ("ends_at", "2026-11-20 23:00"),
        ("audience", "nobody"),
        ("counted", "0"),
        ("publish", "1"),
    ];
    fenna.submit("/status", &post).await.went_to();
    let pool = &story.portal.app.pool;
    assert_eq!(compare_clocks::run(pool, story.now()).await.expect("it looks"), 0, "all is as it was meant");
    assert!(!fenna.get("/home").await.ok().says("which is now"));

    chosen_by_other_rules(&story, 0).await;
    let before = story.row(id).await;
    for found in [2, 0] {
        assert_eq!(compare_clocks::run(pool, story.now()).await.expect("it looks"), found);
    }
    assert_eq!(story.row(id).await, before, "nothing is moved");
    let page = fenna.get("/home").await.ok();
    for words in [
        "higgs M-1 was booked for 21:00 Europe/Amsterdam, which is now 22:00",
        "“New switch” was planned for 21:00 Europe/Amsterdam, which is now 22:00",
        "Nothing was moved: it begins on Tuesday at 22:00",
    ] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    let noor = story.portal.browser_of(&story.noor).await.get("/home").await.ok();
    assert!(!noor.says("which is now"), "it is the core team's to decide");

    let another = window(november(18, 21, 0), november(18, 22, 30));
    let letterhead = &story.portal.app.letterhead;
    let conn = &mut *story.conn().await;
    migrations::reschedule(conn, letterhead, &story.fenna(), id, another, "The clocks.", story.now())
        .await
        .expect("another time");
    let page = fenna.get("/home").await.ok();
    assert!(!page.says("was booked for") && page.says("was planned for"), "{}", page.text());
    story.at(november(20, 21, 30));
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(!fenna.get("/home").await.ok().says("was planned for"), "it has begun");
}

#[tokio::test]
async fn rules_that_come_back_are_no_change() {
    let story = Story::begin().await;
    story.announce().await;
    let pool = &story.portal.app.pool;
    chosen_by_other_rules(&story, 7200).await;
    assert_eq!(compare_clocks::run(pool, story.now()).await.expect("it looks"), 1);
    chosen_by_other_rules(&story, 3600).await;
    assert_eq!(compare_clocks::run(pool, story.now()).await.expect("it looks"), 0);
    let shifted: i64 = rows::table
        .filter(rows::clock_shifted_at.is_not_null())
        .count()
        .get_result(&mut *story.conn().await)
        .await
        .expect("a count");
    assert_eq!(shifted, 0);
}

#[tokio::test]
async fn every_way_to_a_time_keeps_what_was_meant() {
    let story = Story::begin().await;
    let id = story.propose().await;
    assert_eq!(offset(&story, id).await, Some(3600), "announced");
    chosen_by_other_rules(&story, 1).await;
    story.choose(&story.noor(), id, november(20, 22, 0)).await.expect("a window");
    assert_eq!(offset(&story, id).await, Some(3600), "chosen");
    let (letterhead, now) = (&story.portal.app.letterhead, story.now());
    let conn = &mut *story.conn().await;
    migrations::hold(conn, letterhead, &story.noor(), id, "A concert.", now).await.expect("it waits");
    chosen_by_other_rules(&story, 1).await;
    let release = Release {
        window: window(november(24, 22, 0), november(24, 23, 30)),
        offers_windows: false,
        deadline: None,
    };
    let answer = AnswerHold { answer: "Tuesday then.".to_owned(), release: Some(release) };
    migrations::answer_hold(conn, letterhead, &story.fenna(), id, &answer, now).await.expect("it goes on");
    assert_eq!(offset(&story, id).await, Some(3600), "released");
    diesel::update(rows::table)
        .set(rows::zone_offset_seconds.eq(None::<i32>))
        .execute(conn)
        .await
        .expect("as before the column");
    assert_eq!(compare_clocks::run(&story.portal.app.pool, now).await.expect("it looks"), 0);
    assert_eq!(offset(&story, id).await, Some(3600), "filled in");
}
