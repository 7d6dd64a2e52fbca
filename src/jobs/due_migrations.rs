//! What the clock does to migrations: it decides what is due, and gives back old addresses that were
//! promised beyond the close.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::clock::Clock;
use crate::db::Pool;
use crate::db::ids::MigrationId;
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::mail::Letterhead;
use crate::migrations::clock::{Decision, decide};
use crate::migrations::{addresses, queries};

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
            Ok(made) if made.is_empty() => {}
            Ok(made) => tracing::info!(made = made.len(), "the clock decided {} things", made.len()),
            Err(error) => tracing::error!("the clock can't look at migrations: {error:#}"),
        }
        PAUSE
    }
}

/// Does all that is due and tells what it decided. Safe to run twice, also at once. What can't be
/// decided keeps nothing else from being decided.
pub async fn run(
    pool: &Pool,
    letterhead: &Letterhead,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<(MigrationId, Decision)>> {
    let mut conn = pool.get().await?;
    let mut made = Vec::new();
    for &what in Decision::ALL {
        for id in queries::due(&conn, what, now).await? {
            match decide(&mut conn, letterhead, id, what, now).await {
                Ok(true) => made.push((id, what)),
                Ok(false) => {}
                Err(error) => tracing::error!(migration = %id, "{what} of {id} can't be decided: {error}"),
            }
        }
    }
    addresses::release_overdue(&mut conn, now).await?;
    Ok(made)
}
