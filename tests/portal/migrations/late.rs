//! A move that takes longer than was promised, as everybody sees it.

use domovoi::migrations::step::FORWARD;

use super::story::{Story, november};
use crate::support::Page;

#[actix_web::test]
async fn the_public_page_says_late_when_it_should_be_back_and_not_only_when_its_window_is_over() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &FORWARD[..2]).await;
    let public = async || story.portal.browser().get("/").await.ok();
    let is_late = |page: &Page| page.says("It takes longer than we planned.");
    assert!(!is_late(&public().await), "{}", public().await.text());

    let row = story.row(id).await;
    let promised = story.now() + chrono::Duration::seconds(row.expected_seconds.into());
    assert!(promised < row.ends_at, "the window is longer than the move");
    story.at(promised);
    let page = public().await;
    assert!(is_late(&page), "{}", page.text());
    assert_eq!(page.all(".answers .pill")[0], "Overdue");
}
