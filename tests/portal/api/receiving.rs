//! What reports do, and what they never do.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{attempt_sides, migration_events, transfer_minutes, transfer_samples};
use domovoi::migrations::reported::{Progress, heard_of, sweep};
use domovoi::migrations::{LiveSide, MigrationState, StepCode};
use domovoi::reports::{Item, Said, StepWord, Want};

use crate::migrations::story::Story;
use crate::support::Dom0;
use crate::support::dom0::{began, ended, problem, sample, step};

const TOTAL: i64 = 14 << 30;

pub async fn progress(story: &Story, id: MigrationId) -> Progress {
    let heard = heard_of(&*story.conn().await, id).await.expect("a query");
    let attempt = heard.last().expect("something was heard").attempt;
    Progress::of(&heard, attempt, TOTAL, story.now()).expect("progress")
}

/// Stopped, and about to copy.
async fn copying() -> (Story, MigrationId, Dom0, Dom0) {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    let prins = Dom0::of(&story.portal, story.prins).await;
    let spaarne = Dom0::of(&story.portal, story.spaarne).await;
    (story, id, prins, spaarne)
}

#[actix_web::test]
async fn each_side_writes_its_own_half_and_a_batch_again_changes_nothing() {
    let (story, id, mut prins, mut spaarne) = copying().await;
    let now = story.now();
    let items = [began(1, now, TOTAL), sample(2, now, 1, 5, 500), sample(3, now, 1, 10, 1000)];
    assert_eq!(prins.reports((id, 1), &items).await.acked_through, 3);
    let once = progress(&story, id).await;
    assert_eq!((once.bytes, once.bytes_per_second), (1000, Some(100)));
    assert_eq!(prins.reports((id, 1), &items).await.acked_through, 3);
    assert_eq!(prins.reports((id, 1), &items[1..2]).await.acked_through, 3);
    assert_eq!(progress(&story, id).await, once);
    assert_eq!(
        spaarne.reports((id, 1), &[began(1, now, TOTAL), sample(2, now, 1, 9, 400)]).await.acked_through,
        2
    );
    let both = progress(&story, id).await;
    assert_eq!(both.bytes, 400, "what arrived counts");
    assert_eq!(both.sides.iter().map(|side| side.bytes).collect::<Vec<_>>(), [1000, 400]);
    assert_eq!(story.row(id).await.state, MigrationState::Running);
}

#[actix_web::test]
async fn what_is_above_a_gap_waits_until_it_is_filled() {
    let (story, id, mut prins, _) = copying().await;
    let now = story.now();
    let all = [
        began(1, now, TOTAL),
        sample(2, now, 1, 5, 500),
        ended(3, now, 1, TOTAL, "ab"),
        step(4, now, "copy", StepWord::Ended),
    ];
    assert_eq!(prins.reports((id, 1), &all[2..]).await.acked_through, 0);
    assert_eq!(prins.reports((id, 1), &all[..1]).await.acked_through, 1);
    assert_eq!(progress(&story, id).await.bytes, 0, "an end without its beginning says nothing yet");
    let answer = prins.reports((id, 1), &all[1..2]).await;
    assert_eq!((answer.acked_through, answer.step.as_deref()), (4, Some("compare")));
    assert_eq!(progress(&story, id).await.per_cent(), 100);
}

#[actix_web::test]
async fn the_same_number_with_other_content_is_refused_and_the_core_team_is_told_once() {
    let (story, id, mut prins, _) = copying().await;
    let now = story.now();
    prins.reports((id, 1), &[began(1, now, TOTAL), sample(2, now, 1, 5, 500)]).await;
    for bytes in [501, 502] {
        let batch = [sample(2, now, 1, 5, bytes), sample(3, now, 1, 10, 900)];
        let told = problem(&prins.report((id, 1), &batch).await);
        assert_eq!(told.status, 409);
        assert!(told.detail.contains("report 2"), "{}", told.detail);
    }
    let progress = progress(&story, id).await;
    assert_eq!(progress.bytes, 500, "nothing of the batch is taken");
    assert!(progress.sides[0].has_clashed);
    let notes: Vec<String> = migration_events::table
        .filter(migration_events::actor_kind.eq("host"))
        .select(migration_events::note)
        .load(&mut *story.conn().await)
        .await
        .expect("a history");
    assert_eq!(notes, ["Report 2 of the source came with two contents: two reporters run."]);
    assert_eq!(prins.reports((id, 1), &[sample(3, now, 1, 10, 900)]).await.acked_through, 3);
}

#[actix_web::test]
async fn a_dom0_ends_the_steps_that_are_done_on_it_and_no_others() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let mut prins = Dom0::of(&story.portal, story.prins).await;
    let mut spaarne = Dom0::of(&story.portal, story.spaarne).await;
    let now = story.now();
    let early = prins.reports((id, 1), &[step(1, now, "preflight", StepWord::Ended)]).await;
    assert_eq!((early.step.as_deref(), early.turned_down.len()), (Some("preflight"), 1));
    story.finish(id, StepCode::Preflight).await;
    let wrong = spaarne.reports((id, 1), &[step(1, now, "stop", StepWord::Ended)]).await;
    assert_eq!((wrong.step.as_deref(), wrong.turned_down.len()), (Some("stop"), 1));
    let stopped = prins.reports((id, 1), &[step(2, now, "stop", StepWord::Ended)]).await;
    assert_eq!((stopped.step.as_deref(), stopped.turned_down), (Some("copy"), vec![]));
    assert_eq!(story.row(id).await.live_side, LiveSide::None);
    assert!(story.kinds().await.contains(&"started".to_owned()), "its members are told as by a click");
    let copied = [step(2, now, "copy", StepWord::Ended), step(3, now, "compare", StepWord::Ended)];
    spaarne.reports((id, 1), &copied).await;
    let prepared = spaarne.reports((id, 1), &[step(4, now, "prepare", StepWord::Ended)]).await;
    assert_eq!(prepared.step.as_deref(), Some("commit"));
    let committed = spaarne.reports((id, 1), &[step(5, now, "commit", StepWord::Ended)]).await;
    assert_eq!(committed.step.as_deref(), Some("commit"), "nobody commits by the way");
    assert_eq!(committed.turned_down.len(), 1);
}

#[actix_web::test]
async fn late_reports_fill_the_graph_and_move_nothing() {
    let (story, id, mut prins, _) = copying().await;
    let now = story.now();
    prins.reports((id, 1), &[began(1, now, TOTAL)]).await;
    story.abort(id).await;
    let answer = prins.reports((id, 1), &[sample(2, now, 1, 5, 500)]).await;
    assert_eq!((answer.want, answer.step.as_deref()), (Want::Abort, Some("fence")));
    story.walk(id, &domovoi::migrations::step::WAY_BACK).await;
    let (state, mails) = (story.row(id).await, story.kinds().await);
    let late = [
        sample(3, now + Duration::minutes(1), 1, 65, 900),
        ended(4, now, 1, TOTAL, "ab"),
        step(5, now, "copy", StepWord::Ended),
    ];
    let answer = prins.reports((id, 1), &late).await;
    assert_eq!((answer.acked_through, answer.want, answer.step), (5, Want::Abort, None));
    assert_eq!(answer.turned_down.len(), 1);
    assert_eq!((story.row(id).await, story.kinds().await), (state, mails));
    let minutes: Vec<i64> = transfer_minutes::table
        .order(transfer_minutes::minute)
        .select(transfer_minutes::bytes)
        .load(&mut *story.conn().await)
        .await
        .expect("minutes");
    assert_eq!(minutes, [500, 900]);
}

#[actix_web::test]
async fn a_copy_that_differs_from_its_original_is_not_compared_well() {
    let (story, id, mut prins, mut spaarne) = copying().await;
    let now = story.now();
    prins.reports((id, 1), &[began(1, now, TOTAL), ended(2, now, 1, TOTAL, "ab")]).await;
    spaarne.reports((id, 1), &[began(1, now, TOTAL), ended(2, now, 1, TOTAL, "cd")]).await;
    assert_eq!(progress(&story, id).await.is_same, Some(false));
    story.finish(id, StepCode::Copy).await;
    let answer = spaarne.reports((id, 1), &[step(3, now, "compare", StepWord::Ended)]).await;
    assert_eq!(answer.step.as_deref(), Some("compare"));
    assert!(answer.turned_down[0].why.contains("differs"), "{:?}", answer.turned_down);
    // The disk is copied anew, and the same this time.
    let again =
        [began(4, now, TOTAL), ended(5, now, 4, TOTAL, "ab"), step(6, now, "compare", StepWord::Ended)];
    assert_eq!(spaarne.reports((id, 1), &again).await.step.as_deref(), Some("prepare"));
    assert_eq!(progress(&story, id).await.is_same, Some(true));
}

#[actix_web::test]
async fn samples_for_which_there_was_no_room_are_not_waited_for() {
    let (story, id, mut prins, _) = copying().await;
    let now = story.now();
    let thinned = Item::new(4, now, Said::Thinned { from: 2 });
    prins.reports((id, 1), &[began(1, now, TOTAL)]).await;
    let answer = prins.reports((id, 1), &[thinned.clone(), sample(5, now, 1, 20, 900)]).await;
    assert_eq!(answer.acked_through, 5);
    // One of them was on its way when its sender ran out of room.
    assert_eq!(prins.reports((id, 1), &[sample(4, now, 1, 15, 700)]).await.acked_through, 5);
    assert_eq!(prins.reports((id, 1), &[thinned]).await.acked_through, 5);
    assert_eq!(progress(&story, id).await.bytes, 900);
}

#[actix_web::test]
async fn samples_go_when_their_time_is_over_and_the_minutes_stay() {
    let (story, id, mut prins, _) = copying().await;
    let now = story.now();
    let items = [began(1, now, TOTAL), sample(2, now, 1, 5, 500)];
    prins.reports((id, 1), &items).await;
    let conn = &mut *story.conn().await;
    assert_eq!(sweep(conn, now + Duration::days(29)).await.expect("a sweep"), 0);
    assert_eq!(sweep(conn, now + Duration::days(31)).await.expect("a sweep"), 1);
    let samples: i64 = transfer_samples::table.count().get_result(conn).await.expect("a count");
    let minutes: i64 = transfer_minutes::table.count().get_result(conn).await.expect("a count");
    let acked: i64 =
        attempt_sides::table.select(attempt_sides::acked_through).first(conn).await.expect("a row");
    assert_eq!((samples, minutes, acked), (0, 1, 2));
    assert_eq!(prins.reports((id, 1), &items).await.acked_through, 2);
    assert_eq!(progress(&story, id).await.bytes, 500);
}
