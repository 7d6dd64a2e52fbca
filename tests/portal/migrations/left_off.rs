//! "Leave it off for me": who runs the move is told, and starts nothing.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::domus;
use domovoi::fleet::domu::DomuState;
use domovoi::migrations::step::FORWARD;
use domovoi::migrations::{self, ChooseWindow, StepCode};

use super::story::{Story, november};

#[actix_web::test]
async fn a_domu_that_its_member_wants_off_arrives_off_and_nobody_is_told_to_start_it() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let path = format!("/migrations/{id}");
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(fenna.get(&path).await.ok().says("When it has arrived we start it"));
    let off = ChooseWindow { starts_at: None, boots: false, seen_revision: 0 };
    let letterhead = &story.portal.app.letterhead;
    migrations::choose_window(&mut *story.conn().await, letterhead, &story.noor(), id, off, story.now())
        .await
        .expect("it may always be said");
    let page = fenna.get(&path).await.ok();
    assert!(page.says("When it has arrived it stays off, its member starts it"), "{}", page.text());
    let mut noor = story.portal.browser_of(&story.noor).await;
    let steps = noor.get(&path).await.ok().all(".steps h3");
    assert!(steps.contains(&"Left off, as its member asked".to_owned()), "{steps:?}");
    assert!(!steps.contains(&"Boot".to_owned()), "{steps:?}");

    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &FORWARD[..6]).await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let page = fenna.get(&format!("{path}/attempt")).await.ok();
    for words in ["Leave it off, its member starts it", "It is off, and stays off", "Take it back to prins"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    for words in ["xl create", "ln -s", "Start it there", "is started on", "It didn’t come up"] {
        assert!(!page.says(words), "{words} in {}", page.text());
    }
    let steps = page.all(".steps h3");
    assert!(steps.contains(&"Leave it off".to_owned()) && !steps.contains(&"Boot".to_owned()), "{steps:?}");
    story.finish(id, StepCode::Boot).await;
    let page = fenna.get(&format!("{path}/attempt")).await.ok();
    for words in ["higgs is on spaarne, switched off", "All is there: tell its owner"] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    assert!(!page.says("It answers: tell its owner"), "{}", page.text());
    story.finish(id, StepCode::Check).await;

    let mail = story.last_mail().await;
    assert!(mail.contains("It is off, as you asked, and down until you start it."), "{mail}");
    let state: DomuState = domus::table
        .find(story.higgs)
        .select(domus::state)
        .first(&mut *story.conn().await)
        .await
        .expect("a domU");
    assert_eq!(state, DomuState::Off);
    let page = story.portal.browser_of(&story.noor).await.get(&path).await.ok();
    for words in
        ["We left it off, as its member chose.", "until it was handed over", "Arrived at its new place"]
    {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
    let home = story.portal.browser_of(&story.noor).await.get("/home").await.ok();
    for words in [
        "higgs has moved and is switched off, as you asked. Start it when it suits you.",
        "switched off: it is down until you start it",
        "Start it, and see whether everything works",
    ] {
        assert!(home.says(words), "{words} is missing in {}", home.text());
    }
    assert!(!home.says("came up") && !home.says("we had promised"), "{}", home.text());

    let conn = &mut *story.conn().await;
    migrations::confirm(conn, letterhead, &story.noor(), id, story.now()).await.expect("closed");
    let page = story.portal.browser_of(&story.noor).await.get(&path).await.ok();
    assert!(page.says("We left it off, as its member chose, and all is done."), "{}", page.text());
    assert!(!page.says("has been up"), "{}", page.text());
}
