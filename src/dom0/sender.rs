//! The thread that gives the portal what lies on the disk. It may be slow, fail, or hang for as long
//! as its limits let it: nobody waits for it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender as Channel, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::Client;
use super::journal::{self, Journal, Undelivered};
use crate::clock::Clock;
use crate::db::ids::MigrationId;
use crate::reports::Want;

/// After a failure, doubled each time up to the second.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// The thread, and what it learned.
pub struct Sender {
    orders: Channel<Order>,
    ended: Receiver<()>,
}

/// What the portal said last.
#[derive(Debug, Default)]
pub struct Heard {
    wants_abort: AtomicBool,
    wants_pause: AtomicBool,
    /// What stands in the way, for the person at the terminal.
    problem: Mutex<Option<String>>,
}

enum Order {
    Now,
    End,
}

impl Heard {
    pub fn wants_abort(&self) -> bool {
        self.wants_abort.load(Ordering::Relaxed)
    }

    pub fn wants_pause(&self) -> bool {
        self.wants_pause.load(Ordering::Relaxed)
    }

    /// What stands in the way now.
    pub fn problem(&self) -> Option<String> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn note(&self, problem: Option<String>) {
        *self.problem.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }

    fn note_want(&self, want: Want) {
        self.wants_abort.store(want == Want::Abort, Ordering::Relaxed);
        self.wants_pause.store(want == Want::Pause, Ordering::Relaxed);
    }
}

impl Sender {
    /// Delivers each time `every` has passed, and notes in `heard` what comes back.
    pub fn start(
        journal: Journal,
        client: Client,
        migration: MigrationId,
        every: Duration,
        heard: Arc<Heard>,
    ) -> Sender {
        let (orders, received) = channel();
        let (end, ended) = channel();
        thread::spawn(move || {
            deliver_until_ended(&journal, &client, migration, every, &received, &heard);
            let _ = end.send(());
        });
        Sender { orders, ended }
    }

    /// Not at the next turn but at once.
    pub fn hurry(&self) {
        let _ = self.orders.send(Order::Now);
    }

    /// One last try, for which nobody waits longer than `grace`. What is left lies on the disk.
    pub fn end(self, grace: Duration) {
        let _ = self.orders.send(Order::End);
        let _ = self.ended.recv_timeout(grace);
    }
}

fn deliver_until_ended(
    journal: &Journal,
    client: &Client,
    migration: MigrationId,
    every: Duration,
    orders: &Receiver<Order>,
    heard: &Heard,
) {
    let began_at = Clock::System.now();
    let mut failures = 0;
    let mut is_ending = false;
    loop {
        let tried = Instant::now();
        match journal.deliver(client, migration) {
            Ok(delivered) => {
                failures = 0;
                heard.note(None);
                // Another command may have given away what was here, and have had the answer.
                let asked =
                    || journal::attempt(client, migration, Some(began_at)).map(|attempt| attempt.want);
                if let Ok(want) = delivered.answer.map_or_else(asked, |answer| Ok(answer.want)) {
                    heard.note_want(want);
                }
            }
            Err(problem) => {
                failures += 1;
                heard.note(Some(said(&problem)));
            }
        }
        if is_ending {
            return;
        }
        let wait = pause(every, failures).saturating_sub(tried.elapsed());
        match orders.recv_timeout(wait) {
            Ok(Order::Now) | Err(RecvTimeoutError::Timeout) => {}
            Ok(Order::End) | Err(RecvTimeoutError::Disconnected) => is_ending = true,
        }
    }
}

/// After a failure it comes sooner at first, and more and more seldom then.
pub(super) fn pause(every: Duration, failures: u32) -> Duration {
    match failures {
        0 => every,
        n => FIRST_PAUSE.saturating_mul(1 << (n - 1).min(6)).min(LONGEST_PAUSE),
    }
}

fn said(problem: &Undelivered) -> String {
    match problem {
        Undelivered::Portal(super::Failure::Refused(problem)) if problem.status == 409 => {
            format!("ALARM: {}", problem.detail)
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_fails_comes_sooner_at_first_and_then_more_and_more_seldom() {
        let seconds = |failures| pause(Duration::from_secs(15), failures).as_secs();
        assert_eq!([0, 1, 2, 3, 6, 7, 99].map(seconds), [15, 1, 2, 4, 32, 60, 60]);
    }
}
