//! The look itself.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use chrono::{DateTime, Utc};
use ipnet::IpNet;
use tokio::time::timeout;

use super::certificate::Authorities;
use super::connection::Connection;
use super::kind::ServiceKind;
use super::networks::permitted;
use super::outcome::{Facts, Failure, Outcome};
use super::{https, smtp, ssh, tls};

/// A service as its owner declared it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub kind: ServiceKind,
    /// Said to the server, never looked up.
    pub hostname: String,
    pub port: u16,
}

/// Looks at services, within these bounds.
#[derive(Debug, Clone)]
pub struct Probe {
    /// Those of the club; see [`permitted`].
    pub networks: Vec<IpNet>,
    pub authorities: Authorities,
    /// How long one look may take from its first to its last byte.
    pub deadline: Duration,
}

impl Probe {
    /// A look may take five seconds.
    pub fn new(networks: Vec<IpNet>, authorities: Authorities) -> Probe {
        Probe { networks, authorities, deadline: Duration::from_secs(5) }
    }

    /// Looks once. `now` is what certificates are judged by. Ends by the deadline, whatever the
    /// other side does, and never fails: what came of it is the answer.
    pub async fn look_at(&self, service: &Service, address: IpAddr, now: DateTime<Utc>) -> Outcome {
        let Some(address) = permitted(address, &self.networks) else { return Outcome::NotAllowed };
        let mut so_far = None;
        let ended = timeout(self.deadline, self.talk_to(service, address, now, &mut so_far)).await;
        match (ended, so_far) {
            (Ok(Ok(facts)), _) | (_, Some(facts)) => Outcome::Answered { facts },
            (Ok(Err(failure)), None) => failure.into(),
            (Err(_), None) => Outcome::TimedOut,
        }
    }

    /// Keeps in `so_far` what already counts as an answer, should the rest never come.
    async fn talk_to(
        &self,
        service: &Service,
        address: IpAddr,
        now: DateTime<Utc>,
        so_far: &mut Option<Facts>,
    ) -> Result<Facts, Failure> {
        let connection = Connection::open(SocketAddr::new(address, service.port)).await?;
        let hostname = service.hostname.as_str();
        match service.kind {
            ServiceKind::Tcp => Ok(Facts::Tcp),
            ServiceKind::Https => {
                let (stream, certificate) =
                    tls::shake_hands(connection, hostname, &[b"http/1.1"], &self.authorities, now).await?;
                let status = https::status(stream, service).await?;
                Ok(Facts::Https { status, certificate })
            }
            ServiceKind::Ssh => ssh::greet(connection, so_far).await,
            ServiceKind::Smtp => {
                let own = connection.own_address()?;
                if service.port != smtp::TLS_PORT {
                    return smtp::greet(connection, own, None, so_far).await;
                }
                let (stream, certificate) =
                    tls::shake_hands(connection, hostname, &[], &self.authorities, now).await?;
                smtp::greet(stream, own, Some(certificate), so_far).await
            }
        }
    }
}
