//! What people see of what is reported.

use chrono::Duration;
use domovoi::db::ids::MigrationId;
use domovoi::migrations::StepCode;

use crate::migrations::story::Story;
use crate::support::dom0::{began, ended, sample};
use crate::support::{Browser, Dom0, Page};

const GIB: i64 = 1 << 30;

/// Half an hour into the evening: higgs is down, and its 14 GiB are on their way.
async fn copying() -> (Story, MigrationId, Dom0) {
    copying_since(9 * GIB).await
}

/// Half a minute ago that much had gone through, and 10 GiB have by now.
async fn copying_since(bytes: i64) -> (Story, MigrationId, Dom0) {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let now = story.now();
    let items = [began(1, now, 14 * GIB), sample(2, now, 1, 5, bytes), sample(3, now, 1, 35, 10 * GIB)];
    prins.reports((id, 1), &items).await;
    (story, id, prins)
}

async fn pages(story: &Story, id: MigrationId) -> [Page; 3] {
    let mut fenna: Browser = story.portal.browser_of(&story.fenna).await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    [
        fenna.get(&format!("/migrations/{id}/attempt")).await.ok(),
        fenna.get(&format!("/migrations/{id}")).await.ok(),
        noor.get(&format!("/migrations/{id}")).await.ok(),
    ]
}

#[actix_web::test]
async fn who_operates_and_who_waits_read_how_far_it_is() {
    let (story, id, _) = copying().await;
    story.portal.advance(Duration::seconds(4));
    for page in pages(&story, id).await {
        for said in ["71%", "10 GiB of 14 GiB", "34.1 MiB/s", "about 2 min", "4 s ago"] {
            assert!(page.says(said), "{said}: {}", page.text());
        }
        assert_eq!(page.attribute("progress", "value"), Some((10 * GIB).to_string()));
    }
    let [operate, core, member] = pages(&story, id).await;
    assert!(operate.says("prins sent 10 GiB") && core.says("prins sent 10 GiB"));
    assert!(!member.says("prins sent"), "what each side says is for the core team");
}

/// 1 MiB/s, and 4 GiB are left: an hour and eight minutes, from 22:10 in a window that ends at 23:30.
#[actix_web::test]
async fn a_copy_that_is_too_slow_for_the_window_says_so_while_one_can_turn_back() {
    let (story, id, mut prins) = copying_since(10 * GIB - 30 * (1 << 20)).await;
    let slower = "slower than planned";
    let [operate, core, member] = pages(&story, id).await;
    for page in [&core, &member] {
        assert!(page.says(slower) && page.says("back by 23:30"), "{}", page.text());
        assert!(page.says("Back about 23:21"), "{}", page.text());
    }
    assert!(operate.says("it is ready tonight at 23:21"), "{}", operate.text());
    assert!(operate.says("you turn back before 23:15"), "{}", operate.text());
    assert!(operate.says("As the copy goes ready about 23:21"), "{}", operate.text());
    let mut noor = story.portal.browser_of(&story.noor).await;
    let home = noor.get("/home").await.ok();
    assert!(home.says(slower) && home.says("down, back about 23:21"), "{}", home.text());
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let [home, outside] = [fenna.get("/home").await.ok(), fenna.get("/").await.ok()];
    assert!(home.says("you turn back before 23:15"), "{}", home.text());
    assert!(outside.says("expected back around 23:21"), "{}", outside.text());

    prins.reports((id, 1), &[sample(4, story.now(), 1, 65, 13 * GIB)]).await;
    let [operate, _, member] = pages(&story, id).await;
    assert!(!member.says(slower) && !operate.says("you turn back before"), "{}", operate.text());
    assert!(operate.says("As the copy goes"), "{}", operate.text());
}

#[actix_web::test]
async fn three_lamps_say_three_things() {
    let (story, id, mut prins) = copying().await;
    for page in pages(&story, id).await {
        assert!(!page.says("Nothing heard") && !page.says("Stands still") && !page.says("Broke off"));
    }
    story.portal.advance(Duration::seconds(50));
    for page in pages(&story, id).await {
        assert!(page.says("Nothing heard") && page.says("may well go on"), "{}", page.text());
    }
    prins.reports((id, 1), &[sample(4, story.now(), 1, 200, 10 * GIB)]).await;
    for page in pages(&story, id).await {
        assert!(page.says("Stands still"), "{}", page.text());
        assert!(!page.says("Nothing heard") && !page.says("Left about"), "{}", page.text());
    }
    let broken = domovoi::reports::Said::CopyEnded {
        run: 1,
        disk: "xvda".to_owned(),
        bytes: 10 * GIB,
        blake3: None,
        failure: Some("writing: Broken pipe".to_owned()),
    };
    prins.reports((id, 1), &[domovoi::reports::Item::new(5, story.now(), broken)]).await;
    let [operate, core, member] = pages(&story, id).await;
    assert!(operate.says("Broke off") && core.says("Broke off") && member.says("Broke off"));
    assert!(operate.says("writing: Broken pipe") && !member.says("Broken pipe"));
}

/// Nobody reads "nothing heard" beside "last heard 0 s ago".
#[actix_web::test]
async fn where_one_side_is_silent_it_is_named() {
    let (story, id, mut prins) = copying().await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    spaarne.reports((id, 1), &[began(1, story.now(), 14 * GIB)]).await;
    story.portal.advance(Duration::seconds(60));
    prins.reports((id, 1), &[sample(4, story.now(), 1, 95, 11 * GIB)]).await;
    for page in pages(&story, id).await {
        assert!(page.says("One side is silent") && page.says("spaarne has not reported"), "{}", page.text());
        assert!(!page.says("Last heard 0 s ago"), "{}", page.text());
    }
    let member = &pages(&story, id).await[2];
    assert!(!member.says("Nothing heard"), "{}", member.text());
}

#[actix_web::test]
async fn an_attempt_that_came_back_says_where_its_copy_stopped() {
    let (story, id, _) = copying().await;
    story.abort(id).await;
    story.walk(id, &domovoi::migrations::step::WAY_BACK).await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says("The copy got as far as 10 GiB of 14 GiB."), "{}", page.text());
}

#[actix_web::test]
async fn digests_that_differ_and_two_reporters_are_shown_to_the_core_team() {
    let (story, id, mut prins) = copying().await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    let now = story.now();
    prins.reports((id, 1), &[ended(4, now, 1, 14 * GIB, "ab")]).await;
    spaarne.reports((id, 1), &[began(1, now, 14 * GIB), ended(2, now, 1, 14 * GIB, "ab")]).await;
    let [operate, ..] = pages(&story, id).await;
    assert!(operate.says("Both sides have the same BLAKE3 digest."), "{}", operate.text());
    spaarne.reports((id, 1), &[began(3, now, 14 * GIB), ended(4, now, 3, 14 * GIB, "cd")]).await;
    assert_eq!(spaarne.report((id, 1), &[began(3, now, 7)]).await.status.as_u16(), 409);
    let [operate, _, member] = pages(&story, id).await;
    assert!(operate.says("differs from the original") && operate.says("two reporters run"));
    assert!(!member.says("reporters"), "{}", member.text());
}
