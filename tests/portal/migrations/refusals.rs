//! What is not in the table, or breaks a promise, is refused and leaves no trace.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{DomuId, HostId, IpNetworkId, MigrationId};
use domovoi::db::schema::{
    disks, domus, hosts, ip_addresses, migration_events, migrations as rows, outbox_mails, steps,
};
use domovoi::migrations::{
    self, AddressError, CauseCode, Event, FinishStepError, LiveSide, MigrationState, NewMigration,
    NotAWindow, Rebook, Refused, ScheduleError, Side, StartError, StepCode, state,
};

use super::story::{Story, because_of_path_mtu, fenced, ip, nothing_written, november, out_of_sight, window};
use crate::support::builders;

/// Every verb in every state that the table forbids it: a conflict, no row, no mail.
#[tokio::test]
async fn every_illegal_cell_is_a_conflict_that_writes_nothing() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    let mut refused = 0;
    for &now_in in MigrationState::ALL {
        put_in(&story, id, now_in).await;
        let before = traces(&story).await;
        for event in VERBS {
            if state::after(now_in, event).is_ok() {
                continue;
            }
            let outcome = try_to(&story, id, event).await;
            assert!(
                matches!(&outcome, Err(Refused::Conflict(told)) if told.state == now_in && told.tried == event),
                "{event} while {now_in}: {outcome:?}"
            );
            refused += 1;
        }
        assert_eq!(traces(&story).await, before, "{now_in}");
    }
    assert!(refused > 90, "{refused}");
}

const VERBS: [Event; 20] = [
    Event::Save,
    Event::Publish,
    Event::Reschedule,
    Event::Cancel,
    Event::Start,
    Event::FinishStep,
    Event::Abort,
    Event::Retry,
    Event::Revert,
    Event::LoseTrack,
    Event::Attest,
    Event::Rebook,
    Event::Confirm,
    Event::Take,
    Event::Hold,
    Event::AnswerHold,
    Event::Release,
    Event::WithdrawHold,
    Event::AskNow,
    Event::DeclineNow,
];

async fn try_to(story: &Story, id: MigrationId, event: Event) -> Result<(), Refused> {
    let mut conn = story.conn().await;
    let conn = &mut *conn;
    let (letterhead, fenna, now) = (&story.portal.app.letterhead, story.fenna(), story.now());
    let later = window(november(20, 21, 0), november(20, 22, 30));
    let plan = NewMigration { window: later, ..story.plan() };
    /// What is no refusal is a mistake of the test.
    macro_rules! refusal {
        ($outcome:expr, $error:ident) => {
            match $outcome {
                Ok(_) => Ok(()),
                Err(migrations::$error::Refused(refused)) => Err(refused),
                Err(other) => panic!("{event}: {other:?}"),
            }
        };
    }
    match event {
        Event::Save => {
            refusal!(migrations::save_draft(conn, &fenna, Some(id), &plan, now).await, ScheduleError)
        }
        Event::Publish => {
            refusal!(
                migrations::announce(conn, letterhead, &fenna, Some(id), &plan, now).await,
                ScheduleError
            )
        }
        Event::Reschedule => {
            refusal!(
                migrations::reschedule(conn, letterhead, &fenna, id, later, "why", now).await,
                RescheduleError
            )
        }
        Event::Cancel => {
            refusal!(migrations::cancel(conn, letterhead, &fenna, id, "why", now).await, CancelError)
        }
        Event::Start => refusal!(migrations::start(conn, &fenna, id, now).await, StartError),
        Event::FinishStep => {
            refusal!(story.try_finish(&fenna, id, StepCode::Preflight).await, FinishStepError)
        }
        Event::Abort => {
            refusal!(migrations::abort(conn, &fenna, id, &because_of_path_mtu(), now).await, AbortError)
        }
        Event::Retry => {
            refusal!(migrations::retry(conn, &fenna, id, None, "It panics.", now).await, RetryError)
        }
        Event::Revert => {
            let input = nothing_written();
            refusal!(migrations::revert(conn, letterhead, &fenna, id, &input, now).await, RevertError)
        }
        Event::LoseTrack => {
            let input = out_of_sight();
            refusal!(migrations::lose_track(conn, letterhead, &fenna, id, &input, now).await, LoseTrackError)
        }
        Event::Attest => {
            let input = fenced(Side::Source);
            refusal!(migrations::attest(conn, letterhead, &fenna, id, &input, now).await, AttestError)
        }
        Event::Rebook => {
            let (cause_code, cause, fix) = (CauseCode::Other, "cause".to_owned(), "fix".to_owned());
            let input = Rebook { window: later, cause_code, cause, fix };
            refusal!(migrations::rebook(conn, letterhead, &fenna, id, &input, now).await, RebookError)
        }
        Event::Confirm => {
            refusal!(migrations::confirm(conn, letterhead, &fenna, id, now).await, ConfirmError)
        }
        Event::Take => refusal!(migrations::take(conn, &fenna, id, story.bas.id, now).await, TakeError),
        Event::Hold => refusal!(migrations::hold(conn, letterhead, &fenna, id, "why", now).await, HoldError),
        Event::AnswerHold | Event::Release => {
            let release = (event == Event::Release).then_some(migrations::Release {
                window: later,
                offers_windows: false,
                deadline: None,
            });
            let input = migrations::AnswerHold { answer: "so".to_owned(), release };
            refusal!(
                migrations::answer_hold(conn, letterhead, &fenna, id, &input, now).await,
                AnswerHoldError
            )
        }
        Event::WithdrawHold => {
            refusal!(migrations::withdraw_hold(conn, letterhead, &fenna, id, now).await, WithdrawHoldError)
        }
        Event::AskNow => refusal!(migrations::ask_now(conn, letterhead, &fenna, id, now).await, AskNowError),
        Event::DeclineNow => {
            refusal!(migrations::decline_now(conn, letterhead, &fenna, id, "no", now).await, AskNowError)
        }
        other => unreachable!("{other} has no verb yet"),
    }
}

async fn put_in(story: &Story, id: MigrationId, state: MigrationState) {
    let side = match state {
        MigrationState::Verifying | MigrationState::Closed => LiveSide::Target,
        MigrationState::Unclear => LiveSide::None,
        _ => LiveSide::Source,
    };
    diesel::update(rows::table.find(id))
        .set((
            rows::state.eq(state),
            rows::live_side.eq(side),
            rows::ended_at.eq(state.is_terminal().then_some(story.now())),
        ))
        .execute(&mut *story.conn().await)
        .await
        .expect("the state is put");
}

/// Mails, history and steps, counted.
async fn traces(story: &Story) -> (i64, i64, i64) {
    let mut conn = story.conn().await;
    let conn = &mut *conn;
    (
        outbox_mails::table.count().get_result(conn).await.expect("mails"),
        migration_events::table.count().get_result(conn).await.expect("events"),
        steps::table.count().get_result(conn).await.expect("steps"),
    )
}

#[tokio::test]
async fn short_notice_needs_a_reason() {
    let story = Story::begin().await;
    story.at(november(14, 21, 1));
    let plan = story.plan();
    assert!(matches!(story.try_announce(&plan).await, Err(ScheduleError::ShortNotice)));
    assert_eq!(traces(&story).await, (0, 0, 0));
    let plan = NewMigration { short_notice_reason: Some("Noor asked for it.".to_owned()), ..plan };
    story.try_announce(&plan).await.expect("she is told why");
    assert!(story.last_mail().await.contains("This is short notice: Noor asked for it."));
}

#[tokio::test]
async fn a_plan_that_cannot_work_is_refused_by_name() {
    let story = Story::begin().await;
    let plan = || story.plan();
    type Case = (NewMigration, fn(&ScheduleError) -> bool);
    let with_new = |new: &str| NewMigration { addresses: vec![(ip("192.0.2.41"), ip(new))], ..plan() };
    let cases: Vec<Case> = vec![
        (NewMigration { target: story.prins, ..plan() }, |e| {
            matches!(e, ScheduleError::TargetIsSource { .. })
        }),
        (NewMigration { target: HostId(999), ..plan() }, |e| matches!(e, ScheduleError::NoSuchHost)),
        (NewMigration { domu: DomuId(999), ..plan() }, |e| matches!(e, ScheduleError::NoSuchDomu)),
        (NewMigration { reason: "  ".to_owned(), ..plan() }, |e| matches!(e, ScheduleError::Reason)),
        (NewMigration { grace_days: 0, ..plan() }, |e| matches!(e, ScheduleError::GraceDays)),
        (NewMigration { window: window(november(17, 21, 0), november(17, 21, 20)), ..plan() }, |e| {
            matches!(e, ScheduleError::Window(NotAWindow::TooShort { .. }))
        }),
        (NewMigration { window: window(november(17, 21, 0), november(17, 20, 0)), ..plan() }, |e| {
            matches!(e, ScheduleError::Window(NotAWindow::EndsBeforeStart))
        }),
        (NewMigration { window: window(november(13, 21, 0), november(13, 22, 30)), ..plan() }, |e| {
            matches!(e, ScheduleError::Window(NotAWindow::Past))
        }),
        (with_new("203.0.113.9"), |e| matches!(e, ScheduleError::Address(AddressError::OutsideTheSite(_)))),
        (with_new("198.51.100.0"), |e| matches!(e, ScheduleError::Address(AddressError::NotForHosts(_)))),
        (with_new("2001:db8::1"), |e| matches!(e, ScheduleError::Address(AddressError::OtherFamily { .. }))),
        (NewMigration { addresses: vec![(ip("192.0.2.99"), ip("198.51.100.9"))], ..plan() }, |e| {
            matches!(e, ScheduleError::Address(AddressError::NotItsOwn(_)))
        }),
    ];
    for (plan, is_expected) in &cases {
        let error = story.try_announce(plan).await.expect_err("it is refused");
        assert!(is_expected(&error), "{error:?} for {plan:?}");
    }
    let kept: i64 = ip_addresses::table
        .filter(ip_addresses::migration_id.is_not_null())
        .count()
        .get_result(&mut *story.conn().await)
        .await
        .expect("a count");
    assert_eq!((kept, traces(&story).await), (0, (0, 0, 0)));
}

#[tokio::test]
async fn a_drained_host_and_a_blocked_domu_are_refused() {
    let story = Story::begin().await;
    let mut conn = story.conn().await;
    diesel::update(hosts::table.find(story.spaarne))
        .set(hosts::state.eq("drained"))
        .execute(&mut conn)
        .await
        .unwrap();
    let error = story.try_announce(&story.plan()).await.expect_err("drained");
    assert!(matches!(error, ScheduleError::TargetTakesNone { .. }), "{error:?}");
    diesel::update(domus::table.find(story.higgs))
        .set(domus::blocked_by.eq("0000:03:00.0"))
        .execute(&mut conn)
        .await
        .unwrap();
    let error = story.try_announce(&story.plan()).await.expect_err("blocked");
    assert!(matches!(error, ScheduleError::Blocked { .. }), "{error:?}");
}

#[tokio::test]
async fn a_domu_has_one_move_at_a_time_and_an_address_one_holder() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let again = story.try_announce(&story.plan()).await;
    assert!(
        matches!(again, Err(ScheduleError::AlreadyMoving { migration: Some(other) }) if other == id),
        "{again:?}"
    );

    let mut conn = story.conn().await;
    let edam = builders::domu(&mut conn, story.prins, "edam", 18, &story.noor, story.now()).await;
    let network = ip_addresses::table.select(ip_addresses::network_id).first::<i64>(&mut conn).await.unwrap();
    builders::address(&mut conn, IpNetworkId(network), edam, "192.0.2.63", story.now()).await;
    let plan =
        NewMigration { domu: edam, addresses: vec![(ip("192.0.2.63"), ip("198.51.100.41"))], ..story.plan() };
    let error = story.try_announce(&plan).await.expect_err("higgs has it");
    assert!(matches!(error, ScheduleError::Address(AddressError::Taken(_))), "{error:?}");
}

#[tokio::test]
async fn an_attempt_starts_neither_long_before_the_window_nor_at_its_end() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 19, 59));
    let start = async || migrations::start(&mut *story.conn().await, &story.fenna(), id, story.now()).await;
    assert!(matches!(start().await, Err(StartError::TooEarly { .. })));
    story.at(november(17, 22, 0));
    assert!(matches!(start().await, Err(StartError::TooLate { .. })));
}

#[tokio::test]
async fn nothing_is_stopped_before_the_window_opens() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 20, 30));
    story.start(id).await;
    let outcome = story.try_finish(&story.fenna(), id, StepCode::Preflight).await;
    assert!(matches!(outcome, Err(FinishStepError::BeforeTheWindow { .. })), "{outcome:?}");
    assert_eq!(traces(&story).await.2, 1);
}

#[tokio::test]
async fn handing_over_needs_both_ticks_and_the_name() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &migrations::step::FORWARD[..5]).await;
    let handover = super::story::handover();
    let cases = [
        (None, "source_is_down_and_fenced"),
        (
            Some(migrations::Handover { source_is_down_and_fenced: false, ..handover.clone() }),
            "source_is_down_and_fenced",
        ),
        (Some(migrations::Handover { target_is_ready: false, ..handover.clone() }), "target_is_ready"),
        (Some(migrations::Handover { typed_name: "hgigs".to_owned(), ..handover.clone() }), "typed_name"),
    ];
    for (handover, field) in cases {
        let input =
            migrations::FinishStep { attempt: None, step: StepCode::Commit, note: String::new(), handover };
        let letterhead = &story.portal.app.letterhead;
        let error = migrations::finish_step(
            &mut *story.conn().await,
            letterhead,
            &story.fenna(),
            id,
            &input,
            story.now(),
        )
        .await
        .expect_err("refused");
        assert_eq!(error.field(), Some(field));
    }
    let host: i64 = domus::table
        .find(story.higgs)
        .select(domus::host_id)
        .first(&mut *story.conn().await)
        .await
        .expect("its host");
    assert_eq!(host, story.prins.0);
}

#[tokio::test]
async fn for_members_the_core_teams_verbs_do_not_exist() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let (noor, now) = (story.noor(), story.now());
    let outcome = migrations::start(&mut *story.conn().await, &noor, id, now).await;
    assert!(matches!(outcome, Err(StartError::Refused(Refused::CoreOnly))), "{outcome:?}");
    let outcome = story.try_finish(&noor, id, StepCode::Preflight).await;
    assert!(matches!(outcome, Err(FinishStepError::Refused(Refused::CoreOnly))), "{outcome:?}");
}

/// Both hosts count on it. What a host says of itself in an import is so already.
#[actix_web::test]
async fn while_a_move_keeps_room_for_it_a_domu_stays_as_big_as_it_is() {
    let story = Story::begin().await;
    story.announce().await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let (prins, disk): (HostId, i64) = domus::table
        .inner_join(disks::table)
        .select((domus::host_id, disks::id))
        .first(&mut *story.conn().await)
        .await
        .expect("higgs and its disk");
    let prins = prins.to_string();
    let edit = |memory: &'static str| {
        [
            ("revision", "1"),
            ("name", "higgs"),
            ("host", prins.as_str()),
            ("memory", memory),
            ("vcpus", "2"),
            ("state", "running"),
            ("uuid", ""),
            ("note", ""),
        ]
    };
    let kept = "Its size can change when the move has ended";
    for memory in ["100 GiB", "2 GiB", "512 MiB"] {
        let page = fenna.submit("/domus/higgs", &edit(memory)).await.refused();
        assert!(page.error_at("memory").contains(kept), "{memory}: {}", page.text());
    }
    let page = fenna.submit(&format!("/domus/higgs/disks/{disk}/removal"), &[]).await.refused();
    assert!(page.error_at("disk_size").contains(kept), "{}", page.text());
    let more =
        [("disk_name", "xvdb"), ("disk_path", "/dev/x"), ("disk_format", "raw"), ("disk_size", "1 GiB")];
    let page = fenna.submit("/domus/higgs/disks", &more).await.refused();
    assert!(page.error_at("disk_size").contains(kept), "{}", page.text());
    fenna.submit("/domus/higgs", &edit("1 GiB")).await.went_to();

    let conn = &mut *story.conn().await;
    let grow = "UPDATE domus SET memory_bytes = 100 * (1::bigint << 30)";
    diesel::sql_query(grow).execute(conn).await.expect_err("not by any hand");
    diesel::sql_query("SET domovoi.records_what_is = 'on'").execute(conn).await.expect("a setting");
    diesel::sql_query(grow).execute(conn).await.expect("an import records it");
}
