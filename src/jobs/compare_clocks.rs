//! Looks whether what is planned still begins at the local time that was meant: the rules by which clocks
//! are set come with the program and change. The core team's home lists what does not; nothing is moved.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::clock::Clock;
use crate::db::{Pool, clock_shift};
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::{migrations, status};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const AGAIN: Duration = Duration::from_secs(600);

/// The job.
pub struct CompareClocks {
    pool: Pool,
    clock: Clock,
}

impl CompareClocks {
    pub fn new(pool: Pool, clock: Clock) -> CompareClocks {
        CompareClocks { pool, clock }
    }
}

impl Job for CompareClocks {
    fn name(&self) -> &'static str {
        "compare_clocks"
    }

    fn is_woken_by(&self, _: Hint) -> bool {
        false
    }

    async fn turn(&mut self, _: &Stop) -> Duration {
        match run(&self.pool, self.clock.now()).await {
            Ok(0) => DAY,
            Ok(found) => {
                tracing::warn!(found, "{found} planned times are at another local time than was meant");
                DAY
            }
            Err(error) => {
                tracing::error!("planned times can't be compared, next try in ten minutes: {error:#}");
                AGAIN
            }
        }
    }
}

/// Compares all that is planned, and gives back how much was newly found to be at another local time.
/// Safe to run twice, also at once.
pub async fn run(pool: &Pool, now: DateTime<Utc>) -> anyhow::Result<usize> {
    let conn = &mut *pool.get().await?;
    let mut found = 0;
    for planned in [migrations::queries::PLANNED, status::queries::PLANNED] {
        found += clock_shift::compare(conn, planned, now).await?;
    }
    Ok(found)
}
