//! The public page, of which everybody has the same.

use domovoi::jobs::{self, DrawStatusPage, StopSwitch};
use domovoi::migrations::StepCode;
use domovoi::web::status::ready_page;

use super::{Evening, GIB, Open};
use crate::support::dom0::sample;
use crate::support::{Browser, Portal, Trips};

#[actix_web::test]
async fn outsiders_are_told_what_their_page_shows_and_nothing_of_the_rest() {
    let mut evening = Evening::begin().await;
    let job = DrawStatusPage::new(evening.portal().app.clone());
    let switch = StopSwitch::new();
    let job = tokio::spawn(jobs::run(job, evening.hints.subscribe(), switch.watch()));
    let mut outsider = Open::by(evening.portal().browser(), "/").await;
    let mut member = Open::by(evening.portal().browser_of(&evening.story.noor).await, "/").await;
    let mut witness = evening.open(&evening.story.bas, &evening.page()).await;

    let at = evening.story.now();
    evening.prins.reports((evening.higgs, 1), &[sample(2, at, 1, 60, 7 * GIB)]).await;
    witness.is_told().await;
    evening.writes_down("It is slow.").await;
    witness.is_told().await;
    evening.story.finish(evening.higgs, StepCode::Copy).await;
    witness.is_told().await;

    // The first word to outsiders is about what they may read.
    reports_an_outage(&mut evening.portal().browser_of(&evening.story.fenna).await).await;
    let page = outsider.is_told_first().await;
    assert!(page.says("Large packets are lost") && page.says("One domU is moving."), "{}", page.text());
    assert_eq!(member.stream.next().await, Some(super::seen(&page)));
    switch.stop();
    job.await.expect("the job ends");
}

#[actix_web::test]
async fn a_crowd_is_told_and_costs_one_drawing() {
    let mut portal = Portal::start().await;
    let mut fenna = portal.sign_in_as(domovoi::members::Role::Core, "Fenna").await;
    let trips = Trips::counted(&mut portal).await;
    ready_page::draw(&portal.app).await.expect("a page");
    ready_page::draw(&portal.app).await.expect("a page, its statements prepared");
    trips.taken();
    ready_page::draw(&portal.app).await.expect("a page");
    let one = trips.taken();

    let mut crowd = Vec::new();
    for _ in 0..100 {
        crowd.push(Open::by(portal.browser(), "/").await);
    }
    assert_eq!(trips.taken(), 0, "who opens it asks the database nothing");
    reports_an_outage(&mut fenna).await;
    trips.taken();
    ready_page::draw(&portal.app).await.expect("a page");
    for open in &mut crowd {
        assert!(open.is_told().await.says("Large packets are lost"));
    }
    assert!(trips.taken() <= one, "and who reads it anew nothing either");
}

async fn reports_an_outage(core: &mut Browser) {
    let post = [
        ("kind", "outage"),
        ("severity", "minor"),
        ("title", "Large packets are lost"),
        ("body", "We look."),
        ("audience", "nobody"),
        ("counted", "0"),
        ("publish", "1"),
    ];
    core.submit("/status", &post).await.went_to();
}

#[actix_web::test]
async fn a_clock_that_ticks_on_is_no_news() {
    let portal = Portal::start().await;
    let mut open = Open::by(portal.browser(), "/").await;
    portal.advance(chrono::Duration::minutes(3));
    ready_page::draw(&portal.app).await.expect("a page");
    let page = open.browser.get("/").await.ok();
    assert!(page.says("20:03"), "{}", page.text());
    // The day is another one, and with it the words for days.
    portal.advance(chrono::Duration::hours(5));
    ready_page::draw(&portal.app).await.expect("a page");
    open.is_told().await;
}
