//! The portal while it runs: what it starts once its database is there, and how that ends.

use std::net::{SocketAddr, TcpListener};
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::{HttpServer, web};
use anyhow::Context;
use tokio::time::sleep;

use crate::app::App;
use crate::cli::signals::{Asked, Signals};
use crate::db::DatabaseUrl;
use crate::db::private_postgres::PrivatePostgres;
use crate::jobs;
use crate::live::Listener;
use crate::mail::Mailer;

/// How long the head of a request may take, and how long an idle connection is kept.
const HEAD: Duration = Duration::from_secs(5);
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// Of the whole process; who comes beyond that waits in the system's queue.
const CONNECTIONS: usize = 2_000;
/// To PostgreSQL, of each web worker.
const CONNECTIONS_EACH: usize = 5;
/// How long requests that are under way may take when the portal ends. Statements end after 5 s.
const GRACE_SECONDS: u64 = 15;
/// How long `/readyz` says that we end before new requests are refused, so that a proxy that asks
/// every second sends them elsewhere.
const NOTICE: Duration = Duration::from_millis(1200);

/// Everything that is ready to run.
pub struct Portal<'a> {
    pub app: App,
    pub mailer: Mailer,
    pub database: DatabaseUrl,
    pub listener: TcpListener,
    pub server: Option<&'a PrivatePostgres>,
}

/// Takes the address before anything else is started, so that a second portal ends at once.
pub fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let listener =
        TcpListener::bind(address).with_context(|| format!("DOMOVOI_LISTEN: cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

impl Portal<'_> {
    /// Serves pages and does what is due until a signal comes; then answers what was asked,
    /// finishes what was begun, and returns, all within half a minute.
    pub async fn run_until_asked_to_end(self, signals: &mut Signals) -> anyhow::Result<()> {
        let Portal { app, mailer, database, listener, server } = self;
        let address = listener.local_addr()?;
        let jobs = jobs::Running::start(&app, &mailer, &Listener::start(database))?;
        let shared = app.clone();
        let workers = available_parallelism().map_or(2, usize::from);
        let pages = HttpServer::new(move || crate::web::build(web::Data::new(for_worker(&shared))))
            .workers(workers)
            .max_connections(CONNECTIONS.div_ceil(workers))
            .client_request_timeout(HEAD)
            .keep_alive(KEEP_ALIVE)
            .listen(listener)?
            .disable_signals()
            .shutdown_timeout(GRACE_SECONDS)
            .run();
        let handle = pages.handle();
        let mut pages = tokio::spawn(pages);
        tracing::info!(%address, "the portal is ready at {}, as {}", address, app.letterhead.public_url);
        let outcome = tokio::select! {
            signal = signals.next() => {
                tracing::info!("{signal}: ending");
                Ok(signal)
            }
            () = ended(server) => Err("PostgreSQL ended by itself; its log says why"),
            _ = &mut pages => Err("the web server ended by itself"),
        };
        app.ending.begin();
        let notice = if outcome == Ok(Asked::Terminate) { NOTICE } else { Duration::ZERO };
        tokio::join!(jobs.stop(), end(&handle, notice, signals));
        outcome.map(|_| ()).map_err(anyhow::Error::msg)
    }
}

/// What a web worker works with, on its own thread.
fn for_worker(app: &App) -> App {
    let pool = app.pool.another(CONNECTIONS_EACH).expect("a worker has a runtime");
    App { pool, ..app.clone() }
}

/// Goes on for the time of the notice, then answers what was asked before. A second signal cuts
/// that short.
async fn end(pages: &ServerHandle, notice: Duration, signals: &mut Signals) {
    let in_order = async {
        sleep(notice).await;
        pages.stop(true).await;
    };
    tokio::select! {
        () = in_order => {}
        signal = signals.next() => {
            tracing::warn!("{signal} again: requests under way are cut off");
            pages.stop(false).await;
        }
    }
}

async fn ended(server: Option<&PrivatePostgres>) {
    match server {
        Some(server) => server.ended().await,
        None => std::future::pending().await,
    }
}
