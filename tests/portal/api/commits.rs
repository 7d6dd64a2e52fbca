//! The word without which the target boots nothing.

use domovoi::db::ids::MigrationId;
use domovoi::migrations::{LiveSide, StepCode};
use domovoi::reports::{Item, Said, Word};

use crate::migrations::story::Story;
use crate::support::Dom0;
use crate::support::dom0::problem;

const UP_TO_COMMIT: [StepCode; 5] =
    [StepCode::Preflight, StepCode::Stop, StepCode::Copy, StepCode::Compare, StepCode::Prepare];

async fn at(steps: &[StepCode]) -> (Story, MigrationId, Dom0, Dom0) {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, steps).await;
    let prins = Dom0::of(&story.portal, story.prins).await;
    let spaarne = Dom0::of(&story.portal, story.spaarne).await;
    (story, id, prins, spaarne)
}

async fn refused(dom0: &mut Dom0, id: MigrationId) -> (u16, String) {
    let told = problem(&dom0.post(&format!("/api/v1/migrations/{id}/attempts/1/commit"), "{}").await);
    (told.status, told.detail)
}

async fn word(dom0: &mut Dom0, id: MigrationId) -> String {
    let page = dom0.post(&format!("/api/v1/migrations/{id}/attempts/1/commit"), "{}").await.ok();
    serde_json::from_slice::<Word>(&page.body).expect("a word").word
}

#[actix_web::test]
async fn the_word_comes_once_both_have_said_what_has_to_be_true() {
    let (story, id, mut prins, mut spaarne) = at(&UP_TO_COMMIT).await;
    let now = story.now();
    assert_eq!(refused(&mut prins, id).await.0, 409, "the source boots nothing");
    let (status, why) = refused(&mut spaarne, id).await;
    assert!(status == 409 && why.contains("down"), "{why}");
    prins.reports((id, 1), &[Item::new(1, now, Said::Fenced {})]).await;
    assert_eq!(refused(&mut spaarne, id).await.0, 409);
    assert_eq!(story.row(id).await.live_side, LiveSide::None);
    spaarne.reports((id, 1), &[Item::new(1, now, Said::Ready {})]).await;
    let first = word(&mut spaarne, id).await;
    assert_eq!(story.row(id).await.live_side, LiveSide::Target);
    assert_eq!(word(&mut spaarne, id).await, first, "asked again it is the same");
    story.finish(id, StepCode::Boot).await;
    assert_eq!(word(&mut spaarne, id).await, first);
    story.finish(id, StepCode::Check).await;
    assert_eq!(refused(&mut spaarne, id).await.0, 409, "the attempt is over");
}

#[actix_web::test]
async fn what_was_said_before_the_stop_or_lies_above_a_gap_does_not_count() {
    let (story, id, mut prins, mut spaarne) = at(&[]).await;
    let (_, why) = refused(&mut spaarne, id).await;
    assert!(why.contains("at the step “Preflight”, not at “Commit”"), "{why}");
    prins.reports((id, 1), &[Item::new(1, story.now(), Said::Fenced {})]).await;
    story.portal.advance(chrono::Duration::minutes(1));
    story.walk(id, &UP_TO_COMMIT).await;
    spaarne.reports((id, 1), &[Item::new(1, story.now(), Said::Ready {})]).await;
    assert_eq!(refused(&mut spaarne, id).await.0, 409);
    prins.reports((id, 1), &[Item::new(3, story.now(), Said::Fenced {})]).await;
    assert_eq!(refused(&mut spaarne, id).await.0, 409);
    let log = Said::Log { text: "in between".to_owned() };
    prins.reports((id, 1), &[Item::new(2, story.now(), log)]).await;
    word(&mut spaarne, id).await;
}

#[actix_web::test]
async fn there_is_no_word_too_early_nor_on_the_way_back_nor_for_others() {
    let (story, id, mut prins, mut spaarne) = at(&UP_TO_COMMIT[..2]).await;
    let now = story.now();
    prins.reports((id, 1), &[Item::new(1, now, Said::Fenced {})]).await;
    spaarne.reports((id, 1), &[Item::new(1, now, Said::Ready {})]).await;
    let (status, why) = refused(&mut spaarne, id).await;
    assert!(status == 409 && why.contains("“Copy”"), "{why}");
    story.abort(id).await;
    let (status, why) = refused(&mut spaarne, id).await;
    assert!(status == 409 && why.contains("back"), "{why}");
    let vliet = {
        let conn = &mut *story.conn().await;
        crate::support::builders::host(conn, domovoi::db::ids::SiteId(1), "vliet", 24, 400, now).await
    };
    let mut vliet = Dom0::of(&story.portal, vliet).await;
    assert_eq!(refused(&mut vliet, id).await.0, 404);
}

#[actix_web::test]
async fn who_committed_by_a_click_gives_the_word_too() {
    let (story, id, _, mut spaarne) = at(&UP_TO_COMMIT).await;
    story.finish(id, StepCode::Commit).await;
    word(&mut spaarne, id).await;
}
