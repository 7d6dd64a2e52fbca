//! The counters of the last hours, until the portal has them: a bounded list in memory, with a copy in a
//! file so that neither a restart nor a reboot loses any.
//!
//! It is no spool of its own kind beside the one for attempts: counters only grow, so that one reading
//! may stand in for all before it. When the list is full every other one goes, and no byte is lost, only
//! the knowledge of when it was.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::reports::{Counters, MOST_ITEMS, Nic};

/// An hour at one each five seconds. Twice as far apart for each time that it was full.
const MOST: usize = 720;
/// Counters of cards that fit into one batch, with room to spare.
const MOST_CARDS: usize = 1500;
/// A file that has grown beyond this is written anew.
const WORTH_REWRITING: u64 = 512 * 1024;

/// What waits, by number.
pub struct Readings {
    file: PathBuf,
    kept: VecDeque<Kept>,
    next: i64,
    /// What was thrown away before the first one that is kept.
    from: Option<i64>,
    /// Holds others off until this is dropped.
    _lock: File,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    boot: Uuid,
    counters: Counters,
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
struct Head {
    next: i64,
}

impl Readings {
    /// Goes on where the last one in this folder ended. Fails while another is at it.
    pub fn open(folder: &Path) -> io::Result<Readings> {
        fs::create_dir_all(folder)?;
        let lock = OpenOptions::new().create(true).append(true).open(folder.join("lock"))?;
        lock.try_lock().map_err(|_| io::Error::other("another watch runs with this folder"))?;
        let file = folder.join("readings");
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(error),
        };
        let head = text.lines().next().and_then(|line| serde_json::from_str::<Head>(line).ok());
        // Half a line at the end, which the power cut off, is none.
        let kept: VecDeque<Kept> =
            text.lines().skip(1).filter_map(|line| serde_json::from_str(line).ok()).collect();
        let after = kept.back().map_or(1, |last| last.counters.seq + 1);
        let next = head.map_or(1, |head| head.next).max(after);
        let mut readings = Readings { file, kept, next, from: None, _lock: lock };
        readings.rewrite()?;
        Ok(readings)
    }

    /// Adds what the cards say now.
    pub fn add(&mut self, boot: Uuid, at: DateTime<Utc>, nics: Vec<Nic>) -> io::Result<()> {
        let seq = self.next;
        self.next += 1;
        let from = self.from.take().filter(|_| self.kept.is_empty());
        let kept = Kept { boot, counters: Counters { seq, from, at: at.trunc_subsecs(6), nics } };
        let mut line = serde_json::to_vec(&kept)?;
        line.push(b'\n');
        self.kept.push_back(kept);
        if self.kept.len() > MOST {
            self.thin();
            return self.rewrite();
        }
        OpenOptions::new().append(true).open(&self.file)?.write_all(&line)
    }

    /// The number that was given out last.
    pub fn last(&self) -> i64 {
        self.next - 1
    }

    /// What leaves next, all of one boot; nothing if nothing waits.
    pub fn batch(&self) -> Option<(Uuid, Vec<Counters>)> {
        let boot = self.kept.front()?.boot;
        let of_boot = self.kept.iter().take_while(|kept| kept.boot == boot).take(MOST_ITEMS);
        let mut cards = 0;
        let fits = |kept: &&Kept| {
            cards += kept.counters.nics.len();
            cards <= MOST_CARDS
        };
        Some((boot, of_boot.take_while(fits).map(|kept| kept.counters.clone()).collect()))
    }

    /// The portal has everything up to here. If that is more than was ever given out, this folder was
    /// lost once: what waits goes on behind it.
    pub fn forget_through(&mut self, acked: i64) -> io::Result<()> {
        if acked >= self.next {
            return self.go_on_behind(acked);
        }
        let before = self.kept.len();
        self.kept.retain(|kept| kept.counters.seq > acked);
        let is_long = fs::metadata(&self.file).map_or(0, |file| file.len()) > WORTH_REWRITING;
        if self.kept.is_empty() || is_long || before > MOST / 2 { self.rewrite() } else { Ok(()) }
    }

    /// The first that waits stands in for all numbers that are skipped, lest one is missed.
    fn go_on_behind(&mut self, acked: i64) -> io::Result<()> {
        let first = self.kept.front().map_or(self.next, |first| first.counters.stands_from());
        let by = acked + 1 - first;
        for kept in &mut self.kept {
            kept.counters.seq += by;
            kept.counters.from = kept.counters.from.map(|from| from + by);
        }
        self.next += by;
        match self.kept.front_mut() {
            Some(kept) => kept.counters.from = Some(first),
            None => self.from = Some(first),
        }
        self.rewrite()
    }

    /// The portal takes none of this batch, and never will: what follows stands in for it.
    pub fn give_up(&mut self, batch: &[Counters]) -> io::Result<()> {
        let (Some(first), Some(last)) = (batch.first(), batch.last()) else { return Ok(()) };
        let from = first.stands_from();
        self.kept.retain(|kept| kept.counters.seq > last.seq);
        match self.kept.front_mut() {
            Some(kept) => kept.counters.from = Some(from),
            None => self.from = Some(from),
        }
        self.rewrite()
    }

    /// Of each two the later one stays and stands in for both; the last of a boot stays.
    fn thin(&mut self) {
        let mut thinned: VecDeque<Kept> = VecDeque::with_capacity(MOST);
        let mut waiting: Option<Kept> = None;
        for mut kept in self.kept.drain(..) {
            match waiting.take() {
                Some(before) if before.boot == kept.boot => {
                    kept.counters.from = Some(before.counters.stands_from());
                    thinned.push_back(kept);
                }
                Some(before) => {
                    thinned.push_back(before);
                    waiting = Some(kept);
                }
                None => waiting = Some(kept),
            }
        }
        thinned.extend(waiting);
        self.kept = thinned;
    }

    /// The old file or the new one, never half of either.
    fn rewrite(&mut self) -> io::Result<()> {
        let mut text = serde_json::to_vec(&Head { next: self.next })?;
        text.push(b'\n');
        for kept in &self.kept {
            serde_json::to_writer(&mut text, kept)?;
            text.push(b'\n');
        }
        let fresh = self.file.with_extension("new");
        fs::write(&fresh, text)?;
        fs::rename(&fresh, &self.file)
    }
}
