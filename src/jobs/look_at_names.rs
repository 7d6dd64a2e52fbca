//! Looks where the names of domUs point, and where the mail of their owners ends: every 15 minutes
//! while a domU moves, and whenever somebody asks or changes a name.

use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::{join, join_all};

use crate::clock::Clock;
use crate::db::Pool;
use crate::db::ids::DomuId;
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::migrations::looks::{KnownNames, known_names, watch};
use crate::probes::dns::Resolver;
use crate::probes::{mailbox, names};

const PAUSE: Duration = Duration::from_secs(30);
/// domUs at once; each may have a hundred names, and each name opens its own socket.
const AT_ONCE: i64 = 2;
/// Domains of its owners that are asked for.
const MOST_DOMAINS: usize = 20;

/// The job.
pub struct LookAtNames {
    pool: Pool,
    clock: Clock,
    resolver: Resolver,
}

impl LookAtNames {
    pub fn new(pool: Pool, clock: Clock, resolver: Resolver) -> LookAtNames {
        LookAtNames { pool, clock, resolver }
    }
}

impl Job for LookAtNames {
    fn name(&self) -> &'static str {
        "look_at_names"
    }

    fn is_woken_by(&self, hint: Hint) -> bool {
        matches!(hint, Hint::Domu(_) | Hint::Migration(_))
    }

    /// A look that is broken off at the end comes again with the next round.
    async fn turn(&mut self, stop: &Stop) -> Duration {
        let looked = tokio::select! {
            looked = run(&self.pool, &self.resolver, self.clock.now()) => looked,
            () = stop.asked() => return Duration::ZERO,
        };
        match looked {
            Ok(domus) => tracing::debug!(domus, "the names of {domus} domUs were looked at"),
            Err(error) => tracing::error!("names can't be looked at: {error:#}"),
        }
        PAUSE
    }
}

/// Looks at all that is due and tells at how many domUs. Safe to run twice, also at once: each domU
/// is looked at by one.
pub async fn run(pool: &Pool, resolver: &Resolver, now: DateTime<Utc>) -> anyhow::Result<usize> {
    watch::begin(&mut *pool.get().await?, now).await?;
    let mut looked = 0;
    loop {
        let due = watch::claim(&mut *pool.get().await?, AT_ONCE, now).await?;
        if due.is_empty() {
            return Ok(looked);
        }
        for done in join_all(due.iter().map(|domu| look_at(pool, resolver, *domu, now))).await {
            done?;
            looked += 1;
        }
    }
}

/// As long as two lookups may take. No connection to the database waits meanwhile.
async fn look_at(pool: &Pool, resolver: &Resolver, domu: DomuId, now: DateTime<Utc>) -> anyhow::Result<()> {
    let known = known_names::of(&*pool.get().await?, domu).await?;
    let Some(known) = known else { return Ok(()) };
    let (all, domains) = (known.all(), domains(&known));
    let mut addresses = [known.after(), known.old(), known.own].concat();
    addresses.sort_unstable();
    addresses.dedup();
    let mail = join_all(domains.iter().map(|domain| mailbox::look_up(resolver, domain)));
    let (records, mail) = join(names::look_up(resolver, &all, &addresses), mail).await;
    watch::keep(&mut *pool.get().await?, domu, &records, &mail, now).await?;
    Ok(())
}

/// Each once.
fn domains(known: &KnownNames) -> Vec<String> {
    let addresses = known.owners.iter().flat_map(|owner| &owner.addresses);
    let mut domains: Vec<String> = addresses.filter_map(|address| mailbox::domain_of(address)).collect();
    domains.sort_unstable();
    domains.dedup();
    domains.truncate(MOST_DOMAINS);
    domains
}
