//! What goes on on the simulated hosts by itself: members' traffic, and who runs where.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::machine::Machine;
use crate::db::Pool;
use crate::fleet::queries::{domus_on, host_named};

/// Between two looks at the clock.
const TICK: Duration = Duration::from_secs(1);
/// Ticks between two looks at who lives where.
const SELDOM: u64 = 5;

/// For as long as the portal runs.
pub async fn go_on(pool: Pool, machines: Arc<[Machine]>) {
    let (began, mut ticks) = (Instant::now(), 0);
    loop {
        tokio::time::sleep(TICK).await;
        ticks += 1;
        let counted = machines.iter().try_for_each(|machine| machine.count(began.elapsed().as_secs()));
        if let Err(error) = counted {
            tracing::debug!("a simulated dom0 counts nothing: {error}");
        }
        if ticks % SELDOM == 0
            && let Err(error) = look(&pool, &machines).await
        {
            tracing::debug!("a simulated dom0 does not know who lives there: {error:#}");
        }
    }
}

/// Who lives where, as the portal knows it.
pub async fn look(pool: &Pool, machines: &[Machine]) -> anyhow::Result<()> {
    let conn = &*pool.get().await?;
    for machine in machines {
        let (host, residents) =
            tokio::try_join!(host_named(conn, &machine.name), domus_on(conn, &machine.name, 500))?;
        if let Some(host) = host {
            machine.inhabit(&host, &residents)?;
        }
    }
    Ok(())
}
