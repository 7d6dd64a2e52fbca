//! What the clock decides: once, however many look, and however late.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{clock_decisions, hosts, migrations as rows, outbox_mails};
use domovoi::jobs::due_migrations;
use domovoi::migrations::clock::Decision;
use domovoi::migrations::{MigrationState, NewMigration};

use super::story::{Story, november, window};
use crate::support::{Portal, builders};

/// The defaults of twenty migrations fell due while the portal was away; two instances come up.
#[tokio::test]
async fn twenty_defaults_that_were_missed_are_twenty_decisions() {
    let story = Story::begin().await;
    let ids = twenty(&story, |plan| NewMigration { offers_windows: true, ..plan }).await;
    story.at(november(22, 10, 0));
    let made = two_instances_come_up(&story).await;
    assert_eq!(of(&made, Decision::AssignDefault), ids);
    for id in &ids {
        assert_eq!(story.row(*id).await.state, MigrationState::Booked, "{id}");
    }
    assert_eq!(mails(&story).await, count([("announced", 20), ("booked", 20)]));
    assert_eq!(two_instances_come_up(&story).await, []);
}

/// Twenty starts passed while the portal was away: nothing is moved by the clock, and each is told once.
#[tokio::test]
async fn twenty_starts_that_were_missed_are_twenty_decisions() {
    let story = Story::begin().await;
    let ids = twenty(&story, |plan| plan).await;
    story.at(november(24, 10, 0));
    let made = two_instances_come_up(&story).await;
    assert_eq!(of(&made, Decision::Overdue), ids);
    assert_eq!(made.len(), 20);
    assert_eq!(mails(&story).await, count([("announced", 20), ("overdue", 40)]), "two are of the core team");
    for id in &ids {
        assert_eq!(story.row(*id).await.state, MigrationState::Booked, "{id}");
    }
    assert_eq!(two_instances_come_up(&story).await, []);
}

#[tokio::test]
async fn each_decision_falls_once_at_its_time() {
    let story = Story::begin().await;
    let id = story.propose().await;
    nobody_runs_it(&story, id).await;
    let start = november(23, 22, 0);
    let end = november(23, 23, 30);
    for (at, expected) in [
        (start - Duration::hours(72) - Duration::minutes(1), None),
        (start - Duration::hours(72), Some(Decision::AssignDefault)),
        (start - Duration::hours(24) - Duration::minutes(1), None),
        (start - Duration::hours(24), Some(Decision::Remind)),
        (start - Duration::hours(3) - Duration::minutes(1), None),
        (start - Duration::hours(3), Some(Decision::NobodyAssigned)),
        (end, None),
        (end + Duration::minutes(1), Some(Decision::Overdue)),
        (end + Duration::days(3), None),
    ] {
        story.at(at);
        let made: Vec<Decision> =
            two_instances_come_up(&story).await.into_iter().map(|(_, what)| what).collect();
        assert_eq!(made, Vec::from_iter(expected), "{at}");
    }
    let all = [("announced", 1), ("booked", 1), ("nobody_assigned", 2), ("overdue", 2), ("reminder", 1)];
    assert_eq!(mails(&story).await, count(all));
    assert_eq!(story.calendars().await, [("REQUEST".to_owned(), 1, "23 22:00".to_owned())]);
}

#[tokio::test]
async fn another_window_is_decided_anew() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 23, 0));
    assert_eq!(of(&two_instances_come_up(&story).await, Decision::Overdue), [id]);
    let later = window(november(20, 21, 0), november(20, 22, 30));
    let (letterhead, fenna) = (&story.portal.app.letterhead, story.fenna());
    let conn = &mut *story.conn().await;
    domovoi::migrations::reschedule(conn, letterhead, &fenna, id, later, "It never began.", story.now())
        .await
        .expect("rescheduled");
    story.at(november(20, 23, 0));
    assert_eq!(of(&two_instances_come_up(&story).await, Decision::Overdue), [id]);
}

#[tokio::test]
async fn a_proposal_that_passed_is_booked_by_nobody_and_the_core_team_is_told() {
    let story = Story::begin().await;
    let id = story.propose().await;
    story.at(november(23, 22, 0));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::Undecided)]);
    assert_eq!(story.row(id).await.state, MigrationState::Announced);
    assert_eq!(mails(&story).await, count([("announced", 1), ("undecided", 2)]));
    story.at(november(25, 12, 0));
    assert_eq!(two_instances_come_up(&story).await, []);
    story
        .choose(&story.fenna(), id, november(25, 19, 0))
        .await
        .expect("the core team takes a window for them");
}

#[tokio::test]
async fn who_was_told_within_the_day_is_not_reminded() {
    let story = Story::begin().await;
    let id = story.propose().await;
    story.choose(&story.noor(), id, november(15, 19, 0)).await.expect("it is free");
    story.at(november(14, 20, 0));
    assert_eq!(of(&two_instances_come_up(&story).await, Decision::Remind), [id]);
    assert!(story.kinds().await.contains(&"reminder".to_owned()), "she chose it a day and a half before");

    let story = Story::begin().await;
    let id = story.propose().await;
    story.choose(&story.noor(), id, november(14, 19, 0)).await.expect("it is free");
    assert_eq!(of(&two_instances_come_up(&story).await, Decision::Remind), [id]);
    assert!(!story.kinds().await.contains(&"reminder".to_owned()), "she has just read it");
}

#[tokio::test]
async fn a_reminder_that_comes_too_late_is_none() {
    let story = Story::begin().await;
    story.announce().await;
    story.at(november(17, 21, 0));
    assert_eq!(of(&two_instances_come_up(&story).await, Decision::Remind), []);
}

#[tokio::test]
async fn the_old_copy_stays_two_days_after_the_warning_however_late_that_is() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let until = story.row(id).await.grace_until.expect("a grace time");
    story.at(until + Duration::hours(5));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::GraceEnding)]);
    let text = story.last_mail().await;
    assert!(text.contains("Friday 27 November"), "it says when it really goes: {text}");
    story.portal.advance(Duration::hours(47));
    assert_eq!(two_instances_come_up(&story).await, []);
    story.portal.advance(Duration::hours(1));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::Close)]);
    assert_eq!(story.row(id).await.state, MigrationState::Closed);
}

#[tokio::test]
async fn a_decision_is_kept_with_its_time() {
    let story = Story::begin().await;
    let id = story.propose().await;
    story.at(november(21, 9, 0));
    two_instances_come_up(&story).await;
    let kept: Vec<(MigrationId, Decision, i32, DateTime<Utc>)> =
        clock_decisions::table.load(&mut *story.conn().await).await.expect("decisions");
    assert_eq!(kept, [(id, Decision::AssignDefault, 0, story.now())]);
}

/// Both at the same moment; what they decided together.
async fn two_instances_come_up(story: &Story) -> Vec<(MigrationId, Decision)> {
    let other = story.portal.another_instance();
    let run = async |portal: &Portal| {
        due_migrations::run(&portal.app.pool, &portal.app.letterhead, portal.now()).await.expect("it runs")
    };
    let (mut made, more) = tokio::join!(run(&story.portal), run(&other));
    made.extend(more);
    made.sort_by_key(|(id, what)| (*what, id.0));
    made
}

fn of(made: &[(MigrationId, Decision)], what: Decision) -> Vec<MigrationId> {
    made.iter().filter(|(_, made)| *made == what).map(|(id, _)| *id).collect()
}

/// Twenty domUs of Noor, announced for 23 November, 23:00 in Amsterdam, and run by somebody.
async fn twenty(story: &Story, with: impl Fn(NewMigration) -> NewMigration) -> Vec<MigrationId> {
    let conn = &mut *story.conn().await;
    diesel::update(hosts::table)
        .set((hosts::memory_bytes.eq(256 * builders::GIB), hosts::disk_bytes.eq(4000 * builders::GIB)))
        .execute(conn)
        .await
        .expect("room");
    let mut ids = Vec::new();
    for n in 0..20 {
        let domu = story.another(&format!("quark{n}"), &story.noor).await;
        let plan = NewMigration { domu, addresses: Vec::new(), offers_windows: false, ..story.proposal() };
        ids.push(story.try_announce(&with(plan)).await.expect("it is announced"));
    }
    diesel::update(rows::table).set(rows::operator_id.eq(story.bas.id)).execute(conn).await.expect("Bas");
    ids
}

async fn nobody_runs_it(story: &Story, id: MigrationId) {
    diesel::update(rows::table.find(id))
        .set(rows::operator_id.eq(None::<domovoi::db::ids::MemberId>))
        .execute(&mut *story.conn().await)
        .await
        .expect("nobody");
}

/// How many of each kind, and that none of them is owed twice.
async fn mails(story: &Story) -> BTreeMap<String, usize> {
    let owed: Vec<(String, String, Option<i64>)> = outbox_mails::table
        .select((outbox_mails::kind, outbox_mails::to_address, outbox_mails::migration_id))
        .load(&mut *story.conn().await)
        .await
        .expect("mails");
    let mut once = owed.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), owed.len(), "{owed:#?}");
    owed.into_iter().fold(BTreeMap::new(), |mut count, (kind, ..)| {
        *count.entry(kind).or_default() += 1;
        count
    })
}

fn count<const N: usize>(kinds: [(&str, usize); N]) -> BTreeMap<String, usize> {
    kinds.into_iter().map(|(kind, n)| (kind.to_owned(), n)).collect()
}
