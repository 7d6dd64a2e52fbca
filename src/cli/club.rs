//! The club that a command works on: its database, found, started or shared.

use std::time::Duration;

use anyhow::bail;
use tokio::time::sleep;

use crate::app::App;
use crate::config::{Config, Database};
use crate::db::private_postgres::{Options, PrivatePostgres, StartError};
use crate::db::schema_upgrade::UpgradeError;
use crate::db::{DatabaseUrl, Pool, schema_upgrade};

/// A connection to the club's database for one command, which closes it when it is done.
pub struct Club {
    pub app: App,
    server: Option<PrivatePostgres>,
}

impl Club {
    /// The database of `DATABASE_URL`; or that of the portal which runs on the data folder; or
    /// the folder's, started for this command. An empty database gets its schema.
    pub async fn open(config: &Config) -> anyhow::Result<Club> {
        let (url, server) = find(&config.database).await?;
        let pool = match prepared(&url, &config.database).await {
            Ok(pool) => pool,
            Err(error) => {
                stop(server).await;
                return Err(error);
            }
        };
        Ok(Club { app: App::open(config, pool)?, server })
    }

    pub async fn close(self) {
        drop(self.app);
        stop(self.server).await;
    }
}

/// Where the database is, and the server that was started for it. The caller stops that one.
pub async fn find(database: &Database) -> anyhow::Result<(String, Option<PrivatePostgres>)> {
    if let Some(url) = &database.url {
        return Ok((url.clone(), None));
    }
    match start(database, false).await {
        Ok(server) => Ok((server.url(), Some(server))),
        Err(StartError::FolderInUse(_)) => Ok((beside(database).await?, None)),
        Err(error) => Err(not_started(error)),
    }
}

/// Says of a data folder that it is in use, or somebody else's, before anything else is found wrong: what is
/// on it has the port too.
pub fn check_folder(database: &Database) -> anyhow::Result<()> {
    match database.url {
        Some(_) => Ok(()),
        None => PrivatePostgres::check_is_free(&database.folder).map_err(not_started),
    }
}

/// Why the data folder's own server does not start, with the variable that leads to the folder.
pub fn not_started(error: StartError) -> anyhow::Error {
    let is_about_folder = matches!(error, StartError::Io { .. } | StartError::InitFailed { .. });
    let error = anyhow::Error::from(error);
    if is_about_folder { error.context("DOMOVOI_DATA_DIR") } else { error }
}

/// Why the schema can't be read or upgraded; a database that nobody reaches is told by the
/// variable that names it.
pub fn not_upgraded(error: UpgradeError, database: &Database) -> anyhow::Error {
    let is_away = database.url.is_some() && matches!(error, UpgradeError::NoConnection(_));
    let error = anyhow::Error::from(error);
    if is_away { error.context("DATABASE_URL") } else { error }
}

/// The data folder's own server.
pub async fn start(database: &Database, is_throwaway: bool) -> Result<PrivatePostgres, StartError> {
    let options = Options { folder: database.folder.clone(), places: database.places.clone(), is_throwaway };
    PrivatePostgres::start(options).await
}

pub async fn stop(server: Option<PrivatePostgres>) {
    if let Some(server) = server {
        server.stop().await;
    }
}

/// The portal that has the folder may be starting just now.
async fn beside(database: &Database) -> anyhow::Result<String> {
    for _ in 0..100 {
        if let Some(url) = PrivatePostgres::url_beside(&database.folder) {
            return Ok(url);
        }
        sleep(Duration::from_millis(100)).await;
    }
    bail!(
        "{} is in use, and its database cannot be reached; run this as the user that runs the portal",
        database.folder.display()
    )
}

async fn prepared(url: &str, database: &Database) -> anyhow::Result<Pool> {
    let address: DatabaseUrl = url.parse()?;
    let failed = |error| not_upgraded(error, database);
    let status = schema_upgrade::status(&address).await.map_err(failed)?;
    if status.applied.is_empty() {
        schema_upgrade::upgrade(&address).await.map_err(failed)?;
    } else if !status.pending.is_empty() {
        bail!("the database's schema is older than this domovoi; run `domovoi db upgrade`");
    }
    Pool::new(url, 2)
}
