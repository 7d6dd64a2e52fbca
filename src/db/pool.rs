//! Connections to PostgreSQL.

use std::time::Duration;

use diesel_async::AsyncPgConnection;
use diesel_async::pooled_connection::deadpool::{Object, Pool as Deadpool};
use diesel_async::pooled_connection::{AsyncDieselConnectionManager, ManagerConfig, RecyclingMethod};
use tokio::runtime::Handle;

use super::connect::{DatabaseUrl, Patience, bad_connection, connect};

/// A pool for those who run where it was made.
#[derive(Clone)]
pub struct Pool {
    connections: Deadpool<AsyncPgConnection>,
    url: DatabaseUrl,
}

/// A connection taken from the pool; it goes back when it is dropped.
pub type Connection = Object<AsyncPgConnection>;

/// No connection could be had: the database is away or busy.
#[derive(Debug, thiserror::Error)]
#[error("no database connection: {0}")]
pub struct NoConnection(String);

impl Pool {
    /// A pool of at most `size` connections to `url`; nothing connects before the first `get`.
    ///
    /// Must be called on the runtime that its users run on: that drives all its connections.
    pub fn new(url: &str, size: usize) -> anyhow::Result<Pool> {
        Pool::to(url.parse()?, size)
    }

    /// Another pool to the same database, of at most `size` connections that the present runtime drives.
    ///
    /// A web worker has one of its own: what a page asks leaves its thread in one piece, and no worker
    /// that is busy stalls a connection of another.
    pub fn another(&self, size: usize) -> anyhow::Result<Pool> {
        Pool::to(self.url.clone(), size)
    }

    fn to(url: DatabaseUrl, size: usize) -> anyhow::Result<Pool> {
        let runtime = Handle::try_current()?;
        let mut config = ManagerConfig::default();
        // Costs no trip: a connection whose server went away is known as closed already.
        config.recycling_method = RecyclingMethod::Fast;
        let to = url.clone();
        config.custom_setup = Box::new(move |_| {
            let url = to.clone();
            let connecting = runtime.spawn(async move { connect(&url, Patience::Page).await });
            Box::pin(async move { connecting.await.unwrap_or_else(|error| Err(bad_connection(&error))) })
        });
        let manager = AsyncDieselConnectionManager::<AsyncPgConnection>::new_with_config("", config);
        let connections = Deadpool::builder(manager)
            .max_size(size)
            // The connection that was used last has its statements and caches warm.
            .queue_mode(deadpool::managed::QueueMode::Lifo)
            .wait_timeout(Some(Duration::from_secs(2)))
            .create_timeout(Some(Duration::from_secs(3)))
            .recycle_timeout(Some(Duration::from_secs(3)))
            .runtime(deadpool::Runtime::Tokio1)
            .build()?;
        Ok(Pool { connections, url })
    }

    /// A connection, within seconds or not at all.
    pub async fn get(&self) -> Result<Connection, NoConnection> {
        self.connections.get().await.map_err(|error| NoConnection(error.to_string()))
    }
}

/// Whether a query failed because the database cannot be reached, so that trying again may help.
pub fn is_away(error: &diesel::result::Error) -> bool {
    use diesel::result::{DatabaseErrorKind as Kind, Error};
    match error {
        Error::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _) => true,
        Error::DatabaseError(Kind::Unknown, info) => {
            let said = info.message();
            ["connection closed", "terminating connection", "is shutting down", "starting up"]
                .iter()
                .any(|words| said.contains(words))
        }
        Error::BrokenTransactionManager => true,
        _ => false,
    }
}
