//! What a crash of the portal does to the mails that it was delivering: the real binary, killed.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use domovoi::db::schema::outbox_mails;
use domovoi::mail::{NewMail, Recipient, enqueue};
use nix::sys::signal::Signal;

use super::club::{invitation, letterhead, noor, now};
use crate::cli::program::{Serve, domovoi};
use crate::support::database::TestDatabase;
use crate::support::{Act, Phase, SmtpSink, eventually};

const MAILS: usize = 300;
const KILLS: u32 = 5;
/// Mails that one portal may have between the final dot and the note of it: one a worker.
const IN_THE_WINDOW: usize = 2;

fn serve(database: &TestDatabase, sink: &SmtpSink) -> Serve {
    Serve::spawn(domovoi(
        &["serve"],
        &[
            ("DATABASE_URL", &database.url),
            ("DOMOVOI_LISTEN", "127.0.0.1:0"),
            ("DOMOVOI_SMTP_URL", &sink.url()),
            ("DOMOVOI_MAIL_FROM", "portal@vhc.example.org"),
        ],
    ))
}

async fn all_are_sent(database: &TestDatabase) -> bool {
    let unsent = outbox_mails::table.filter(outbox_mails::state.ne("sent")).count();
    unsent.get_result::<i64>(&mut *database.conn().await).await.unwrap() == 0
}

/// Leases run out on the database's clock, which no test can move: so it moves their ends.
async fn leases_run_out(database: &TestDatabase) {
    diesel::sql_query(
        "UPDATE outbox_mails SET lease_until = clock_timestamp() - interval '1 second' WHERE lease_until IS NOT NULL",
    )
    .execute(&mut *database.conn().await)
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_portal_loses_no_mail_and_doubles_only_what_was_in_the_server_s_hands() {
    let database = TestDatabase::new().await;
    let sink = SmtpSink::start().await;
    let far: DateTime<Utc> = "2100-01-01T00:00:00Z".parse().unwrap();
    let mut conn = database.conn().await;
    for at in 0..MAILS {
        let to = Recipient { address: format!("member{at}@vhc.example.org"), ..noor() };
        let mail = NewMail { to, expires_at: far, ..invitation("1") };
        enqueue(&mut conn, &letterhead(), mail, now()).await.unwrap();
    }
    drop(conn);

    for kill in 1..=KILLS {
        // The last one is killed for certain after the server has the mail and before it says so.
        let enough = kill * 40;
        if kill == KILLS {
            sink.script(move |phase, taken| match phase {
                Phase::Dot if taken >= enough => Act::KeepAndHang,
                _ => Act::Go,
            });
        }
        let mut portal = serve(&database, &sink);
        eventually("it is in the middle of it", async || sink.count() > enough as usize).await;
        portal.signal(Signal::SIGKILL);
        assert_eq!(portal.wait(), None);
        assert!(!all_are_sent(&database).await, "there was something left to lose");
        leases_run_out(&database).await;
    }
    sink.script(|_, _| Act::Go);
    let mut portal = serve(&database, &sink);
    eventually("all are sent", async || all_are_sent(&database).await).await;
    portal.signal(Signal::SIGTERM);
    assert_eq!(portal.wait(), Some(0));

    let owed: Vec<(String, Vec<u8>, i32)> = outbox_mails::table
        .select((outbox_mails::to_address, outbox_mails::raw, outbox_mails::in_doubt))
        .load(&mut *database.conn().await)
        .await
        .unwrap();
    let mut copies: HashMap<String, Vec<Vec<u8>>> = HashMap::new();
    for mail in sink.taken() {
        copies.entry(mail.to[0].clone()).or_default().push(mail.raw);
    }
    let mut extra = 0;
    for (address, raw, in_doubt) in owed {
        let arrived = copies.remove(&address).unwrap_or_default();
        assert!(!arrived.is_empty(), "{address} got nothing");
        assert!(arrived.iter().all(|copy| *copy == raw), "{address} got something else");
        assert!(arrived.len() <= 1 + in_doubt as usize, "{address} got copies that nobody doubted");
        extra += arrived.len() - 1;
    }
    assert!(copies.is_empty(), "mails that nobody owed");
    let most = KILLS as usize * IN_THE_WINDOW;
    assert!((1..=most).contains(&extra), "{extra} copies, of at most {most}");
}
