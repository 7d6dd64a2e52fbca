//! Looks at what lives on a domU from outside: when an attempt to move it begins, before the stop,
//! and when it is up again.

use std::net::IpAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::join_all;

use crate::clock::Clock;
use crate::db::Pool;
use crate::db::ids::DomuServiceId;
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::migrations::looks::round::{self, Seen, Task};
use crate::probes::service::{Authorities, Probe, Service};

const PAUSE: Duration = Duration::from_secs(15);
/// Services on addresses that are looked at for one domU, and how many of them at once: with the
/// deadline of each, all of them within a minute.
const MOST: usize = 200;
const AT_ONCE: usize = 24;
/// How long one look may take.
const DEADLINE: Duration = Duration::from_secs(5);

/// The job.
pub struct LookAtServices {
    pool: Pool,
    clock: Clock,
    authorities: Authorities,
}

impl LookAtServices {
    pub fn new(pool: Pool, clock: Clock, authorities: Authorities) -> LookAtServices {
        LookAtServices { pool, clock, authorities }
    }
}

impl Job for LookAtServices {
    fn name(&self) -> &'static str {
        "look_at_services"
    }

    fn is_woken_by(&self, hint: Hint) -> bool {
        matches!(hint, Hint::Migration(_))
    }

    /// A look that is broken off at the end is taken up by whoever comes next.
    async fn turn(&mut self, stop: &Stop) -> Duration {
        let looked = tokio::select! {
            looked = run(&self.pool, &self.authorities, DEADLINE, self.clock.now()) => looked,
            () = stop.asked() => return Duration::ZERO,
        };
        match looked {
            Ok(looks) => tracing::debug!(looks, "the services of {looks} domUs were looked at"),
            Err(error) => tracing::error!("services can't be looked at: {error:#}"),
        }
        PAUSE
    }
}

/// Takes every look that is due and tells how many. Safe to run twice, also at once: each is taken
/// by one. A look at one service ends by `deadline`.
pub async fn run(
    pool: &Pool,
    authorities: &Authorities,
    deadline: Duration,
    now: DateTime<Utc>,
) -> anyhow::Result<usize> {
    let mut looked = 0;
    while let Some(look) = round::claim(&mut *pool.get().await?, now).await? {
        let task = round::task(&mut *pool.get().await?, look.attempt_id).await?;
        let probe = Probe { deadline, ..Probe::new(task.networks.clone(), authorities.clone()) };
        let seen = look_at_all(&probe, &task, now).await;
        round::keep(&mut *pool.get().await?, look, seen, now).await?;
        looked += 1;
    }
    Ok(looked)
}

/// No connection to the database waits meanwhile.
async fn look_at_all(probe: &Probe, task: &Task, now: DateTime<Utc>) -> Vec<Seen> {
    let pairs: Vec<(DomuServiceId, &Service, IpAddr)> = task
        .services
        .iter()
        .flat_map(|(id, service)| task.addresses.iter().map(move |address| (*id, service, *address)))
        .take(MOST)
        .collect();
    let mut seen = Vec::with_capacity(pairs.len());
    for some in pairs.chunks(AT_ONCE) {
        let looks = some.iter().map(|&(id, service, address)| async move {
            (id, address, probe.look_at(service, address, now).await)
        });
        seen.extend(join_all(looks).await);
    }
    seen
}
