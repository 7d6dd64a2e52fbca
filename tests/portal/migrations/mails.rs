//! Who is told, in which thread, with which invitation.

use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::outbox_mails;
use domovoi::members::{MemberState, Role};
use domovoi::migrations::{self, notices, queries};

use super::story::{Story, anouk, november, window};
use crate::support::builders;

#[tokio::test]
async fn owners_and_technical_contacts_are_told_at_all_their_addresses_and_nobody_else() {
    let story = Story::begin().await;
    let mut conn = story.conn().await;
    anouk(&mut conn, story.higgs, story.now()).await;
    let gone = anouk_who_left(&story).await;
    builders::member(&mut conn, Role::Member, "Mees", story.now()).await;
    story.announce().await;
    let mut addresses: Vec<String> =
        outbox_mails::table.select(outbox_mails::to_address).load(&mut conn).await.expect("mails");
    addresses.sort();
    assert_eq!(addresses, ["anouk@club.example", "anouk@elsewhere.example", "noor@club.example"]);
    assert!(!addresses.contains(&gone));
}

#[tokio::test]
async fn a_copy_that_is_kept_for_one_day_is_not_kept_for_1_days() {
    let story = Story::begin().await;
    let plan = migrations::NewMigration { grace_days: 1, ..story.plan() };
    story.try_announce(&plan).await.expect("it is announced");
    let mail = story.last_mail().await;
    assert!(mail.contains("we keep the old copy for one day."), "{mail}");
}

async fn anouk_who_left(story: &Story) -> String {
    let mut conn = story.conn().await;
    let left = builders::member(&mut conn, Role::Member, "Left", story.now()).await;
    diesel::insert_into(domovoi::db::schema::domu_members::table)
        .values((
            domovoi::db::schema::domu_members::domu_id.eq(story.higgs),
            domovoi::db::schema::domu_members::member_id.eq(left.id),
            domovoi::db::schema::domu_members::role.eq("technical"),
        ))
        .execute(&mut conn)
        .await
        .expect("a contact");
    diesel::update(domovoi::db::schema::members::table.find(left.id))
        .set(domovoi::db::schema::members::state.eq(MemberState::Left))
        .execute(&mut conn)
        .await
        .expect("gone");
    left.email
}

#[tokio::test]
async fn the_invitation_moves_with_the_move_and_vanishes_when_it_is_cancelled() {
    let story = Story::begin().await;
    let id = story.announce().await;
    send_all(&story).await;
    let letterhead = &story.portal.app.letterhead;
    let later = window(november(19, 21, 0), november(19, 22, 30));
    migrations::reschedule(
        &mut *story.conn().await,
        letterhead,
        &story.fenna(),
        id,
        later,
        "The link is busy.",
        story.now(),
    )
    .await
    .expect("rescheduled");
    send_all(&story).await;
    migrations::cancel(&mut *story.conn().await, letterhead, &story.fenna(), id, "prins stays.", story.now())
        .await
        .expect("cancelled");
    let calendars = calendars(&story).await;
    let uid = format!("migration-1-{}@vhc.example.org", story.noor.id);
    let expected = [
        ("REQUEST", 0, "20261117T210000Z"),
        ("REQUEST", 1, "20261119T210000Z"),
        ("CANCEL", 2, "20261119T210000Z"),
    ];
    assert_eq!(calendars.len(), expected.len());
    for (calendar, (method, sequence, start)) in calendars.iter().zip(expected) {
        for line in [
            format!("METHOD:{method}"),
            format!("SEQUENCE:{sequence}"),
            format!("UID:{uid}"),
            format!("DTSTART:{start}"),
        ] {
            assert!(calendar.lines().any(|l| l == line), "{line} is missing in\n{calendar}");
        }
    }
}

#[tokio::test]
async fn a_proposal_that_is_cancelled_says_nothing_of_calendars_that_never_heard_of_it() {
    let story = Story::begin().await;
    let id = story.propose().await;
    send_all(&story).await;
    let letterhead = &story.portal.app.letterhead;
    migrations::cancel(&mut *story.conn().await, letterhead, &story.bas(), id, "prins stays.", story.now())
        .await
        .expect("cancelled");
    assert_eq!(calendars(&story).await, [] as [String; 0]);
    let text = story.last_mail().await;
    assert!(text.contains("proposed for\nMonday 23 November at 23:00"), "{text}");
    assert!(!text.contains("calendar"), "{text}");
    assert!(text.contains("\nBas, for the core team\n"), "who took it back answers for it: {text}");
}

#[tokio::test]
async fn the_ttl_is_not_asked_for_when_it_moves_in_an_hour() {
    let story = Story::begin().await;
    let ahead = |minutes| story.now() + chrono::Duration::minutes(minutes);
    let plan = migrations::NewMigration {
        window: window(ahead(50), ahead(170)),
        short_notice_reason: Some("Its disk fails.".to_owned()),
        ..story.plan()
    };
    story.try_announce(&plan).await.expect("it is announced");
    let text = story.last_mail().await;
    assert!(text.contains("You need to do nothing before it moves."), "{text}");
    assert!(!text.contains("TTL") && !text.contains("The day before"), "{text}");
}

#[tokio::test]
async fn a_booking_that_never_left_is_replaced_by_the_newer_one_which_says_it_all() {
    let story = Story::begin().await;
    let id = story.announce().await;
    let letterhead = &story.portal.app.letterhead;
    let later = window(november(19, 21, 0), november(19, 22, 30));
    migrations::reschedule(
        &mut *story.conn().await,
        letterhead,
        &story.fenna(),
        id,
        later,
        "The link is busy.",
        story.now(),
    )
    .await
    .expect("rescheduled");
    let states: Vec<(String, String)> = outbox_mails::table
        .order(outbox_mails::id)
        .select((outbox_mails::kind, outbox_mails::state))
        .load(&mut *story.conn().await)
        .await
        .expect("mails");
    let pair = |kind: &str, state: &str| (kind.to_owned(), state.to_owned());
    assert_eq!(states, [pair("announced", "superseded"), pair("rescheduled", "queued")]);
    let text = story.last_mail().await;
    for fact in [
        "Tuesday 17 November at 22:00 CET",
        "Thursday 19 November at 22:00 CET",
        "The link is busy.",
        "198.51.100.41",
    ] {
        assert!(text.contains(fact), "{fact} is missing in\n{text}");
    }
}

#[tokio::test]
async fn the_preview_is_the_mail_that_goes_out_and_writes_nothing() {
    let story = Story::begin().await;
    let mut conn = story.conn().await;
    anouk(&mut conn, story.higgs, story.now()).await;
    let plan = story.plan();
    let letterhead = &story.portal.app.letterhead;
    let estimate =
        queries::estimate_for(&conn, story.higgs, story.prins, story.spaarne).await.expect("an estimate");
    let preview = notices::preview(&conn, letterhead, &story.fenna(), &plan, &estimate, story.now())
        .await
        .expect("it renders")
        .expect("somebody is told");
    assert_eq!(story.mails().await, []);
    let names: Vec<_> = preview.recipients.iter().map(|contact| contact.name.as_str()).collect();
    assert_eq!((names, preview.mails), (vec!["Noor", "Anouk"], 3));
    story.announce().await;
    let sent: String = outbox_mails::table
        .filter(outbox_mails::to_address.eq("noor@club.example"))
        .select(outbox_mails::body_text)
        .first(&mut *story.conn().await)
        .await
        .expect("a mail");
    let without_links =
        |text: &str| text.lines().filter(|l| !l.starts_with("http")).collect::<Vec<_>>().join("\n");
    assert_eq!(without_links(&preview.text), without_links(&sent));
}

async fn send_all(story: &Story) {
    diesel::update(outbox_mails::table.filter(outbox_mails::state.eq("queued")))
        .set((outbox_mails::state.eq("sent"), outbox_mails::sent_at.eq(story.now())))
        .execute(&mut *story.conn().await)
        .await
        .expect("sent");
}

/// The calendar part of each mail, in the order in which they were owed, unfolded.
async fn calendars(story: &Story) -> Vec<String> {
    let raw: Vec<Vec<u8>> = outbox_mails::table
        .order(outbox_mails::id)
        .select(outbox_mails::raw)
        .load(&mut *story.conn().await)
        .await
        .expect("mails");
    raw.iter().filter_map(|raw| calendar_of(raw)).collect()
}

fn calendar_of(raw: &[u8]) -> Option<String> {
    use mail_parser::MimeHeaders;
    let message = mail_parser::MessageParser::default().parse(raw)?;
    let part = message
        .parts
        .iter()
        .find(|part| part.content_type().is_some_and(|kind| kind.subtype() == Some("calendar")))?;
    Some(String::from_utf8_lossy(part.contents()).replace("\r\n ", ""))
}
