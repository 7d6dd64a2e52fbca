//! Removes what nobody needs any more: sessions that are over, limits that hold nobody back, reports
//! whose time is over.

use std::time::Duration;

use crate::clock::Clock;
use crate::db::Pool;
use crate::fleet::traffic;
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::members::{known_device, session, throttle};
use crate::migrations::reported;

const POLL: Duration = Duration::from_secs(600);

/// The job.
pub struct Sweep {
    pool: Pool,
    clock: Clock,
}

impl Sweep {
    pub fn new(pool: Pool, clock: Clock) -> Sweep {
        Sweep { pool, clock }
    }

    async fn sweep(&self) -> anyhow::Result<usize> {
        let (conn, now) = (&mut *self.pool.get().await?, self.clock.now());
        Ok(session::sweep(conn, now).await?
            + throttle::sweep(conn, now).await?
            + known_device::sweep(conn, now).await?
            + reported::sweep(conn, now).await?
            + traffic::sweep(conn, now).await?)
    }
}

impl Job for Sweep {
    fn name(&self) -> &'static str {
        "sweep"
    }

    fn is_woken_by(&self, _: Hint) -> bool {
        false
    }

    async fn turn(&mut self, _: &Stop) -> Duration {
        match self.sweep().await {
            Ok(rows) => tracing::debug!(rows, "swept {rows} rows"),
            Err(error) => tracing::warn!("sweeping failed, next try in ten minutes: {error:#}"),
        }
        POLL
    }
}
