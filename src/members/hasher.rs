//! Turns passwords into hashes, two at a time, on threads of its own.
//!
//! A hash costs memory and time on purpose, so a flood of sign-ins must not be able to ask for
//! many at once: two threads work, sixteen wait, everybody else is told to come back. Nor may it take the
//! time of the pages for long: a thread that has worked a while rests between two hashes.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::oneshot;

/// 32 MiB and two passes: above OWASP's floor of 19 MiB, and two at once take 64 MiB, which leaves
/// a flooded portal well under 200 MiB.
const MEMORY_KIB: u32 = 32 * 1024;
const PASSES: u32 = 2;
const AT_ONCE: usize = 2;
const WAITING: usize = 16;

/// Of a long flood, a thread works for one part of the time and rests for two, so that the two of them
/// leave more than a core.
const PARTS: u32 = 3;
/// What a thread that had little to do may catch up with at full speed: a roomful of people signs in
/// without a wait.
const CREDIT: Duration = Duration::from_secs(2);

/// Checked when there is no member, or none with a password, so that it takes as long as when
/// there is. No password has it: its hash is all zeros.
const DUMMY: &str =
    "$argon2id$v=19$m=32768,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Held by the running portal; clones share the same threads, which end with the last of them.
#[derive(Clone)]
pub struct Hasher {
    jobs: SyncSender<Job>,
    done: Arc<AtomicU64>,
}

/// Too many passwords are being checked already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords are being checked at once")]
pub struct Busy;

/// What checking a password against a hash gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    /// Right, but the hash is weaker than today's: hash it anew.
    RightButWeak,
    Wrong,
}

/// When a thread may begin its next hash.
struct Pace {
    due: Instant,
}

enum Job {
    Hash(String, oneshot::Sender<String>),
    Verify(String, String, oneshot::Sender<Verdict>),
}

impl Hasher {
    /// Starts the threads, with less priority than the rest: a page is worth more than a sign-in.
    pub fn start() -> Hasher {
        let (jobs, queue) = sync_channel(WAITING);
        let queue = Arc::new(Mutex::new(queue));
        let done = Arc::new(AtomicU64::new(0));
        for n in 1..=AT_ONCE {
            let (queue, done) = (queue.clone(), done.clone());
            std::thread::Builder::new()
                .name(format!("hasher-{n}"))
                .spawn(move || work(&queue, &done))
                .expect("a thread can be started when the portal starts");
        }
        Hasher { jobs, done }
    }

    /// How many hashes were worked out since the start.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    /// A fresh argon2id hash with its own salt.
    pub async fn hash(&self, password: &str) -> Result<String, Busy> {
        let (reply, answer) = oneshot::channel();
        self.jobs.try_send(Job::Hash(password.to_owned(), reply)).map_err(|_| Busy)?;
        answer.await.map_err(|_| Busy)
    }

    /// Whether the password belongs to the hash. Without a hash the same work is done, and the
    /// answer is `Wrong`.
    pub async fn verify(&self, password: &str, hash: Option<String>) -> Result<Verdict, Busy> {
        let (reply, answer) = oneshot::channel();
        let hash = hash.unwrap_or_else(|| DUMMY.to_owned());
        self.jobs.try_send(Job::Verify(password.to_owned(), hash, reply)).map_err(|_| Busy)?;
        answer.await.map_err(|_| Busy)
    }
}

fn work(queue: &Mutex<Receiver<Job>>, done: &AtomicU64) {
    // On Linux this is the thread's own priority. Where it can't be set, hashing is only less polite.
    let _ = rustix::process::setpriority_process(None, 10);
    let mut pace = Pace::from(Instant::now());
    loop {
        let job = queue.lock().expect("nobody panics while holding the queue").recv();
        let begun = Instant::now();
        match job {
            // Whoever gave up waiting needs no answer, and the next one is served sooner.
            Ok(Job::Hash(_, reply)) if reply.is_closed() => continue,
            Ok(Job::Verify(_, _, reply)) if reply.is_closed() => continue,
            Ok(Job::Hash(password, reply)) => {
                let hash = hash(&password);
                done.fetch_add(1, Ordering::Relaxed);
                let _ = reply.send(hash);
            }
            Ok(Job::Verify(password, hash, reply)) => {
                let verdict = verify(&password, &hash);
                done.fetch_add(1, Ordering::Relaxed);
                let _ = reply.send(verdict);
            }
            Err(_) => return,
        }
        std::thread::sleep(pace.rest(begun, Instant::now()));
    }
}

impl Pace {
    /// With all its credit.
    fn from(start: Instant) -> Pace {
        Pace { due: start.checked_sub(CREDIT).unwrap_or(start) }
    }

    /// How long to rest after work from `begun` to `ended`.
    fn rest(&mut self, begun: Instant, ended: Instant) -> Duration {
        let earned = begun.checked_sub(CREDIT).map_or(self.due, |credit| self.due.max(credit));
        self.due = earned + (ended - begun) * PARTS;
        self.due.saturating_duration_since(ended)
    }
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None).expect("these are within argon2's limits");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &str) -> String {
    argon().hash_password(password.as_bytes()).expect("a password is shorter than 4 GiB").to_string()
}

fn verify(password: &str, hash: &str) -> Verdict {
    let Ok(parsed) = PasswordHash::new(hash) else { return Verdict::Wrong };
    if argon().verify_password(password.as_bytes(), &parsed).is_err() {
        Verdict::Wrong
    } else if is_weak(&parsed) {
        Verdict::RightButWeak
    } else {
        Verdict::Right
    }
}

fn is_weak(hash: &PasswordHash) -> bool {
    match Params::try_from(hash) {
        Ok(params) => {
            hash.algorithm.as_str() != "argon2id" || params.m_cost() < MEMORY_KIB || params.t_cost() < PASSES
        }
        Err(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_belongs_to_its_hash_and_no_other_does() {
        let hasher = Hasher::start();
        let hash = hasher.hash("  pak de trein naar Haarlem ☂").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=32768,t=2,p=1$"), "{hash}");
        assert_ne!(hasher.hash("  pak de trein naar Haarlem ☂").await.unwrap(), hash);
        assert_eq!(
            hasher.verify("  pak de trein naar Haarlem ☂", Some(hash.clone())).await,
            Ok(Verdict::Right)
        );
        assert_eq!(hasher.verify("pak de trein naar Haarlem ☂", Some(hash)).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn the_last_character_counts() {
        let hasher = Hasher::start();
        let stem = "é".repeat(127);
        let hash = hasher.hash(&format!("{stem}a")).await.unwrap();
        assert_eq!(hasher.verify(&format!("{stem}b"), Some(hash)).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn no_password_opens_an_account_without_one() {
        let hasher = Hasher::start();
        assert!(PasswordHash::new(DUMMY).is_ok());
        assert_eq!(hasher.verify("", None).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn a_weaker_hash_is_told() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
        let hash = weak.hash_password(b"one long password").unwrap().to_string();
        let hasher = Hasher::start();
        assert_eq!(hasher.verify("one long password", Some(hash)).await, Ok(Verdict::RightButWeak));
    }

    /// What is left of an endless flood's time when each hash takes this long.
    fn worked(took: Duration, hashes: u32) -> f64 {
        let start = Instant::now();
        let mut pace = Pace::from(start);
        let mut now = start;
        for _ in 0..hashes {
            let begun = now;
            now += took;
            now += pace.rest(begun, now);
        }
        (took * hashes).as_secs_f64() / (now - start).as_secs_f64()
    }

    #[test]
    fn a_long_flood_leaves_two_parts_of_three_to_the_pages() {
        let share = worked(Duration::from_millis(47), 10_000);
        assert!((0.333..0.334).contains(&share), "{share}");
    }

    #[test]
    fn a_roomful_of_people_waits_for_nothing_but_the_work() {
        let took = Duration::from_millis(47);
        let start = Instant::now();
        let mut pace = Pace::from(start);
        let rests: Vec<Duration> =
            (0..8).map(|n| pace.rest(start + took * n, start + took * (n + 1))).collect();
        assert_eq!(rests, [Duration::ZERO; 8]);
    }

    #[test]
    fn a_night_without_work_earns_no_more_than_the_credit() {
        let took = Duration::from_millis(47);
        let start = Instant::now();
        let mut pace = Pace::from(start);
        let night = start + Duration::from_secs(36_000);
        let rested = (0..100)
            .map(|n| pace.rest(night + took * n, night + took * (n + 1)))
            .find(|rest| !rest.is_zero());
        assert!(rested.is_some_and(|rest| rest < took * PARTS), "{rested:?}");
    }

    #[tokio::test]
    async fn a_flood_is_told_to_come_back() {
        let hasher = Hasher::start();
        let all =
            futures_util::future::join_all((0..200).map(|_| hasher.verify("whatever it is", None))).await;
        let refused = all.iter().filter(|answer| **answer == Err(Busy)).count();
        assert!((150..=184).contains(&refused), "{refused} of 200 were refused");
    }
}
