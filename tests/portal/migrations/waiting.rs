//! "Please wait", and what the core team answers.

use domovoi::db::ids::MigrationId;
use domovoi::members::{Actor, Role};
use domovoi::migrations::{
    self, AnswerHold, AnswerHoldError, HoldError, MigrationState, NotAWindow, Refused, Release, Window,
    WithdrawHoldError,
};

use super::story::{Story, november, window};
use crate::support::builders;

const TICKETS: &str = "We sell tickets with it that evening.";

#[tokio::test]
async fn a_member_asks_to_wait_and_the_calendar_lets_go() {
    let story = Story::begin().await;
    let id = story.announce().await;
    hold(&story, id, "  ").await.expect_err("without a reason nobody can decide");
    hold(&story, id, TICKETS).await.expect("it waits");
    assert_eq!(story.row(id).await.state, MigrationState::OnHold);
    assert_eq!(story.kinds().await, ["announced", "on_hold", "hold_asked", "hold_asked"]);
    let calendars = story.calendars().await;
    assert_eq!(calendars[1], ("CANCEL".to_owned(), 1, "17 21:00".to_owned()), "{calendars:?}");
    let text = story.last_mail().await;
    assert!(text.contains(TICKETS) && text.contains("/migrations/M-1/hold-answer"), "{text}");

    let again = hold(&story, id, TICKETS).await;
    assert!(matches!(again, Err(HoldError::Refused(Refused::Conflict(_)))), "{again:?}");
    assert_eq!(story.kinds().await.len(), 4, "a second click writes no mail");
}

#[tokio::test]
async fn what_the_core_team_puts_on_hold_it_is_not_mailed_about() {
    let story = Story::begin().await;
    let id = story.propose().await;
    let (letterhead, now) = (&story.portal.app.letterhead, story.now());
    let conn = &mut *story.conn().await;
    migrations::hold(conn, letterhead, &story.fenna(), id, "The switch broke.", now).await.expect("it waits");
    assert_eq!(story.kinds().await, ["announced", "on_hold"]);
    assert_eq!(story.calendars().await, [], "nothing was booked, so nothing is taken back");
}

#[tokio::test]
async fn the_answer_lets_it_wait_on_or_go_on_at_a_fixed_time() {
    let story = Story::begin().await;
    let id = story.announce().await;
    hold(&story, id, TICKETS).await.expect("it waits");
    answer(&story, id, "We ask the owner of the hall.", None).await.expect("it waits on");
    assert_eq!(story.row(id).await.state, MigrationState::OnHold);
    assert!(story.last_mail().await.contains("We ask the owner of the hall."));

    let friday = release(window(november(20, 21, 0), november(20, 22, 30)), false);
    answer(&story, id, "Friday it is.", Some(friday)).await.expect("it goes on");
    let row = story.row(id).await;
    assert_eq!((row.state, row.starts_at), (MigrationState::Booked, november(20, 21, 0)));
    assert_eq!(story.calendars().await.last(), Some(&("REQUEST".to_owned(), 3, "20 21:00".to_owned())));
    assert!(story.last_mail().await.contains("Friday it is."));
}

#[tokio::test]
async fn the_answer_may_let_them_choose_anew() {
    let story = Story::begin().await;
    let id = story.propose().await;
    story.choose(&story.noor(), id, november(25, 19, 0)).await.expect("it is free");
    hold(&story, id, TICKETS).await.expect("it waits");
    let too_soon = release(window(november(16, 21, 0), november(16, 22, 30)), true);
    let refused = answer(&story, id, "Soon.", Some(too_soon)).await;
    assert!(matches!(refused, Err(AnswerHoldError::NoTimeToChoose)), "{refused:?}");
    let past = release(window(november(10, 21, 0), november(10, 22, 30)), false);
    let refused = answer(&story, id, "Soon.", Some(past)).await;
    assert!(matches!(refused, Err(AnswerHoldError::Window(NotAWindow::Past))), "{refused:?}");
    let none = answer(&story, id, " ", None).await;
    assert!(matches!(none, Err(AnswerHoldError::Answer)), "{none:?}");

    let week_later = release(window(november(30, 21, 0), november(30, 22, 30)), true);
    answer(&story, id, "After your evening.", Some(week_later)).await.expect("it goes on");
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
    let text = story.last_mail().await;
    assert!(text.contains("Choose until\nFriday 27 November at 22:00 CET"), "{text}");
    for day in [25, 26, 28] {
        story.choose(&story.noor(), id, november(day, 19, 0)).await.expect("with all her changes");
    }
}

#[tokio::test]
async fn what_was_booked_is_booked_again_when_nobody_need_wait() {
    let story = Story::begin().await;
    let id = story.announce().await;
    hold(&story, id, TICKETS).await.expect("it waits");
    withdraw(&story, &story.noor(), id).await.expect("it goes on");
    let row = story.row(id).await;
    assert_eq!((row.state, row.starts_at), (MigrationState::Booked, november(17, 21, 0)));
    let kinds = story.kinds().await;
    assert_eq!(kinds[4..], ["goes_on", "hold_withdrawn", "hold_withdrawn"], "one for each of the core team");
    let calendars = story.calendars().await;
    assert_eq!(calendars.last(), Some(&("REQUEST".to_owned(), 2, "17 21:00".to_owned())), "{calendars:?}");
    let again = withdraw(&story, &story.noor(), id).await;
    assert!(matches!(again, Err(WithdrawHoldError::Refused(Refused::Conflict(_)))), "{again:?}");
    assert_eq!(story.kinds().await.len(), 7, "a second click writes no mail");
}

#[tokio::test]
async fn its_members_choose_on_unless_it_is_too_near_for_that() {
    let story = Story::begin().await;
    let id = story.propose().await;
    hold(&story, id, TICKETS).await.expect("it waits");
    withdraw(&story, &story.noor(), id).await.expect("it goes on");
    let row = story.row(id).await;
    assert_eq!(row.state, MigrationState::Announced);
    hold(&story, id, TICKETS).await.expect("it waits again");
    story.at(row.starts_at - chrono::Duration::hours(71));
    withdraw(&story, &story.noor(), id).await.expect("it goes on");
    assert_eq!(story.row(id).await.state, MigrationState::Booked);
    hold(&story, id, TICKETS).await.expect("it waits once more");
    story.at(row.starts_at - chrono::Duration::minutes(59));
    let late = withdraw(&story, &story.noor(), id).await;
    assert!(matches!(late, Err(WithdrawHoldError::TimeIsGone)), "{late:?}");
}

#[tokio::test]
async fn only_whoever_asked_takes_it_back_or_the_core_team() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let (letterhead, now) = (&story.portal.app.letterhead, story.now());
    let conn = &mut *story.conn().await;
    migrations::hold(conn, letterhead, &story.fenna(), id, "The switch broke.", now).await.expect("it waits");
    let not_hers = withdraw(&story, &story.noor(), id).await;
    assert!(matches!(not_hers, Err(WithdrawHoldError::SomebodyElses)), "{not_hers:?}");
    withdraw(&story, &story.bas(), id).await.expect("the switch works");
    assert_eq!(story.kinds().await, ["announced", "on_hold", "goes_on"]);
    let mees = builders::member(conn, Role::Member, "Mees", now).await;
    let foreign = withdraw(&story, &Actor::of(&mees), id).await;
    assert!(matches!(foreign, Err(WithdrawHoldError::Refused(Refused::NotFound))), "{foreign:?}");
}

async fn withdraw(story: &Story, actor: &Actor, id: MigrationId) -> Result<(), WithdrawHoldError> {
    let letterhead = &story.portal.app.letterhead;
    migrations::withdraw_hold(&mut *story.conn().await, letterhead, actor, id, story.now()).await
}

fn release(window: Window, offers_windows: bool) -> Release {
    Release { window, offers_windows, deadline: None }
}

async fn hold(story: &Story, id: MigrationId, reason: &str) -> Result<(), HoldError> {
    let letterhead = &story.portal.app.letterhead;
    migrations::hold(&mut *story.conn().await, letterhead, &story.noor(), id, reason, story.now()).await
}

async fn answer(
    story: &Story,
    id: MigrationId,
    answer: &str,
    release: Option<Release>,
) -> Result<(), AnswerHoldError> {
    let letterhead = &story.portal.app.letterhead;
    let input = AnswerHold { answer: answer.to_owned(), release };
    migrations::answer_hold(&mut *story.conn().await, letterhead, &story.fenna(), id, &input, story.now())
        .await
}
