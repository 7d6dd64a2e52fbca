//! SSH servers. What a real one said was recorded from OpenSSH 9.2 of Debian 12; the fingerprint
//! is what `ssh-keyscan` and `ssh-keygen -l` make of its key.

use domovoi::probes::service::{Facts, HostKey, Outcome, ServiceKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::listener::Listener;

const RECORDED: &[u8] = include_bytes!("ssh/openssh_9.2.bin");
const VERSION: &str = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10";
const FINGERPRINT: &str = "SHA256:Ywi0iHumY502u6AlBMEaL5AMBVDP+PuE4pIxoRJz0UM";

const DISCONNECT: u8 = 1;
const IGNORE: u8 = 2;

#[tokio::test]
async fn the_host_key_is_the_one_that_ssh_keyscan_sees() {
    let outcome = look(RECORDED.to_vec()).await;
    assert_eq!(outcome, answered(Some(("ssh-ed25519", FINGERPRINT))));
}

#[tokio::test]
async fn words_before_the_version_and_idle_packets_between_are_passed_over() {
    let (version, proposal, reply) = recorded();
    let said =
        [b"Welcome\r\n\r\n", version, &packet(&[IGNORE, 0]), proposal, &packet(&[IGNORE, 0]), reply].concat();
    assert_eq!(look(said).await, answered(Some(("ssh-ed25519", FINGERPRINT))));
}

#[tokio::test]
async fn a_server_that_shares_no_exchange_has_still_answered() {
    let (version, proposal, _) = recorded();
    for after in [
        packet(&[DISCONNECT, 0, 0, 0, 3]),
        // As long as the real one, with names that nobody knows.
        proposal.iter().map(|byte| if byte.is_ascii_alphanumeric() { b'x' } else { *byte }).collect(),
        b"\xff\xff\xff\xff\xff".to_vec(),
        packet(&[20]),
        Vec::new(),
    ] {
        assert_eq!(look([version, &after].concat()).await, answered(None), "{after:?}");
    }
    let short = packet(&[31, 0, 0, 0, 99, 1]);
    assert_eq!(look([version, proposal, &short].concat()).await, answered(None));
}

#[tokio::test]
async fn another_protocol_is_no_ssh() {
    assert_eq!(look(b"220 mx ESMTP\r\n".to_vec()).await, Outcome::Reset);
}

fn answered(key: Option<(&str, &str)>) -> Outcome {
    let host_key = key.map(|(algorithm, fingerprint)| HostKey {
        algorithm: algorithm.to_owned(),
        fingerprint: fingerprint.to_owned(),
    });
    Outcome::Answered { facts: Facts::Ssh { banner: VERSION.to_owned(), host_key } }
}

async fn look(said: Vec<u8>) -> Outcome {
    let server = Listener::start(move |stream| says(stream, said.clone())).await;
    server.look(ServiceKind::Ssh).await
}

/// Says all of it, ends its half, and listens until the other has gone.
async fn says(mut stream: TcpStream, said: Vec<u8>) {
    let _ = stream.write_all(&said).await;
    let _ = stream.shutdown().await;
    let _ = stream.read_to_end(&mut Vec::new()).await;
}

/// The recording in its parts: version, proposal, and the reply with all that follows.
fn recorded() -> (&'static [u8], &'static [u8], &'static [u8]) {
    let end = RECORDED.iter().position(|&byte| byte == b'\n').unwrap() + 1;
    let (version, rest) = RECORDED.split_at(end);
    let length = 4 + u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
    let (proposal, reply) = rest.split_at(length);
    (version, proposal, reply)
}

fn packet(payload: &[u8]) -> Vec<u8> {
    let padding = 11 - payload.len() % 8;
    let length = u32::try_from(payload.len() + padding + 1).unwrap().to_be_bytes();
    [&length[..], &[padding as u8], payload, &vec![0; padding]].concat()
}
