//! What is owed: threads, what supersedes what, and to whom nothing is sent.

use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use domovoi::db::ids::MemberId;
use domovoi::db::schema::{mail_suppressions, members};
use domovoi::mail::{MailKind, NewMail, Recipient, enqueue, preferences};
use domovoi::words::Locale;

use super::club::{invitation, letterhead, noor, now};
use super::owed::{header, owe, owed, parse, turn};
use super::samples::sample;
use crate::support::database::TestDatabase;

#[tokio::test]
async fn the_mails_of_a_stream_are_one_thread_under_one_subject() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let of_move = |stream: &str, revision: &str, kind: MailKind| NewMail {
        data: sample(kind),
        ..turn(stream, revision, kind)
    };
    owe(&mut conn, of_move("M-1", "1", MailKind::Announced)).await;
    owe(&mut conn, of_move("M-1", "2", MailKind::Rescheduled)).await;
    owe(&mut conn, of_move("M-1", "3", MailKind::Cancelled)).await;
    owe(&mut conn, of_move("M-2", "4", MailKind::Cancelled)).await;

    let mails = owed(&mut conn).await;
    let messages: Vec<_> = mails.iter().map(|mail| parse(&mail.raw)).collect();
    let id = |at: usize| header(&messages[at], "Message-ID").expect("it has an id");
    assert_eq!(header(&messages[0], "In-Reply-To"), None);
    assert_eq!(header(&messages[1], "In-Reply-To"), Some(id(0)));
    assert_eq!(header(&messages[1], "References"), Some(id(0)));
    assert_eq!(header(&messages[2], "In-Reply-To"), Some(id(1)));
    assert_eq!(
        messages[2].references().as_text_list().expect("references").len(),
        2,
        "the root and the one before"
    );
    assert_eq!(header(&messages[3], "In-Reply-To"), None, "another stream");
    let subjects: Vec<_> = mails.iter().map(|mail| (mail.subject.as_str(), mail.headline.as_str())).collect();
    let stem = "higgs moves to DC2, second try";
    let later = format!("Re: {stem}");
    assert_eq!(
        subjects,
        [
            (stem, stem),
            (later.as_str(), "higgs moves to DC2 at another time"),
            (later.as_str(), "higgs does not move"),
            ("higgs does not move", "higgs does not move"),
        ]
    );
    assert_eq!(messages[2].subject(), Some(later.as_str()));
}

/// What one mail says must not stand over another, least of all over a report of breakage.
#[tokio::test]
async fn the_core_team_s_thread_of_a_move_has_a_name_of_its_own_in_the_reader_s_language() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let dutch = Recipient { locale: Locale::Nl, address: "bas@club.example".to_owned(), ..noor() };
    for (revision, kind) in [("1", MailKind::NobodyAssigned), ("2", MailKind::BrokenReported)] {
        let mail = NewMail { data: sample(kind), ..turn("M-142", revision, kind) };
        owe(&mut conn, NewMail { to: dutch.clone(), ..mail.clone() }).await;
        owe(&mut conn, mail).await;
    }
    let mut told: Vec<(String, String)> =
        owed(&mut conn).await.into_iter().map(|mail| (mail.subject, mail.headline)).collect();
    told.sort();
    let pair = |subject: &str, headline: &str| (subject.to_owned(), headline.to_owned());
    let nl = "higgs verhuist binnenkort, en niemand doet het";
    assert_eq!(told[0], pair("Move of higgs to spaarne (M-142)", "higgs moves soon, and nobody runs it"));
    assert_eq!(
        told[1],
        pair("Re: Move of higgs to spaarne (M-142)", "Something is broken on higgs since it moved")
    );
    assert_eq!(told[2].0, "Re: Verhuizing van higgs naar spaarne (M-142)");
    assert_eq!(told[3], pair("Verhuizing van higgs naar spaarne (M-142)", nl));
}

#[tokio::test]
async fn mails_about_an_account_stand_alone_also_in_one_stream() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&mut conn, turn("account", "1", MailKind::PasswordReset)).await;
    owe(&mut conn, turn("account", "2", MailKind::PasswordChanged)).await;
    for mail in owed(&mut conn).await {
        assert_eq!(mail.subject, mail.headline);
        assert_eq!(header(&parse(&mail.raw), "In-Reply-To"), None);
    }
}

#[tokio::test]
async fn owing_the_same_again_changes_nothing() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let first = turn("M-1", "1", MailKind::Invitation);
    let again = NewMail { supersedes: vec![MailKind::Invitation], ..first.clone() };
    owe(&mut conn, first).await;
    owe(&mut conn, again).await;

    let states: Vec<_> = owed(&mut conn).await.into_iter().map(|mail| mail.state).collect();
    assert_eq!(states, ["queued"]);
}

#[tokio::test]
async fn both_addresses_of_a_member_are_written_to() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&mut conn, invitation("1")).await;
    let second = Recipient { address: "noor@postbus.example.org".to_owned(), ..noor() };
    owe(&mut conn, NewMail { to: second, ..invitation("1") }).await;

    assert_eq!(owed(&mut conn).await.len(), 2);
}

#[tokio::test]
async fn a_newer_mail_keeps_the_unsent_older_one_at_home_and_heads_the_thread_itself() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&mut conn, turn("M-1", "1", MailKind::Invitation)).await;
    let newer = turn("M-1", "2", MailKind::PasswordReset);
    owe(&mut conn, NewMail { supersedes: vec![MailKind::Invitation], ..newer }).await;

    let mails = owed(&mut conn).await;
    let states: Vec<_> = mails.iter().map(|mail| (mail.state.as_str(), mail.state_note.as_str())).collect();
    assert_eq!(states, [("superseded", "password_reset"), ("queued", "")]);
    let message = parse(&mails[1].raw);
    assert_eq!(header(&message, "In-Reply-To"), None);
    assert_eq!(message.subject(), Some("A new password for Voorbeeld Hosting Club"));
}

#[tokio::test]
async fn what_is_rolled_back_owes_nothing() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let result = conn
        .transaction::<(), diesel::result::Error, _>(async |conn| {
            enqueue(conn, &letterhead(), invitation("1"), now()).await?;
            assert_eq!(owed(conn).await.len(), 1);
            Err(diesel::result::Error::RollbackTransaction)
        })
        .await;

    assert!(result.is_err());
    assert!(owed(&mut conn).await.is_empty());
}

#[tokio::test]
async fn an_address_that_is_known_to_fail_is_not_written_to_and_the_row_says_why() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    diesel::insert_into(mail_suppressions::table)
        .values((
            mail_suppressions::address.eq("NOOR@higgs.example.org"),
            mail_suppressions::reason.eq("550 5.1.1 no such user"),
            mail_suppressions::at.eq(now()),
        ))
        .execute(&mut conn)
        .await
        .expect("it is noted");
    owe(&mut conn, invitation("1")).await;

    let mails = owed(&mut conn).await;
    assert_eq!(
        (mails[0].state.as_str(), mails[0].state_note.as_str()),
        ("cancelled", "550 5.1.1 no such user")
    );
}

#[tokio::test]
async fn an_address_that_no_server_takes_is_shown_as_failed_and_undoes_nothing() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let to = Recipient { address: "noor@@higgs".to_owned(), ..noor() };
    owe(&mut conn, NewMail { to, ..invitation("1") }).await;

    let mails = owed(&mut conn).await;
    assert_eq!(mails[0].state, "dead");
    assert!(mails[0].state_note.contains("noor@@higgs"), "{}", mails[0].state_note);
}

#[tokio::test]
async fn news_carry_a_link_that_ends_them_and_then_nothing_is_owed() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    let member = a_member(&mut conn).await;
    let to = Recipient { member_id: Some(member), ..noor() };
    let letterhead = letterhead();
    let link = {
        let mail = NewMail { to: to.clone(), ..turn("S-1", "1", MailKind::StatusUpdate) };
        owe(&mut conn, NewMail { data: super::samples::sample(MailKind::StatusUpdate), ..mail }).await;
        let mails = owed(&mut conn).await;
        let message = parse(&mails[0].raw);
        assert_eq!(header(&message, "List-Id"), Some("<status.vhc.example.org>"));
        assert_eq!(header(&message, "List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
        let link = header(&message, "List-Unsubscribe").expect("a link").trim_matches(['<', '>']).to_owned();
        assert!(message.body_text(0).expect("text").contains(&link));
        link
    };
    let token = link.strip_prefix(&letterhead.url("/unsubscribe/")).expect("a link to the portal");
    let token = domovoi::db::token::Token::from_input(token).expect("a token");
    for _ in 0..2 {
        assert!(preferences::unsubscribe(&mut conn, &token).await.expect("it is kept"));
    }

    let mail = NewMail { to, ..turn("S-1", "2", MailKind::StatusUpdate) };
    owe(&mut conn, NewMail { data: super::samples::sample(MailKind::StatusUpdate), ..mail }).await;
    assert_eq!(owed(&mut conn).await.len(), 1, "the first, and none after the link was used");
}

async fn a_member(conn: &mut AsyncPgConnection) -> MemberId {
    diesel::insert_into(members::table)
        .values((
            members::email.eq("noor@higgs.example.org"),
            members::name.eq("Noor"),
            members::created_at.eq(now()),
        ))
        .returning(members::id)
        .get_result(conn)
        .await
        .expect("Noor joins")
}
