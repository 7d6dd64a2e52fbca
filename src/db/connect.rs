//! One connection to PostgreSQL, as DATABASE_URL says: several hosts, TLS, and limits on how long
//! anything may take.

use std::str::FromStr;
use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::AsyncPgConnection;
use tokio::time::timeout;
use tokio_postgres::config::{Host, SslMode, TargetSessionAttrs};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Config, NoTls, Socket};

use super::tls;

/// How long one connection's statements may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patience {
    /// A page's: 5 s a statement, 2 s for a lock, 10 s in an idle transaction.
    Page,
    /// A schema upgrade's: as long as it takes.
    Endless,
}

/// A database URL that PostgreSQL's client understands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatabaseUrl {
    config: Config,
    /// Whether it says itself how long a connection may take.
    says_timeout: bool,
}

impl FromStr for DatabaseUrl {
    type Err = tokio_postgres::Error;

    /// Reads a `postgres://` URL or `key=value` pairs. `sslmode=verify-full` and `verify-ca` are
    /// taken as `require`, which checks the server's certificate here in any case. With several
    /// hosts the one that accepts writes is wanted.
    fn from_str(text: &str) -> Result<DatabaseUrl, tokio_postgres::Error> {
        let text = text
            .replace("sslmode=verify-full", "sslmode=require")
            .replace("sslmode=verify-ca", "sslmode=require");
        let mut config: Config = text.parse()?;
        if config.get_hosts().len() > 1 {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        if config.get_application_name().is_none() {
            config.application_name("domovoi");
        }
        let says_timeout = config.get_connect_timeout().is_some();
        if !says_timeout {
            config.connect_timeout(Duration::from_secs(3));
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(Duration::from_secs(5));
        }
        config.keepalives_idle(Duration::from_secs(10));
        config.keepalives_interval(Duration::from_secs(3));
        config.keepalives_retries(3);
        Ok(DatabaseUrl { config, says_timeout })
    }
}

impl DatabaseUrl {
    /// Whether it names a host or a socket; without one nothing can connect.
    pub fn has_host(&self) -> bool {
        !self.config.get_hosts().is_empty() || !self.config.get_hostaddrs().is_empty()
    }

    fn with(&self, patience: Patience) -> Config {
        let mut config = self.config.clone();
        if patience == Patience::Page {
            let own = config.get_options().unwrap_or_default().to_owned();
            config.options(format!("{LIMITS} {PLANS} {LIKENESS} {own}").trim_end());
        }
        config
    }

    fn is_local(&self) -> bool {
        self.config.get_hosts().iter().all(|host| matches!(host, Host::Unix(_)))
    }

    /// How long all its servers together may be silent at a start. A socket on this machine answers
    /// or is not there.
    fn silence_at_start(&self) -> Option<Duration> {
        let servers = self.config.get_hosts().len().max(1) as u32;
        (!self.says_timeout && !self.is_local()).then(|| SILENCE_AT_START * servers)
    }
}

/// Whoever starts a portal learns within a second that a database does not answer. For one that is
/// far away, `connect_timeout` in the URL says another time.
const SILENCE_AT_START: Duration = Duration::from_millis(700);

const LIMITS: &str = "-c statement_timeout=5s -c lock_timeout=2s -c idle_in_transaction_session_timeout=10s";

/// A page asks the same statements again and again, each for few rows of what is in memory anyway:
/// planning one takes several times as long as running it, so it is planned once for a connection,
/// whatever values come, and an index costs hardly more than the rows that it leads to.
const PLANS: &str = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1 -c jit=off";

/// How like two words have to be for "did you mean": "hgigs" shares a fifth of its letters in threes with
/// "higgs".
const LIKENESS: &str = "-c pg_trgm.strict_word_similarity_threshold=0.19";

/// Connects. What drives the connection is a task on the runtime that this is called on, and ends
/// with that runtime.
pub async fn connect(url: &DatabaseUrl, patience: Patience) -> ConnectionResult<AsyncPgConnection> {
    let config = url.with(patience);
    match config.get_ssl_mode() {
        SslMode::Disable => connect_with(config, NoTls).await,
        _ if url.is_local() => connect_with(config, NoTls).await,
        SslMode::Prefer => connect_with(config, tls::encrypted()?).await,
        _ => connect_with(config, tls::verified()?).await,
    }
}

/// As `connect`, for the first connection of a start.
pub async fn connect_first(url: &DatabaseUrl, patience: Patience) -> ConnectionResult<AsyncPgConnection> {
    let Some(most) = url.silence_at_start() else { return connect(url, patience).await };
    let mut quick = url.clone();
    quick.config.connect_timeout(SILENCE_AT_START);
    let silent = || ConnectionError::BadConnection(format!("no answer within {} ms", most.as_millis()));
    timeout(most, connect(&quick, patience)).await.unwrap_or_else(|_| Err(silent()))
}

async fn connect_with<T>(config: Config, tls: T) -> ConnectionResult<AsyncPgConnection>
where
    T: MakeTlsConnect<Socket>,
    T::Stream: Send + 'static,
{
    let (client, connection) = config.connect(tls).await.map_err(|error| bad_connection(&error))?;
    AsyncPgConnection::try_from_client_and_connection(client, connection).await
}

/// The whole chain in one line: the outer error alone says "error connecting to server".
pub(super) fn bad_connection(error: &dyn std::error::Error) -> ConnectionError {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        // Some errors say their cause themselves.
        let words = inner.to_string();
        if !said.contains(&words) {
            said = format!("{said}: {words}");
        }
        cause = inner.source();
    }
    ConnectionError::BadConnection(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_hosts_mean_the_one_that_accepts_writes() {
        let several: DatabaseUrl = "postgres://club@a,b/domovoi".parse().unwrap();
        assert_eq!(several.config.get_target_session_attrs(), TargetSessionAttrs::ReadWrite);
        let one: DatabaseUrl = "postgres://club@a/domovoi".parse().unwrap();
        assert_eq!(one.config.get_target_session_attrs(), TargetSessionAttrs::Any);
    }

    #[test]
    fn limits_stand_beside_the_options_of_the_url() {
        let url: DatabaseUrl = "host=/run/postgresql user=x options='-c work_mem=8MB'".parse().unwrap();
        let options = url.with(Patience::Page).get_options().unwrap_or_default().to_owned();
        assert!(options.starts_with("-c statement_timeout=5s -c lock_timeout=2s"), "{options}");
        assert!(options.ends_with("-c work_mem=8MB"), "{options}");
        assert_eq!(url.with(Patience::Endless).get_options(), Some("-c work_mem=8MB"));
    }

    #[test]
    fn the_names_that_libpq_has_for_checked_certificates_are_understood() {
        let url: DatabaseUrl = "postgres://club@db.example/domovoi?sslmode=verify-full".parse().unwrap();
        assert_eq!(url.config.get_ssl_mode(), SslMode::Require);
    }
}
