//! Takes what the outbox owes to the mail server. Several may run at once, in one process or in
//! many: `mail::delivery` keeps them from taking the same mail.

use std::pin::pin;
use std::time::Duration;

use chrono::TimeDelta;
use lettre::Address;
use tokio::time::{Instant, sleep};

use crate::clock::Clock;
use crate::db::Pool;
use crate::db::pool::Connection;
use crate::jobs::{Job, Stop};
use crate::live::Hint;
use crate::mail::delivery::{self, Claimed};
use crate::mail::relay::Relay;
use crate::mail::smtp::{Answer, Conversation, NoConversation, Patience};
use crate::mail::{Mailer, Reach};

/// Mails claimed at once; each is marked and settled by itself.
const BATCH: i32 = 20;
const POLL: Duration = Duration::from_secs(5);
const HEARTBEAT: Duration = Duration::from_secs(20);
/// A connection that was idle for longer is made anew.
const LONGEST_IDLE: Duration = Duration::from_secs(15);
/// A server may count the mails of a connection.
const MAILS_PER_CONNECTION: u32 = 1000;
/// How long the last mail may take when the portal ends; after that it is in doubt.
const GRACE: Duration = Duration::from_secs(10);
const LONGEST_BREAK: Duration = Duration::from_secs(60);

/// The job.
pub struct DeliverMail {
    pool: Pool,
    clock: Clock,
    from: Address,
    mailer: Mailer,
    line: Option<Line>,
    breaker: Breaker,
    reach: Reach,
}

/// The open conversation.
struct Line {
    conversation: Conversation,
    used_at: Instant,
    mails: u32,
}

/// Leaves a server that can't be reached alone for longer and longer, up to a minute.
#[derive(Default)]
struct Breaker {
    failures: u32,
    open_until: Option<Instant>,
}

/// Why the rest of a batch stays unsent.
struct GiveBack(String);

impl DeliverMail {
    /// `from` is the sender on the envelope.
    pub fn new(pool: Pool, clock: Clock, from: Address, mailer: Mailer) -> DeliverMail {
        let (breaker, reach) = (Breaker::default(), Reach::default());
        DeliverMail { pool, clock, from, mailer, line: None, breaker, reach }
    }

    /// Tells others through `reach` whether the server can be reached.
    pub fn telling(self, reach: Reach) -> DeliverMail {
        DeliverMail { reach, ..self }
    }
}

impl Job for DeliverMail {
    fn name(&self) -> &'static str {
        "deliver_mail"
    }

    fn is_woken_by(&self, hint: Hint) -> bool {
        hint == Hint::Outbox
    }

    async fn turn(&mut self, stop: &Stop) -> Duration {
        let Ok(mut conn) = self.pool.get().await else { return POLL };
        match delivery::tidy(&mut conn, self.clock.now()).await {
            Ok(found) if found.reaped > 0 => {
                tracing::warn!(
                    mails = found.reaped,
                    "{} mails were taken back from a worker that is gone",
                    found.reaped
                );
            }
            Ok(_) => {}
            Err(error) => tracing::error!("the outbox can't be tidied: {error}"),
        }
        while !stop.is_asked() && !matches!(self.mailer, Mailer::Kept) {
            if let Some(rest) = self.breaker.rest() {
                return rest.min(POLL);
            }
            match delivery::claim(&mut conn, BATCH, self.clock.now()).await {
                Ok(mails) if mails.is_empty() => break,
                Ok(mails) => self.deliver(&mut conn, &mails, stop).await,
                Err(error) => {
                    tracing::error!("mails can't be claimed: {error}");
                    break;
                }
            }
        }
        POLL
    }

    async fn finish(&mut self) {
        if let Some(line) = self.line.take() {
            line.conversation.close().await;
        }
    }
}

impl DeliverMail {
    async fn deliver(&mut self, conn: &mut Connection, mails: &[Claimed], stop: &Stop) {
        for (at, mail) in mails.iter().enumerate() {
            let done = if stop.is_asked() {
                Err(GiveBack(String::new()))
            } else {
                self.deliver_one(conn, mail, stop).await
            };
            if let Err(GiveBack(words)) = done {
                if let Err(error) = delivery::give_back(conn, &mails[at..], &words).await {
                    tracing::warn!("mails can't be given back, their lease will run out: {error}");
                }
                return;
            }
        }
    }

    async fn deliver_one(
        &mut self,
        conn: &mut Connection,
        mail: &Claimed,
        stop: &Stop,
    ) -> Result<(), GiveBack> {
        if let Mailer::Smtp { relay, patience } = self.mailer.clone() {
            self.connect(&relay, patience).await.map_err(|error| GiveBack(error.to_string()))?;
        }
        match delivery::begin(conn, mail, self.clock.now()).await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(mail = %mail.id, "mail {} is not ours to send any more", mail.id);
                return Ok(());
            }
            Err(error) => return Err(GiveBack(error.to_string())),
        }
        let Some(answer) = self.send(conn, mail, stop).await else { return Ok(()) };
        report(mail, &answer);
        self.settle(conn, mail, &answer).await;
        Ok(())
    }

    /// Makes sure of an open conversation.
    async fn connect(&mut self, relay: &Relay, patience: Patience) -> Result<(), NoConversation> {
        if let Some(line) = self.line.take() {
            if line.is_usable() {
                self.line = Some(line);
                return Ok(());
            }
            line.conversation.close().await;
        }
        match Conversation::open(relay, patience).await {
            Ok(conversation) => {
                self.breaker = Breaker::default();
                self.reach.found();
                self.line = Some(Line { conversation, used_at: Instant::now(), mails: 0 });
                Ok(())
            }
            Err(error) => {
                self.breaker.trip();
                let now = self.clock.now();
                let rest = self.breaker.rest().and_then(|rest| TimeDelta::from_std(rest).ok());
                self.reach.lost(error.to_string(), now, now + rest.unwrap_or_default());
                tracing::warn!(failures = self.breaker.failures, "no mail leaves: {error}");
                Err(error)
            }
        }
    }

    /// Sends it, keeping the lease meanwhile. `None` when the lease was lost or the end can't wait.
    async fn send(&mut self, conn: &mut Connection, mail: &Claimed, stop: &Stop) -> Option<Answer> {
        let Some(line) = &mut self.line else { return Some(Answer::Accepted("captured".to_owned())) };
        line.used_at = Instant::now();
        line.mails += 1;
        let (Ok(raw), Ok(to)) = (std::str::from_utf8(&mail.raw), mail.to_address.parse()) else {
            return Some(Answer::Never("it can't be put on the wire".to_owned()));
        };
        let kept = {
            let mut sending = pin!(line.conversation.send(&self.from, &to, raw));
            loop {
                tokio::select! {
                    answer = &mut sending => break Some(answer),
                    () = stop.overdue(GRACE) => break None,
                    () = sleep(HEARTBEAT) => match delivery::prolong(conn, mail).await {
                        Ok(true) => {}
                        Ok(false) | Err(_) => break None,
                    },
                }
            }
        };
        if kept.is_none() {
            tracing::warn!(mail = %mail.id, "mail {} was let go while the server had it", mail.id);
            self.line = None;
        }
        kept
    }

    /// The server may have the mail: what it said is written down however often the database fails
    /// meanwhile, within the lease.
    async fn settle(&self, conn: &mut Connection, mail: &Claimed, answer: &Answer) {
        let until = Instant::now() + Duration::from_secs(delivery::LEASE_SECONDS as u64);
        let mut result = delivery::settle(conn, mail, answer, self.clock.now()).await;
        while result.is_err() && Instant::now() < until {
            sleep(Duration::from_millis(500)).await;
            if let Ok(mut fresh) = self.pool.get().await {
                result = delivery::settle(&mut fresh, mail, answer, self.clock.now()).await;
            }
        }
        match result {
            Ok(true) => {}
            Ok(false) => tracing::warn!(mail = %mail.id, "mail {} was settled by somebody else", mail.id),
            Err(error) => tracing::error!(mail = %mail.id, "mail {} can't be settled: {error}", mail.id),
        }
    }
}

fn report(mail: &Claimed, answer: &Answer) {
    let id = mail.id;
    match answer {
        Answer::Accepted(_) => tracing::debug!(mail = %id, "mail {id} was sent"),
        Answer::Later(words) | Answer::Lost(words) => {
            tracing::info!(mail = %id, "mail {id} is tried again: {words}")
        }
        Answer::Never(words) => tracing::warn!(mail = %id, "mail {id} failed: {words}"),
        Answer::Unknown(words) => tracing::warn!(mail = %id, "mail {id} may arrive twice: {words}"),
        Answer::NotFromUs(words) => {
            tracing::error!(mail = %id, "the mail server takes no mail from us: {words}")
        }
    }
}

impl Line {
    fn is_usable(&self) -> bool {
        !self.conversation.is_over()
            && self.mails < MAILS_PER_CONNECTION
            && self.used_at.elapsed() < LONGEST_IDLE
    }
}

impl Breaker {
    /// How long the server is still left alone.
    fn rest(&self) -> Option<Duration> {
        self.open_until.map(|until| until.duration_since(Instant::now())).filter(|rest| !rest.is_zero())
    }

    fn trip(&mut self) {
        let pause = Duration::from_millis(500 << self.failures.min(7)).min(LONGEST_BREAK);
        self.failures += 1;
        self.open_until = Some(Instant::now() + pause);
    }
}
