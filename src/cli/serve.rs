//! `domovoi serve`: the portal on the club's own database.

use crate::app::App;
use crate::cli::club;
use crate::cli::portal::{self, Portal};
use crate::cli::signals::Signals;
use crate::config::{Config, Database};
use crate::db::private_postgres::PrivatePostgres;
use crate::db::{DatabaseUrl, Pool, schema_upgrade};
use crate::mail::Mailer;

/// Connections of all that is no page.
const CONNECTIONS: usize = 6;

/// Starts what the portal needs, in order, serves until it is asked to end, and stops the same
/// things in the opposite order.
pub async fn run(mut config: Config) -> anyhow::Result<()> {
    let mut signals = Signals::catch()?;
    club::check_folder(&config.database)?;
    let listener = portal::listen(&mut config.web)?;
    let server = tokio::select! {
        server = database(&config) => server?,
        signal = signals.next() => {
            tracing::info!("{signal} came before the portal had started");
            return Ok(());
        }
    };
    let served = serve(&config, listener, server.as_ref(), &mut signals).await;
    club::stop(server).await;
    if served.is_ok() {
        tracing::info!("the portal has ended");
    }
    served
}

fn say_what_may_surprise(config: &Config) {
    if config.club.relay.is_none() {
        tracing::warn!("DOMOVOI_SMTP_URL is not set: mails stay in the outbox");
    }
    if !config.web.is_private() {
        tracing::warn!(
            "DOMOVOI_PUBLIC_URL is {}: passwords go over the network as they are",
            config.web.public_url
        );
    }
}

/// Our own PostgreSQL, unless one is named.
async fn database(config: &Config) -> anyhow::Result<Option<PrivatePostgres>> {
    if config.database.url.is_some() {
        return Ok(None);
    }
    let server = club::start(&config.database, false).await.map_err(club::not_started)?;
    tracing::info!("our own PostgreSQL runs in {}", config.database.folder.display());
    Ok(Some(server))
}

async fn serve(
    config: &Config,
    listener: std::net::TcpListener,
    server: Option<&PrivatePostgres>,
    signals: &mut Signals,
) -> anyhow::Result<()> {
    let url = server.map(PrivatePostgres::url).or(config.database.url.clone()).unwrap_or_default();
    upgrade(&url, &config.database).await?;
    say_what_may_surprise(config);
    let app = App::open(config, Pool::new(&url, CONNECTIONS)?)?;
    let mailer = config.club.relay.clone().map_or(Mailer::Kept, Mailer::smtp);
    let database = url.parse()?;
    Portal { app, mailer, database, listener, server }.run_until_asked_to_end(signals).await
}

async fn upgrade(url: &str, database: &Database) -> anyhow::Result<()> {
    let url: DatabaseUrl = url.parse()?;
    let failed = |error| club::not_upgraded(error, database);
    let applied = schema_upgrade::upgrade(&url).await.map_err(failed)?;
    for step in applied {
        tracing::info!(step, "the schema has step {step} now");
    }
    Ok(())
}
