//! Back from the new place: after a boot that failed, and after a success.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::schema::{attempts, domus, ip_addresses, migrations as rows, outbox_mails, reservations};
use domovoi::migrations::step::{FORWARD, REVERT};
use domovoi::migrations::{
    self, AbortError, Attempt, AttemptKind, AttemptResult, DataAtTarget, Finished, LiveSide, MigrationState,
    Refused, RetryError, Revert, RevertError, Side, StepCode, confirm, rebook,
};
use ipnet::IpNet;

use super::story::{Story, because_of_path_mtu, fenced, ip, nothing_written, november, runs, window};

#[tokio::test]
async fn a_boot_that_fails_is_tried_again_and_then_taken_back() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..6]).await;
    for failure in ["No root device.", "No root device, with the old initrd."] {
        retry(&story, id, failure).await.expect("it is written down");
        story.portal.advance(Duration::minutes(5));
    }
    assert_eq!(state(&story, id).await, (MigrationState::Running, LiveSide::Target, story.spaarne));
    assert_eq!(holder(&story, "198.51.100.41").await, (true, false));

    assert_eq!(story.try_revert(id, &nothing_written()).await.expect("it goes back"), 2);
    assert_eq!(state(&story, id).await, (MigrationState::Running, LiveSide::Target, story.spaarne));
    let mail = story.last_mail().await;
    for fact in
        ["You need to do nothing now.", "Kernel or initrd: The kernel", "Nothing was written to its disk"]
    {
        assert!(mail.contains(fact), "{fact} is missing in\n{mail}");
    }
    let mut sides = Vec::new();
    for step in REVERT {
        story.finish(id, step).await;
        story.portal.advance(Duration::minutes(2));
        sides.push(state(&story, id).await.1);
    }
    assert_eq!(sides, [LiveSide::None, LiveSide::None, LiveSide::Source, LiveSide::Source]);

    assert_eq!(state(&story, id).await, (MigrationState::Returned, LiveSide::Source, story.prins));
    assert_eq!(holder(&story, "192.0.2.41").await, (true, false));
    assert_eq!(holder(&story, "198.51.100.41").await, (false, true));
    assert_eq!(held_rooms(&story).await, 2);
    let mail = story.last_mail().await;
    for fact in ["nothing is lost", "Nothing had been written", "192.0.2.41, as before", "39 minutes"] {
        assert!(mail.contains(fact), "{fact} is missing in\n{mail}");
    }
    assert_eq!(story.kinds().await, ["announced", "started", "moving_back", "returned"]);
    let own = attempts_of(&story, id).await;
    assert_eq!(
        own.iter().map(|a| (a.kind, a.result)).collect::<Vec<_>>(),
        [
            (AttemptKind::Forward, Some(AttemptResult::Superseded)),
            (AttemptKind::Revert, Some(AttemptResult::RolledBack)),
        ]
    );
    // The whole time down is told once: by the attempt that ended it.
    assert_eq!(own[0].down_seconds(story.now()), None);
    assert_eq!(own[1].down_from, own[0].down_from);
}

#[tokio::test]
async fn after_a_success_the_member_is_asked_and_told_what_stays_behind() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.portal.advance(Duration::hours(20));
    let silent = Revert { data: DataAtTarget::MemberAgreed, agreement: " ".to_owned(), ..nothing_written() };
    let error = story.try_revert(id, &silent).await.expect_err("where did she agree?");
    assert!(matches!(error, RevertError::Agreement), "{error:?}");
    let agreed = Revert { agreement: "Report I-7, 17:02.".to_owned(), ..silent };
    story.try_revert(id, &agreed).await.expect("it goes back");
    let mail = story.last_mail().await;
    assert!(mail.contains("Please write nothing more to higgs."), "{mail}");
    assert!(mail.contains("as was agreed: Report I-7, 17:02."), "{mail}");

    story.walk(id, &REVERT).await;
    assert_eq!(state(&story, id).await, (MigrationState::Returned, LiveSide::Source, story.prins));
    let mail = story.last_mail().await;
    assert!(mail.contains("What was written to it at the new one is not there"), "{mail}");
    assert!(!mail.contains("nothing is lost"), "{mail}");
    // The time between, in which it ran at the target, is no time down.
    let own = attempts_of(&story, id).await;
    assert_eq!(own[1].down_seconds(story.now()), Some(10 * 60));
    assert_eq!(own[0].result, Some(AttemptResult::Succeeded));
    assert_eq!(story.kinds().await, ["announced", "started", "moved", "moving_back", "returned"]);
}

#[tokio::test]
async fn what_was_taken_back_can_move_again_and_be_closed() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.try_revert(id, &nothing_written()).await.expect("it goes back");
    story.walk(id, &REVERT).await;
    story.at(november(18, 9, 0));
    let again = migrations::Rebook {
        window: window(november(18, 21, 0), november(18, 22, 30)),
        cause_code: migrations::CauseCode::KernelOrInitrd,
        cause: "The kernel did not find its disk.".to_owned(),
        fix: "spaarne has the other kernel now.".to_owned(),
    };
    let letterhead = &story.portal.app.letterhead;
    rebook(&mut *story.conn().await, letterhead, &story.fenna(), id, &again, story.now())
        .await
        .expect("it is booked again");
    story.at(november(18, 21, 0));
    story.start(id).await;
    story.walk(id, &FORWARD).await;
    assert_eq!(state(&story, id).await, (MigrationState::Verifying, LiveSide::Target, story.spaarne));
    assert_eq!(holder(&story, "198.51.100.41").await, (true, false));
    confirm(&mut *story.conn().await, letterhead, &story.noor(), id, story.now()).await.expect("all is well");
    assert_eq!(holder(&story, "192.0.2.41").await, (false, false));
    assert_eq!(held_rooms(&story).await, 0);
}

#[tokio::test]
async fn a_revert_cannot_be_aborted_nor_begun_before_commit_or_twice() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    for step in &FORWARD[..6] {
        let error = story.try_revert(id, &nothing_written()).await.expect_err("an abort leads back");
        assert!(matches!(error, RevertError::BeforeCommit), "{step}: {error:?}");
        let error = retry(&story, id, "It hangs.").await.expect_err("nothing was started");
        assert!(matches!(error, RetryError::NothingStarts), "{step}: {error:?}");
        story.finish(id, *step).await;
    }
    let input = nothing_written();
    let (a, b) = tokio::join!(story.try_revert(id, &input), story.try_revert(id, &input));
    assert!(a.is_ok() != b.is_ok(), "one of two: {a:?} {b:?}");
    for step in REVERT {
        let abort = because_of_path_mtu();
        let error = migrations::abort(&mut *story.conn().await, &story.bas(), id, &abort, story.now())
            .await
            .expect_err("it is the way back");
        assert!(matches!(error, AbortError::IsRevert), "{step}: {error:?}");
        story.finish(id, step).await;
    }
    assert_eq!(story.kinds().await, ["announced", "started", "moving_back", "returned"]);
}

/// "stop" is a step of both attempts: a word about the first that comes late is not about the second.
#[tokio::test]
async fn a_late_word_about_one_attempt_does_not_count_for_the_next() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..6]).await;
    story.try_revert(id, &nothing_written()).await.expect("it goes back");
    let late = migrations::FinishStep {
        attempt: Some(1),
        step: StepCode::Stop,
        note: String::new(),
        handover: None,
    };
    let letterhead = &story.portal.app.letterhead;
    let (conn, bas) = (&mut *story.conn().await, story.bas());
    let outcome = migrations::finish_step(conn, letterhead, &bas, id, &late, story.now()).await;
    assert!(matches!(outcome, Err(migrations::FinishStepError::Refused(_))), "{outcome:?}");
    assert_eq!(state(&story, id).await.1, LiveSide::Target);
    let word = migrations::FinishStep { attempt: Some(2), ..late };
    let outcome = migrations::finish_step(conn, letterhead, &bas, id, &word, story.now()).await;
    assert!(matches!(outcome, Ok(Finished::Next(StepCode::Fence))), "{outcome:?}");
}

async fn retry(story: &Story, id: MigrationId, failure: &str) -> Result<(), RetryError> {
    migrations::retry(&mut *story.conn().await, &story.fenna(), id, Some(1), failure, story.now()).await
}

async fn state(story: &Story, id: MigrationId) -> (MigrationState, LiveSide, HostId) {
    rows::table
        .inner_join(domus::table)
        .filter(rows::id.eq(id))
        .select((rows::state, rows::live_side, domus::host_id))
        .first(&mut *story.conn().await)
        .await
        .expect("the migration")
}

/// Whether the domU holds it, and whether the migration keeps it.
async fn holder(story: &Story, address: &str) -> (bool, bool) {
    let row: Option<(Option<i64>, Option<i64>)> = ip_addresses::table
        .filter(ip_addresses::address.eq(IpNet::from(ip(address))))
        .select((ip_addresses::domu_id, ip_addresses::migration_id))
        .first(&mut *story.conn().await)
        .await
        .optional()
        .expect("an answer");
    row.map_or((false, false), |(domu, migration)| (domu.is_some(), migration.is_some()))
}

async fn held_rooms(story: &Story) -> i64 {
    let held = reservations::table.filter(reservations::released_at.is_null()).count();
    held.get_result(&mut *story.conn().await).await.expect("a count")
}

async fn attempts_of(story: &Story, id: MigrationId) -> Vec<Attempt> {
    attempts::table
        .filter(attempts::migration_id.eq(id))
        .order(attempts::n)
        .select(Attempt::as_select())
        .load(&mut *story.conn().await)
        .await
        .expect("attempts")
}

/// The last word to the members about each attempt that passed the stop, whatever its end.
#[tokio::test]
async fn every_attempt_that_passed_the_stop_has_one_closing_word() {
    let cases: [(&str, &[&str]); 7] = [
        ("succeeded", &["moved:attempt-1"]),
        ("rolled_back", &["returned:attempt-1"]),
        ("superseded", &["moving_back:attempt-2", "returned:attempt-2"]),
        ("unclear, at the source", &["checking:attempt-1", "returned:attempt-1"]),
        ("unclear, at the target", &["checking:attempt-1", "moved:attempt-1"]),
        ("a revert after success", &["moved:attempt-1", "moving_back:attempt-2", "returned:attempt-2"]),
        (
            "a lost revert",
            &["moved:attempt-1", "moving_back:attempt-2", "checking:attempt-2", "returned:attempt-2"],
        ),
    ];
    for (end, expected) in cases {
        let story = Story::begin().await;
        let id = story.under_way().await;
        bring_to(&story, id, end).await;
        let keys: Vec<String> = outbox_mails::table
            .filter(outbox_mails::kind.eq_any(["moved", "returned", "moving_back", "checking"]))
            .order(outbox_mails::id)
            .select(outbox_mails::dedup_key)
            .load(&mut *story.conn().await)
            .await
            .expect("mails");
        // Kind and attempt; between them stands the migration.
        let words: Vec<String> = keys
            .iter()
            .map(|key| {
                let parts: Vec<&str> = key.split(':').collect();
                format!("{}:{}", parts[0], parts[2])
            })
            .collect();
        assert_eq!(words, expected, "{end}");
    }
}

async fn bring_to(story: &Story, id: MigrationId, end: &str) {
    use super::story::{fenced, runs};
    use migrations::Side::{Source, Target};
    story.walk(id, &FORWARD[..2]).await;
    match end {
        "succeeded" => story.walk(id, &FORWARD[2..]).await,
        "rolled_back" => {
            story.abort(id).await;
            story.walk(id, &migrations::step::WAY_BACK).await;
        }
        "superseded" => {
            story.walk(id, &FORWARD[2..6]).await;
            story.try_revert(id, &nothing_written()).await.expect("it goes back");
            story.walk(id, &REVERT).await;
        }
        "a revert after success" => {
            story.walk(id, &FORWARD[2..]).await;
            story.try_revert(id, &nothing_written()).await.expect("it goes back");
            story.walk(id, &REVERT).await;
        }
        "a lost revert" => {
            story.walk(id, &FORWARD[2..]).await;
            story.try_revert(id, &nothing_written()).await.expect("it goes back");
            story.lose_track(id).await;
            story.attest(&story.fenna(), id, &fenced(Target)).await.expect("one side");
            story.attest(&story.bas(), id, &runs(Source)).await.expect("the other side");
        }
        lost => {
            story.lose_track(id).await;
            let (down, up) = if lost.ends_with("source") { (Target, Source) } else { (Source, Target) };
            story.attest(&story.fenna(), id, &fenced(down)).await.expect("one side");
            story.attest(&story.bas(), id, &runs(up)).await.expect("the other side");
        }
    }
}

/// Why it went back and why nobody knew where it was are two things, and both stay.
#[actix_web::test]
async fn a_revert_that_is_lost_keeps_why_it_went_back() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.try_revert(id, &nothing_written()).await.expect("it goes back");
    story.lose_track(id).await;
    let (why, lost) = (
        "The kernel of spaarne does not find its disk.",
        "Neither host answers since the switch was restarted.",
    );
    let own = attempts_of(&story, id).await;
    let last = own.last().expect("the revert");
    assert_eq!((last.earlier_cause.as_deref(), last.cause.as_deref()), (Some(why), Some(lost)));
    let mail: String = outbox_mails::table
        .filter(outbox_mails::kind.eq("checking"))
        .select(outbox_mails::body_text)
        .first(&mut *story.conn().await)
        .await
        .expect("a mail");
    assert!(mail.contains(lost) && mail.contains(&format!("Kernel or initrd: {why}")), "{mail}");

    story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
    story.attest(&story.bas(), id, &runs(Side::Source)).await.expect("the other");
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says(lost) && page.says(why), "{}", page.text());
}

/// A word that was said about the first attempt, twice, and comes late.
#[tokio::test]
async fn a_late_abort_of_an_earlier_attempt_never_aborts_the_later_one() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let abort = async |attempt| {
        let input = migrations::Abort { attempt: Some(attempt), ..because_of_path_mtu() };
        migrations::abort(&mut *story.conn().await, &story.fenna(), id, &input, story.now()).await
    };
    abort(1).await.expect("it is broken off before the stop");
    story.start(id).await;
    story.walk(id, &FORWARD[..2]).await;
    let late = abort(1).await;
    assert!(matches!(late, Err(AbortError::Refused(Refused::Conflict(_)))), "{late:?}");
    assert_eq!(attempts_of(&story, id).await[1].turned_back_at, None);
    abort(2).await.expect("the one that is meant");
}

/// The button was pressed twice, and the second word comes when the next attempt has arrived.
#[tokio::test]
async fn a_late_revert_of_an_earlier_attempt_never_takes_back_the_later_one() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let first = Revert { attempt: Some(1), ..nothing_written() };
    assert_eq!(story.try_revert(id, &first).await.expect("it goes back"), 2);
    story.walk(id, &REVERT).await;
    let again = rebook::Rebook {
        window: window(november(18, 21, 0), november(18, 22, 30)),
        cause_code: migrations::CauseCode::KernelOrInitrd,
        cause: "The initrd lacked a driver.".to_owned(),
        fix: "It has it now.".to_owned(),
    };
    let letterhead = &story.portal.app.letterhead;
    rebook::rebook(&mut *story.conn().await, letterhead, &story.fenna(), id, &again, story.now())
        .await
        .expect("booked again");
    story.at(november(18, 21, 0));
    story.start(id).await;
    story.walk(id, &FORWARD).await;
    let late = story.try_revert(id, &first).await;
    assert!(matches!(late, Err(RevertError::Refused(Refused::Conflict(_)))), "{late:?}");
    assert_eq!(state(&story, id).await.0, MigrationState::Verifying);
}
