//! The evening that started the project: a first attempt that comes back after two hours, and a
//! second one that succeeds.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::schema::{
    attempts, domus, interconnects, ip_addresses, migration_events, migrations as rows, reservations,
};
use domovoi::migrations::{
    self, Aborted, AttemptResult, CauseCode, Finished, LiveSide, MigrationState, Rebook, StepCode,
};
use ipnet::IpNet;

use super::story::{Story, ip, november, window};

#[tokio::test]
async fn higgs_comes_back_after_two_hours_and_moves_the_next_day() {
    let story = Story::begin().await;
    let id = story.announce().await;
    assert_eq!(state(&story, id).await, (MigrationState::Booked, LiveSide::Source, story.prins));

    story.at(november(17, 20, 45));
    story.start(id).await;
    story.at(november(17, 21, 0));
    assert_eq!(story.finish(id, StepCode::Preflight).await, Finished::Next(StepCode::Stop));
    assert_eq!(story.finish(id, StepCode::Stop).await, Finished::Next(StepCode::Copy));
    assert_eq!(state(&story, id).await, (MigrationState::Running, LiveSide::None, story.prins));
    story.at(november(17, 22, 48));
    assert_eq!(story.abort(id).await, Aborted::TurnedBack(StepCode::Fence));
    story.finish(id, StepCode::Fence).await;
    story.at(november(17, 23, 3));
    story.finish(id, StepCode::StartAgain).await;
    assert_eq!(story.finish(id, StepCode::CheckAgain).await, Finished::Over(AttemptResult::RolledBack));

    assert_eq!(state(&story, id).await, (MigrationState::Returned, LiveSide::Source, story.prins));
    assert_eq!(holder(&story, "192.0.2.41").await, Holder::Domu);
    assert_eq!(holder(&story, "198.51.100.41").await, Holder::Migration);
    let mail = story.last_mail().await;
    for fact in ["2 hours and 3 minutes", "Path MTU: A bridge", "nothing is lost", "192.0.2.41, as before"] {
        assert!(mail.contains(fact), "{fact} is missing in\n{mail}");
    }

    story.at(november(18, 9, 12));
    rebook(&story, id).await;
    assert_eq!(state(&story, id).await.0, MigrationState::Booked);
    assert!(story.last_mail().await.contains("What we mended: The bridge has an MTU of 9000 now."));
    let page = story.portal.browser_of(&story.noor).await.get(&format!("/migrations/{id}")).await.ok();
    assert!(
        page.says("second attempt to come") && page.says("Attempts 1, it was rolled back"),
        "{}",
        page.text()
    );

    story.at(november(18, 21, 0));
    story.start(id).await;
    story.finish(id, StepCode::Preflight).await;
    story.at(november(18, 21, 5));
    story.finish(id, StepCode::Stop).await;
    story.walk(id, &[StepCode::Copy, StepCode::Compare, StepCode::Prepare, StepCode::Commit]).await;
    assert_eq!(state(&story, id).await, (MigrationState::Running, LiveSide::Target, story.spaarne));
    story.at(november(18, 21, 44));
    story.finish(id, StepCode::Boot).await;
    assert_eq!(story.finish(id, StepCode::Check).await, Finished::Over(AttemptResult::Succeeded));

    assert_eq!(state(&story, id).await, (MigrationState::Verifying, LiveSide::Target, story.spaarne));
    assert_eq!(holder(&story, "192.0.2.41").await, Holder::Migration);
    assert_eq!(holder(&story, "198.51.100.41").await, Holder::Domu);
    assert!(
        has_it_since(&story, "198.51.100.41").await > november(18, 21, 0),
        "not since it was held for it"
    );
    let mail = story.last_mail().await;
    for fact in ["39 minutes", "192.0.2.41  became  198.51.100.41", "/issues/new?domu=higgs&migration=M-1"] {
        assert!(mail.contains(fact), "{fact} is missing in\n{mail}");
    }

    confirm(&story, id).await;
    assert_eq!(state(&story, id).await.0, MigrationState::Closed);
    assert_eq!(holder(&story, "192.0.2.41").await, Holder::Nobody);
    assert_eq!(held_rooms(&story).await, 0);
    assert_eq!(
        story.kinds().await,
        ["announced", "started", "returned", "announced", "started", "moved", "closed"]
    );
    assert_eq!(
        history(&story, id).await,
        [
            "publish: draft announced",
            "pick_slot: announced booked",
            "start: booked running",
            "abort: running running",
            "roll_back: running returned",
            "rebook: returned announced",
            "pick_slot: announced booked",
            "start: booked running",
            "succeed: running verifying",
            "confirm: verifying closed",
        ]
    );
    assert_eq!(
        downtimes(&story, id).await,
        [(1, Some(AttemptResult::RolledBack), Some(123)), (2, Some(AttemptResult::Succeeded), Some(39))]
    );
}

/// The mails of the first try told its own estimate, so that is what it is measured by.
#[tokio::test]
async fn a_next_try_with_another_estimate_leaves_the_first_promise_as_it_was() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &[StepCode::Preflight, StepCode::Stop]).await;
    let first = story.row(id).await.expected_seconds;
    story.abort(id).await;
    story.walk(id, &[StepCode::Fence, StepCode::StartAgain, StepCode::CheckAgain]).await;
    diesel::update(interconnects::table)
        .set(interconnects::measured_bytes_per_second.eq(5_000_000_i64))
        .execute(&mut *story.conn().await)
        .await
        .expect("a slower link");
    story.at(november(18, 9, 12));
    rebook(&story, id).await;
    assert!(story.row(id).await.expected_seconds > first, "the next try takes longer");

    let promised: Vec<i32> = attempts::table
        .select(attempts::promised_seconds)
        .load(&mut *story.conn().await)
        .await
        .expect("attempts");
    assert_eq!(promised, [first]);
    let mut noor = story.portal.browser_of(&story.noor).await;
    let promised = noor.get("/domus/higgs").await.ok().all("#moves ~ table td[data-label=Promised]");
    assert_eq!(promised.len(), 2, "what is ahead, and the first try: {promised:?}");
    assert_ne!(promised[0], promised[1]);
    assert!(noor.get(&format!("/migrations/{id}")).await.ok().says("We had promised"));
}

async fn rebook(story: &Story, id: MigrationId) {
    let input = Rebook {
        window: window(november(18, 21, 0), november(18, 22, 30)),
        cause_code: CauseCode::PathMtu,
        cause: "A bridge on the new host dropped large packets.".to_owned(),
        fix: "The bridge has an MTU of 9000 now.".to_owned(),
    };
    let letterhead = &story.portal.app.letterhead;
    migrations::rebook(&mut *story.conn().await, letterhead, &story.fenna(), id, &input, story.now())
        .await
        .expect("it is booked again");
}

async fn has_it_since(story: &Story, address: &str) -> DateTime<Utc> {
    ip_addresses::table
        .filter(ip_addresses::address.eq(IpNet::from(ip(address))))
        .select(ip_addresses::created_at)
        .first(&mut *story.conn().await)
        .await
        .expect("an address in use")
}

async fn confirm(story: &Story, id: MigrationId) {
    story.portal.advance(Duration::hours(12));
    let letterhead = &story.portal.app.letterhead;
    migrations::confirm(&mut *story.conn().await, letterhead, &story.noor(), id, story.now())
        .await
        .expect("Noor may say that all is well");
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

#[derive(Debug, PartialEq)]
enum Holder {
    Domu,
    Migration,
    Nobody,
}

async fn holder(story: &Story, address: &str) -> Holder {
    let row: Option<(Option<i64>, Option<i64>)> = ip_addresses::table
        .filter(ip_addresses::address.eq(IpNet::from(ip(address))))
        .select((ip_addresses::domu_id, ip_addresses::migration_id))
        .first(&mut *story.conn().await)
        .await
        .optional()
        .expect("an answer");
    match row {
        Some((Some(_), None)) => Holder::Domu,
        Some(_) => Holder::Migration,
        None => Holder::Nobody,
    }
}

async fn held_rooms(story: &Story) -> i64 {
    reservations::table
        .filter(reservations::released_at.is_null())
        .count()
        .get_result(&mut *story.conn().await)
        .await
        .expect("a count")
}

async fn history(story: &Story, id: MigrationId) -> Vec<String> {
    let rows: Vec<(String, String, String)> = migration_events::table
        .filter(migration_events::migration_id.eq(id).and(migration_events::is_internal.eq(false)))
        .order(migration_events::id)
        .select((migration_events::event, migration_events::from_state, migration_events::to_state))
        .load(&mut *story.conn().await)
        .await
        .expect("a history");
    rows.into_iter().map(|(event, from, to)| format!("{event}: {from} {to}")).collect()
}

async fn downtimes(story: &Story, id: MigrationId) -> Vec<(i32, Option<AttemptResult>, Option<i64>)> {
    let rows: Vec<migrations::Attempt> = attempts::table
        .filter(attempts::migration_id.eq(id))
        .order(attempts::n)
        .select(migrations::Attempt::as_select())
        .load(&mut *story.conn().await)
        .await
        .expect("attempts");
    let now = story.now();
    rows.iter().map(|a| (a.n, a.result, a.down_seconds(now).map(|seconds| seconds / 60))).collect()
}
