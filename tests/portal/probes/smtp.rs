//! Mail servers, talkative and shy.

use std::time::Duration;

use domovoi::probes::service::{Authorities, CertificateProblem, Facts, Outcome, Service, ServiceKind};
use futures_util::future::join_all;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

use super::https::acceptor;
use super::listener::{LOOPBACK, Listener, a_day, probe};

#[tokio::test]
async fn the_greeting_is_seen_and_whether_starttls_is_offered() {
    let postfix = "mx.higgs.example ESMTP Postfix (Debian/GNU)";
    for (greeting, hello, starttls) in [
        ("220 %\r\n", "250-mx\r\n250-PIPELINING\r\n250-StartTLS\r\n250 8BITMIME\r\n", true),
        ("220 %\r\n", "250-mx\r\n250 STARTTLS\r\n", true),
        ("220-%\r\n220-no spam\r\n220 please\r\n", "250 mx\r\n", false),
        ("220 %\r\n", "502 5.5.2 Error: command not recognized\r\n", false),
        ("220 %\n", "250-mx\n250-XSTARTTLS\n250 SIZE\n", false),
    ] {
        let greeting = greeting.replace('%', postfix);
        let server = server(greeting.clone(), hello).await;
        let outcome = server.look(ServiceKind::Smtp).await;
        assert_eq!(outcome, answered(postfix, Some(starttls)), "{greeting} {hello}");
    }
}

#[tokio::test]
async fn a_server_that_keeps_strangers_waiting_has_answered_with_its_first_line() {
    let looks = ["220-mx ESMTP Postfix\r\n", "220 mx ESMTP Postfix\r\n"].map(async |greeting| {
        let server = Listener::start(async move |mut stream| {
            let _ = stream.write_all(greeting.as_bytes()).await;
            let _ = stream.read_to_end(&mut Vec::new()).await;
        })
        .await;
        // More than a line on loopback ever needs.
        server.look_within(ServiceKind::Smtp, Duration::from_secs(3)).await
    });
    for outcome in join_all(looks).await {
        assert_eq!(outcome, answered("mx ESMTP Postfix", None));
    }
}

#[tokio::test]
async fn a_server_that_turns_everybody_away_has_not_answered() {
    for (greeting, said) in [
        ("554 no SMTP service here\r\n", "554 no SMTP service here"),
        ("421 too busy\r\n", "421 too busy"),
        ("* OK IMAP4rev1 ready\r\n", "no SMTP: * OK IMAP4rev1 ready"),
        ("220\0 mx\r\n", "no SMTP: 220 mx"),
        ("22\r\n", "no SMTP: 22"),
    ] {
        let server = server(greeting.to_owned(), "").await;
        let said = said.to_owned();
        assert_eq!(server.look(ServiceKind::Smtp).await, Outcome::ProtocolError { said });
    }
}

#[tokio::test]
async fn a_banner_cannot_steer_a_terminal_or_fill_a_page() {
    let greeting = format!("220 mx\0 \x1b[2J{}\r\n", "long ".repeat(1000));
    let server = server(greeting, "250 mx\r\n").await;
    let outcome = server.look(ServiceKind::Smtp).await;
    let Outcome::Answered { facts: Facts::Smtp { banner, .. } } = outcome else { panic!("{outcome:?}") };
    assert!(banner.starts_with("mx [2Jlong long") && banner.chars().count() <= 200, "{banner}");
}

#[tokio::test]
async fn on_port_465_tls_comes_first() {
    // Only root may listen there on most machines.
    let Ok(listener) = TcpListener::bind(("127.0.0.46", 465)).await else { return };
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = acceptor("server", &["server"]).accept(stream).await.unwrap();
        converse(stream, "220 mx ESMTP\r\n", "250 mx\r\n").await;
    });
    let service = Service { kind: ServiceKind::Smtp, hostname: "localhost".to_owned(), port: 465 };
    let address = "127.0.0.46".parse().unwrap();
    let outcome = probe(Authorities::new([])).look_at(&service, address, a_day()).await;
    let Outcome::Answered { facts: Facts::Smtp { banner, certificate: Some(certificate), .. } } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert_eq!(
        (banner.as_str(), &certificate.problems[..]),
        ("mx ESMTP", &[CertificateProblem::Unjudged][..])
    );
}

#[tokio::test]
async fn the_portal_says_hello_by_its_own_address_and_takes_its_leave() {
    let (send, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let server = Listener::start(move |stream| {
        let send = send.clone();
        async move { send.send(converse(stream, "220 mx\r\n", "250 mx\r\n").await).unwrap() }
    })
    .await;
    server.look(ServiceKind::Smtp).await;
    assert_eq!(heard.recv().await.unwrap(), format!("EHLO [{LOOPBACK}]\r\nQUIT\r\n"));
}

fn answered(banner: &str, starttls: Option<bool>) -> Outcome {
    Outcome::Answered { facts: Facts::Smtp { banner: banner.to_owned(), starttls, certificate: None } }
}

async fn server(greeting: String, hello: &'static str) -> Listener {
    Listener::start(move |stream| {
        let greeting = greeting.clone();
        async move { drop(converse(stream, &greeting, hello).await) }
    })
    .await
}

/// Answers the first line with `hello`; says what it heard in all.
async fn converse(stream: impl AsyncRead + AsyncWrite + Unpin, greeting: &str, hello: &str) -> String {
    let mut stream = BufReader::new(stream);
    let mut heard = String::new();
    let _ = stream.write_all(greeting.as_bytes()).await;
    let _ = stream.flush().await;
    let _ = stream.read_line(&mut heard).await;
    let _ = stream.write_all(hello.as_bytes()).await;
    let _ = stream.flush().await;
    let _ = stream.read_line(&mut heard).await;
    heard
}
