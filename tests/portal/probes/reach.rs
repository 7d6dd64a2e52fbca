//! Whether there is anybody, and whether the portal may ask.

use std::net::IpAddr;
use std::time::Duration;

use domovoi::probes::service::{Authorities, Facts, Outcome, Probe, ServiceKind};
use futures_util::FutureExt;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpSocket};

use super::listener::{LOOPBACK, Listener, a_day, probe};

const TALKING: [ServiceKind; 3] = [ServiceKind::Https, ServiceKind::Smtp, ServiceKind::Ssh];

#[tokio::test]
async fn a_port_that_takes_connections_has_answered() {
    let listener = Listener::start(async |_| {}).await;
    assert_eq!(listener.look(ServiceKind::Tcp).await, Outcome::Answered { facts: Facts::Tcp });
}

#[tokio::test]
async fn a_port_that_nobody_listens_on_refuses() {
    // Bound, so that nobody else gets it, but not listening.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind((LOOPBACK, 0).into()).unwrap();
    let listener = Listener::start(async |_| {}).await;
    for &kind in ServiceKind::ALL {
        let mut service = listener.service(kind, "localhost");
        service.port = socket.local_addr().unwrap().port();
        let outcome = probe(Authorities::new([])).look_at(&service, LOOPBACK, a_day()).await;
        assert_eq!(outcome, Outcome::Refused, "{kind:?}");
    }
}

#[tokio::test]
async fn one_who_hangs_up_at_once_has_not_answered() {
    let listener = Listener::start(async |stream| drop(stream)).await;
    for kind in TALKING {
        assert_eq!(listener.look(kind).await, Outcome::Reset, "{kind:?}");
    }
}

#[tokio::test]
async fn one_who_says_nothing_is_left_at_the_deadline() {
    let listener = Listener::start(async |mut stream| {
        let mut heard = Vec::new();
        let _ = stream.read_to_end(&mut heard).await;
    })
    .await;
    for kind in TALKING {
        let outcome = listener.look_within(kind, Duration::from_millis(50)).await;
        assert_eq!(outcome, Outcome::TimedOut, "{kind:?}");
    }
}

#[tokio::test]
async fn nothing_outside_the_clubs_networks_is_touched() {
    let listener = TcpListener::bind((LOOPBACK, 0)).await.unwrap();
    let on = Listener::start(async |_| {}).await;
    let mut service = on.service(ServiceKind::Tcp, "localhost");
    service.port = listener.local_addr().unwrap().port();
    let dressed: IpAddr = "::ffff:127.0.0.1".parse().unwrap();
    for networks in [vec![], vec!["192.0.2.0/24"], vec!["0.0.0.0/0", "::/0"]] {
        let networks = networks.iter().map(|network| network.parse().unwrap()).collect();
        let probe = Probe::new(networks, Authorities::new([]));
        for address in [LOOPBACK, dressed] {
            assert_eq!(probe.look_at(&service, address, a_day()).await, Outcome::NotAllowed);
        }
    }
    assert!(listener.accept().now_or_never().is_none(), "nobody came");
    let outcome = probe(Authorities::new([])).look_at(&service, dressed, a_day()).await;
    assert_eq!(outcome, Outcome::Answered { facts: Facts::Tcp });
    listener.accept().await.expect("there was something to see");
}
