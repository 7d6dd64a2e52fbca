//! Nobody learns through a stream what their page would not show them.

use actix_web::http::StatusCode;
use chrono::Duration;
use domovoi::members::Role;
use domovoi::migrations::StepCode;

use super::{Evening, GIB, Open, address};
use crate::support::dom0::sample;

#[actix_web::test]
async fn all_who_see_a_move_are_told_how_far_it_is() {
    let mut evening = Evening::begin().await;
    let tess = evening.new_member("Tess").await;
    let mut fenna = evening.portal().browser_of(&evening.story.fenna).await;
    let contact = [("person_email", "tess@club.example"), ("person_role", "technical")];
    fenna.submit("/domus/higgs/people", &contact).await.went_to();

    let page = evening.page();
    let mut open = Vec::new();
    for member in [&evening.story.noor, &tess, &evening.story.bas] {
        open.push(evening.open(member, &page).await);
    }
    let at = evening.story.now();
    evening.prins.reports((evening.higgs, 1), &[sample(2, at, 1, 60, 7 * GIB)]).await;
    for one in &mut open {
        assert!(one.is_told().await.says("7 GiB of 14 GiB"));
    }
    evening.story.finish(evening.higgs, StepCode::Copy).await;
    for one in &mut open {
        assert_eq!(one.is_told().await.all("[aria-current=step] h3").len(), 1);
    }
}

#[actix_web::test]
async fn homes_are_told_what_they_show() {
    let evening = Evening::begin().await;
    let mut member = evening.open(&evening.story.noor, "/home").await;
    let mut core = evening.open(&evening.story.fenna, "/home").await;
    let mut own = evening.open(&evening.story.fenna, "/home?view=mine").await;
    for step in [StepCode::Copy, StepCode::Compare, StepCode::Prepare, StepCode::Commit, StepCode::Boot] {
        evening.story.finish(evening.higgs, step).await;
        core.is_told().await;
    }
    evening.story.finish(evening.higgs, StepCode::Check).await;
    core.is_told().await;
    let told = member.stream.next().await.expect("it lives");
    let home = member.browser.get("/home").await.ok();
    assert!(home.says("higgs"), "{told}");

    // A domU that somebody gets is on their home from then on.
    let mut fenna = evening.portal().browser_of(&evening.story.fenna).await;
    let contact = [("person_email", "fenna@club.example"), ("person_role", "technical")];
    fenna.submit("/domus/higgs/people", &contact).await.went_to();
    assert!(own.is_told().await.says("higgs"));
    let edit = [("body", "It sends no mail."), ("domu", "higgs"), ("severity", "partly")];
    let mut noor = evening.portal().browser_of(&evening.story.noor).await;
    let home = Open::by(evening.portal().browser_of(&evening.story.noor).await, "/home").await;
    let mut home = home;
    noor.submit("/issues", &edit).await.went_to();
    assert!(home.is_told().await.says("It sends no mail."));
}

#[actix_web::test]
async fn a_foreign_move_is_not_there_and_tells_nobody_anything() {
    let mut evening = Evening::begin().await;
    let joris = evening.new_member("Joris").await;
    evening.story.another("quark", &joris).await;
    let mut foreign = evening.portal().browser_of(&joris).await;
    let theirs = foreign.get(&format!("/live/migrations/{}", evening.higgs)).await.missing();
    let nobodys = foreign.get("/live/migrations/M-999999").await.missing();
    assert_eq!(theirs.text(), nobodys.text());
    let mut nobody = evening.portal().browser();
    for path in ["/live/home".to_owned(), format!("/live/migrations/{}", evening.higgs)] {
        let page = nobody.get(&path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(page.location().starts_with("/sign-in"));
    }

    let mut home = evening.open(&joris, "/home").await;
    let mut witness = evening.open(&evening.story.bas, &evening.page()).await;
    let at = evening.story.now();
    evening.prins.reports((evening.higgs, 1), &[sample(2, at, 1, 60, 7 * GIB)]).await;
    witness.is_told().await;
    evening.writes_down("It is slow.").await;
    witness.is_told().await;
    evening.story.finish(evening.higgs, StepCode::Copy).await;
    witness.is_told().await;

    // The first word that Joris hears is about what is his.
    let mut joris_too = evening.portal().browser_of(&joris).await;
    let report = [("body", "My quark is slow."), ("domu", "quark"), ("severity", "partly")];
    joris_too.submit("/issues", &report).await.went_to();
    assert!(home.is_told_first().await.says("My quark is slow."));
}

#[actix_web::test]
async fn what_the_core_team_writes_down_for_itself_moves_no_page_of_a_member() {
    let evening = Evening::begin().await;
    let mut member = evening.open(&evening.story.noor, &evening.page()).await;
    let mut core = evening.open(&evening.story.bas, &evening.page()).await;
    evening.writes_down("The fan of spaarne makes a noise.").await;
    assert!(core.is_told().await.says("makes a noise"));
    evening.story.finish(evening.higgs, StepCode::Copy).await;
    core.is_told().await;
    // The note is part of what was told to the core team alone.
    assert!(!member.is_told().await.says("makes a noise"));
}

#[actix_web::test]
async fn a_stream_that_is_left_open_keeps_no_session_open() {
    let evening = Evening::begin().await;
    let mut core = evening.open(&evening.story.bas, &evening.page()).await;
    for _ in 0..4 {
        evening.portal().advance(Duration::minutes(14));
        let by_itself = [("x-by-itself", "1")];
        let method = actix_web::http::Method::GET;
        core.browser.send(method, &evening.page(), &by_itself, Vec::new()).await.ok();
        core.browser.listen(&format!("/live/migrations/{}", evening.higgs)).await;
    }
    evening.portal().advance(Duration::minutes(5));
    let page = core.browser.get(&evening.page()).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "after an hour in which nobody touched it");
    evening.writes_down("It is late.").await;
    assert_eq!(core.stream.next().await, None);
}

#[actix_web::test]
async fn what_is_no_page_of_a_get_is_not_live() {
    let evening = Evening::begin().await;
    let mut fenna = evening.portal().sign_in_as(Role::Core, "Wies").await;
    for path in ["/migrations", "/hosts", "/account"] {
        let page = fenna.get(path).await.ok();
        assert_eq!(page.attribute("main", "data-live"), None, "{path}");
        assert!(page.attribute("#live", "id").is_none());
    }
    let page = fenna.get(&evening.page()).await.ok();
    assert!(address(&page).starts_with("/live/migrations/"));
    assert!(page.says("This page is as of today, ") && page.says("Load it again"), "{}", page.text());
    assert_eq!(page.attribute("[data-live-off] a", "href"), Some(evening.page()));
}
