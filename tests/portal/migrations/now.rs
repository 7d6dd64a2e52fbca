//! "Move it now": asked by a member, answered by an operator.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{attempts, migration_events};
use domovoi::members::Actor;
use domovoi::migrations::{
    self, AskNowError, MigrationState, MoveNowError, NewMigration, Refused, StartError, StepCode,
};

use super::story::{Story, november, window};
use crate::support::builders;

#[tokio::test]
async fn until_somebody_says_yes_nothing_happens() {
    let story = Story::begin().await;
    let id = story.propose().await;
    let unasked = accept(&story, &story.fenna(), id).await;
    assert!(matches!(unasked, Err(MoveNowError::NotAsked)), "{unasked:?}");
    ask(&story, id).await.expect("it is asked");
    ask(&story, id).await.expect("asking again is harmless");
    assert_eq!(story.kinds().await, ["announced", "now_asked", "now_asked"], "one for each of the core team");
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
    let theirs = accept(&story, &story.noor(), id).await;
    assert!(matches!(theirs, Err(MoveNowError::Refused(Refused::CoreOnly))), "{theirs:?}");

    decline(&story, id, "Nobody is at a desk.").await.expect("not now");
    assert!(story.last_mail().await.contains("Nobody is at a desk."));
    let twice = decline(&story, id, "Nobody is at a desk.").await;
    assert!(matches!(twice, Err(AskNowError::NotAsked)), "{twice:?}");
    story.portal.advance(Duration::minutes(1));
    ask(&story, id).await.expect("she may ask again");
    assert_eq!(story.kinds().await.len(), 6);
}

#[tokio::test]
async fn yes_begins_the_attempt_in_a_window_from_now() {
    let story = Story::begin().await;
    let id = story.propose().await;
    ask(&story, id).await.expect("it is asked");
    accept(&story, &story.bas(), id).await.expect("it begins");
    let row = story.row(id).await;
    assert_eq!((row.state, row.starts_at), (MigrationState::Running, story.now()));
    assert_eq!(row.ends_at - row.starts_at, Duration::minutes(90));
    assert_eq!(row.operator_id, Some(story.bas.id));
    assert_eq!(events(&story, id).await, ["publish", "ask_now", "pick_slot", "move_now"]);
    let text = story.last_mail().await;
    assert!(text.contains("Bas begins with the move of higgs now"), "{text}");
    let calendar = ("REQUEST".to_owned(), 1, "14 08:00".to_owned());
    assert_eq!(story.calendars().await, [calendar]);
    story.finish(id, StepCode::Preflight).await;
    story.finish(id, StepCode::Stop).await;
    let second = accept(&story, &story.fenna(), id).await;
    assert!(matches!(second, Err(MoveNowError::Refused(Refused::Conflict(_)))), "{second:?}");
}

#[tokio::test]
async fn without_a_green_preflight_nothing_begins() {
    let story = Story::begin().await;
    let id = story.propose().await;
    ask(&story, id).await.expect("it is asked");
    let refused = accept_as_it_is(&story, &story.bas(), id).await;
    assert!(matches!(refused, Err(MoveNowError::Start(StartError::NotReady(_)))), "{refused:?}");
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
}

#[tokio::test]
async fn of_two_who_say_yes_one_begins() {
    let story = Story::begin().await;
    let id = story.announce().await;
    ask(&story, id).await.expect("it is asked");
    let (fenna, bas) = (story.fenna(), story.bas());
    let (a, b) = tokio::join!(accept(&story, &fenna, id), accept(&story, &bas, id));
    assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    let begun: i64 = attempts::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(begun, 1);
}

#[tokio::test]
async fn another_move_on_the_way_comes_first() {
    let story = Story::begin().await;
    let kaon = story.another("kaon", &story.noor).await;
    let tonight = window(november(14, 20, 0), november(14, 21, 30));
    let other = NewMigration {
        domu: kaon,
        window: tonight,
        addresses: Vec::new(),
        short_notice_reason: Some("She asked for it.".to_owned()),
        ..story.plan()
    };
    let other = story.try_announce(&other).await.expect("it is booked");
    let id = story.propose().await;
    ask(&story, id).await.expect("it is asked");

    story.at(november(14, 19, 50));
    let refused = accept(&story, &story.fenna(), id).await;
    assert!(matches!(refused, Err(MoveNowError::OthersMove)), "ten minutes are too few: {refused:?}");
    story.start(other).await;
    story.at(november(14, 22, 0));
    let refused = accept(&story, &story.fenna(), id).await;
    assert!(matches!(refused, Err(MoveNowError::OthersMove)), "it is still on its way: {refused:?}");
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
}

#[tokio::test]
async fn a_window_from_now_ends_where_the_next_begins() {
    let story = Story::begin().await;
    let kaon = story.another("kaon", &story.noor).await;
    let tonight = window(november(14, 20, 0), november(14, 21, 30));
    let reason = Some("She asked for it.".to_owned());
    let other = NewMigration { domu: kaon, window: tonight, short_notice_reason: reason, ..story.plan() };
    let other = NewMigration { addresses: Vec::new(), ..other };
    story.try_announce(&other).await.expect("it is booked");
    let id = story.propose().await;
    ask(&story, id).await.expect("it is asked");
    story.at(november(14, 18, 50));
    accept(&story, &story.fenna(), id).await.expect("there is time enough");
    assert_eq!(story.row(id).await.ends_at, november(14, 20, 0));
}

#[tokio::test]
async fn what_was_moved_by_other_means_does_not_begin() {
    let story = Story::begin().await;
    let id = story.propose().await;
    ask(&story, id).await.expect("it is asked");
    diesel::update(domovoi::db::schema::domus::table.find(story.higgs))
        .set(domovoi::db::schema::domus::host_id.eq(story.spaarne))
        .execute(&mut *story.conn().await)
        .await
        .expect("moved by hand");
    let refused = accept(&story, &story.fenna(), id).await;
    let Err(MoveNowError::Start(StartError::MovedMeanwhile { .. })) = refused else { panic!("{refused:?}") };
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
}

async fn ask(story: &Story, id: MigrationId) -> Result<(), AskNowError> {
    let letterhead = &story.portal.app.letterhead;
    migrations::ask_now(&mut *story.conn().await, letterhead, &story.noor(), id, story.now()).await
}

async fn decline(story: &Story, id: MigrationId, word: &str) -> Result<(), AskNowError> {
    let letterhead = &story.portal.app.letterhead;
    migrations::decline_now(&mut *story.conn().await, letterhead, &story.fenna(), id, word, story.now()).await
}

async fn accept(story: &Story, actor: &Actor, id: MigrationId) -> Result<(), MoveNowError> {
    builders::ready(&mut *story.conn().await, id, story.now()).await;
    accept_as_it_is(story, actor, id).await
}

async fn accept_as_it_is(story: &Story, actor: &Actor, id: MigrationId) -> Result<(), MoveNowError> {
    let letterhead = &story.portal.app.letterhead;
    migrations::move_now(&mut *story.conn().await, letterhead, actor, id, story.now()).await
}

async fn events(story: &Story, id: MigrationId) -> Vec<String> {
    migration_events::table
        .filter(migration_events::migration_id.eq(id))
        .order(migration_events::id)
        .select(migration_events::event)
        .load(&mut *story.conn().await)
        .await
        .expect("its history")
}
