//! Counts how often the portal waits for PostgreSQL: between the two stands a relay that every
//! question and answer passes.
//!
//! Questions that leave together are one trip. The relay runs on the test's only thread and holds
//! an answer back until everybody else there has had their turn, so that what was going to be
//! asked without waiting for that answer has been asked: the count does not depend on who is faster.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream, UnixStream};

use domovoi::db::Pool;

use super::portal::Portal;

/// More than any page needs to say what it wants to know.
const TURNS: usize = 50;

#[derive(Clone, Default)]
pub struct Trips(Arc<AtomicU32>);

impl Trips {
    /// The portal reaches its database through the relay from now on.
    pub async fn counted(portal: &mut Portal) -> Trips {
        let trips = Trips::default();
        let url = portal.database.url.clone();
        let (_, rest) = url.split_once("host='").expect("a folder with a socket");
        let (folder, rest) = rest.split_once('\'').expect("it ends");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        tokio::spawn(accept(listener, format!("{folder}/.s.PGSQL.5432"), trips.clone()));
        let url = format!("host=127.0.0.1 port={port} sslmode=disable {rest}");
        portal.app.pool = Pool::new(&url, 6).expect("a pool");
        trips
    }

    /// How many there were since this was asked last.
    pub fn taken(&self) -> u32 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

async fn accept(listener: TcpListener, socket: String, trips: Trips) {
    while let Ok((portal, _)) = listener.accept().await {
        let postgres = UnixStream::connect(&socket).await.expect("PostgreSQL");
        tokio::spawn(relay(portal, postgres, trips.clone()));
    }
}

async fn relay(mut portal: TcpStream, mut postgres: UnixStream, trips: Trips) -> std::io::Result<()> {
    let (mut asked, mut answered) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut is_waiting = false;
    loop {
        tokio::select! {
            n = portal.read(&mut asked) => {
                let n = n?;
                if n == 0 {
                    return Ok(());
                }
                if !is_waiting {
                    is_waiting = true;
                    trips.0.fetch_add(1, Ordering::Relaxed);
                }
                postgres.write_all(&asked[..n]).await?;
            }
            n = postgres.read(&mut answered) => {
                let n = n?;
                if n == 0 {
                    return Ok(());
                }
                for _ in 0..TURNS {
                    tokio::task::yield_now().await;
                    if let Ok(n @ 1..) = portal.try_read(&mut asked) {
                        postgres.write_all(&asked[..n]).await?;
                    }
                }
                portal.write_all(&answered[..n]).await?;
                is_waiting = false;
            }
        }
    }
}
