//! How jobs learn that the portal ends.

use std::time::Duration;

use tokio::sync::watch;

/// Held by whoever ends the portal.
#[derive(Debug)]
pub struct StopSwitch(watch::Sender<bool>);

/// Held by every job; each has its own.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<bool>);

impl StopSwitch {
    pub fn new() -> StopSwitch {
        StopSwitch(watch::Sender::new(false))
    }

    /// Asks every job to finish what it has begun, and no more.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    pub fn watch(&self) -> Stop {
        Stop(self.0.subscribe())
    }
}

impl Default for StopSwitch {
    fn default() -> StopSwitch {
        StopSwitch::new()
    }
}

impl Stop {
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Resolves once the end is asked for; a switch that is gone counts as asking.
    pub async fn asked(&self) {
        let _ = self.0.clone().wait_for(|is_asked| *is_asked).await;
    }

    /// Resolves when `grace` has passed since the end was asked for.
    pub async fn overdue(&self, grace: Duration) {
        self.asked().await;
        tokio::time::sleep(grace).await;
    }
}
