//! What everybody reads about an attempt, for each of its ends.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::members;
use domovoi::migrations::Side;
use domovoi::migrations::step::{FORWARD, REVERT};
use domovoi::words::Locale;

use super::story::{Story, fenced, nothing_written, runs};
use crate::support::Page;

/// The page that everybody reads once it is published.
async fn diary(story: &Story, id: MigrationId, n: i32) -> Page {
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let post = fenna.submit(&format!("/migrations/{id}/attempts/{n}/diary"), &[]).await.went_to();
    story.portal.browser().get(&post).await.ok()
}

/// There is none: neither a button, nor for whoever presses one that is not there.
async fn has_none(story: &Story, id: MigrationId, n: i32, button: &str) {
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(!fenna.get(&format!("/migrations/{id}")).await.ok().says(button), "{button}");
    let refused = fenna.submit(&format!("/migrations/{id}/attempts/{n}/diary"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
}

#[actix_web::test]
async fn one_that_succeeded_says_what_was_promised_and_what_it_was() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let page = diary(&story, id, 1).await;
    for words in ["One domU moved from prins to spaarne. It was down for 25 minutes", "we had promised"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
}

/// Whoever publishes it reads it over, so it is in their language.
#[actix_web::test]
async fn it_is_written_in_the_language_of_whoever_publishes_it() {
    let story = Story::begin().await;
    let id = story.moved().await;
    diesel::update(members::table.find(story.fenna.id))
        .set(members::locale.eq(Locale::Nl))
        .execute(&mut *story.portal.conn().await)
        .await
        .expect("she reads Dutch");
    let page = diary(&story, id, 1).await;
    for words in ["Een verhuizing van", "Eén domU verhuisde van prins naar spaarne.", "hij ging uit"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
}

#[actix_web::test]
async fn one_that_was_taken_back_does_not_say_that_nothing_is_lost() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.portal.advance(Duration::hours(1));
    assert_eq!(story.try_revert(id, &nothing_written()).await.expect("it goes back"), 2);
    story.walk(id, &REVERT).await;
    let page = diary(&story, id, 2).await;
    assert!(page.says("and we took it back to its old place. It was down for 10 minutes"), "{}", page.text());
    assert!(!page.says("Nothing is lost"), "{}", page.text());
}

#[actix_web::test]
async fn one_that_never_came_up_has_none_of_its_own() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..6]).await;
    story.try_revert(id, &nothing_written()).await.expect("it goes back");
    has_none(&story, id, 1, "Publish the first attempt").await;
    story.walk(id, &REVERT).await;
    assert!(!diary(&story, id, 2).await.says("0 minutes"));
}

#[actix_web::test]
async fn one_that_ran_before_it_was_taken_back_tells_its_own_downtime() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..7]).await;
    story.try_revert(id, &nothing_written()).await.expect("it goes back");
    let page = diary(&story, id, 1).await;
    assert!(page.says("and did not stay there: we took it back later."), "{}", page.text());
    assert!(page.says("The way there had it down for 25 minutes"), "{}", page.text());
}

#[actix_web::test]
async fn one_that_nobody_could_follow_waits_until_it_is_found() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..3]).await;
    story.lose_track(id).await;
    has_none(&story, id, 1, "Publish the first attempt").await;
    story.portal.advance(Duration::hours(1));
    story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("seen");
    story.attest(&story.bas(), id, &runs(Side::Source)).await.expect("seen");
    let page = diary(&story, id, 1).await;
    assert!(page.says("for a while nobody could say where it ran"), "{}", page.text());
    assert!(page.says("at most") && !page.says("Nothing is lost"), "{}", page.text());
}
