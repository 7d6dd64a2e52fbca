//! What comes after a move: the click in the mail, thanks, the diary for everybody, the history.

use actix_web::http::StatusCode;
use chrono::Duration;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::ids::MigrationId;
use domovoi::db::schema::{attempt_diaries, domu_members, migrations as rows, status_updates, thanks};
use domovoi::members::Role;
use domovoi::migrations::{self, MigrationState, step};

use super::story::{Story, november};
use crate::support::builders;

/// The path behind the first link of this kind in a mail.
fn path_in(mail: &str, beginning: &str) -> String {
    let at = mail.find(beginning).unwrap_or_else(|| panic!("{beginning} is not in {mail}"));
    mail[at..].split_whitespace().next().expect("a link").to_owned()
}

async fn state(story: &Story, id: MigrationId) -> MigrationState {
    rows::table.find(id).select(rows::state).first(&mut *story.conn().await).await.expect("a state")
}

#[actix_web::test]
async fn everything_works_takes_one_click_in_the_mail_and_no_sign_in() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let link = path_in(&story.last_mail().await, "/confirmations/");
    let mut phone = story.portal.browser();

    let page = phone.get(&link).await.ok();
    assert!(page.says("Does everything on higgs work?"), "{}", page.text());
    assert_eq!(state(&story, id).await, MigrationState::Verifying, "what only looks changes nothing");
    phone.submit(&link, &[]).await.went_to();
    assert_eq!(state(&story, id).await, MigrationState::Closed);
    assert!(phone.get(&link).await.ok().says("Thank you, the move of higgs is closed"));
    phone.submit(&link, &[]).await.went_to();
    assert_eq!(story.kinds().await, ["announced", "started", "moved", "closed"]);
}

#[actix_web::test]
async fn the_link_works_for_its_reader_only_while_the_domu_is_theirs() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let link = path_in(&story.last_mail().await, "/confirmations/");
    let mut phone = story.portal.browser();
    phone.get(&link).await.ok();
    let mut cut = link.clone();
    cut.pop();
    phone.get(&cut).await.missing();

    let conn = &mut *story.conn().await;
    let mees = builders::member(conn, Role::Member, "Mees", story.now()).await;
    diesel::update(domu_members::table)
        .set(domu_members::member_id.eq(mees.id))
        .execute(conn)
        .await
        .expect("another owner");
    phone.get(&link).await.missing();
    assert_eq!(phone.submit(&link, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(state(&story, id).await, MigrationState::Verifying);
}

#[actix_web::test]
async fn a_member_thanks_in_a_click_and_a_sentence_and_the_core_team_reads_it_at_home() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let path = format!("/migrations/{id}");
    let mut noor = story.portal.browser_of(&story.noor).await;
    assert!(noor.get(&path).await.ok().says("Say thank you?"));
    let words = "It was back before I’d finished pretending to be calm.";
    noor.submit(&format!("{path}/thanks"), &[("words", words)]).await.went_to();
    noor.submit(&format!("{path}/thanks"), &[("words", words)]).await.went_to();
    let kept: i64 = thanks::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(kept, 1);
    assert!(noor.get(&path).await.ok().says(words));

    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let home = fenna.get("/home").await.ok();
    assert!(home.says("Thank you, they said") && home.says(words) && home.says("Noor, about higgs"));

    let too_long = "x".repeat(501);
    let refused = noor.submit(&format!("{path}/thanks"), &[("words", &too_long)]).await.refused();
    assert!(refused.error_at("words").contains("500"), "{}", refused.error_at("words"));
}

#[actix_web::test]
async fn nobody_thanks_for_a_move_that_is_not_theirs_or_not_done() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let path = format!("/migrations/{id}/thanks");
    let mut noor = story.portal.browser_of(&story.noor).await;
    assert_eq!(noor.submit(&path, &[("words", "Now?")]).await.status, StatusCode::CONFLICT);
    let mees = builders::member(&mut *story.conn().await, Role::Member, "Mees", story.now()).await;
    let mut mees = story.portal.browser_of(&mees).await;
    mees.submit(&path, &[("words", "Mine?")]).await.missing();
    let kept: i64 = thanks::table.count().get_result(&mut *story.conn().await).await.expect("a count");
    assert_eq!(kept, 0);
}

#[actix_web::test]
async fn the_diary_of_an_attempt_tells_everybody_what_happened_without_a_name() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    story.walk(id, &step::FORWARD[..2]).await;
    story.portal.advance(Duration::minutes(103));
    story.abort(id).await;
    story.walk(id, &step::WAY_BACK).await;
    let diary = format!("/migrations/{id}/attempts/1/diary");

    let mut fenna = story.portal.browser_of(&story.fenna).await;
    assert!(fenna.get(&format!("/migrations/{id}")).await.ok().says("Publish the first attempt"));
    let post = fenna.submit(&diary, &[]).await.went_to();
    assert_eq!(fenna.submit(&diary, &[]).await.went_to(), post, "once, however often it is pressed");
    assert!(
        fenna.get(&format!("/migrations/{id}")).await.ok().says("The first attempt is on the status page")
    );

    let page = story.portal.browser().get(&post).await.ok();
    for sentence in [
        "A move from DC1 Amsterdam to DC2 Haarlem",
        "One domU was to move from prins to spaarne, and came back to its old place.",
        "What was wrong: Path MTU.",
        "it was shut down",
        "we broke the attempt off",
        "it was started on prins again",
    ] {
        assert!(page.says(sentence), "“{sentence}” is missing in {}", page.text());
    }
    for name in ["higgs", "Noor", "Fenna", "192.0.2.41", "6%"] {
        assert!(!page.says(name), "{name} is none of everybody's business");
    }
    let conn = &mut *story.conn().await;
    let updates: i64 = status_updates::table.count().get_result(conn).await.expect("a count");
    let diaries: i64 = attempt_diaries::table.count().get_result(conn).await.expect("a count");
    assert_eq!((updates, diaries), (1, 1));
    let mut noor = story.portal.browser_of(&story.noor).await;
    noor.submit(&diary, &[]).await.missing();
}

#[actix_web::test]
async fn an_attempt_that_never_went_down_has_no_diary() {
    let story = Story::begin().await;
    let id = story.announce().await;
    story.at(november(17, 21, 0));
    story.start(id).await;
    assert_eq!(story.abort(id).await, migrations::Aborted::Refused);
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let refused = fenna.submit(&format!("/migrations/{id}/attempts/1/diary"), &[]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    fenna.submit(&format!("/migrations/{id}/attempts/2/diary"), &[]).await.missing();
    fenna.submit(&format!("/migrations/{id}/attempts/x/diary"), &[]).await.missing();
}

#[actix_web::test]
async fn the_history_of_a_domu_tells_its_members_what_the_core_team_did_and_never_changes() {
    let story = Story::begin().await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let service =
        [("service_name", "The site"), ("kind", "https"), ("hostname", "www.higgs.example"), ("port", "")];
    fenna.submit("/domus/higgs/services", &service).await.went_to();
    story.portal.advance(Duration::minutes(1));
    let person = [("person_email", "bas@club.example"), ("person_role", "technical")];
    fenna.submit("/domus/higgs/people", &person).await.went_to();
    story.portal.advance(Duration::minutes(1));
    story.announce().await;

    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get("/domus/higgs/history").await.ok();
    let text = page.text();
    let (announced, contact, service) = (
        text.find("Announced").expect("the move"),
        text.find("Bas became a technical contact, Fenna").expect("the contact"),
        text.find("“The site” is looked at after a move, Fenna").expect("the service"),
    );
    assert!(announced < contact && contact < service, "the latest first: {text}");
    let mees = builders::member(&mut *story.conn().await, Role::Member, "Mees", story.now()).await;
    story.portal.browser_of(&mees).await.get("/domus/higgs/history").await.missing();
}

/// Whoever holds the database in their hands, too.
#[tokio::test]
async fn what_is_written_down_cannot_be_changed_or_removed() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &step::FORWARD[..3]).await;
    story.lose_track(id).await;
    story.attest(&story.fenna(), id, &super::story::fenced(migrations::Side::Target)).await.expect("a side");
    let conn = &mut *story.conn().await;
    domovoi::fleet::edits::set_boot_after_migration(conn, &story.fenna(), story.higgs, false, story.now())
        .await
        .expect("a wish");
    let (pair, now) = ((story.prins, story.spaarne), story.now());
    migrations::preflight::paste(conn, &story.fenna(), pair, None, "ping: unknown host", now)
        .await
        .expect("a paste");
    migrations::plan::make_plan(
        conn,
        &story.fenna(),
        &migrations::plan::NewPlan {
            title: "Away".to_owned(),
            reason: "It closes.".to_owned(),
            public_text: String::new(),
            stop_on_return: true,
        },
        now,
    )
    .await
    .expect("a plan");
    for (table, change) in [
        ("audit_entries", "action = 'x'"),
        ("migration_events", "note = 'x'"),
        ("attestations", "seen = 'x'"),
        ("plan_events", "note = 'x'"),
        ("preflight_pastes", "body = 'x'"),
        ("preflight_ticks", "note = 'x'"),
        ("attempts", "cause = 'x'"),
        ("attempts", "started_at = started_at - interval '1 day'"),
        ("attempts", "result = 'succeeded'"),
        ("steps", "note = 'x'"),
    ] {
        let rows = diesel::sql_query(format!("SELECT FROM {table}")).execute(conn).await.expect("a count");
        assert!(rows > 0, "{table} has something to lose");
        for statement in [
            format!("UPDATE {table} SET {change}"),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table} CASCADE"),
        ] {
            let refused = diesel::sql_query(&statement).execute(conn).await;
            let why = refused.expect_err(&statement).to_string();
            assert!(why.contains("are kept as they were written"), "{statement}: {why}");
        }
    }
    let found = "UPDATE attempts SET up_at = now() + interval '100 years'";
    diesel::sql_query(found).execute(conn).await.expect("when it was found to be up is written later");
    diesel::sql_query(found).execute(conn).await.expect_err("once");
}

#[actix_web::test]
async fn a_second_try_leaves_what_was_said_of_the_first_and_adds_to_it() {
    let story = Story::begin().await;
    let id = story.under_way().await;
    story.walk(id, &step::FORWARD[..2]).await;
    story.abort(id).await;
    story.walk(id, &step::WAY_BACK).await;
    let input = migrations::Rebook {
        window: super::story::window(november(18, 21, 0), november(18, 22, 30)),
        cause_code: migrations::CauseCode::NicDriver,
        cause: "The driver of the card, not the bridge.".to_owned(),
        fix: "The card has another driver.".to_owned(),
    };
    let letterhead = &story.portal.app.letterhead;
    let conn = &mut *story.conn().await;
    migrations::rebook(conn, letterhead, &story.fenna(), id, &input, story.now()).await.expect("booked");

    use domovoi::db::schema::{attempts, migration_events};
    let said: (Option<migrations::CauseCode>, Option<String>) = attempts::table
        .select((attempts::cause_code, attempts::cause))
        .first(conn)
        .await
        .expect("the attempt");
    let abort = super::story::because_of_path_mtu();
    assert_eq!(said, (Some(abort.cause_code), Some(abort.cause.clone())));
    let note: String = migration_events::table
        .filter(migration_events::event.eq("rebook"))
        .select(migration_events::note)
        .first(conn)
        .await
        .expect("the entry");
    assert_eq!(note, "The driver of the card, not the bridge.\nThe card has another driver.");
    let mail = story.last_mail().await;
    assert!(mail.contains(&input.cause) && mail.contains(&input.fix), "{mail}");
    let page = story.portal.browser_of(&story.noor).await.get(&format!("/migrations/{id}")).await.ok();
    for words in [&abort.cause, &input.cause, &input.fix] {
        assert!(page.says(words), "{words} is missing in {}", page.text());
    }
}

/// A report about a domU that has just moved reaches the core team at once.
#[actix_web::test]
async fn what_is_broken_after_a_move_is_told_to_the_core_team_and_stands_in_its_history() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let mut noor = story.portal.browser_of(&story.noor).await;
    let report = [("domu", "higgs"), ("body", "No mail arrives."), ("severity", "partly")];
    noor.submit("/issues", &report).await.went_to();
    noor.submit("/issues", &report).await.went_to();

    for core in ["fenna@club.example", "bas@club.example"] {
        let told = story.kinds_to(core).await;
        assert_eq!(told.iter().filter(|kind| *kind == "broken_reported").count(), 1, "{core}: {told:?}");
    }
    assert!(!story.kinds_to("noor@club.example").await.contains(&"broken_reported".to_owned()));
    let mail = story.last_mail().await;
    for words in
        ["Noor says that something is broken on higgs", "No mail arrives.", "attempt 1", "/issues/I-1"]
    {
        assert!(mail.contains(words), "{words} is missing in\n{mail}");
    }
    assert!(noor.get(&format!("/migrations/{id}")).await.ok().says("Reported broken"));

    story.try_revert(id, &super::story::nothing_written()).await.expect("it goes back");
    let again = [("domu", "higgs"), ("body", "Still no mail."), ("severity", "partly")];
    noor.submit("/issues", &again).await.went_to();
    let told = story.kinds_to("bas@club.example").await;
    assert_eq!(told.iter().filter(|kind| *kind == "broken_reported").count(), 1, "it is under way: {told:?}");
}

/// A name that is given to another domU takes no history along.
#[actix_web::test]
async fn the_history_belongs_to_the_domu_and_not_to_its_name() {
    let story = Story::begin().await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let service =
        [("service_name", "Secret shop"), ("kind", "ssh"), ("hostname", "shop.example"), ("port", "")];
    fenna.submit("/domus/higgs/services", &service).await.went_to();
    let conn = &mut *story.conn().await;
    diesel::sql_query("UPDATE domus SET name = 'boson'").execute(conn).await.expect("another name");
    let mees = builders::member(conn, Role::Member, "Mees", story.now()).await;
    builders::domu(conn, story.prins, "higgs", 10, &mees, story.now()).await;
    let page = story.portal.browser_of(&mees).await.get("/domus/higgs/history").await.ok();
    assert!(!page.says("Secret shop"), "{}", page.text());
    let page = story.portal.browser_of(&story.noor).await.get("/domus/boson/history").await.ok();
    assert!(page.says("Secret shop"));
}

/// Old links to the forms of a move that has ended lead to a sentence and back, not to a form.
#[actix_web::test]
async fn a_move_that_has_ended_offers_no_form() {
    let story = Story::begin().await;
    let id = story.moved().await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let forms = [format!("/migrations/{id}/schedule"), format!("/migrations/{id}/cancellation")];
    for form in &forms {
        let page = fenna.get(form).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{form}");
        assert!(page.says("not possible as the move of higgs stands now"), "{}", page.text());
    }
    let letterhead = &story.portal.app.letterhead;
    migrations::confirm(&mut *story.conn().await, letterhead, &story.fenna(), id, story.now())
        .await
        .expect("closed");
    for form in &forms {
        let page = fenna.get(form).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{form}");
        assert!(page.says("This move of higgs has ended"), "{}", page.text());
        assert!(page.all("main form").is_empty() && !page.all("main a").is_empty(), "{}", page.text());
    }
}
