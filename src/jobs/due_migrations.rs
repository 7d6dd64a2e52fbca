//! What the clock does to migrations: it closes those whose grace time is over, and gives back old
//! addresses that were promised for longer.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::clock::Clock;
use crate::db::Pool;
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::mail::Letterhead;
use crate::migrations;

const PAUSE: Duration = Duration::from_secs(60);

/// The job.
pub struct DueMigrations {
    pool: Pool,
    clock: Clock,
    letterhead: Letterhead,
}

impl DueMigrations {
    pub fn new(pool: Pool, clock: Clock, letterhead: Letterhead) -> DueMigrations {
        DueMigrations { pool, clock, letterhead }
    }
}

impl Job for DueMigrations {
    fn name(&self) -> &'static str {
        "due_migrations"
    }

    /// Only the clock wakes it.
    fn is_woken_by(&self, _: Hint) -> bool {
        false
    }

    async fn turn(&mut self, _: &Stop) -> Duration {
        match run(&self.pool, &self.letterhead, self.clock.now()).await {
            Ok(0) => {}
            Ok(closed) => tracing::info!(closed, "{closed} migrations were closed after their grace time"),
            Err(error) => tracing::error!("due migrations can't be closed: {error:#}"),
        }
        PAUSE
    }
}

/// Does all that is due and tells how many migrations it closed. Safe to run twice, also at once.
pub async fn run(pool: &Pool, letterhead: &Letterhead, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let mut conn = pool.get().await?;
    let mut closed = 0;
    for id in migrations::queries::past_grace(&conn, now).await? {
        if migrations::close_after_grace(&mut conn, letterhead, id, now).await? {
            closed += 1;
        }
    }
    migrations::addresses::release_overdue(&mut conn, now).await?;
    Ok(closed)
}
