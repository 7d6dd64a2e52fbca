//! `domovoi dom0 step`: for the club's own scripts. Tells the portal that a step began, ended or
//! failed, and asks for the word without which nothing boots at the target.

use std::time::Duration;

use anyhow::{Context, bail};

use super::journal::{self, Delivered, Journal};
use super::{Client, Failure};
use crate::clock::Clock;
use crate::db::ids::MigrationId;
use crate::reports::{Said, StepWord, Word};

/// How often, and how long apart, it is tried while another command talks to the portal.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(200);

/// Of which attempt something is said.
#[derive(Debug, Clone, Copy)]
pub struct Of {
    pub migration: MigrationId,
    /// Asked of the portal, if nobody says.
    pub attempt: Option<i32>,
}

/// Writes it down and tells it, and returns what is worth a word. That the portal is away is no failure:
/// it is told later. That the portal cannot take it is one, with its reason.
pub fn step(
    of: Of,
    step: &str,
    word: StepWord,
    note: &str,
    client: &Client,
    journal: &Journal,
) -> anyhow::Result<Option<String>> {
    let said = Said::Step { step: step.to_owned(), word, note: note.to_owned() };
    match tell(of, vec![said], client, journal)? {
        Ok(delivered) => {
            if let Some(turned) = delivered.turned_down.last() {
                bail!("{}", turned.why);
            }
            let step = delivered.answer.and_then(|answer| answer.step);
            Ok(step.map(|step| format!("{} is at {step} now", of.migration)))
        }
        Err(failure) => Ok(Some(format!("{failure}; it is written down, and told later"))),
    }
}

/// The source says that the domU is down there and that nothing can start it.
pub fn fenced(of: Of, client: &Client, journal: &Journal) -> anyhow::Result<()> {
    match tell(of, vec![Said::Fenced {}], client, journal)? {
        Ok(_) => Ok(()),
        Err(failure) => bail!("{failure}; without it the target does not commit"),
    }
}

/// The target says that it is ready, and asks for the word. No answer means no word.
pub fn commit(of: Of, client: &Client, journal: &Journal) -> anyhow::Result<String> {
    tell(of, vec![Said::Ready {}], client, journal)?.context("no word, so nothing may boot here")?;
    let n = attempt(of, client).context("no word, so nothing may boot here")?;
    let path = format!("/api/v1/migrations/{}/attempts/{n}/commit", of.migration);
    let word: Word = client.post(&path, b"{}").context("no word, so nothing may boot here")?;
    Ok(word.word)
}

/// What is told is on the disk first. The inner error is the portal's, the outer one the disk's.
fn tell(
    of: Of,
    said: Vec<Said>,
    client: &Client,
    journal: &Journal,
) -> anyhow::Result<Result<Delivered, journal::Undelivered>> {
    let now = Clock::System.now();
    let known = attempt(of, client).ok();
    let spool = journal.spool(of.migration, known, now).context("the spool")?;
    for said in said {
        spool.append(now, said).context("the spool")?;
    }
    for _ in 0..TRIES {
        match journal.deliver(client, of.migration) {
            Ok(delivered) if delivered.is_left_to_another => std::thread::sleep(PAUSE),
            told => return Ok(told),
        }
    }
    Ok(journal.deliver(client, of.migration))
}

fn attempt(of: Of, client: &Client) -> Result<i32, Failure> {
    match of.attempt {
        Some(n) => Ok(n),
        None => journal::attempt(client, of.migration, None).map(|attempt| attempt.attempt),
    }
}
