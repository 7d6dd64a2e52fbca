//! The portal while it runs: what it starts once its database is there, and how that ends.

use std::any::Any;
use std::net::TcpListener;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::rt::net::TcpStream;
use actix_web::{HttpServer, web};
use anyhow::Context;
use nix::sys::socket::setsockopt;
use nix::sys::socket::sockopt::TcpUserTimeout;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::time::sleep;

use crate::app::App;
use crate::cli::signals::{Asked, Signals};
use crate::config::Web;
use crate::db::DatabaseUrl;
use crate::db::private_postgres::PrivatePostgres;
use crate::jobs;
use crate::live::{Listener, seats};
use crate::mail::Mailer;

/// How long the head of a request may take, and how long an idle connection is kept.
const HEAD: Duration = Duration::from_secs(5);
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// Of the whole process, beside open pages; who comes beyond that waits in the system's queue.
const CONNECTIONS: usize = 2_000 + seats::IN_ALL;
/// Of the files that these need, and all else.
const FILES: u64 = CONNECTIONS as u64 + 1_000;
/// After so much time in which it takes nothing, a client is not there any more.
const UNTAKEN: Duration = Duration::from_secs(60);
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

/// Takes the address before anything else is started, so that a second portal ends at once; and the port
/// that the system chose, where it was to choose one, is the one that links name.
pub fn listen(web: &mut Web) -> anyhow::Result<TcpListener> {
    let address = web.listen;
    let listener =
        TcpListener::bind(address).with_context(|| format!("DOMOVOI_LISTEN: cannot listen on {address}"))?;
    listener.set_nonblocking(true)?;
    web.listens_on(listener.local_addr()?);
    Ok(listener)
}

impl Portal<'_> {
    /// Serves pages and does what is due until a signal comes; then answers what was asked,
    /// finishes what was begun, and returns, all within half a minute.
    pub async fn run_until_asked_to_end(self, signals: &mut Signals) -> anyhow::Result<()> {
        let Portal { app, mailer, database, listener, server } = self;
        let address = listener.local_addr()?;
        let hints = Listener::start(database);
        tokio::spawn(app.live.hub.clone().follow(hints.subscribe()));
        let jobs = jobs::Running::start(&app, &mailer, &hints)?;
        allow_files();
        let shared = app.clone();
        let workers = available_parallelism().map_or(2, usize::from);
        let pages = HttpServer::new(move || crate::web::build(web::Data::new(for_worker(&shared))))
            .workers(workers)
            .max_connections(CONNECTIONS.div_ceil(workers))
            .client_request_timeout(HEAD)
            .keep_alive(KEEP_ALIVE)
            // Whoever closes a page is gone, and its stream with them.
            .h1_allow_half_closed(false)
            .on_connect(|connection, _| cut_when_untaken(connection))
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
            log = ended(server) => Err(format!("PostgreSQL ended by itself; {} says why", log.display())),
            _ = &mut pages => Err("the web server ended by itself".to_owned()),
        };
        app.ending.begin();
        let notice = if outcome == Ok(Asked::Terminate) { NOTICE } else { Duration::ZERO };
        tokio::join!(jobs.stop(), end(&handle, notice, signals));
        hints.end().await;
        outcome.map(|_| ()).map_err(anyhow::Error::msg)
    }
}

/// As many as the system lets us, where a shell or a service gives fewer.
fn allow_files() {
    let limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.map_or(FILES, |most| most.min(FILES));
    if limit.current.is_some_and(|current| current < wanted)
        && setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: limit.maximum }).is_err()
    {
        tracing::warn!("only {:?} files may be open, so fewer than {CONNECTIONS} can connect", limit.current);
    }
}

/// Whoever is gone without a word, or reads nothing, would keep a connection for a quarter of an hour
/// (RFC 5482).
fn cut_when_untaken(connection: &dyn Any) {
    if let Some(stream) = connection.downcast_ref::<TcpStream>() {
        let milliseconds = u32::try_from(UNTAKEN.as_millis()).unwrap_or(u32::MAX);
        if let Err(error) = setsockopt(stream, TcpUserTimeout, &milliseconds) {
            tracing::debug!("a connection has no limit of time: {error}");
        }
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

/// Resolves when our own PostgreSQL has ended, and says where its log is.
async fn ended(server: Option<&PrivatePostgres>) -> &Path {
    match server {
        Some(server) => {
            server.ended().await;
            server.log()
        }
        None => std::future::pending().await,
    }
}
