//! `domovoi dom0 copy`: stands in the operator's pipe and says how far it is. The bytes and the exit
//! status depend on nothing but the pipe: whatever is wrong with portal, disk or settings is a remark.

use std::fs::File;
use std::os::fd::AsFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::journal::{self, Journal};
use super::meter::{Meter, clock, size};
use super::pipe::{Broken, Passed, Wish, pass};
use super::sender::{Heard, Sender};
use super::spool::Spool;
use super::{Client, Settings};
use crate::clock::Clock;
use crate::db::ids::MigrationId;
use crate::reports::{Said, Want};

/// How often the terminal is told.
const TICK: Duration = Duration::from_secs(1);
/// How long the end waits for the portal; what has not arrived by then lies on the disk.
const GRACE: Duration = Duration::from_secs(10);

/// What to copy, and how.
#[derive(Debug, Clone)]
pub struct Copy {
    pub migration: MigrationId,
    /// Asked of the portal, if nobody says.
    pub attempt: Option<i32>,
    pub disk: String,
    /// As far as it is known, in bytes.
    pub total: Option<u64>,
    /// Bytes a second at the most.
    pub limit: Option<u64>,
    /// Whether to stop when the portal asks for it.
    pub obeys: bool,
    /// Whether this is the target's end; the portal knows by the token, and is asked whether it agrees.
    pub is_receiving: bool,
    pub sample_every: Duration,
    pub send_every: Duration,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// All went through.
    Whole,
    Broken,
    /// The portal asked for it.
    Stopped,
}

/// Copies standard input to standard output, and says on the terminal how far it is.
pub fn copy(what: &Copy, settings: anyhow::Result<Settings>, journal: Journal) -> End {
    let meter = Meter::new(&what.disk, what.total);
    copy_between(what, settings, journal, ends(), Arc::default(), meter)
}

/// The same from one end of a pipe to another, for who simulates a dom0: nothing is said on any terminal,
/// and `count` is how many bytes have gone through by now.
pub fn copy_silently(
    what: &Copy,
    settings: Settings,
    journal: Journal,
    ends: (File, File),
    count: Arc<AtomicU64>,
) -> End {
    copy_between(what, Ok(settings), journal, Ok(ends), count, Meter::silent(&what.disk))
}

fn copy_between(
    what: &Copy,
    settings: anyhow::Result<Settings>,
    journal: Journal,
    ends: Result<(File, File), Broken>,
    count: Arc<AtomicU64>,
    meter: Meter,
) -> End {
    let heard = Arc::new(Heard::default());
    let holds = Arc::new(AtomicBool::new(false));
    let (finish, finished) = channel();
    let (done, is_done) = channel();
    let reporter = Reporter {
        what: what.clone(),
        journal,
        count: count.clone(),
        heard: heard.clone(),
        holds: holds.clone(),
    };
    thread::spawn(move || {
        reporter.run(settings, meter, &finished);
        let _ = done.send(());
    });
    let wish = || {
        let wish = match (what.obeys, heard.wants_abort(), heard.wants_pause()) {
            (true, true, _) => Wish::Stop,
            (true, false, true) => Wish::Wait,
            _ => Wish::GoOn,
        };
        holds.store(wish == Wish::Wait, Ordering::Relaxed);
        wish
    };
    let passed =
        ends.and_then(|(mut input, mut output)| pass(&mut input, &mut output, &count, what.limit, wish));
    let end = match &passed {
        Ok(passed) if passed.is_stopped => End::Stopped,
        Ok(_) => End::Whole,
        Err(_) => End::Broken,
    };
    let _ = finish.send(passed);
    let _ = is_done.recv_timeout(GRACE * 2);
    end
}

/// Both ends without the buffers that the library puts around them.
fn ends() -> Result<(File, File), Broken> {
    let input = std::io::stdin().as_fd().try_clone_to_owned().map_err(Broken::Reading)?;
    let output = std::io::stdout().as_fd().try_clone_to_owned().map_err(Broken::Writing)?;
    Ok((input.into(), output.into()))
}

/// Everything that is told, beside the pipe.
struct Reporter {
    what: Copy,
    journal: Journal,
    count: Arc<AtomicU64>,
    heard: Arc<Heard>,
    /// Whether the pipe stands still because it was asked to.
    holds: Arc<AtomicBool>,
}

impl Reporter {
    fn run(
        &self,
        settings: anyhow::Result<Settings>,
        mut meter: Meter,
        finished: &Receiver<Result<Passed, Broken>>,
    ) {
        let began = Instant::now();
        let client = settings.and_then(Client::new).map_err(|error| meter.remark(&format!("{error:#}"))).ok();
        let spool = self.spool(client.as_ref(), &meter);
        let disk = self.what.disk.clone();
        let total = self.what.total.and_then(|total| i64::try_from(total).ok());
        let mut notes = Notes { spool, run: 0, is_quiet: false };
        notes.run = notes.add(Said::CopyBegan { disk, total }, &meter);
        let sender = client.map(|client| {
            let (journal, every) = (self.journal.clone(), self.what.send_every);
            Sender::start(journal, client, self.what.migration, every, self.heard.clone())
        });
        let passed = self.watch(began, &mut meter, &mut notes, (finished, sender.as_ref()));
        if passed.as_ref().is_ok_and(|passed| passed.is_stopped) {
            notes.add(Said::Obeyed { want: Want::Abort }, &meter);
        }
        let said = self.ending(&passed, notes.run);
        notes.add(said, &meter);
        self.tell_end(began, &passed, &meter);
        if let Some(sender) = sender {
            sender.end(GRACE);
        }
        self.tell_what_waits(&meter);
    }

    /// Of the attempt that is said, or that the portal says, or of one that is not known yet.
    fn spool(&self, client: Option<&Client>, meter: &Meter) -> Option<Spool> {
        let now = Clock::System.now();
        let asked = |client: &Client| match journal::attempt(client, self.what.migration, Some(now)) {
            Ok(attempt) => {
                let expected = if self.what.is_receiving { "target" } else { "source" };
                if attempt.side != expected {
                    meter.remark(&format!(
                        "by its token this host is the {}, not the {expected}",
                        attempt.side
                    ));
                }
                Some(attempt.attempt)
            }
            Err(failure) => {
                meter.remark(&format!("{failure}; the copy goes on, and is told later"));
                None
            }
        };
        let attempt = self.what.attempt.or_else(|| client.and_then(asked));
        let spool = self.journal.spool(self.what.migration, attempt, now);
        spool.map_err(|error| meter.remark(&format!("nothing can be written down: {error}"))).ok()
    }

    /// Until the pipe is through.
    fn watch(
        &self,
        began: Instant,
        meter: &mut Meter,
        notes: &mut Notes,
        (finished, sender): (&Receiver<Result<Passed, Broken>>, Option<&Sender>),
    ) -> Result<Passed, Broken> {
        let (mut sampled, mut before) = (Duration::ZERO, (Duration::ZERO, 0));
        let (mut told, mut held) = (None, false);
        loop {
            let tick = TICK.min(self.what.sample_every);
            match finished.recv_timeout(tick) {
                Ok(passed) => return passed,
                Err(RecvTimeoutError::Disconnected) => {
                    return Err(Broken::Reading(std::io::ErrorKind::UnexpectedEof.into()));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
            let (elapsed, bytes) = (began.elapsed(), self.count.load(Ordering::Relaxed));
            let ms = elapsed.saturating_sub(before.0).as_millis().max(1);
            let rate = u128::from(bytes - before.1) * 1000 / ms;
            meter.tell(elapsed, bytes, u64::try_from(rate).ok());
            before = (elapsed, bytes);
            if elapsed.saturating_sub(sampled) >= self.what.sample_every {
                sampled = elapsed;
                notes.add(self.sample(notes.run, elapsed, bytes), meter);
            }
            let holds = self.holds.load(Ordering::Relaxed);
            if holds != held {
                held = holds;
                let want = if holds { Want::Pause } else { Want::Continue };
                notes.add(Said::Obeyed { want }, meter);
                if let Some(sender) = sender {
                    sender.hurry();
                }
            }
            let problem = self.problem();
            if problem != told {
                if let Some(problem) = &problem {
                    meter.remark(problem);
                }
                told = problem;
            }
        }
    }

    /// What the person at the terminal should know by now.
    fn problem(&self) -> Option<String> {
        let asked = match (self.heard.wants_abort(), self.heard.wants_pause()) {
            (true, _) => "the portal asks to stop",
            (false, true) => "the portal asks to hold on",
            (false, false) => return self.heard.problem(),
        };
        let deaf = if self.what.obeys { "" } else { "; without --obey the copy goes on" };
        Some(format!("{asked}{deaf}"))
    }

    fn sample(&self, run: i64, elapsed: Duration, bytes: u64) -> Said {
        Said::Sample {
            run,
            disk: self.what.disk.clone(),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            elapsed_ms: i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX),
        }
    }

    fn ending(&self, passed: &Result<Passed, Broken>, run: i64) -> Said {
        let (blake3, failure) = match passed {
            Ok(passed) if passed.is_stopped => (None, Some("stopped, as the portal asked".to_owned())),
            Ok(passed) => (Some(hex(passed.blake3)), None),
            Err(broken) => (None, Some(broken.to_string())),
        };
        let bytes = i64::try_from(self.count.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
        Said::CopyEnded { run, disk: self.what.disk.clone(), bytes, blake3, failure }
    }

    fn tell_end(&self, began: Instant, passed: &Result<Passed, Broken>, meter: &Meter) {
        let (elapsed, bytes) = (began.elapsed(), self.count.load(Ordering::Relaxed));
        let so_far = format!("{} {} after {}", self.what.disk, size(bytes), clock(elapsed));
        match passed {
            Ok(passed) if passed.is_stopped => meter.remark(&format!("{so_far}: stopped")),
            Ok(passed) => {
                let rate = (bytes as f64 / elapsed.as_secs_f64().max(0.001)) as u64;
                meter.remark(&format!("{so_far}, {}/s, blake3 {}", size(rate), hex(passed.blake3)));
            }
            Err(broken) => meter.remark(&format!("{so_far}: {broken}")),
        }
    }

    fn tell_what_waits(&self, meter: &Meter) {
        let waiting = self.journal.waiting(self.what.migration).unwrap_or(0);
        if waiting > 0 {
            meter.remark(&format!("{waiting} reports wait for the portal; `domovoi dom0 send` brings them"));
        }
    }
}

/// What is written down, as long as that goes.
struct Notes {
    spool: Option<Spool>,
    /// The number of the report with which the copy began.
    run: i64,
    is_quiet: bool,
}

impl Notes {
    /// The number of the report; 0 if it could not be written, which is said once.
    fn add(&mut self, said: Said, meter: &Meter) -> i64 {
        let Some(spool) = &self.spool else { return 0 };
        // Without its beginning nobody could make anything of the rest.
        if self.run == 0 && !matches!(said, Said::CopyBegan { .. }) {
            return 0;
        }
        match spool.append(Clock::System.now(), said) {
            Ok(seq) => seq,
            Err(error) => {
                if !self.is_quiet {
                    meter.remark(&format!("a report could not be written down: {error}"));
                    self.is_quiet = true;
                }
                0
            }
        }
    }
}

fn hex(digest: [u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
