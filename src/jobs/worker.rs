//! The rhythm of a job: now, whenever a hint concerns it, and at the latest when it said.

use std::time::Duration;

use tokio::sync::broadcast;
use tokio::time::sleep;

use crate::jobs::Stop;
use crate::live::{Hint, listener};

/// Something that happens by itself.
pub trait Job: Send {
    /// For log lines.
    fn name(&self) -> &'static str;

    /// Whether there may be something to do when this hint was heard. `Hint::Everything` always wakes.
    fn is_woken_by(&self, hint: Hint) -> bool;

    /// Does all that is due and says when to come back at the latest. Stops early, with nothing half
    /// done, when asked to.
    fn turn(&mut self, stop: &Stop) -> impl Future<Output = Duration> + Send;

    /// Lets go of what it holds, after the last turn.
    fn finish(&mut self) -> impl Future<Output = ()> + Send {
        async {}
    }
}

/// Runs the job until it is asked to stop. Returns when its last turn is over.
pub async fn run(mut job: impl Job, mut hints: broadcast::Receiver<Hint>, stop: Stop) {
    while !stop.is_asked() {
        let pause = job.turn(&stop).await;
        tokio::select! {
            () = stop.asked() => break,
            () = sleep(pause) => {}
            () = woken(&job, &mut hints) => {}
        }
    }
    job.finish().await;
    tracing::debug!("job {} has stopped", job.name());
}

/// Resolves at a hint that concerns the job; never once the listener is gone.
async fn woken(job: &impl Job, hints: &mut broadcast::Receiver<Hint>) {
    while let Some(hint) = listener::next(hints).await {
        if hint == Hint::Everything || job.is_woken_by(hint) {
            return;
        }
    }
    std::future::pending().await
}
