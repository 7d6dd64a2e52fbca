//! Two people clicking at once: one wins, the other is told what happened.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{host_rooms, outbox_mails};
use domovoi::members::Actor;
use domovoi::migrations::{
    self, AbortError, CancelError, Conflict, Event, FinishStepError, NewMigration, Refused, RescheduleError,
    RunBy, ScheduleError, Seen, StartError, StepCode, TakeError, Window,
};
use domovoi::words::Sentence;

use super::story::{Story, because_of_path_mtu, november};
use crate::support::builders;

#[tokio::test]
async fn of_two_who_start_one_does() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    builders::ready(&mut *story.conn().await, id, story.now()).await;
    let (fenna, bas) = (story.fenna(), story.bas());
    let (a, b) = tokio::join!(start(&story, &fenna, id), start(&story, &bas, id));
    let told = match (a, b) {
        (Ok(_), Err(StartError::Refused(Refused::Conflict(told)))) => (told, "Fenna"),
        (Err(StartError::Refused(Refused::Conflict(told))), Ok(_)) => (told, "Bas"),
        other => panic!("one wins and one is told: {other:?}"),
    };
    assert_is_told(&story, told, Event::Start);
}

#[tokio::test]
async fn of_two_who_finish_a_step_one_does_and_the_step_counts_once() {
    let story = Story::begin().await;
    let id = running(&story).await;
    let (fenna, bas) = (story.fenna(), story.bas());
    for step in [StepCode::Preflight, StepCode::Stop, StepCode::Copy] {
        let (a, b) = tokio::join!(story.try_finish(&fenna, id, step), story.try_finish(&bas, id, step));
        let told = match (a, b) {
            (Ok(_), Err(FinishStepError::Refused(Refused::Conflict(told)))) => (told, "Fenna"),
            (Err(FinishStepError::Refused(Refused::Conflict(told))), Ok(_)) => (told, "Bas"),
            other => panic!("one wins and one is told: {other:?}"),
        };
        assert_is_told(&story, told, Event::FinishStep);
    }
    assert_eq!(story.kinds().await, ["announced", "started"]);
}

#[tokio::test]
async fn commit_and_abort_never_both_happen() {
    for round in 0..4 {
        let story = Story::begin().await;
        let id = running(&story).await;
        story.walk(id, &[StepCode::Preflight, StepCode::Stop, StepCode::Copy]).await;
        story.walk(id, &[StepCode::Compare, StepCode::Prepare]).await;
        let (fenna, bas) = (story.fenna(), story.bas());
        let commit = story.try_finish(&fenna, id, StepCode::Commit);
        let abort = abort(&story, &bas, id);
        // Whoever is polled first usually wins, so that both orders are seen.
        let (commit, abort) = if round % 2 == 0 {
            tokio::join!(commit, abort)
        } else {
            let (abort, commit) = tokio::join!(abort, commit);
            (commit, abort)
        };
        match (&commit, &abort) {
            (Ok(_), Err(AbortError::AfterCommit)) => {}
            (Err(FinishStepError::Refused(Refused::Conflict(told))), Ok(_)) => {
                assert_eq!(told.last.as_ref().map(|last| last.0), Some(Event::Abort));
            }
            other => panic!("one wins and one is told: {other:?}"),
        }
    }
}

#[tokio::test]
async fn cancel_and_start_never_both_happen() {
    for round in 0..4 {
        let story = Story::begin().await;
        let id = story.announce().await;
        story.at(november(17, 21, 0));
        builders::ready(&mut *story.conn().await, id, story.now()).await;
        let (fenna, bas) = (story.fenna(), story.bas());
        let start = start(&story, &fenna, id);
        let cancel = cancel(&story, &bas, id);
        let (start, cancel) = if round % 2 == 0 {
            tokio::join!(start, cancel)
        } else {
            let (cancel, start) = tokio::join!(cancel, start);
            (start, cancel)
        };
        match (&start, &cancel) {
            (Ok(_), Err(CancelError::Refused(Refused::Conflict(_)))) => {}
            (Err(StartError::Refused(Refused::Conflict(_))), Ok(())) => {}
            other => panic!("one wins and one is told: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_host_is_never_promised_more_than_it_has() {
    let story = Story::begin().await;
    let plans = six_domus_for_a_host_with_room_for_three(&story).await;
    let outcomes = tokio::join!(
        story.try_announce(&plans[0]),
        story.try_announce(&plans[1]),
        story.try_announce(&plans[2]),
        story.try_announce(&plans[3]),
        story.try_announce(&plans[4]),
        story.try_announce(&plans[5]),
    );
    let outcomes = [outcomes.0, outcomes.1, outcomes.2, outcomes.3, outcomes.4, outcomes.5];
    let refused: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert_eq!(refused.len(), 3, "{outcomes:?}");
    for error in refused {
        assert!(matches!(error, ScheduleError::NoMemory { .. } | ScheduleError::RoomTaken), "{error:?}");
    }
    let memory_free: i64 = host_rooms::table
        .filter(host_rooms::host_id.eq(plans[0].target))
        .select(host_rooms::memory_free)
        .first(&mut *story.conn().await)
        .await
        .expect("its room");
    assert_eq!(memory_free, 0);
    let mails: i64 = outbox_mails::table.count().get_result(&mut *story.conn().await).await.expect("mails");
    assert_eq!(mails, 3);
}

/// Each has 1 GiB of memory, so three fit in 3 GiB.
async fn six_domus_for_a_host_with_room_for_three(story: &Story) -> Vec<NewMigration> {
    let mut conn = story.conn().await;
    let site = builders::site(&mut conn, "DC3", "DC3 Utrecht", story.now()).await;
    let small = builders::host(&mut conn, site, "bakenes", 3, 500, story.now()).await;
    let mut plans = Vec::new();
    for name in ["kaon", "lepton", "muon", "neutrino", "omega", "pion"] {
        let domu = builders::domu(&mut conn, story.prins, name, 14, &story.noor, story.now()).await;
        plans.push(NewMigration { domu, target: small, addresses: Vec::new(), ..story.plan() });
    }
    plans
}

async fn running(story: &Story) -> MigrationId {
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    id
}

async fn start(story: &Story, actor: &Actor, id: MigrationId) -> Result<(), StartError> {
    migrations::start(&mut *story.conn().await, actor, id, story.now()).await.map(|_| ())
}

async fn abort(story: &Story, actor: &Actor, id: MigrationId) -> Result<(), AbortError> {
    let input = because_of_path_mtu();
    migrations::abort(&mut *story.conn().await, actor, id, &input, story.now()).await.map(|_| ())
}

async fn cancel(story: &Story, actor: &Actor, id: MigrationId) -> Result<(), CancelError> {
    let letterhead = &story.portal.app.letterhead;
    migrations::cancel(&mut *story.conn().await, letterhead, actor, id, "prins stays.", story.now()).await
}

/// The loser hears who was faster, and with what.
fn assert_is_told(story: &Story, (told, winner): (Conflict, &str), event: Event) {
    assert_eq!(told.last, Some((event, Some(winner.to_owned()), story.now())));
    let sentence = story.portal.app.words.say(domovoi::words::Locale::En, &told.sentence());
    assert!(sentence.starts_with(winner), "{sentence}");
}

/// Both saw the same revision: one time is booked, mailed once, and the other hears whose it was.
#[tokio::test]
async fn of_two_who_reschedule_one_does() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let seen = Seen { id, revision: Some(story.row(id).await.revision) };
    let (fenna, bas) = (story.fenna(), story.bas());
    let to = async |actor: &Actor, day| {
        let zone = chrono_tz::Europe::Amsterdam;
        let window = Window { starts_at: november(day, 21, 0), ends_at: november(day, 22, 30), zone };
        let letterhead = &story.portal.app.letterhead;
        let conn = &mut *story.conn().await;
        migrations::reschedule(conn, letterhead, actor, seen, window, "The link is busy.", story.now()).await
    };
    let (told, day) = match tokio::join!(to(&fenna, 24), to(&bas, 25)) {
        (Ok(()), Err(RescheduleError::Refused(Refused::Changed(told)))) => ((told, "Fenna"), 24),
        (Err(RescheduleError::Refused(Refused::Changed(told))), Ok(())) => ((told, "Bas"), 25),
        other => panic!("one wins and one is told: {other:?}"),
    };
    assert_is_told(&story, told, Event::Reschedule);
    assert_eq!(story.row(id).await.starts_at, november(day, 21, 0));
    assert_eq!(story.kinds().await, ["announced", "rescheduled"]);
}

#[tokio::test]
async fn nobody_takes_a_move_from_another_of_whom_they_do_not_know() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let take = async |actor: Actor, from| {
        let member = actor.member_id().expect("a member");
        migrations::take_from(&mut *story.conn().await, &actor, id, (from, member), story.now()).await
    };
    take(story.fenna(), RunBy::Seen(None)).await.expect("nobody ran it");
    take(story.fenna(), RunBy::Seen(None)).await.expect("a second click changes nothing");
    let late = take(story.bas(), RunBy::Seen(None)).await;
    let Err(TakeError::RunBy { by, since }) = late else { panic!("{late:?}") };
    assert_eq!((by, since), (Some((story.fenna.id, "Fenna".to_owned())), Some(story.now())));
    assert_eq!(story.row(id).await.operator_id, Some(story.fenna.id));
    take(story.bas(), RunBy::Seen(Some(story.fenna.id))).await.expect("on purpose");
    assert_eq!(story.row(id).await.operator_id, Some(story.bas.id));
}
