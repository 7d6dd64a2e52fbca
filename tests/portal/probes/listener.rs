//! A server on loopback that does with each connection what a test says, and a probe for it.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use chrono::{DateTime, Utc};
use domovoi::probes::service::{Authorities, Outcome, Probe, Service, ServiceKind};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

pub const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// Within the days of all the tests' certificates.
pub fn a_day() -> DateTime<Utc> {
    "2030-01-01T00:00:00Z".parse().unwrap()
}

pub struct Listener {
    pub address: SocketAddr,
    accepting: JoinHandle<()>,
}

impl Listener {
    pub async fn start<F>(serve: impl Fn(TcpStream) -> F + Send + 'static) -> Listener
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind((LOOPBACK, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepting = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream));
            }
        });
        Listener { address, accepting }
    }

    /// Looks at it within a time that no answer on loopback needs.
    pub async fn look(&self, kind: ServiceKind) -> Outcome {
        self.look_within(kind, Duration::from_secs(30)).await
    }

    pub async fn look_within(&self, kind: ServiceKind, deadline: Duration) -> Outcome {
        let probe = Probe { deadline, ..probe(Authorities::new([])) };
        probe.look_at(&self.service(kind, "localhost"), LOOPBACK, a_day()).await
    }

    pub fn service(&self, kind: ServiceKind, hostname: &str) -> Service {
        Service { kind, hostname: hostname.to_owned(), port: self.address.port() }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A probe that may look at this machine.
pub fn probe(authorities: Authorities) -> Probe {
    Probe {
        deadline: Duration::from_secs(30),
        ..Probe::new(vec!["127.0.0.0/8".parse().unwrap()], authorities)
    }
}
