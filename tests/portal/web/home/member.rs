//! A member's home beside the sheet: their domUs, and nothing that belongs to others.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::domus;
use domovoi::members::Role;

use super::{Club, assert_says};
use crate::support::{Page, builders};

#[actix_web::test]
async fn without_domus_there_is_nothing_to_report_on() {
    let club = Club::start().await;
    let mut mees = club.portal.sign_in_as(Role::Member, "Mees").await;
    let page = mees.get("/home").await.ok();
    assert_says(
        &page,
        &["Good evening, Mees. No domU of yours is known here yet.", "you find it here", "Nothing yet."],
    );
}

#[actix_web::test]
async fn forty_domus_stand_on_one_page() {
    let club = Club::start().await;
    let noor = club.member("Noor").await;
    let mut conn = club.portal.conn().await;
    for n in 0..39 {
        builders::domu(&mut conn, club.prins, &format!("quark-{n:02}"), 1, &noor, club.portal.now()).await;
    }
    let page = club.home("Noor").await;
    assert_says(&page, &["Your 40 domUs stay where they are.", "higgs 14 GiB disk", "quark-38 1 GiB disk"]);
    for n in 39..130 {
        builders::domu(&mut conn, club.prins, &format!("quark-{n:03}"), 1, &noor, club.portal.now()).await;
    }
    let page = club.home("Noor").await;
    let more = page.attribute("a[href^='/home?view=mine']", "href").expect("a next page");
    let rest = club.browser("Noor").await.get(&more).await.ok();
    let shown = |page: &Page| page.text().matches("GiB disk").count();
    assert_eq!((shown(&page), shown(&rest)), (100, 31));
}

#[actix_web::test]
async fn a_member_reads_nothing_of_others() {
    let club = Club::start().await;
    club.announce("kaon").await;
    club.report("Thijs", "kaon", "A canary sits in kaon and sings.").await;
    let thijs = club.home("Thijs").await;
    assert_says(&thijs, &["kaon moves on Saturday", "canary", "Mails we sent you"]);
    let noor = club.home("Noor").await;
    for foreign in ["kaon", "canary", "Thijs", "M-1", "I-1"] {
        assert!(!noor.gives_away(foreign), "{foreign} is on Noor's page");
    }
    let mine = club.browser("Noor").await.get("/home?view=mine&after=a").await.ok();
    assert!(!mine.html().contains("kaon"));
}

/// We shut it down, not its owner: no page says "switched off" of it.
#[actix_web::test]
async fn what_is_off_for_its_move_is_nowhere_said_to_be_switched_off() {
    let club = Club::start().await;
    let path = club.announce_higgs().await;
    club.go_to_the_window(0);
    club.run(&path, &["preflight", "stop"]).await;
    let own = club.browser("Noor").await.get("/domus/higgs").await.ok();
    assert_says(&own, &["Moving", "Off because we are moving it, since today, 22:00", "See its move"]);
    let mut fenna = club.browser("Fenna").await;
    for page in [own, fenna.get("/hosts/prins").await.ok(), fenna.get("/").await.ok()] {
        assert!(!page.text().contains("witched off by") && !page.says("Switched off"), "{}", page.text());
    }
    assert_says(&fenna.get("/hosts/prins").await.ok(), &["higgs Noor Moving"]);
    assert!(fenna.get("/domus").await.ok().says("Moving"));
    club.abort(&path).await;
    assert_says(&fenna.get("/hosts/prins").await.ok(), &["higgs Noor Turning back"]);

    diesel::update(domus::table.filter(domus::name.eq("kaon")))
        .set(domus::state.eq("off"))
        .execute(&mut *club.portal.conn().await)
        .await
        .expect("switched off");
    assert_says(&fenna.get("/hosts/prins").await.ok(), &["kaon Thijs Switched off"]);
    club.portal.advance(Duration::minutes(3));
    assert_says(&club.portal.browser().get("/").await.ok(), &["One domU is switched off by its owner."]);
}
