//! Simulated dom0s: files that say what `xl`, LVM and the kernel would, and the real reporter on top of
//! them, which talks to the portal over HTTP like any other. A simulated operator takes one small domU
//! after another through a whole move.

mod carry;
mod machine;
mod operator;
mod weather;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::Context;
use chrono::{DateTime, Utc};
use tokio::task;

use crate::app::App;
use crate::db::{AsyncPgConnection, Pool, script};
use crate::demo::club::Club;
use crate::dom0::watch::{Watch, watch};
use crate::dom0::{Client, Settings};
use crate::fleet::host_token::make_token;
use machine::Machine;
use operator::Operator;

/// Houses that nobody has switched off.
const HOSTS: [&str; 5] = ["prins", "heren", "keizer", "spaarne", "bakenes"];
/// Connections for the operator and for whoever looks who runs where.
const CONNECTIONS: usize = 2;
/// How long the end waits for threads; each looks several times a second whether it should end.
const PATIENCE: Duration = Duration::from_secs(3);

/// How fast the simulation goes.
#[derive(Debug, Clone, Copy)]
pub struct Tempo {
    /// Of the copy, at most.
    pub bytes_per_second: u64,
    /// Between two readings, and between two reports.
    pub sample_every: Duration,
    pub send_every: Duration,
    /// What an operator takes to do a step, and to have a cup of coffee.
    pub step: Duration,
    pub pause: Duration,
}

impl Tempo {
    /// As it is nice to look at: a copy takes five minutes.
    pub fn usual() -> Tempo {
        Tempo {
            bytes_per_second: 5 << 20,
            sample_every: Duration::from_secs(5),
            send_every: Duration::from_secs(5),
            step: Duration::from_secs(8),
            pause: Duration::from_secs(90),
        }
    }
}

/// Whether it is over; everybody in here looks at it.
#[derive(Debug, Clone, Default)]
struct Over(Arc<AtomicBool>);

impl Over {
    fn is(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// All of them, until they are stopped.
pub struct Dom0s {
    over: Over,
    stops: Vec<Sender<()>>,
    threads: Vec<JoinHandle<()>>,
    tasks: Vec<task::JoinHandle<()>>,
}

/// Adds the small domUs that move.
pub async fn add_boxes(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    Ok(script::run(conn, include_str!("boxes.sql"), &[("now", now.to_rfc3339())]).await?)
}

impl Dom0s {
    /// Starts them below the folder; `portal` is the address to report to.
    pub async fn start(app: &App, portal: &str, folder: &Path, tempo: Tempo) -> anyhow::Result<Dom0s> {
        let pool = app.pool.another(CONNECTIONS)?;
        let machines = machines(app, &pool, portal, folder).await?;
        let mut dom0s =
            Dom0s { over: Over::default(), stops: Vec::new(), threads: Vec::new(), tasks: Vec::new() };
        weather::look(&pool, &machines).await?;
        dom0s.tasks.push(tokio::spawn(weather::go_on(pool.clone(), machines.clone())));
        for machine in machines.iter() {
            dom0s.watch(machine, tempo)?;
        }
        let operator =
            Operator { pool, letterhead: app.letterhead.clone(), machines, tempo, over: dom0s.over.clone() };
        dom0s.tasks.push(tokio::spawn(operator.work()));
        Ok(dom0s)
    }

    fn watch(&mut self, machine: &Machine, tempo: Tempo) -> anyhow::Result<()> {
        let (stop, stopped) = channel();
        let what = Watch {
            host: machine.host(),
            folder: machine.folder.join("spool/watch"),
            sample_every: tempo.sample_every,
            send_every: tempo.send_every,
            remark: |text| tracing::debug!("a simulated dom0: {text}"),
        };
        let client = Client::new(machine.settings.clone())?;
        self.stops.push(stop);
        self.threads.push(thread::spawn(move || {
            if let Err(error) = watch(&what, client, &stopped) {
                tracing::warn!("a simulated dom0 does not watch: {error:#}");
            }
        }));
        Ok(())
    }

    /// Nothing of them is left afterwards, and nobody waits long for that.
    pub async fn stop(self) {
        self.over.0.store(true, Ordering::Relaxed);
        self.tasks.iter().for_each(task::JoinHandle::abort);
        drop(self.stops);
        let until = Instant::now() + PATIENCE;
        while self.threads.iter().any(|thread| !thread.is_finished()) || carry::under_way() > 0 {
            if Instant::now() > until {
                return tracing::warn!("a simulated dom0 does not end");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn machines(app: &App, pool: &Pool, portal: &str, folder: &Path) -> anyhow::Result<Arc<[Machine]>> {
    let (conn, now) = (&mut *pool.get().await?, app.clock.now());
    let club = Club::meet(conn, &app.letterhead, now).await?;
    let tijmen = club.core("Tijmen")?;
    let ids = HOSTS.map(|name| club.host(name));
    let mut machines = Vec::new();
    for (at, (name, id)) in HOSTS.into_iter().zip(ids).enumerate() {
        let token =
            make_token(club.conn, &tijmen, id?, now).await.with_context(|| format!("a token of {name}"))?;
        let settings = Settings { portal: portal.to_owned(), token, authority: None };
        machines.push(Machine::build(name, at as u64, &folder.join(name), settings)?);
    }
    Ok(machines.into())
}
