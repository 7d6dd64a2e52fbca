//! The end of a migration by the clock, and who may say that all is well.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{ip_addresses, issues, migrations as rows, outbox_mails, reservations};
use domovoi::jobs::due_migrations;
use domovoi::members::{Actor, Role};
use domovoi::migrations::clock::Decision;
use domovoi::migrations::link;
use domovoi::migrations::{self, ConfirmError, MigrationState, NewMigration, Refused};
use domovoi::paths;

use super::story::{Story, anouk, november};
use crate::support::builders;

#[tokio::test]
async fn the_clock_closes_after_grace_once_however_often_it_looks() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.portal.advance(Duration::days(5));
    assert_eq!(close_due(&story).await, 0);
    story.portal.advance(Duration::days(2) - Duration::hours(1));
    assert_eq!(close_due(&story).await, 0);
    story.portal.advance(Duration::hours(2));
    let (a, b) = tokio::join!(close_due(&story), close_due(&story));
    assert_eq!((a + b, close_due(&story).await), (1, 0));
    assert_eq!(state(&story, id).await, MigrationState::Closed);
    assert_eq!(story.kinds().await, ["announced", "started", "moved", "grace_ending", "closed"]);
    assert_eq!(kept(&story).await, (0, 0));
}

#[tokio::test]
async fn an_open_issue_stops_the_clock_for_as_long_as_it_is_open() {
    let story = Story::begin().await;
    let id = story.moved().await;
    story.portal.advance(Duration::days(1));
    let issue = open_issue(&story, id).await;
    story.portal.advance(Duration::days(7));
    assert_eq!(close_due(&story).await, 0);
    assert!(!story.kinds().await.contains(&"grace_ending".to_owned()), "an open issue keeps the old copy");

    solve(&story, issue).await;
    assert_eq!(close_due(&story).await, 0);
    story.portal.advance(Duration::days(5));
    assert_eq!(close_due(&story).await, 0);
    story.portal.advance(Duration::days(2));
    assert_eq!(close_due(&story).await, 1);
}

#[tokio::test]
async fn an_old_address_is_kept_for_as_long_as_was_promised() {
    let story = Story::begin().await;
    let until = november(30, 12, 0);
    let plan = NewMigration { old_addresses_until: Some(until), ..story.plan() };
    let id = story.try_announce(&plan).await.expect("announced");
    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &migrations::step::FORWARD).await;
    story.portal.advance(Duration::days(5));
    assert_eq!(close_due(&story).await, 0);
    story.portal.advance(Duration::days(3));
    assert_eq!(close_due(&story).await, 1);
    assert_eq!(kept(&story).await, (0, 1));
    story.at(until);
    close_due(&story).await;
    assert_eq!(kept(&story).await, (0, 0));
}

#[tokio::test]
async fn only_its_own_members_and_the_core_team_may_confirm() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let mees = builders::member(&mut *story.conn().await, Role::Member, "Mees", story.now()).await;
    let confirm = async |actor: Actor, id| {
        let letterhead = &story.portal.app.letterhead;
        migrations::confirm(&mut *story.conn().await, letterhead, &actor, id, story.now()).await
    };
    for id in [id, MigrationId(999)] {
        let outcome = confirm(Actor::of(&mees), id).await;
        assert!(matches!(outcome, Err(ConfirmError::Refused(Refused::NotFound))), "{outcome:?}");
    }
    assert_eq!(state(&story, id).await, MigrationState::Verifying);
    confirm(story.bas(), id).await.expect("the core team may");
    assert_eq!(state(&story, id).await, MigrationState::Closed);
}

/// The page of a host says what it holds, for whom, since when and until when; nobody but the core team
/// sees it.
#[actix_web::test]
async fn a_host_tells_what_it_holds_for_whom_and_until_when() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let held = async |host: &str| {
        let mut fenna = story.portal.browser_of(&story.fenna).await;
        fenna.get(&format!("/hosts/{host}")).await.ok().all("section[aria-labelledby=room] .checks li")
    };
    let coming = held("spaarne").await;
    assert_eq!(coming.len(), 1, "{coming:?}");
    for fact in [
        "Held for higgs, which comes , of Noor",
        "1 GiB memory, 14 GiB disk",
        "Since today, 09:00 , until its move is closed, by plan at the earliest 24 Nov, 23:30 .",
    ] {
        assert!(coming[0].contains(fact), "{fact} is missing in {coming:?}");
    }
    assert_eq!(held("prins").await, Vec::<String>::new(), "it lives there");
    let mut noor = story.portal.browser_of(&story.noor).await;
    noor.get("/hosts/spaarne").await.missing();

    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &migrations::step::FORWARD).await;
    assert_eq!(held("spaarne").await, Vec::<String>::new(), "now it lives here");
    let kept = held("prins").await;
    let fact = "The old copy of higgs, which has gone , of Noor";
    assert!(kept[0].contains(fact), "{kept:?}");
    assert!(kept[0].contains("until its move is closed, at the earliest 24 Nov, 22:35 ."), "{kept:?}");
    let issue = open_issue(&story, id).await;
    assert!(held("prins").await[0].contains("an open report stops the clock"), "no date is promised");
    story.portal.advance(Duration::days(1));
    solve(&story, issue).await;
    let kept = held("prins").await;
    assert!(kept[0].contains("at the earliest 25 Nov, 22:35 ."), "the clock stood still for a day: {kept:?}");
}

/// Noor has reported something; Anouk, who may not read it, says by the link of her mail that all is fine.
#[actix_web::test]
async fn an_open_report_keeps_a_move_open_until_somebody_closes_it_all_the_same() {
    let story = Story::begin().await;
    let anouk = anouk(&mut *story.conn().await, story.higgs, story.now()).await;
    let id = story.moved().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let report = [("domu", "higgs"), ("body", "The secret shop takes no orders."), ("severity", "partly")];
    let issue = noor.submit("/issues", &report).await.went_to();
    let number = issue.rsplit('/').next().expect("a number").to_owned();

    let token = link::make(&mut *story.conn().await, id, anouk.id, story.now()).await.expect("a link");
    let by_mail = paths::confirmation_by_mail(token.as_str());
    let mut phone = story.portal.browser();
    let page = phone.get(&by_mail).await.ok();
    assert!(page.says("A report about this move is open"), "{}", page.text());
    assert!(!page.gives_away(&number) && !page.says("secret shop"), "it is not hers to read");
    assert_eq!(page.all("main form button"), ["Close it all the same"]);

    let home = [format!("/migrations/{id}/confirmation"), by_mail.clone()];
    let mut anouks = story.portal.browser_of(&anouk).await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    for (browser, path) in [(&mut anouks, &home[0]), (&mut fenna, &home[0]), (&mut phone, &home[1])] {
        let page = browser.submit(path, &[]).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{path}");
        assert!(page.says("is open, so we keep it open"), "{}", page.text());
        assert_eq!(page.attribute("button[name=all_the_same]", "value").as_deref(), Some("yes"));
    }
    let page = fenna.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says(&format!("Report {number} about this move is open")), "{}", page.text());
    assert_eq!(state(&story, id).await, MigrationState::Verifying);
    assert!(!story.kinds().await.contains(&"closed".to_owned()));

    assert_eq!(phone.submit(&by_mail, &[("all_the_same", "yes")]).await.went_to(), by_mail);
    assert_eq!(state(&story, id).await, MigrationState::Closed);
    let page = phone.get(&by_mail).await.ok();
    assert!(page.says("The report stays open, and we go on with it."), "{}", page.text());
    let page = noor.get(&format!("/migrations/{id}")).await.ok();
    assert!(page.says("a report about it is still open") && !page.says("all is done"), "{}", page.text());
    let flat = |mail: String| mail.split_whitespace().collect::<Vec<_>>().join(" ");
    for (to, stays) in [
        ("noor@club.example", format!("Report {number} stays open")),
        ("anouk@club.example", "A report about it stays open".to_owned()),
    ] {
        let mail: String = outbox_mails::table
            .filter(outbox_mails::kind.eq("closed").and(outbox_mails::to_address.eq(to)))
            .select(outbox_mails::body_text)
            .first(&mut *story.conn().await)
            .await
            .expect("the mail");
        let mail = flat(mail);
        assert!(mail.contains(&stays) && mail.contains("we delete the old copy"), "{mail}");
        assert!(!mail.contains("You need to do nothing"), "{mail}");
    }
}

/// What the clock closes now; then the post goes out.
async fn close_due(story: &Story) -> usize {
    let made = due_migrations::run(&story.portal.app.pool, &story.portal.app.letterhead, story.now()).await;
    let closed = made.expect("it runs").iter().filter(|(_, what)| *what == Decision::Close).count();
    story.deliver().await;
    closed
}

async fn state(story: &Story, id: MigrationId) -> MigrationState {
    rows::table.find(id).select(rows::state).first(&mut *story.conn().await).await.expect("its state")
}

/// Rooms and addresses that migrations still keep.
async fn kept(story: &Story) -> (i64, i64) {
    let mut conn = story.conn().await;
    let rooms = reservations::table.filter(reservations::released_at.is_null()).count();
    let addresses = ip_addresses::table.filter(ip_addresses::migration_id.is_not_null()).count();
    (
        rooms.get_result(&mut *conn).await.expect("rooms"),
        addresses.get_result(&mut *conn).await.expect("addresses"),
    )
}

async fn open_issue(story: &Story, migration: MigrationId) -> i64 {
    diesel::insert_into(issues::table)
        .values((
            issues::reporter_id.eq(story.noor.id),
            issues::domu_id.eq(story.higgs),
            issues::migration_id.eq(migration),
            issues::severity.eq("partly"),
            issues::summary.eq("no mail arrives"),
            issues::created_at.eq(story.now()),
            issues::updated_at.eq(story.now()),
        ))
        .returning(issues::id)
        .get_result(&mut *story.conn().await)
        .await
        .expect("an issue")
}

async fn solve(story: &Story, issue: i64) {
    diesel::update(issues::table.find(issue))
        .set((issues::state.eq("resolved"), issues::ended_at.eq(story.now())))
        .execute(&mut *story.conn().await)
        .await
        .expect("it is solved");
}
