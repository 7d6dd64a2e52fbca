//! What the clock decides: once, however many look, and however late.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{clock_decisions, hosts, migrations as rows, outbox_mails};
use domovoi::jobs::due_migrations;
use domovoi::migrations::clock::Decision;
use domovoi::migrations::{MigrationState, NewMigration, Side};

use super::story::{Story, anouk, fenced, nothing_written, november, runs, window};
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

/// Nobody is called for what is done, or for what doesn't happen: such mails stay at home.
#[tokio::test]
async fn nobody_is_looked_for_once_somebody_runs_it_or_it_has_another_time_or_none() {
    for what in ["take", "start", "reschedule", "hold", "cancel"] {
        let story = Story::begin().await;
        let id = story.announce().await;
        nobody_runs_it(&story, id).await;
        story.deliver().await;
        story.at(november(17, 20, 15));
        assert_eq!(of(&two_instances_come_up(&story).await, Decision::NobodyAssigned), [id]);
        assert_eq!(looked_for(&story).await, ["queued", "queued"], "two are of the core team");
        let (letterhead, fenna, now) = (&story.portal.app.letterhead, story.fenna(), story.now());
        let conn = &mut *story.conn().await;
        match what {
            "take" => domovoi::migrations::take(conn, &fenna, id, story.bas.id, now).await.expect(what),
            "start" => story.start(id).await,
            "reschedule" => {
                let later = window(november(19, 21, 0), november(19, 22, 30));
                domovoi::migrations::reschedule(
                    conn,
                    letterhead,
                    &fenna,
                    id,
                    later,
                    "The link is busy.",
                    now,
                )
                .await
                .expect(what);
            }
            "hold" => {
                domovoi::migrations::hold(conn, letterhead, &fenna, id, "The link is busy.", now)
                    .await
                    .expect(what);
            }
            _ => domovoi::migrations::cancel(conn, letterhead, &fenna, id, "prins stays.", now)
                .await
                .expect(what),
        }
        assert_eq!(looked_for(&story).await, ["expired", "expired"], "{what}");
    }
}

/// The states of the mails that say that nobody runs it.
async fn looked_for(story: &Story) -> Vec<String> {
    outbox_mails::table
        .filter(outbox_mails::kind.eq("nobody_assigned"))
        .select(outbox_mails::state)
        .load(&mut *story.conn().await)
        .await
        .expect("mails")
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
async fn the_old_copy_stays_two_days_after_the_warning_arrived_however_late_that_is() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let until = story.row(id).await.grace_until.expect("a grace time");
    story.at(until + Duration::hours(5));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::GraceEnding)]);
    let text = story.last_mail().await;
    assert!(text.contains("Friday 27 November"), "it says when it really goes: {text}");
    story.portal.advance(Duration::hours(3));
    story.deliver().await;
    story.portal.advance(Duration::hours(47));
    assert_eq!(two_instances_come_up(&story).await, []);
    story.portal.advance(Duration::hours(1));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::Close)]);
    assert_eq!(story.row(id).await.state, MigrationState::Closed);
}

/// The server is away over the end of the grace time: the mail expires, and with it the promise.
#[tokio::test]
async fn the_old_copy_stays_while_the_mail_that_it_goes_did_not_arrive() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.deliver().await;
    let until = story.row(id).await.grace_until.expect("a grace time");
    story.at(until - Duration::hours(48));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::GraceEnding)]);
    story.at(until);
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::KeepLonger)]);
    assert_eq!(two_instances_come_up(&story).await, []);
    let row = story.row(id).await;
    let later = until + Duration::days(7);
    assert_eq!((row.state, row.grace_until), (MigrationState::Verifying, Some(later)));
    assert_eq!(mails(&story).await.get("kept_longer"), Some(&2), "two are of the core team");
    let text = story.last_mail().await;
    assert!(text.contains("We keep the old copy of higgs on prins"), "{text}");
    assert!(text.contains("These don't know:") && text.contains("Noor"), "{text}");
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says("our mail that it goes did not reach everybody"), "{}", page.text());

    story.at(later - Duration::hours(48));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::GraceEnding)]);
    story.deliver().await;
    story.at(later);
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::Close)]);
}

/// One address that does not exist keeps the copy; a second one of the same member is enough.
#[tokio::test]
async fn each_member_has_to_get_the_mail_at_one_address() {
    let story = Story::begin().await;
    anouk(&mut *story.conn().await, story.higgs, story.now()).await;
    let id = story.moved().await;
    story.deliver().await;
    let until = story.row(id).await.grace_until.expect("a grace time");
    story.at(until - Duration::hours(48));
    two_instances_come_up(&story).await;
    refuse(&story, "anouk@club.example").await;
    story.deliver().await;
    story.at(until);
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::Close)], "she has a second address");

    let story = Story::begin().await;
    anouk(&mut *story.conn().await, story.higgs, story.now()).await;
    let id = story.moved().await;
    story.deliver().await;
    story.at(until - Duration::hours(48));
    two_instances_come_up(&story).await;
    refuse(&story, "noor@club.example").await;
    story.deliver().await;
    story.at(until);
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::KeepLonger)]);
    let text = story.last_mail().await;
    assert!(text.contains("Noor") && !text.contains("Anouk"), "{text}");
}

/// What was warned of after one arrival says nothing about the next.
#[tokio::test]
async fn each_arrival_has_a_mail_of_its_own_before_the_old_copy_goes() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.portal.advance(Duration::days(6));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::GraceEnding)]);
    story.deliver().await;
    story.try_revert(id, &nothing_written()).await.expect("it goes back");
    story.lose_track(id).await;
    story.attest(&story.fenna(), id, &fenced(Side::Source)).await.expect("it is seen");
    story.attest(&story.bas(), id, &runs(Side::Target)).await.expect("it is seen");
    let until = story.row(id).await.grace_until.expect("a grace time of its own");
    story.deliver().await;
    story.at(until - Duration::hours(48));
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::GraceEnding)]);
    assert_eq!(story.kinds().await.iter().filter(|kind| *kind == "grace_ending").count(), 2);
    let text = story.last_mail().await;
    let link = text.split_whitespace().find(|word| word.contains("/confirmations/")).expect("a link");
    story.deliver().await;
    let mut phone = story.portal.browser();
    let path = link.trim_start_matches("http://portal.example.org");
    assert!(phone.get(path).await.ok().says("Does everything on higgs work?"), "one click is enough");
    story.at(until);
    assert_eq!(two_instances_come_up(&story).await, [(id, Decision::Close)]);
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

/// The server knows nobody of that name.
async fn refuse(story: &Story, address: &str) {
    let refused = diesel::update(outbox_mails::table)
        .filter(outbox_mails::to_address.eq(address).and(outbox_mails::state.eq("queued")))
        .set(outbox_mails::state.eq("dead"))
        .execute(&mut *story.conn().await)
        .await;
    assert!(refused.expect("dead") > 0, "something was owed to {address}");
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
