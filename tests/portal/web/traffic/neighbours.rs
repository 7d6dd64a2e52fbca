//! What a member learns of others' moves from the picture: nothing but that there was one.

use chrono::Duration;
use domovoi::db::ids::MigrationId;
use domovoi::members::Role;
use domovoi::migrations::{self, NewMigration};
use uuid::Uuid;

use super::{Card, megabits};
use crate::migrations::story::{Story, handover, november, window};
use crate::support::{Dom0, builders};

/// higgs moves, and in the same evening photon of somebody else; both were seen on the line.
async fn two_moves() -> (Story, MigrationId, MigrationId) {
    let story = Story::begin().await;
    let pim = builders::member(&mut *story.conn().await, Role::Member, "Pim", story.now()).await;
    let photon = story.another("photon", &pim).await;
    let other = NewMigration {
        domu: photon,
        window: window(november(17, 18, 0), november(17, 19, 30)),
        addresses: Vec::new(),
        ..story.plan()
    };
    let theirs = story.try_announce(&other).await.expect("announced");
    let own = story.announce().await;
    story.at(november(17, 18, 2));
    story.start(theirs).await;
    let letterhead = &story.portal.app.letterhead;
    for step in migrations::step::FORWARD {
        let photon = migrations::Handover { typed_name: "photon".to_owned(), ..handover() };
        let done =
            migrations::FinishStep { attempt: None, step, note: String::new(), handover: Some(photon) };
        let conn = &mut *story.conn().await;
        migrations::finish_step(conn, letterhead, &story.fenna(), theirs, &done, story.now())
            .await
            .expect("done");
        story.portal.advance(Duration::minutes(5));
    }
    story.at(november(17, 21, 0));
    story.start(own).await;
    story.walk(own, &migrations::step::FORWARD).await;
    let busy = (november(17, 17, 0), story.now());
    for (host, rates) in
        [(story.prins, [megabits(86), megabits(3)]), (story.spaarne, [megabits(4), megabits(83)])]
    {
        let items = Card::new().counts(busy, rates).items.clone();
        Dom0::of(&story.portal, host).await.counts(Uuid::nil(), &items).await;
    }
    (story, own, theirs)
}

#[actix_web::test]
async fn a_move_of_somebody_else_has_neither_name_nor_end() {
    let (story, own, theirs) = two_moves().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{own}")).await.ok();
    assert_eq!(page.all("svg.chart .tag-text"), ["another move", "higgs: moved"]);
    assert_eq!(page.all("#traffic-h"), ["A server jumped from house to house"]);
    let file = noor.get(&format!("/migrations/{own}/traffic.svg")).await.ok();
    for seen in [&page, &file] {
        for word in ["photon", "Pim", &theirs.to_string()] {
            assert!(!seen.gives_away(word), "{word}");
        }
    }
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let page = fenna.get(&format!("/migrations/{own}")).await.ok();
    assert_eq!(
        page.all("svg.chart .tag-text"),
        ["photon: moved", "higgs: moved"],
        "there is something to give away"
    );
    assert_eq!(page.all("#traffic-h"), ["2 servers jumped from house to house"]);
}

#[actix_web::test]
async fn of_others_only_whole_pieces_of_time_are_drawn() {
    let (story, own, _) = two_moves().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{own}")).await.ok();
    // photon went down at 19:07 and was up at 19:37; of 288 pieces these are from 229 on.
    let x = page.attribute("svg.chart .band-other", "x").expect("a band");
    assert_eq!(x, format!("{:.2}%", 229.0 / 2.88), "19:05, not 19:07");
}

#[actix_web::test]
async fn the_picture_of_a_foreign_move_is_as_little_there_as_that_of_none() {
    let (story, own, theirs) = two_moves().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    for ending in ["svg", "png"] {
        let foreign = noor.get(&format!("/migrations/{theirs}/traffic.{ending}")).await.missing();
        let none = noor.get(&format!("/migrations/M-9999/traffic.{ending}")).await.missing();
        assert_eq!(foreign.text(), none.text());
        noor.get("/hosts/prins/traffic.svg").await.missing();
        // Of a host a member sees the days of their own moves and no others.
        noor.get(&format!("/migrations/{own}/traffic.{ending}?day=2026-11-16")).await.missing();
        noor.get(&format!("/migrations/{own}/traffic.{ending}?day=2026-11-17")).await.ok();
    }
    let nobody = builders::member(&mut *story.conn().await, Role::Member, "Wies", story.now()).await;
    let mut wies = story.portal.browser_of(&nobody).await;
    wies.get(&format!("/migrations/{own}/traffic.svg")).await.missing();
}

#[actix_web::test]
async fn a_day_without_an_attempt_and_one_that_is_none_are_no_picture() {
    let (story, own, _) = two_moves().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    for day in ["2026-02-30", "yesterday", "1997-01-01", "2026-12-01"] {
        noor.get(&format!("/migrations/{own}/traffic.svg?day={day}")).await.missing();
        noor.get(&format!("/migrations/{own}?day={day}")).await.missing();
    }
    let page = noor.get(&format!("/migrations/{own}?day=2026-11-16")).await.ok();
    assert_eq!(page.all("svg.chart").len(), 0);
}
