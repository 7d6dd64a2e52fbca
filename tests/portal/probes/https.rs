//! Web servers with real certificates.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use domovoi::probes::service::{
    Authorities, Certificate, CertificateProblem, Comparison, Facts, Outcome, ServiceKind, compare,
};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SingleCertAndKey};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio_rustls::TlsAcceptor;

use super::listener::{LOOPBACK, Listener, a_day, probe};

const TLS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/portal/support/tls");

type Requests = Arc<Mutex<Vec<String>>>;

#[tokio::test]
async fn a_good_certificate_and_the_status_are_seen() {
    let (server, requests) = web(acceptor("server", &["server"]), "HTTP/1.1 200 OK\r\n\r\nhello").await;
    let (status, certificate) = look(&server, "localhost", Authorities::new(pem("ca")), a_day()).await;
    assert_eq!(status, 200);
    assert_eq!(certificate.names, ["localhost"]);
    assert_eq!(certificate.issuer, "CN=Test authority");
    assert_eq!(certificate.not_before, Some("2026-11-26T17:16:25Z".parse().unwrap()));
    assert_eq!(certificate.not_after, Some("2126-11-02T17:16:25Z".parse().unwrap()));
    assert_eq!(certificate.problems, []);
    let port = server.address.port();
    let request = requests.lock().unwrap().concat();
    assert!(request.starts_with(&format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\n")), "{request}");
}

#[tokio::test]
async fn what_a_browser_would_say_to_a_certificate_is_named() {
    use CertificateProblem::*;
    let club = || Authorities::new(pem("ca"));
    let others = || Authorities::new(pem("self_signed"));
    let (before, after) = ("2020-01-01T00:00:00Z", "2200-01-01T00:00:00Z");
    let today = "2030-01-01T00:00:00Z";
    for (files, hostname, authorities, now, problems) in [
        ("server", "localhost", club(), today, &[][..]),
        ("server", "localhost", club(), after, &[Expired]),
        ("server", "localhost", club(), before, &[NotYetValid]),
        ("server", "higgs.example.org", club(), today, &[OtherName]),
        ("server", "127.0.0.1", club(), after, &[Expired, OtherName]),
        ("server", "localhost", others(), today, &[Untrusted]),
        ("server", "localhost", Authorities::new([]), today, &[Unjudged]),
        ("self_signed", "www.higgs.example.org", club(), today, &[SelfSigned]),
        ("version_1", "old.example.org", club(), today, &[Unreadable]),
    ] {
        let key = if files == "version_1" { "self_signed" } else { files };
        let (server, _) = web(acceptor(key, &[files]), "HTTP/1.1 200 OK\r\n\r\n").await;
        let (_, certificate) = look(&server, hostname, authorities, now.parse().unwrap()).await;
        assert_eq!(certificate.problems, problems, "{files} {hostname} {now}");
    }
}

#[tokio::test]
async fn a_certificate_is_read_as_openssl_reads_it() {
    let (server, _) = web(acceptor("self_signed", &["self_signed"]), "HTTP/1.1 200 OK\r\n\r\n").await;
    let (_, certificate) = look(&server, "higgs.example.org", Authorities::new([]), a_day()).await;
    assert_eq!(certificate.names, ["higgs.example.org", "*.higgs.example.org", "192.0.2.1", "2001:db8::1"]);
    assert_eq!(certificate.issuer, "CN=higgs.example.org,O=Higgs");
    assert_eq!(certificate.fingerprint, "cbdd0a2ebd59314f719f28f8c8d82a13a7472c6a6b118fd71ac56154449863b8");
    let (server, _) = web(acceptor("self_signed", &["version_1"]), "HTTP/1.1 200 OK\r\n\r\n").await;
    let (_, certificate) = look(&server, "old.example.org", Authorities::new([]), a_day()).await;
    assert_eq!(certificate.names, ["CN=old.example.org"]);
}

#[tokio::test]
async fn a_redirect_is_seen_and_not_followed() {
    let elsewhere = Listener::start(async |_| panic!("nobody was to come here")).await;
    let answer: &str = Box::leak(
        format!("HTTP/1.1 302 Found\r\nLocation: https://{}/\r\n\r\n", elsewhere.address).into_boxed_str(),
    );
    let (server, requests) = web(acceptor("server", &["server"]), answer).await;
    assert_eq!(look(&server, "localhost", Authorities::new([]), a_day()).await.0, 302);
    assert_eq!(requests.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_copied_machine_that_serves_another_certificate_is_worse_off() {
    let authorities = || Authorities::new(pem("ca"));
    let mut outcomes = Vec::new();
    for files in ["server", "server", "self_signed"] {
        let (server, _) = web(acceptor(files, &[files]), "HTTP/1.1 200 OK\r\n\r\n").await;
        let service = server.service(ServiceKind::Https, "localhost");
        outcomes.push(probe(authorities()).look_at(&service, LOOPBACK, a_day()).await);
    }
    assert_eq!(compare(&outcomes[0], &outcomes[1]), Comparison::Same);
    let Comparison::Changed { worse, .. } = compare(&outcomes[0], &outcomes[2]) else { panic!("it changed") };
    assert!(worse);
}

#[tokio::test]
async fn a_web_server_without_tls_does_not_answer_https() {
    let server = Listener::start(async |mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await;
    let outcome = server.look(ServiceKind::Https).await;
    assert!(matches!(outcome, Outcome::ProtocolError { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_handshake_alone_is_no_answer() {
    let (server, _) = web(acceptor("server", &["server"]), "SSH-2.0-OpenSSH\r\n").await;
    let outcome = server.look(ServiceKind::Https).await;
    assert!(
        matches!(&outcome, Outcome::ProtocolError { said } if said.starts_with("no HTTP")),
        "{outcome:?}"
    );
    let (server, _) = web(acceptor("server", &["server"]), "").await;
    assert_eq!(server.look(ServiceKind::Https).await, Outcome::Reset);
}

#[tokio::test]
async fn an_endless_certificate_is_not_read_to_its_end() {
    let mut chain = pem("server");
    chain.extend((0..200).map(|_| CertificateDer::from(vec![0; 60_000])));
    let (server, requests) = web(with_chain("server", chain), "HTTP/1.1 200 OK\r\n\r\n").await;
    let outcome = server.look(ServiceKind::Https).await;
    assert!(matches!(outcome, Outcome::ProtocolError { .. }), "{outcome:?}");
    assert!(requests.lock().unwrap().is_empty());
}

async fn look(
    server: &Listener,
    hostname: &str,
    authorities: Authorities,
    now: DateTime<Utc>,
) -> (u16, Certificate) {
    let service = server.service(ServiceKind::Https, hostname);
    match probe(authorities).look_at(&service, LOOPBACK, now).await {
        Outcome::Answered { facts: Facts::Https { status, certificate } } => (status, certificate),
        outcome => panic!("{hostname}: {outcome:?}"),
    }
}

/// Answers every request with this, and remembers its head.
async fn web(acceptor: TlsAcceptor, answer: &'static str) -> (Listener, Requests) {
    let requests = Requests::default();
    let taken = requests.clone();
    let listener = Listener::start(move |stream| {
        let (acceptor, taken) = (acceptor.clone(), taken.clone());
        async move {
            let Ok(stream) = acceptor.accept(stream).await else { return };
            let mut stream = BufReader::new(stream);
            let mut head = String::new();
            while !head.ends_with("\r\n\r\n") {
                match stream.read_line(&mut head).await {
                    Ok(read) if read > 0 => {}
                    _ => return,
                }
            }
            taken.lock().unwrap().push(head);
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    (listener, requests)
}

pub fn acceptor(key: &str, chain: &[&str]) -> TlsAcceptor {
    with_chain(key, chain.iter().flat_map(|name| pem(name)).collect())
}

fn with_chain(key: &str, chain: Vec<CertificateDer<'static>>) -> TlsAcceptor {
    let provider = Arc::new(ring::default_provider());
    let key = PrivateKeyDer::from_pem_file(format!("{TLS}/{key}.key")).unwrap();
    let key = provider.key_provider.load_private_key(key).unwrap();
    // Given as it is: rustls itself would refuse to serve some of these.
    let resolver = SingleCertAndKey::from(CertifiedKey::new(chain, key));
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(resolver));
    TlsAcceptor::from(Arc::new(config))
}

fn pem(name: &str) -> Vec<CertificateDer<'static>> {
    let file = format!("{TLS}/{name}.pem");
    CertificateDer::pem_file_iter(file).unwrap().map(Result::unwrap).collect()
}
