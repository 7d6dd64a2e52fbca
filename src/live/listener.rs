//! One LISTEN a process, handed on to everybody in it who waits for hints.

use std::pin::pin;
use std::time::Duration;

use diesel_async::{AsyncPgConnection, RunQueryDsl, SimpleAsyncConnection};
use futures_util::StreamExt;
use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use crate::db::connect::{self, DatabaseUrl};
use crate::live::hint::{CHANNEL, Hint};

/// Hints that one subscriber may fall behind before it is told `Lagged`, which it treats like
/// `Hint::Everything`.
const BACKLOG: usize = 1024;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);
/// After so much silence the connection is tried: a dead one makes no noise.
const SILENCE: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_secs(5);

/// Hears the hints of all instances. Whoever subscribes gets each hint once and, after any gap,
/// `Hint::Everything`: what was said meanwhile is lost.
pub struct Listener {
    hints: broadcast::Sender<Hint>,
    listening: JoinHandle<()>,
}

impl Listener {
    /// Listens at the database `url` until it is ended, or else for as long as the runtime lives; while
    /// the database is away it tries again, at most every five seconds.
    pub fn start(url: DatabaseUrl) -> Listener {
        let (hints, _) = broadcast::channel(BACKLOG);
        let listening = tokio::spawn(listen(url, hints.clone()));
        Listener { hints, listening }
    }

    /// Hangs up, which is for before the database is stopped: its end would look like a fault, to be called
    /// again and again.
    pub async fn end(self) {
        self.listening.abort();
        let _ = self.listening.await;
    }

    /// Hints from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Hint> {
        self.hints.subscribe()
    }
}

/// The next hint; falling behind counts as a gap. `None` when the listener is gone.
pub async fn next(hints: &mut broadcast::Receiver<Hint>) -> Option<Hint> {
    match hints.recv().await {
        Ok(hint) => Some(hint),
        Err(broadcast::error::RecvError::Lagged(_)) => Some(Hint::Everything),
        Err(broadcast::error::RecvError::Closed) => None,
    }
}

async fn listen(url: DatabaseUrl, hints: broadcast::Sender<Hint>) {
    let mut pause = FIRST_PAUSE;
    loop {
        match connect(&url).await {
            Ok(conn) => {
                pause = FIRST_PAUSE;
                tell(&hints, Hint::Everything);
                relay(conn, &hints).await;
                tracing::warn!("the connection that listens for hints was lost");
            }
            Err(error) => tracing::warn!("can't listen for hints, next try in {pause:?}: {error}"),
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

async fn connect(url: &DatabaseUrl) -> anyhow::Result<AsyncPgConnection> {
    let mut conn = timeout(PATIENCE, connect::connect(url, connect::Patience::Endless)).await??;
    conn.batch_execute(&format!("LISTEN {CHANNEL}")).await?;
    Ok(conn)
}

/// Hands hints on until the connection is lost.
async fn relay(mut conn: AsyncPgConnection, hints: &broadcast::Sender<Hint>) {
    loop {
        let heard = {
            let mut notifications = pin!(conn.notifications_stream());
            timeout(SILENCE, notifications.next()).await
        };
        match heard {
            Ok(Some(Ok(notification))) => match serde_json::from_str(&notification.payload) {
                Ok(hint) => tell(hints, hint),
                Err(error) => tracing::warn!("a hint was not understood: {error}"),
            },
            Ok(Some(Err(_)) | None) => return,
            Err(_) => {
                let alive = timeout(PATIENCE, diesel::sql_query("SELECT 1").execute(&mut conn)).await;
                if !matches!(alive, Ok(Ok(_))) {
                    return;
                }
            }
        }
    }
}

/// Nobody listening is fine.
fn tell(hints: &broadcast::Sender<Hint>, hint: Hint) {
    let _ = hints.send(hint);
}
