//! Members choose when their domU moves.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::{HostId, MigrationId, SiteId};
use domovoi::db::schema::{domus, hosts};
use domovoi::members::{Actor, Role};
use domovoi::migrations::{self, ChooseError, ChooseWindow, Event, MigrationState, NewMigration, Refused};

use super::story::{Story, anouk, november, window};
use crate::support::builders;

#[tokio::test]
async fn a_proposal_waits_for_its_members_and_books_nothing() {
    let story = Story::begin().await;
    let id = story.propose().await;
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
    assert_eq!(story.calendars().await, []);
    let text = story.last_mail().await;
    for fact in [
        "When suits you? Choose until\nFriday 20 November at 23:00 CET (22:00 UTC)",
        "http://portal.example.org/migrations/M-1/window",
        "If you choose no other time, it shuts down on\nMonday 23 November at 23:00 CET (22:00 UTC)",
        "198.51.100.41",
    ] {
        assert!(text.contains(fact), "{fact} is missing in\n{text}");
    }
}

#[tokio::test]
async fn whoever_of_its_members_chooses_all_are_told_and_their_calendars_follow() {
    let story = Story::begin().await;
    let anouk = anouk(&mut *story.conn().await, story.higgs, story.now()).await;
    let id = story.propose().await;
    let wednesday = november(25, 19, 0);
    story.choose(&Actor::of(&anouk), id, wednesday).await.expect("it is free");
    let row = story.row(id).await;
    assert_eq!((row.state, row.starts_at), (MigrationState::Booked, wednesday));
    assert_eq!(row.ends_at - row.starts_at, Duration::minutes(90));
    let mails = story.kinds().await;
    assert_eq!(mails.iter().filter(|kind| *kind == "booked").count(), 3, "Noor, and Anouk twice: {mails:?}");
    assert!(story.last_mail().await.contains("Anouk chose this time."), "{}", story.last_mail().await);
    assert_eq!(story.calendars().await[0], ("REQUEST".to_owned(), 1, "25 19:00".to_owned()));

    story.choose(&story.noor(), id, wednesday).await.expect("that is what is booked");
    assert_eq!(story.kinds().await.len(), mails.len(), "choosing it again changes nothing");
    assert_eq!(story.row(id).await.revision, 1);
}

#[tokio::test]
async fn it_may_be_changed_twice_and_not_within_the_last_hour() {
    let story = Story::begin().await;
    let id = story.propose().await;
    for day in [24, 25, 26] {
        story.choose(&story.noor(), id, november(day, 19, 0)).await.expect("it may be changed");
    }
    let third = story.choose(&story.noor(), id, november(24, 19, 0)).await;
    assert!(matches!(third, Err(ChooseError::NoChangesLeft)), "{third:?}");
    story.choose(&story.fenna(), id, november(24, 19, 0)).await.expect("the core team may");
    assert!(story.last_mail().await.contains("Fenna chose it."), "{}", story.last_mail().await);

    story.at(november(24, 18, 1));
    let late = story.choose(&story.fenna(), id, november(26, 19, 0)).await;
    assert!(matches!(late, Err(ChooseError::TooLate)), "{late:?}");
    assert_eq!(story.row(id).await.starts_at, november(24, 19, 0));
}

#[tokio::test]
async fn only_a_window_on_offer_can_be_chosen() {
    let story = Story::begin().await;
    let id = story.propose().await;
    story.at(november(24, 10, 0));
    for (what, at) in [
        ("not on the grid", november(25, 19, 5)),
        ("in the past", november(23, 19, 0)),
        ("within the hour", november(24, 10, 30)),
        ("more than a week after the proposal", november(30, 19, 0) + Duration::days(1)),
    ] {
        let refused = story.choose(&story.noor(), id, at).await;
        assert!(matches!(refused, Err(ChooseError::NotOffered)), "{what}: {refused:?}");
    }
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
    let fixed = NewMigration { domu: story.another("kaon", &story.noor).await, ..late_plan(&story) };
    let fixed = story.try_announce(&fixed).await.expect("it is booked");
    let refused = story.choose(&story.noor(), fixed, november(25, 19, 0)).await;
    assert!(matches!(refused, Err(ChooseError::NotOffered)), "the core team fixed it: {refused:?}");
}

/// What is free is free on the whole way: other hosts use the same interconnect.
#[tokio::test]
async fn an_hour_in_which_others_use_the_interconnect_is_not_free() {
    let story = Story::begin().await;
    let mees = builders::member(&mut *story.conn().await, Role::Member, "Mees", story.now()).await;
    let (kaon, kennemer) = {
        let conn = &mut *story.conn().await;
        let [dc1, dc2] = [site_of(conn, story.prins).await, site_of(conn, story.spaarne).await];
        let bakenes = builders::host(conn, dc1, "bakenes", 32, 500, story.now()).await;
        let kennemer = builders::host(conn, dc2, "kennemer", 32, 500, story.now()).await;
        (builders::domu(conn, bakenes, "kaon", 14, &mees, story.now()).await, kennemer)
    };
    let other = NewMigration { domu: kaon, target: kennemer, addresses: Vec::new(), ..story.proposal() };
    let (noors, meess) = (story.propose().await, story.try_announce(&other).await.expect("it is announced"));
    let (noor, mees, at) = (story.noor(), Actor::of(&mees), november(25, 19, 0));
    let (a, b) = tokio::join!(story.choose(&noor, noors, at), story.choose(&mees, meess, at));
    match (&a, &b) {
        (Ok(()), Err(ChooseError::Taken)) | (Err(ChooseError::Taken), Ok(())) => {}
        other => panic!("one gets it: {other:?}"),
    }
}

async fn site_of(conn: &mut AsyncPgConnection, host: HostId) -> SiteId {
    hosts::table.find(host).select(hosts::site_id).first(conn).await.expect("a site")
}

/// Fixed, long after the story's other windows.
fn late_plan(story: &Story) -> NewMigration {
    let window = window(november(29, 19, 0), november(29, 20, 30));
    NewMigration { window, addresses: Vec::new(), ..story.plan() }
}

#[tokio::test]
async fn of_two_who_want_the_same_hour_one_gets_it() {
    for round in 0..4 {
        let story = Story::begin().await;
        let mees = builders::member(&mut *story.conn().await, Role::Member, "Mees", story.now()).await;
        let kaon = story.another("kaon", &mees).await;
        let plan = NewMigration { domu: kaon, addresses: Vec::new(), ..story.proposal() };
        let (noors, meess) =
            (story.propose().await, story.try_announce(&plan).await.expect("it is announced"));
        let (noor, mees, at) = (story.noor(), Actor::of(&mees), november(25, 19, 0));
        let (a, b) = (story.choose(&noor, noors, at), story.choose(&mees, meess, at));
        // Whoever is polled first usually wins, so that both orders are seen.
        let (a, b) = if round % 2 == 0 {
            tokio::join!(a, b)
        } else {
            let (b, a) = tokio::join!(b, a);
            (a, b)
        };
        match (&a, &b) {
            (Ok(()), Err(ChooseError::Taken)) | (Err(ChooseError::Taken), Ok(())) => {}
            other => panic!("one gets it: {other:?}"),
        }
        assert_eq!(story.kinds().await.iter().filter(|kind| *kind == "booked").count(), 1);
    }
}

#[tokio::test]
async fn who_looked_at_an_old_page_hears_who_was_faster() {
    let story = Story::begin().await;
    let anouk = anouk(&mut *story.conn().await, story.higgs, story.now()).await;
    let id = story.propose().await;
    story.choose(&Actor::of(&anouk), id, november(25, 19, 0)).await.expect("it is free");
    let input = ChooseWindow { starts_at: Some(november(26, 19, 0)), boots: false, seen_revision: 0 };
    let late = choose(&story, &story.noor(), id, input).await;
    let Err(ChooseError::Refused(Refused::Conflict(told))) = late else { panic!("{late:?}") };
    assert_eq!(told.last, Some((Event::PickSlot, Some("Anouk".to_owned()), story.now())));
    assert!(boots(&story).await, "nothing of it is kept");
}

#[tokio::test]
async fn leaving_it_off_is_kept_also_without_a_new_window() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let input = ChooseWindow { starts_at: None, boots: false, seen_revision: 0 };
    choose(&story, &story.noor(), id, input).await.expect("that may always be said");
    assert!(!boots(&story).await);
    assert_eq!(story.kinds().await, ["announced"]);
    let id = {
        let letterhead = &story.portal.app.letterhead;
        let conn = &mut *story.conn().await;
        migrations::cancel(conn, letterhead, &story.fenna(), id, "later", story.now())
            .await
            .expect("cancelled");
        story.propose().await
    };
    let nothing = choose(&story, &story.noor(), id, input).await;
    assert!(matches!(nothing, Err(ChooseError::NoWindow)), "{nothing:?}");
}

#[tokio::test]
async fn a_core_teams_other_time_is_the_new_proposal_with_changes_anew() {
    let story = Story::begin().await;
    let id = story.propose().await;
    for day in [24, 25, 26] {
        story.choose(&story.noor(), id, november(day, 19, 0)).await.expect("it may be changed");
    }
    let friday = window(november(27, 18, 0), november(27, 19, 30));
    let (letterhead, fenna) = (&story.portal.app.letterhead, story.fenna());
    let conn = &mut *story.conn().await;
    migrations::reschedule(conn, letterhead, &fenna, id, friday, "The link is busy.", story.now())
        .await
        .expect("rescheduled");
    story.choose(&story.noor(), id, november(28, 9, 0)).await.expect("she may change it again");
    story.choose(&story.noor(), id, november(27, 18, 0)).await.expect("the proposal is among them");
}

#[tokio::test]
async fn for_others_there_is_nothing_to_choose() {
    let story = Story::begin().await;
    let id = story.propose().await;
    let mees = builders::member(&mut *story.conn().await, Role::Member, "Mees", story.now()).await;
    let mees = Actor::of(&mees);
    let before = (story.kinds().await.len(), story.row(id).await);
    let (letterhead, now) = (&story.portal.app.letterhead, story.now());
    let conn = &mut *story.conn().await;
    for id in [id, MigrationId(999)] {
        let input = ChooseWindow { starts_at: Some(november(25, 19, 0)), boots: false, seen_revision: 0 };
        let chosen = choose(&story, &mees, id, input).await;
        assert!(matches!(chosen, Err(ChooseError::Refused(Refused::NotFound))), "{chosen:?}");
        let held = migrations::hold(conn, letterhead, &mees, id, "why", now).await;
        assert!(matches!(held, Err(migrations::HoldError::Refused(Refused::NotFound))), "{held:?}");
        let asked = migrations::ask_now(conn, letterhead, &mees, id, now).await;
        assert!(matches!(asked, Err(migrations::AskNowError::Refused(Refused::NotFound))), "{asked:?}");
    }
    assert_eq!((story.kinds().await.len(), story.row(id).await), before);
}

#[tokio::test]
async fn a_proposal_leaves_time_to_choose() {
    let story = Story::begin().await;
    let soon = window(november(17, 7, 0), november(17, 8, 30));
    let soon = NewMigration { window: soon, short_notice_reason: Some("now".to_owned()), ..story.proposal() };
    let refused = story.try_announce(&soon).await;
    assert!(matches!(refused, Err(migrations::ScheduleError::NoTimeToChoose)), "{refused:?}");
}

async fn choose(
    story: &Story,
    actor: &Actor,
    id: MigrationId,
    input: ChooseWindow,
) -> Result<(), ChooseError> {
    let letterhead = &story.portal.app.letterhead;
    migrations::choose_window(&mut *story.conn().await, letterhead, actor, id, input, story.now()).await
}

async fn boots(story: &Story) -> bool {
    let boots = domus::table.find(story.higgs).select(domus::boot_after_migration);
    boots.first(&mut *story.conn().await).await.expect("a domU")
}
