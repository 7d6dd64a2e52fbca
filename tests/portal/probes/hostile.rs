//! Servers that mean harm.

use std::time::Duration;

use domovoi::probes::service::{Facts, Outcome, ServiceKind};
use tokio::io::AsyncWriteExt;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::listener::Listener;

const TALKING: [ServiceKind; 3] = [ServiceKind::Https, ServiceKind::Smtp, ServiceKind::Ssh];

#[tokio::test]
async fn one_who_never_stops_talking_is_not_listened_to_for_long() {
    for (flood, kinds) in [
        (&b"220 mx no end in sight "[..], &[ServiceKind::Smtp, ServiceKind::Ssh, ServiceKind::Https][..]),
        (b"a word before the version\r\n", &[ServiceKind::Ssh]),
        (&[0; 4096], &TALKING),
    ] {
        for &kind in kinds {
            let server =
                Listener::start(async move |mut stream| while stream.write_all(flood).await.is_ok() {}).await;
            let outcome = server.look(kind).await;
            assert!(matches!(outcome, Outcome::ProtocolError { .. }), "{kind:?}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn lines_without_end_after_the_greeting_do_not_undo_it() {
    let server =
        Listener::start(async |mut stream| while stream.write_all(b"220-mx ESMTP\r\n").await.is_ok() {})
            .await;
    let facts = Facts::Smtp { banner: "mx ESMTP".to_owned(), starttls: None, certificate: None };
    assert_eq!(server.look(ServiceKind::Smtp).await, Outcome::Answered { facts });
}

#[tokio::test]
async fn one_who_drips_gets_no_more_time_than_others() {
    for kind in TALKING {
        // A TLS record that promises 16 KiB; a reply and a version that never end.
        let server = Listener::start(async |mut stream| {
            let mut pace = interval(Duration::from_millis(5));
            pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
            let mut next: &[u8] = b"\x16\x03\x03\x40\x00";
            while stream.write_all(next).await.is_ok() {
                pace.tick().await;
                next = b"\x02";
            }
        })
        .await;
        let look = server.look_within(kind, Duration::from_millis(100));
        let outcome = timeout(Duration::from_secs(20), look).await.expect("it ends by itself");
        assert_eq!(outcome, Outcome::TimedOut, "{kind:?}");
    }
}

#[tokio::test]
async fn random_bytes_are_survived() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for round in 0..150 {
        let start: &[u8] = [&b""[..], b"SSH-2.0-x\r\n", b"220 x\r\n250-", b"\x16\x03\x03"][round % 4];
        let said = [start, &random.bytes(round * 7)].concat();
        let server = Listener::start(move |mut stream: tokio::net::TcpStream| {
            let said = said.clone();
            async move {
                let _ = stream.write_all(&said).await;
                let _ = stream.shutdown().await;
            }
        })
        .await;
        for kind in TALKING {
            let outcome = server.look_within(kind, Duration::from_secs(20)).await;
            assert_ne!(outcome, Outcome::TimedOut, "{kind:?}");
        }
    }
}

/// Xorshift, so that a failure comes again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.next() as u8).collect()
    }
}
