//! `domovoi dom0 watch`: what runs on the host, what is free, its cards and what goes through them, each
//! few seconds, for as long as it runs. Whether the portal is there matters to nobody here: counters
//! wait, and of everything else only the newest is of any use.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::host::Host;
use super::readings::Readings;
use super::sender::pause;
use super::{Client, Failure};
use crate::clock::Clock;
use crate::reports::{HostReportAnswer, TrafficAnswer, TrafficBatch};
use crate::words::Words;

/// Batches of counters in one turn: what an hour away has left goes in a few.
const BATCHES: usize = 4;

/// What to watch, and how often.
#[derive(Debug, Clone)]
pub struct Watch {
    pub host: Host,
    /// Where readings wait.
    pub folder: PathBuf,
    pub sample_every: Duration,
    pub send_every: Duration,
    /// How a person hears of what stands in the way.
    pub remark: fn(&str),
}

/// Watches until something comes from `stop`, or nobody can send there any more. Fails only before it
/// has begun.
pub fn watch(what: &Watch, client: Client, stop: &Receiver<()>) -> anyhow::Result<()> {
    let readings = Arc::new(Mutex::new(Readings::open(&what.folder)?));
    let words = Words::load()?;
    let teller = Teller {
        host: what.host.clone(),
        every: what.send_every,
        client,
        readings: readings.clone(),
        words,
        remark: what.remark,
    };
    let (end, ended) = channel();
    thread::spawn(move || teller.tell_until_ended(&ended));
    let mut told = None;
    loop {
        let began = Instant::now();
        say_once(what.remark, &mut told, read(&what.host, &readings).err());
        match stop.recv_timeout(what.sample_every.saturating_sub(began.elapsed())) {
            Err(RecvTimeoutError::Timeout) => {}
            // What is not sent lies on the disk.
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                drop(end);
                return Ok(());
            }
        }
    }
}

/// A host whose counters cannot be read gives a reading without cards, so that numbers go on.
fn read(host: &Host, readings: &Mutex<Readings>) -> Result<(), String> {
    let (nics, problem) =
        host.counters().map_or_else(|problem| (Vec::new(), Some(problem)), |nics| (nics, None));
    let mut readings = readings.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = readings.add(host.boot(), Clock::System.now(), nics);
    kept.map_err(|error| format!("a reading could not be written down: {error}"))?;
    problem.map_or(Ok(()), Err)
}

/// Says what stands in the way, and not again until it is something else.
fn say_once(remark: fn(&str), told: &mut Option<String>, problem: Option<String>) {
    if *told != problem {
        match &problem {
            Some(problem) => remark(problem),
            None => remark("all is well again"),
        }
        *told = problem;
    }
}

/// The thread that tells the portal.
struct Teller {
    host: Host,
    every: Duration,
    client: Client,
    readings: Arc<Mutex<Readings>>,
    words: Words,
    remark: fn(&str),
}

impl Teller {
    fn tell_until_ended(&self, ended: &Receiver<()>) {
        let (mut failures, mut told) = (0, None);
        loop {
            let tried = Instant::now();
            let problem = self.tell().err();
            failures = if problem.is_some() { failures + 1 } else { 0 };
            say_once(self.remark, &mut told, problem);
            match ended.recv_timeout(pause(self.every, failures).saturating_sub(tried.elapsed())) {
                Err(RecvTimeoutError::Timeout) => {}
                Ok(()) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Counters first: by them the numbers are known to be right.
    fn tell(&self) -> Result<(), String> {
        for _ in 0..BATCHES {
            let Some((boot, items)) = self.readings().batch() else { break };
            let body = serde_json::to_vec(&TrafficBatch::new(boot, items.clone())).unwrap_or_default();
            let answer: TrafficAnswer = match self.client.post("/api/v1/host/traffic", &body) {
                Err(Failure::Refused(problem)) if problem.status == 422 => {
                    self.readings().give_up(&items).map_err(|error| error.to_string())?;
                    return Err(format!("the portal cannot read the counters: {}", problem.detail));
                }
                answer => answer.map_err(|failure| failure.to_string())?,
            };
            self.readings().forget_through(answer.acked_through).map_err(|error| error.to_string())?;
        }
        let seq = self.readings().last().max(1);
        let report = self.host.report(seq, self.every, Clock::System.now(), &self.words);
        let body = serde_json::to_vec(&report).unwrap_or_default();
        let answer: HostReportAnswer =
            self.client.post("/api/v1/host/report", &body).map_err(|failure| failure.to_string())?;
        if answer.acked_through > seq {
            self.readings().forget_through(answer.acked_through).map_err(|error| error.to_string())?;
        }
        Ok(())
    }

    fn readings(&self) -> std::sync::MutexGuard<'_, Readings> {
        self.readings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
