//! From the outbox to a mail server, in a real SMTP conversation.

use std::time::Duration;

use chrono::Duration as Span;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use domovoi::clock::Clock;
use domovoi::db::schema::outbox_mails;
use domovoi::jobs::{self, DeliverMail, StopSwitch};
use domovoi::live::{Hint, Listener, hint};
use domovoi::mail::relay::{Relay, Security};
use domovoi::mail::smtp::{Answer, Patience};
use domovoi::mail::{MailKind, Mailer, NewMail, Recipient, delivery, enqueue};
use serde_json::json;
use tokio::task::JoinHandle;

use super::club::{invitation, letterhead, noor, now};
use crate::support::database::TestDatabase;
use crate::support::{Act, Phase, SmtpSink, eventually};

#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
struct Row {
    state: String,
    attempts: i32,
    in_doubt: i32,
    last_reply: Option<String>,
    not_before: chrono::DateTime<chrono::Utc>,
    raw: Vec<u8>,
    to_address: String,
}

async fn rows(database: &TestDatabase) -> Vec<Row> {
    outbox_mails::table
        .select((
            outbox_mails::state,
            outbox_mails::attempts,
            outbox_mails::in_doubt,
            outbox_mails::last_reply,
            outbox_mails::not_before,
            outbox_mails::raw,
            outbox_mails::to_address,
        ))
        .order((outbox_mails::created_at, outbox_mails::id))
        .load(&mut *database.conn().await)
        .await
        .unwrap()
}

async fn states(database: &TestDatabase) -> Vec<String> {
    rows(database).await.into_iter().map(|row| row.state).collect()
}

async fn owe(database: &TestDatabase, mail: NewMail) {
    enqueue(&mut *database.conn().await, &letterhead(), mail, now()).await.unwrap();
}

/// An instance's mail worker.
struct Worker {
    switch: StopSwitch,
    task: JoinHandle<()>,
}

impl Worker {
    fn start(database: &TestDatabase, clock: &Clock, relay: &str) -> Worker {
        let relay = relay.parse().unwrap();
        Worker::start_with(database, clock, relay, Patience::default())
    }

    fn start_with(database: &TestDatabase, clock: &Clock, relay: Relay, patience: Patience) -> Worker {
        let switch = StopSwitch::new();
        let from = "portal@vhc.example.org".parse().unwrap();
        let mailer = Mailer::Smtp { relay, patience };
        let job = DeliverMail::new(database.pool.clone(), clock.clone(), from, mailer);
        let hints = Listener::start(database.url.parse().unwrap()).subscribe();
        let task = tokio::spawn(jobs::run(job, hints, switch.watch()));
        Worker { switch, task }
    }

    async fn stop(self) {
        self.switch.stop();
        self.task.await.unwrap();
    }
}

/// Time passes, and the worker looks again.
async fn later(database: &TestDatabase, clock: &Clock, by: Span) {
    clock.advance(by);
    hint::notify(&mut *database.conn().await, Hint::Outbox).await.unwrap();
}

#[tokio::test]
async fn what_is_owed_arrives_once_and_to_the_byte() {
    let database = TestDatabase::new().await;
    let clock = Clock::set_to(now());
    let sink = SmtpSink::start().await;
    for at in 0..25 {
        owe(&database, invitation(&at.to_string())).await;
    }
    let worker = Worker::start(&database, &clock, &sink.url());
    eventually("all are sent", async || states(&database).await.iter().all(|state| state == "sent")).await;

    // What is owed while the worker waits leaves at once, by the hint.
    owe(&database, invitation("late")).await;
    eventually("the late one arrives", async || sink.count() == 26).await;
    eventually("and is noted", async || states(&database).await.iter().all(|state| state == "sent")).await;
    worker.stop().await;

    let rows = rows(&database).await;
    let taken = sink.taken();
    let mut owed: Vec<_> = rows.iter().map(|row| row.raw.clone()).collect();
    let mut got: Vec<_> = taken.iter().map(|mail| mail.raw.clone()).collect();
    owed.sort();
    got.sort();
    assert!(owed == got, "the same mails, none twice");
    assert!(
        taken
            .iter()
            .all(|mail| mail.from == "portal@vhc.example.org" && mail.to == ["noor@higgs.example.org"])
    );
    assert_eq!(sink.connections(), 1);
    assert_eq!(rows[0].last_reply.as_deref(), Some("250 2.0.0 queued as 1"));
    assert_eq!(rows[0].attempts, 1);
}

#[tokio::test]
async fn each_answer_has_its_consequence() {
    let database = TestDatabase::new().await;
    let clock = Clock::set_to(now());
    let sink = SmtpSink::start().await;
    let short = Patience {
        command: Duration::from_millis(200),
        after_the_dot: Duration::from_millis(200),
        ..Patience::default()
    };
    let worker = Worker::start_with(&database, &clock, sink.url().parse().unwrap(), short);
    let silence = "no answer within 200ms";
    for (at, (phase, act, state, in_doubt, words)) in [
        (Phase::Rcpt, Act::Say("450 4.2.0 greylisted"), "queued", 0, "450 4.2.0 greylisted"),
        (Phase::Rcpt, Act::Say("550 5.1.1 no such user"), "dead", 0, "550 5.1.1 no such user"),
        (Phase::Mail, Act::Say("451 4.3.0 busy"), "queued", 0, "451 4.3.0 busy"),
        (Phase::Mail, Act::Say("553 5.7.1 not from you"), "queued", 0, "553 5.7.1 not from you"),
        (Phase::Data, Act::Say("451 4.3.0 disk"), "queued", 0, "451 4.3.0 disk"),
        (Phase::Data, Act::Say("554 5.5.1 no"), "dead", 0, "554 5.5.1 no"),
        (Phase::Dot, Act::Say("452 4.2.2 full"), "queued", 0, "452 4.2.2 full"),
        (Phase::Dot, Act::Say("552 5.2.2 Mailbox full"), "dead", 0, "552 5.2.2 Mailbox full"),
        (Phase::Mail, Act::Say("421 4.7.0 enough"), "queued", 0, "421 4.7.0 enough"),
        (Phase::Rcpt, Act::Hang, "queued", 0, silence),
        (Phase::Data, Act::HangUp, "queued", 0, "response error: incomplete response"),
        (Phase::Dot, Act::HangUp, "queued", 1, "response error: incomplete response"),
        (Phase::Dot, Act::KeepAndHangUp, "queued", 1, "response error: incomplete response"),
        (Phase::Dot, Act::Hang, "queued", 1, "no answer within 200ms after the mail"),
        (Phase::Rcpt, Act::Go, "sent", 0, "250 2.0.0 queued as"),
    ]
    .into_iter()
    .enumerate()
    {
        sink.script(move |now_at, _| if now_at == phase { act } else { Act::Go });
        let address = format!("case{at}@vhc.example.org");
        let to = Recipient { address: address.clone(), ..noor() };
        owe(&database, NewMail { to, ..invitation("1") }).await;
        let mut row = None;
        eventually(&format!("case {at} is settled"), async || {
            row = rows(&database).await.into_iter().find(|row| row.to_address == address);
            row.as_ref().is_some_and(|row| {
                row.last_reply.is_some() && !["leased", "sending"].contains(&row.state.as_str())
            })
        })
        .await;
        let row = row.unwrap();
        let case = format!("{phase:?} {act:?}");
        assert_eq!((row.state.as_str(), row.in_doubt, row.attempts), (state, in_doubt, 1), "{case}");
        let said = row.last_reply.unwrap();
        assert!(said.starts_with(words), "{case}: {said}");
        let wait = (row.not_before - now()).num_milliseconds();
        let expected = if state == "queued" { 48_000..=72_000 } else { 0..=0 };
        assert!(expected.contains(&wait), "{case}: {wait}");
    }
    worker.stop().await;
}

#[tokio::test]
async fn mails_wait_for_a_server_that_is_away_and_leave_when_it_is_back() {
    let database = TestDatabase::new().await;
    let clock = Clock::set_to(now());
    let reserved = SmtpSink::start().await;
    let address = reserved.address.to_string();
    drop(reserved);
    for at in 0..30 {
        owe(&database, invitation(&at.to_string())).await;
    }
    let worker = Worker::start(&database, &clock, &format!("smtp://{address}"));
    eventually("it is noted why", async || {
        rows(&database)
            .await
            .iter()
            .any(|row| row.last_reply.as_deref().is_some_and(|words| words.contains("refused")))
    })
    .await;
    eventually("all are given back", async || {
        rows(&database).await.iter().all(|row| row.state == "queued" && row.attempts == 0)
    })
    .await;

    let sink = SmtpSink::start_at(&address).await;
    eventually("all are sent", async || states(&database).await.iter().all(|state| state == "sent")).await;
    worker.stop().await;
    assert_eq!(sink.count(), 30);
}

#[tokio::test]
async fn a_server_that_refuses_us_at_the_door_costs_no_mail_an_attempt() {
    let database = TestDatabase::new().await;
    let sink = SmtpSink::start().await;
    sink.script(|phase, _| if phase == Phase::Ehlo { Act::Say("554 5.7.1 go away") } else { Act::Go });
    owe(&database, invitation("1")).await;
    let worker = Worker::start(&database, &Clock::set_to(now()), &sink.url());
    eventually("it is given back", async || {
        let row = &rows(&database).await[0];
        row.state == "queued" && row.last_reply.as_deref().is_some_and(|words| words.contains("go away"))
    })
    .await;
    worker.stop().await;
    assert_eq!(rows(&database).await[0].attempts, 0);
}

#[tokio::test]
async fn a_stream_keeps_its_order_and_holds_up_no_other() {
    let database = TestDatabase::new().await;
    let clock = Clock::set_to(now());
    let sink = SmtpSink::start().await;
    let refuse_first = |phase, taken| match (phase, taken) {
        (Phase::Rcpt, 0) => Act::Say("450 4.2.0 later"),
        _ => Act::Go,
    };
    sink.script(refuse_first);
    let turn = |revision: &str| NewMail { stream: "M-1".to_owned(), ..invitation(revision) };
    owe(&database, turn("first")).await;
    owe(&database, turn("second")).await;
    let worker = Worker::start(&database, &clock, &sink.url());
    eventually("the first is deferred", async || rows(&database).await[0].last_reply.is_some()).await;

    sink.script(|_, _| Act::Go);
    let other = Recipient { address: "joris@molen.example.org".to_owned(), ..noor() };
    owe(&database, NewMail { to: other, ..turn("first") }).await;
    eventually("the other's arrives", async || sink.count() == 1).await;
    assert_eq!(states(&database).await[..2], ["queued", "queued"], "the second waits for the first");

    later(&database, &clock, Span::minutes(2)).await;
    eventually("all are sent", async || states(&database).await.iter().all(|state| state == "sent")).await;
    worker.stop().await;
    let rows = rows(&database).await;
    let got: Vec<_> = sink.taken().into_iter().map(|mail| mail.raw).collect();
    assert!(got[1] == rows[0].raw && got[2] == rows[1].raw);
}

#[tokio::test]
async fn stale_mails_never_leave() {
    let database = TestDatabase::new().await;
    let clock = Clock::set_to(now());
    let turn = |revision: &str| NewMail { stream: "M-1".to_owned(), ..invitation(revision) };
    owe(&database, turn("old")).await;
    owe(&database, NewMail { supersedes: vec![MailKind::Invitation], ..turn("new") }).await;
    owe(&database, NewMail { expires_at: now() + Span::hours(2), ..invitation("short-lived") }).await;
    clock.advance(Span::hours(2));
    let sink = SmtpSink::start().await;
    let worker = Worker::start(&database, &clock, &sink.url());
    eventually("the new one is sent", async || states(&database).await[1] == "sent").await;
    worker.stop().await;

    assert_eq!(states(&database).await, ["superseded", "sent", "expired"]);
    assert_eq!(sink.count(), 1);
}

#[tokio::test]
async fn a_mail_whose_answer_got_lost_is_sent_again_with_the_same_bytes() {
    let database = TestDatabase::new().await;
    let clock = Clock::set_to(now());
    let sink = SmtpSink::start().await;
    sink.script(|phase, taken| if phase == Phase::Dot && taken == 0 { Act::KeepAndHangUp } else { Act::Go });
    owe(&database, invitation("1")).await;
    let worker = Worker::start(&database, &clock, &sink.url());
    eventually("it is in doubt", async || rows(&database).await[0].in_doubt == 1).await;
    later(&database, &clock, Span::minutes(2)).await;
    eventually("it is sent", async || states(&database).await == ["sent"]).await;
    worker.stop().await;

    let taken = sink.taken();
    assert_eq!(taken.len(), 2);
    assert!(taken[0].raw == taken[1].raw);
}

async fn claim_all(conn: &mut AsyncPgConnection) -> Vec<delivery::Claimed> {
    delivery::claim(conn, 20, now()).await.unwrap()
}

#[tokio::test]
async fn who_lost_the_lease_decides_nothing_any_more() {
    let database = TestDatabase::new().await;
    let mut conn = database.conn().await;
    owe(&database, invitation("1")).await;
    let frozen = claim_all(&mut conn).await.remove(0);
    assert!(claim_all(&mut conn).await.is_empty(), "nobody else gets it");
    assert!(delivery::begin(&mut conn, &frozen, now()).await.unwrap());

    diesel::sql_query("UPDATE outbox_mails SET lease_until = clock_timestamp() - interval '1 second'")
        .execute(&mut conn)
        .await
        .unwrap();
    assert_eq!(delivery::tidy(&mut conn, now()).await.unwrap().reaped, 1);
    let heir = claim_all(&mut conn).await.remove(0);
    assert!(delivery::begin(&mut conn, &heir, now()).await.unwrap());

    let accepted = Answer::Accepted("250 ok".to_owned());
    assert!(!delivery::begin(&mut conn, &frozen, now()).await.unwrap());
    assert!(!delivery::prolong(&mut conn, &frozen).await.unwrap());
    assert!(!delivery::settle(&mut conn, &frozen, &Answer::Never("stale".to_owned()), now()).await.unwrap());
    assert!(delivery::settle(&mut conn, &heir, &accepted, now()).await.unwrap());
    let row = &rows(&database).await[0];
    assert_eq!((row.state.as_str(), row.in_doubt, row.last_reply.as_deref()), ("sent", 1, Some("250 ok")));
}

#[tokio::test]
async fn a_worker_that_stops_gives_back_what_it_has_not_begun() {
    let database = TestDatabase::new().await;
    let sink = SmtpSink::start().await;
    sink.script(|phase, taken| if phase == Phase::Dot && taken == 3 { Act::Hang } else { Act::Go });
    for at in 0..10 {
        owe(&database, invitation(&at.to_string())).await;
    }
    let patience = Patience { after_the_dot: Duration::from_secs(1), ..Patience::default() };
    let worker = Worker::start_with(&database, &Clock::set_to(now()), sink.url().parse().unwrap(), patience);
    eventually("the server chews on the fourth", async || {
        sink.count() == 3 && states(&database).await.iter().any(|state| state == "sending")
    })
    .await;
    worker.stop().await;

    let rows = rows(&database).await;
    let count = |state: &str| rows.iter().filter(|row| row.state == state).count();
    assert_eq!((count("sent"), count("queued")), (3, 7));
    assert_eq!(rows.iter().filter(|row| row.attempts == 0).count(), 6, "the fourth was tried");
}

#[tokio::test]
async fn no_line_that_people_write_reaches_the_server_as_a_command() {
    let database = TestDatabase::new().await;
    let sink = SmtpSink::start().await;
    let hostile = "x\r\n.\r\nMAIL FROM:<evil@evil.example>\r\nRCPT TO:<evil@evil.example>\r\nDATA\r\n.\n.\r";
    let data = json!({ "inviter": "Fenna", "url": hostile, "expires_at": now() });
    owe(&database, NewMail { data, ..invitation("1") }).await;
    let worker = Worker::start(&database, &Clock::set_to(now()), &sink.url());
    eventually("it is sent", async || states(&database).await == ["sent"]).await;
    worker.stop().await;

    let raw = rows(&database).await[0].raw.clone();
    assert!(raw.windows(5).any(|five| five == b"\r\n.\r\n"), "there was a lone dot to get wrong");
    assert!(sink.taken().len() == 1 && sink.taken()[0].raw == raw);
    assert_eq!(sink.said().iter().filter(|line| line.starts_with("MAIL")).count(), 1);
}

#[tokio::test]
async fn mail_goes_to_no_server_that_cannot_prove_who_it_is() {
    let database = TestDatabase::new().await;
    owe(&database, invitation("1")).await;
    let plain = SmtpSink::start().await;
    let unknown = SmtpSink::with_tls().await;
    for (sink, words) in [(&plain, "STARTTLS"), (&unknown, "certificate")] {
        let relay = Relay {
            host: "localhost".to_owned(),
            port: sink.address.port(),
            security: Security::StartTls,
            login: None,
        };
        let worker = Worker::start_with(&database, &Clock::set_to(now()), relay, Patience::default());
        eventually(&format!("it is noted: {words}"), async || {
            let reply = rows(&database).await.remove(0).last_reply.unwrap_or_default();
            reply.contains(words)
        })
        .await;
        worker.stop().await;
        assert!(!sink.said().iter().any(|line| line.starts_with("MAIL") || line.starts_with("AUTH")));
    }
    assert_eq!(states(&database).await, ["queued"]);
}
