//! Nobody can say where it runs, until two people have looked at both sides.

use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::{HostId, MigrationId};
use domovoi::db::schema::{attempts, attestations, domus, migrations as rows, outbox_mails};
use domovoi::jobs::due_migrations;
use domovoi::members::Role;
use domovoi::migrations::clock::Decision;
use domovoi::migrations::step::{FORWARD, REVERT};
use domovoi::migrations::{
    self, Attempt, Attest, AttestError, Claim, LiveSide, LoseTrackError, MigrationState, Refused, Side,
    StepCode,
};
use mail_parser::MessageParser;

use super::story::{Story, fenced, nothing_written, out_of_sight, runs};
use crate::support::{Portal, builders};

#[tokio::test]
async fn two_people_find_it_at_its_old_place() {
    let story = Story::begin().await;
    builders::member(&mut *story.conn().await, Role::Admin, "Wouter", story.now()).await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..3]).await;
    story.lose_track(id).await;
    assert_eq!(state(&story, id).await, (MigrationState::Unclear, LiveSide::None, story.prins));
    assert_eq!(domu_state(&story).await, "unknown");

    story.portal.advance(Duration::minutes(20));
    let early = story.attest(&story.bas(), id, &runs(Side::Source)).await;
    assert!(matches!(early, Err(AttestError::OtherSideFirst)), "{early:?}");
    let still = story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
    assert_eq!(still, MigrationState::Unclear);
    assert_eq!(state(&story, id).await.1, LiveSide::None);
    let done = story.attest(&story.bas(), id, &runs(Side::Source)).await.expect("the other side");
    assert_eq!(done, MigrationState::Returned);
    assert_eq!(state(&story, id).await, (MigrationState::Returned, LiveSide::Source, story.prins));
    assert_eq!(domu_state(&story).await, "running");
    assert_eq!(lost_attempt(&story, id).await.up_at, Some(story.now()));
    assert_eq!(story.kinds_to("noor@club.example").await, ["announced", "started", "checking", "returned"]);
    for colleague in ["fenna@club.example", "bas@club.example", "wouter@club.example"] {
        assert_eq!(story.kinds_to(colleague).await, ["lost_track"], "{colleague}");
    }
}

#[tokio::test]
async fn the_members_read_what_is_known_and_when_they_hear_again() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..2]).await;
    story.lose_track(id).await;
    let (subject, text) = letter(&story, "checking").await;
    assert_eq!(subject, "We are checking where higgs runs");
    let hears_at = (story.now() + Duration::hours(1)).with_timezone(&chrono_tz::Europe::Amsterdam);
    for fact in [
        "Please start nothing yourself.",
        "nobody can\nsay whether it runs at its old place, at its new one, or at neither",
        "Neither host answers since the switch was restarted.",
        &hears_at.format("%H:%M").to_string(),
    ] {
        assert!(text.contains(fact), "{fact} is missing in\n{text}");
    }
    let (subject, text) = letter(&story, "lost_track").await;
    assert_eq!(subject, "Move of higgs to spaarne (M-1)");
    assert!(text.contains("http://portal.example.org/migrations/M-1/attestations"), "{text}");
}

/// They were promised a word by a certain time: when it passes, the core team hears of it once.
#[actix_web::test]
async fn a_word_that_was_promised_and_is_late_is_told_to_the_core_team_once() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..2]).await;
    story.lose_track(id).await;
    story.portal.advance(Duration::minutes(59));
    assert_eq!(two_instances_look(&story).await, []);
    let (mut fenna, mut noor) =
        (story.portal.browser_of(&story.fenna).await, story.portal.browser_of(&story.noor).await);
    let path = format!("/migrations/{id}");
    assert!(!fenna.get("/home").await.ok().says("Word is late"));
    assert!(!noor.get(&path).await.ok().says("Word is late"));

    story.portal.advance(Duration::minutes(1));
    assert_eq!(two_instances_look(&story).await, [(id, Decision::WordLate)]);
    assert_eq!(two_instances_look(&story).await, []);
    assert_eq!(story.kinds_to("bas@club.example").await, ["lost_track", "word_late"]);
    let (subject, text) = letter(&story, "word_late").await;
    assert_eq!(subject, "Re: Move of higgs to spaarne (M-1)");
    assert!(text.contains("Please write to them now") && text.contains("Noor"), "{text}");
    let home = fenna.get("/home").await.ok();
    assert!(home.says("Word is late") && home.says("waits for a word from us"), "{}", home.text());
    for page in [fenna.get(&path).await.ok(), noor.get(&path).await.ok()] {
        assert!(page.says("Word is late") && page.says("You were to hear from us by"), "{}", page.text());
    }

    story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
    story.attest(&story.bas(), id, &runs(Side::Source)).await.expect("the other side");
    assert!(!fenna.get("/home").await.ok().says("Word is late"));
    assert!(!noor.get(&path).await.ok().says("Word is late"));
}

/// The public page says neither that it moves on nor that it is still up, and no name that is not
/// public.
#[actix_web::test]
async fn everybody_reads_that_it_is_being_checked() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..2]).await;
    story.lose_track(id).await;
    let mut visitor = story.portal.browser();
    let page = visitor.get("/").await.ok();
    assert_eq!(page.all("h1"), ["We are checking where one domU runs."]);
    for sentence in ["A domU was on its way from prins to spaarne", "Nobody can say yet where it runs."] {
        assert!(page.says(sentence), "{}", page.text());
    }
    for wrong in ["higgs", "Noor", "Fenna", "It is still up", "is on its way to"] {
        assert!(!page.says(wrong), "{wrong} in {}", page.text());
    }

    story.portal.advance(Duration::minutes(20));
    story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
    story.attest(&story.bas(), id, &runs(Side::Source)).await.expect("the other side");
    story.portal.advance(Duration::minutes(10));
    let page = visitor.get("/").await.ok();
    assert_eq!(page.all("h1"), ["Everything is up."]);
    assert!(page.says("A domU was lost sight of between prins and spaarne, down 2"), "{}", page.text());
    assert!(!page.says("higgs"), "{}", page.text());
}

async fn two_instances_look(story: &Story) -> Vec<(MigrationId, Decision)> {
    let other = story.portal.another_instance();
    let look = async |portal: &Portal| {
        due_migrations::run(&portal.app.pool, &portal.app.letterhead, portal.now()).await.expect("it runs")
    };
    let (mut made, more) = tokio::join!(look(&story.portal), look(&other));
    made.extend(more);
    made
}

#[tokio::test]
async fn found_at_its_new_place_before_commit_it_lives_there_with_its_new_addresses() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..5]).await;
    story.lose_track(id).await;
    story.attest(&story.fenna(), id, &fenced(Side::Source)).await.expect("one side");
    let done = story.attest(&story.bas(), id, &runs(Side::Target)).await.expect("the other side");
    assert_eq!(done, MigrationState::Verifying);
    assert_eq!(state(&story, id).await, (MigrationState::Verifying, LiveSide::Target, story.spaarne));
    assert!(story.last_mail().await.contains("192.0.2.41  became  198.51.100.41"));
    let grace: Option<chrono::DateTime<chrono::Utc>> = rows::table
        .find(id)
        .select(rows::grace_until)
        .first(&mut *story.conn().await)
        .await
        .expect("its end");
    assert_eq!(grace, Some(story.now() + Duration::days(7)));
}

#[tokio::test]
async fn found_at_its_old_place_after_commit_the_mail_says_what_may_be_at_the_new_one() {
    for at in [7, 8] {
        let story = Story::begin().await;
        let id = story.under_way().await;
        story.walk(id, &FORWARD[..at - 1]).await;
        story.lose_track(id).await;
        assert_eq!(state(&story, id).await, (MigrationState::Unclear, LiveSide::None, story.spaarne));
        story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
        story.attest(&story.bas(), id, &runs(Side::Source)).await.expect("the other side");
        assert_eq!(state(&story, id).await, (MigrationState::Returned, LiveSide::Source, story.prins));
        let mail = story.last_mail().await;
        assert!(mail.contains("It may have run at its new place for a while."), "{mail}");
        assert!(!mail.contains("nothing is lost"), "{mail}");
    }
}

#[tokio::test]
async fn a_way_back_can_be_lost_as_well() {
    for steps in 0..REVERT.len() {
        let story = Story::begin().await;
        let id = story.moved().await;
        story.try_revert(id, &nothing_written()).await.expect("it goes back");
        story.walk(id, &REVERT[..steps]).await;
        story.lose_track(id).await;
        assert_eq!(state(&story, id).await.1, LiveSide::None);
        story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
        story.attest(&story.bas(), id, &runs(Side::Source)).await.expect("the other side");
        assert_eq!(state(&story, id).await, (MigrationState::Returned, LiveSide::Source, story.prins));
    }
}

#[tokio::test]
async fn one_pair_of_eyes_is_enough_only_with_a_reason_that_stays() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..2]).await;
    story.lose_track(id).await;
    story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
    let alone = story.attest(&story.fenna(), id, &runs(Side::Source)).await;
    assert!(matches!(alone, Err(AttestError::Alone)), "{alone:?}");
    let why = Attest { alone_because: Some("Bas is on a train.".to_owned()), ..runs(Side::Source) };
    story.attest(&story.fenna(), id, &why).await.expect("she says why");
    let reasons: Vec<Option<String>> = attestations::table
        .order(attestations::id)
        .select(attestations::alone_because)
        .load(&mut *story.conn().await)
        .await
        .expect("both");
    assert_eq!(reasons, [None, Some("Bas is on a train.".to_owned())]);
}

#[tokio::test]
async fn what_was_said_can_be_taken_back_and_the_newest_counts() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..2]).await;
    story.lose_track(id).await;
    let never_mind = |side| Attest {
        claim: Claim::TakenBack,
        seen: "The link was still there.".to_owned(),
        ..fenced(side)
    };
    let nothing = story.attest(&story.bas(), id, &never_mind(Side::Target)).await;
    assert!(matches!(nothing, Err(AttestError::NothingToTakeBack)), "{nothing:?}");
    story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("one side");
    // Clicked twice it is said once.
    story.attest(&story.fenna(), id, &fenced(Side::Target)).await.expect("the same again");
    story.attest(&story.bas(), id, &never_mind(Side::Target)).await.expect("taken back");
    let early = story.attest(&story.bas(), id, &runs(Side::Source)).await;
    assert!(matches!(early, Err(AttestError::OtherSideFirst)), "{early:?}");
    story.attest(&story.bas(), id, &fenced(Side::Target)).await.expect("fenced now");
    story.attest(&story.fenna(), id, &runs(Side::Source)).await.expect("the other side");
    let said: i64 = attestations::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(said, 4);
    let gone = diesel::delete(attestations::table).execute(&mut *story.conn().await).await;
    assert!(gone.is_err(), "nothing of it can be removed");
}

#[tokio::test]
async fn of_two_who_find_it_on_different_sides_one_is_told() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &FORWARD[..2]).await;
    story.lose_track(id).await;
    // Both are down: whoever starts it somewhere says so.
    story.attest(&story.fenna(), id, &fenced(Side::Source)).await.expect("down");
    story.attest(&story.bas(), id, &fenced(Side::Target)).await.expect("down as well");
    let (fenna, bas) = (story.fenna(), story.bas());
    let (at_source, at_target) = (runs(Side::Source), runs(Side::Target));
    let (a, b) = tokio::join!(story.attest(&fenna, id, &at_source), story.attest(&bas, id, &at_target));
    match (a, b) {
        (Ok(MigrationState::Returned), Err(AttestError::Refused(Refused::Conflict(_))))
        | (Err(AttestError::Refused(Refused::Conflict(_))), Ok(MigrationState::Verifying)) => {}
        other => panic!("one finds it: {other:?}"),
    }
}

#[tokio::test]
async fn before_the_stop_there_is_nothing_to_lose() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    let letterhead = &story.portal.app.letterhead;
    let (conn, input) = (&mut *story.conn().await, out_of_sight());
    let outcome = migrations::lose_track(conn, letterhead, &story.fenna(), id, &input, story.now()).await;
    assert!(matches!(outcome, Err(LoseTrackError::BeforeStop)), "{outcome:?}");
    story.finish(id, StepCode::Preflight).await;
    story.lose_track(id).await;
    assert_eq!(story.kinds_to("noor@club.example").await, ["announced", "checking"]);
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

async fn domu_state(story: &Story) -> String {
    let conn = &mut *story.conn().await;
    domus::table.find(story.higgs).select(domus::state).first(conn).await.expect("the domU")
}

async fn lost_attempt(story: &Story, id: MigrationId) -> Attempt {
    attempts::table
        .filter(attempts::migration_id.eq(id))
        .select(Attempt::as_select())
        .first(&mut *story.conn().await)
        .await
        .expect("one")
}

/// Subject and text of the first mail of this kind, as a mail program reads them.
async fn letter(story: &Story, kind: &str) -> (String, String) {
    let raw: Vec<u8> = outbox_mails::table
        .filter(outbox_mails::kind.eq(kind))
        .order(outbox_mails::id)
        .select(outbox_mails::raw)
        .first(&mut *story.conn().await)
        .await
        .expect("a mail");
    let mail = MessageParser::default().parse(&raw).expect("it can be read");
    let text = mail.body_text(0).expect("a text").replace("\r\n", "\n");
    (mail.subject().unwrap_or_default().to_owned(), text)
}
