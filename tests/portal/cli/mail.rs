//! `domovoi mail test`.

use super::program::{domovoi, stderr, stdout};
use crate::support::database::TestDatabase;
use crate::support::smtp::AUTHORITY;
use crate::support::{Act, Phase, SmtpSink};

async fn mail_test(database: &TestDatabase, variables: &[(&str, &str)]) -> std::process::Output {
    let mut all =
        vec![("DATABASE_URL", database.url.as_str()), ("DOMOVOI_MAIL_FROM", "portal@vhc.example.org")];
    all.extend_from_slice(variables);
    let mut command = domovoi(&["mail", "test", "fenna@vhc.example.org"], &all);
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_test_mail_goes_out_at_once_and_the_server_s_words_are_told() {
    let database = TestDatabase::new().await;
    let sink = SmtpSink::start().await;
    let url = sink.url();
    let output = mail_test(&database, &[("DOMOVOI_SMTP_URL", &url)]).await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(
        stdout(&output),
        format!("{} took the mail to fenna@vhc.example.org: 250 2.0.0 queued as 1\n", sink.address)
    );
    assert_eq!(sink.taken()[0].to, ["fenna@vhc.example.org"]);

    sink.script(|phase, _| if phase == Phase::Rcpt { Act::Say("550 5.1.1 no such user") } else { Act::Go });
    let output = mail_test(&database, &[("DOMOVOI_SMTP_URL", &url)]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("refuses it: 550 5.1.1 no such user"), "{}", stderr(&output));
}

#[tokio::test]
async fn without_a_server_nothing_is_owed() {
    let database = TestDatabase::new().await;
    let output = mail_test(&database, &[]).await;
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("DOMOVOI_SMTP_URL is not set"), "{}", stderr(&output));
}

#[tokio::test]
async fn a_server_whose_certificate_is_right_is_trusted() {
    let database = TestDatabase::new().await;
    let sink = SmtpSink::with_tls().await;
    let url = format!("smtp://localhost:{}?tls=required", sink.address.port());
    let refused = mail_test(&database, &[("DOMOVOI_SMTP_URL", &url)]).await;
    assert_eq!(refused.status.code(), Some(1));
    assert!(sink.taken().is_empty());

    let output = mail_test(&database, &[("DOMOVOI_SMTP_URL", &url), ("SSL_CERT_FILE", AUTHORITY)]).await;
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(sink.count(), 1);
}
