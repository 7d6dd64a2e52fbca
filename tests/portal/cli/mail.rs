//! `domovoi mail test`.

use super::program::{domovoi, stderr, stdout};
use crate::support::{Act, Phase, SmtpSink};

fn try_mail(url: &str) -> std::process::Output {
    let variables = [("DOMOVOI_SMTP_URL", url), ("DOMOVOI_CLUB_NAME", "Voorbeeld Hosting Club")];
    domovoi(&["mail", "test", "ada@club.example"], &variables).output().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_mail_leaves_at_once_and_the_server_s_words_are_printed() {
    let sink = SmtpSink::start().await;
    let output = try_mail(&sink.url());
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stdout(&output).starts_with(&format!("{} took the mail: 250", sink.address)),
        "{}",
        stdout(&output)
    );
    let taken = sink.taken();
    assert_eq!(taken.len(), 1);
    let mail = mail_parser::MessageParser::default().parse(&taken[0].raw).expect("a mail");
    assert_eq!(mail.subject(), Some("A test of the mail of Voorbeeld Hosting Club"));
    assert_eq!(taken[0].to, ["ada@club.example"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_refuses_is_quoted() {
    let sink = SmtpSink::start().await;
    sink.script(|phase, _| if phase == Phase::Rcpt { Act::Say("550 5.1.1 nobody here") } else { Act::Go });
    let output = try_mail(&sink.url());
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("does not take it: 550 5.1.1 nobody here"), "{}", stderr(&output));
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let output = try_mail("smtp://127.0.0.1:1");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("127.0.0.1:1"), "{}", stderr(&output));
}
