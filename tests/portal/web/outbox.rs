//! The outbox of the core team, the mails of a demonstration, and the link that ends news.

use actix_web::http::{Method, StatusCode};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::{outbox_mails, unsubscribe_tokens};
use domovoi::db::token::Token;
use domovoi::jobs::{self, DeliverMail, StopSwitch};
use domovoi::live::Listener;
use domovoi::mail::smtp::Answer;
use domovoi::mail::{MailKind, Mailer, NewMail, Recipient, delivery, enqueue, preferences};
use domovoi::members::Role;

use crate::mail::club::{invitation, noor};
use crate::mail::samples::sample;
use crate::migrations::story::Story;
use crate::support::{Portal, builders, eventually};

/// Owes mails and lets the server answer each in turn.
async fn answered(portal: &Portal, kind: MailKind, answers: &[Answer]) {
    let mut conn = portal.conn().await;
    for (at, answer) in answers.iter().enumerate() {
        let mail = NewMail {
            kind,
            data: sample(kind),
            expires_at: portal.now() + chrono::Duration::days(5),
            ..invitation(&format!("{kind}-{at}"))
        };
        enqueue(&mut conn, &portal.app.letterhead, mail, portal.now()).await.unwrap();
        let claimed = delivery::claim(&mut conn, 1, portal.now()).await.unwrap().remove(0);
        assert!(delivery::begin(&mut conn, &claimed, portal.now()).await.unwrap());
        assert!(delivery::settle(&mut conn, &claimed, answer, portal.now()).await.unwrap());
    }
}

async fn first_id(portal: &Portal) -> String {
    let id: uuid::Uuid =
        outbox_mails::table.select(outbox_mails::id).first(&mut *portal.conn().await).await.unwrap();
    id.to_string()
}

fn full() -> Answer {
    Answer::Never("552 5.2.2 Mailbox full".to_owned())
}

#[tokio::test]
async fn the_core_team_sees_what_failed_with_the_server_s_last_words() {
    let portal = Portal::start().await;
    let later = Answer::Later("451 4.4.1 timed out".to_owned());
    let taken = Answer::Accepted("250 2.0.0 Ok: queued as 4NqT5k1hZz".to_owned());
    answered(&portal, MailKind::PasswordChanged, &[full(), later, taken]).await;
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;

    let page = fenna.get("/outbox").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.all("h1"), ["One mail never arrived, one is tried again. The others went out."]);
    assert_eq!(
        page.all("nav.tabs a"),
        ["Everything", "Failed, 1", "Tried again, 1", "Owed, 0", "Sent, 1", "Not sent, 0"]
    );
    let mut said = page.all("tbody code.said");
    said.sort();
    assert_eq!(said, ["250 2.0.0 Ok: queued as 4NqT5k1hZz", "451 4.4.1 timed out", "552 5.2.2 Mailbox full"]);

    let failed = fenna.get("/outbox?pile=failed").await;
    assert_eq!(failed.all("tbody tr").len(), 1);
    assert!(failed.says("Mailbox full"));
    for wrong in
        ["/outbox?pile=x", "/outbox?after=x", "/outbox/x", "/outbox/0197a4e8-7f6a-7c3e-8000-0123456789ab"]
    {
        assert_eq!(fenna.get(wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn without_a_mail_server_the_outbox_says_that_nothing_leaves() {
    let mut portal = Portal::start().await;
    answered(&portal, MailKind::PasswordChanged, &[full(), Answer::Later("451 4.4.1 timed out".to_owned())])
        .await;
    enqueue(&mut *portal.conn().await, &portal.app.letterhead, invitation("1"), portal.now()).await.unwrap();
    portal.app.keeps_mail = true;
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = fenna.get("/outbox").await.ok();
    assert_eq!(page.all("h1"), ["No mail server is set, so no mail leaves. 2 wait."]);
    assert!(page.says("Whoever runs the portal names it in DOMOVOI_SMTP_URL"), "{}", page.text());
    for wrong in ["went out", "on its way", "on their way", "It has taken"] {
        assert!(!page.says(wrong), "{wrong}: {}", page.text());
    }
}

#[tokio::test]
async fn a_failed_mail_is_tried_again_when_somebody_asks() {
    let portal = Portal::start().await;
    answered(&portal, MailKind::PasswordChanged, &[full()]).await;
    let id = first_id(&portal).await;
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = fenna.get(&format!("/outbox/{id}")).await;
    assert!(page.says("Your password was changed on"), "{}", page.text());
    assert_eq!(page.all("button.btn"), ["Try again"]);

    let answer = fenna.submit(&format!("/outbox/{id}/retry"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let due = delivery::claim(&mut *portal.conn().await, 1, portal.now()).await.unwrap();
    assert_eq!(due.len(), 1);
    let again = fenna.submit(&format!("/outbox/{id}/retry"), &[]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "it is under way");
}

#[tokio::test]
async fn what_failed_is_tried_again_from_the_list() {
    let portal = Portal::start().await;
    let taken = Answer::Accepted("250 ok".to_owned());
    answered(&portal, MailKind::PasswordChanged, &[full(), taken]).await;
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = fenna.get("/outbox").await.ok();
    let buttons = page.all("tbody button");
    assert_eq!(buttons.len(), 1, "what was sent is not sent again");
    assert!(buttons[0].starts_with("Try again"), "{buttons:?}");
    let action = page.attribute("tbody form", "action").expect("a form");
    assert_eq!(fenna.submit(&action, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(delivery::claim(&mut *portal.conn().await, 9, portal.now()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_mail_whose_place_a_newer_one_took_says_so_whatever_the_server_said_before() {
    let portal = Portal::start().await;
    let conn = &mut *portal.conn().await;
    let letterhead = &portal.app.letterhead;
    let turn = |revision: &str| NewMail { stream: "M-1".to_owned(), ..invitation(revision) };
    enqueue(conn, letterhead, turn("old"), portal.now()).await.unwrap();
    let claimed = delivery::claim(conn, 1, portal.now()).await.unwrap();
    delivery::give_back(conn, &claimed, "Connection refused").await.unwrap();
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = fenna.get("/outbox?pile=again").await.ok();
    assert!(page.says("Connection refused") && page.says("waits for the mail server"), "{}", page.text());

    let newer = NewMail { supersedes: vec![MailKind::Invitation], ..turn("new") };
    enqueue(conn, letterhead, newer, portal.now()).await.unwrap();
    let page = fenna.get("/outbox?pile=dropped").await.ok();
    assert!(page.says("A newer mail took its place."), "{}", page.text());
    assert!(!page.says("Connection refused") && page.all("tbody button").is_empty(), "{}", page.text());
}

#[actix_web::test]
async fn nobody_reads_that_all_mail_went_out_while_the_server_can_t_be_reached() {
    let portal = Portal::start().await;
    let taken = Answer::Accepted("250 ok".to_owned());
    answered(&portal, MailKind::PasswordChanged, &[taken]).await;
    portal.advance(chrono::Duration::hours(1));
    let conn = &mut *portal.conn().await;
    for revision in ["1", "2"] {
        let mail = NewMail { expires_at: portal.now() + chrono::Duration::days(5), ..invitation(revision) };
        enqueue(conn, &portal.app.letterhead, mail, portal.now()).await.unwrap();
    }
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;
    let page = fenna.get("/outbox").await.ok();
    assert_eq!(page.all("h1"), ["2 mails are on their way. The others went out."]);

    // Nobody listens on port 1.
    let mailer = Mailer::smtp("smtp://127.0.0.1:1".parse().unwrap());
    let from = "portal@vhc.example.org".parse().unwrap();
    let job = DeliverMail::new(portal.app.pool.clone(), portal.clock.clone(), from, mailer)
        .telling(portal.app.mail_server.clone());
    let hints = Listener::start(portal.database.url.parse().unwrap()).subscribe();
    let switch = StopSwitch::new();
    let worker = tokio::spawn(jobs::run(job, hints, switch.watch()));
    eventually("the server is missed", async || portal.app.mail_server.away().is_some()).await;
    switch.stop();
    worker.await.unwrap();

    let page = fenna.get("/outbox").await.ok();
    assert_eq!(page.all("h1"), ["The mail server can’t be reached. 2 mails wait."]);
    assert!(page.says("We have tried in vain since today, 21:00"), "{}", page.text());
    assert!(page.says("refused") && page.says("Next try today, 21:00"), "{}", page.text());
    assert_eq!(page.all("nav.tabs a")[2], "Tried again, 2");
    portal.advance(chrono::Duration::minutes(2));
    assert!(fenna.get("/outbox").await.ok().says("Next try any moment"));

    // Another instance got them through.
    let conn = &mut *portal.conn().await;
    for mail in delivery::claim(conn, 9, portal.now()).await.unwrap() {
        assert!(delivery::begin(conn, &mail, portal.now()).await.unwrap());
        let taken = Answer::Accepted("250 ok".to_owned());
        assert!(delivery::settle(conn, &mail, &taken, portal.now()).await.unwrap());
    }
    assert_eq!(fenna.get("/outbox").await.ok().all("h1"), ["Every mail went out."]);
}

#[tokio::test]
async fn the_core_team_gets_from_a_move_to_what_was_mailed_about_it() {
    let story = Story::begin().await;
    let path = format!("/migrations/{}", story.announce().await);
    let id = first_id(&story.portal).await;
    let mut fenna = story.portal.browser_of(&story.fenna).await;
    let link = fenna.get(&path).await.ok().attribute("#mails li a", "href");
    assert_eq!(link, Some(format!("/outbox/{id}")));
    let mut noor = story.portal.browser_of(&story.noor).await;
    let page = noor.get(&path).await.ok();
    assert!(!page.all("#mails li").is_empty() && page.all("#mails li a").is_empty(), "{}", page.text());
}

#[tokio::test]
async fn links_that_open_an_account_are_for_their_reader_alone() {
    let portal = Portal::start().await;
    let taken = Answer::Accepted("250 ok".to_owned());
    answered(&portal, MailKind::PasswordReset, &[taken]).await;
    let id = first_id(&portal).await;
    let mut admin = portal.sign_in_as(Role::Admin, "Fenna").await;
    let page = admin.get(&format!("/outbox/{id}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.html().contains("password-reset/abc"));
    assert_eq!(admin.get(&format!("/outbox/{id}/html")).await.status, StatusCode::NOT_FOUND);
    for mut other in [portal.sign_in_as(Role::Member, "Noor").await, portal.browser()] {
        for path in ["/outbox".to_owned(), format!("/outbox/{id}"), format!("/outbox/{id}/html")] {
            let status = other.get(&path).await.status;
            assert!([StatusCode::NOT_FOUND, StatusCode::SEE_OTHER].contains(&status), "{path}: {status}");
        }
    }
}

#[tokio::test]
async fn the_list_goes_on_where_it_ended() {
    let portal = Portal::start().await;
    let taken = vec![Answer::Accepted("250 ok".to_owned()); 53];
    answered(&portal, MailKind::Test, &taken).await;
    let mut fenna = portal.sign_in_as(Role::Core, "Fenna").await;
    let first = fenna.get("/outbox").await;
    let older = first.attribute(".pages a", "href").expect("there is more");
    let second = fenna.get(&older).await;
    assert_eq!((first.all("tbody tr").len(), second.all("tbody tr").len()), (50, 3));
    assert_eq!(second.all(".pages a"), ["Newest"]);
}

#[tokio::test]
async fn a_demonstration_shows_its_mails_to_everybody_and_a_club_shows_none() {
    let mut portal = Portal::start().await;
    answered(&portal, MailKind::Invitation, &[Answer::Accepted("captured".to_owned())]).await;
    let id = first_id(&portal).await;
    for path in ["/demo/mail".to_owned(), format!("/demo/mail/{id}"), format!("/demo/mail/{id}/html")] {
        assert_eq!(portal.browser().get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    portal.app.captures_mail = true;
    let mut visitor = portal.browser();
    assert!(visitor.get("/demo/mail").await.says("Fenna invites you to Voorbeeld Hosting Club"));
    assert!(
        visitor.get(&format!("/demo/mail/{id}")).await.says("https://portal.example.org/invitations/abc")
    );
    let html = visitor.get(&format!("/demo/mail/{id}/html")).await;
    assert!(html.html().contains("<h1>Fenna invites you to Voorbeeld Hosting Club</h1>"));
    let policy = html.headers.get("content-security-policy").and_then(|value| value.to_str().ok()).unwrap();
    assert!(
        policy.starts_with("default-src 'none'; style-src 'unsafe-inline';") && policy.contains("sandbox"),
        "{policy}"
    );
}

#[tokio::test]
async fn one_click_ends_news_and_looking_at_the_link_does_not() {
    let portal = Portal::start().await;
    let member = builders::member(&mut *portal.conn().await, Role::Member, "Noor", portal.now()).await;
    let to = Recipient { member_id: Some(member.id), address: member.email.clone(), ..noor() };
    let data = sample(MailKind::StatusUpdate);
    let mail = NewMail { kind: MailKind::StatusUpdate, to: to.clone(), data, ..invitation("1") };
    enqueue(&mut *portal.conn().await, &portal.app.letterhead, mail, portal.now()).await.unwrap();
    let token: String = unsubscribe_tokens::table
        .select(unsubscribe_tokens::token)
        .first(&mut *portal.conn().await)
        .await
        .unwrap();
    let link = format!("/unsubscribe/{token}");
    let wants =
        async || preferences::wants(&*portal.conn().await, &to, MailKind::StatusUpdate).await.unwrap();

    let seen = portal.browser().get(&link).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(wants().await);

    // As a mail program does it: no cookie, no token of a form, no word on where it comes from.
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let multipart = [("content-type", "multipart/form-data; boundary=x")];
    for headers in [&form, &multipart, &form] {
        let body = b"List-Unsubscribe=One-Click".to_vec();
        let answer = portal.browser().send(Method::POST, &link, headers, body).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(!wants().await);
    }
    for wrong in [Token::random().as_str(), "x", "null"] {
        for method in [Method::GET, Method::POST] {
            let answer =
                portal.browser().send(method, &format!("/unsubscribe/{wrong}"), &form, Vec::new()).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    }
}
