//! Keeps the public status page drawn.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::app::App;
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::web::status::ready_page;

/// However much happens, the page is drawn at most this often.
const AT_MOST_EVERY: Duration = Duration::from_secs(1);

/// Draws the page when something on it changed, and when the minute turns.
pub struct DrawStatusPage {
    app: App,
    not_before: Instant,
}

impl DrawStatusPage {
    pub fn new(app: App) -> DrawStatusPage {
        DrawStatusPage { app, not_before: Instant::now() }
    }
}

impl Job for DrawStatusPage {
    fn name(&self) -> &'static str {
        "draw status page"
    }

    fn is_woken_by(&self, hint: Hint) -> bool {
        matches!(hint, Hint::Status | Hint::Domu(_))
    }

    async fn turn(&mut self, stop: &Stop) -> Duration {
        tokio::select! {
            () = sleep_until(self.not_before) => {}
            () = stop.asked() => return Duration::ZERO,
        }
        self.not_before = Instant::now() + AT_MOST_EVERY;
        ready_page::draw_now(&self.app).await;
        let second = self.app.clock.now().timestamp().rem_euclid(60) as u64;
        Duration::from_secs(60 - second)
    }
}
