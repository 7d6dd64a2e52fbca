//! What one side of one attempt has to tell, on disk until the portal has it. Several commands may
//! write to it at the same time, and it outlives all of them.
//!
//! A folder with `items` (a report a line, by number), `acked` (up to where the portal has them),
//! `lock`, and maybe `moved` (which other folder has taken it over, and what to add to its numbers).
//! A number that was ever sent is on the disk for good: it is never given out twice, not even
//! after the power went.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::tail::{last_line, whole_lines};
use super::thinning::{said_after, shifted, thinned};
use crate::reports::{Batch, Item, MOST_BYTES, Said};

/// Above that samples are thinned; what remains is steps and ends, which are few.
pub const USUAL_LIMIT: u64 = 64 * 1024 * 1024;
/// Items that go into one batch.
const MOST_SENT: usize = 400;
/// Below that a file whose reports have all arrived is left as it is.
const WORTH_COMPACTING: u64 = 64 * 1024;

/// A folder of reports.
#[derive(Debug, Clone)]
pub struct Spool {
    folder: PathBuf,
    limit: u64,
}

/// Holds the others off until it is dropped.
struct Held(#[expect(dead_code, reason = "the lock ends with the file")] File);

impl Spool {
    /// Opens the folder, and makes it if there is none.
    pub fn open(folder: &Path, limit: u64) -> io::Result<Spool> {
        fs::create_dir_all(folder)?;
        Ok(Spool { folder: folder.to_owned(), limit })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes the report down under the next number, which it returns. What moves something is on the
    /// disk before this returns; a sample may be lost with the power.
    pub fn append(&self, at: DateTime<Utc>, said: Said) -> io::Result<i64> {
        let _held = self.hold()?;
        if let Some((spool, by)) = self.moved()? {
            return Ok(spool.append(at, said_after(said, by))? - by);
        }
        let is_sample = matches!(said, Said::Sample { .. });
        let item = Item::new(self.last()? + 1, at, said);
        // The portal would refuse it, and all that follows would wait behind it.
        if let Some(problem) = item.problem() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, problem));
        }
        let mut line = serde_json::to_vec(&item)?;
        line.push(b'\n');
        let mut file = self.items_to_append()?;
        if file.metadata()?.len() + line.len() as u64 > self.limit {
            self.thin()?;
            file = self.items_to_append()?;
            if is_sample && file.metadata()?.len() + line.len() as u64 > self.limit {
                return Err(io::Error::new(io::ErrorKind::StorageFull, "the spool is full"));
            }
        }
        let before = file.metadata()?.len();
        if let Err(error) = file.write_all(&line) {
            // Half a line would be taken for one of the next report.
            file.set_len(before)?;
            return Err(error);
        }
        if !is_sample {
            file.sync_data()?;
        }
        Ok(item.seq)
    }

    /// The next batch for the portal: what it does not have yet, safe on the disk before it leaves.
    pub fn unsent(&self) -> io::Result<Vec<Item>> {
        let _held = self.hold()?;
        let acked = self.acked()?;
        let (mut unsent, mut bytes) = (Vec::new(), 0);
        for item in self.items()?.into_iter().filter(|item| item.seq > acked) {
            bytes += serde_json::to_vec(&item)?.len() + 1;
            if unsent.len() == MOST_SENT || bytes > MOST_BYTES / 2 {
                break;
            }
            unsent.push(item);
        }
        if !unsent.is_empty() {
            File::open(self.path("items"))?.sync_data()?;
        }
        Ok(unsent)
    }

    /// The portal has everything up to here.
    pub fn forget_through(&self, acked: i64) -> io::Result<()> {
        let _held = self.hold()?;
        if acked <= self.acked()? {
            return Ok(());
        }
        self.replace("acked", acked.to_string().as_bytes())?;
        let length = fs::metadata(self.path("items")).map_or(0, |metadata| metadata.len());
        if length > WORTH_COMPACTING {
            let left: Vec<Item> = self.items()?.into_iter().filter(|item| item.seq > acked).collect();
            self.rewrite(&left)?;
        }
        Ok(())
    }

    /// How many reports wait.
    pub fn waiting(&self) -> io::Result<usize> {
        let _held = self.hold()?;
        let acked = self.acked()?;
        Ok(self.items()?.iter().filter(|item| item.seq > acked).count())
    }

    /// When the first report that is still here was made.
    pub fn began_at(&self) -> io::Result<Option<DateTime<Utc>>> {
        let _held = self.hold()?;
        Ok(self.items()?.first().map(|item| item.at))
    }

    /// Takes over what another spool beside it has, which nobody was told yet, under numbers that
    /// follow. Whoever still writes to the other one writes to this one from now on. If the power goes
    /// in the middle, this is done again and does no harm.
    pub fn take_over(&self, other: &Spool) -> io::Result<()> {
        let _theirs = other.hold()?;
        let _held = self.hold()?;
        let (items, here) = (other.items()?, self.items()?);
        let before = other.moved()?.map(|(_, by)| by);
        let is_here = |by: i64| items.first().is_some_and(|item| here.contains(&shifted(item.clone(), by)));
        if !before.is_some_and(is_here) {
            let by = self.last()?;
            let name = self.folder.file_name().unwrap_or_default().to_string_lossy();
            other.replace("moved", format!("{name} {by}").as_bytes())?;
            let mut lines = Vec::new();
            for item in items {
                serde_json::to_writer(&mut lines, &shifted(item, by))?;
                lines.push(b'\n');
            }
            let mut file = self.items_to_append()?;
            file.write_all(&lines)?;
            file.sync_data()?;
        }
        fs::remove_file(other.path("items"))
    }

    /// Which spool has taken this one over, and by how much its numbers are higher.
    fn moved(&self) -> io::Result<Option<(Spool, i64)>> {
        let text = match fs::read_to_string(self.path("moved")) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let (name, by) = text.split_once(' ').ok_or(io::ErrorKind::InvalidData)?;
        let folder = self.folder.with_file_name(name);
        Ok(Some((Spool { folder, limit: self.limit }, by.parse().map_err(io::Error::other)?)))
    }

    /// The last number that was given out.
    fn last(&self) -> io::Result<i64> {
        let last = match File::open(self.path("items")) {
            Ok(mut file) => last_line(&mut file)?.and_then(|line| serde_json::from_slice::<Item>(&line).ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        Ok(last.map_or(0, |item| item.seq).max(self.acked()?))
    }

    fn acked(&self) -> io::Result<i64> {
        match fs::read_to_string(self.path("acked")) {
            Ok(text) => text.trim().parse().map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// By number. Half a line at the end, which the power cut off, is none.
    fn items(&self) -> io::Result<Vec<Item>> {
        let file = match File::open(self.path("items")) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut items = Vec::new();
        for line in BufReader::new(file).split(b'\n') {
            items.extend(serde_json::from_slice::<Item>(&line?).ok());
        }
        Ok(items)
    }

    /// Ends with a whole line, whatever happened before.
    fn items_to_append(&self) -> io::Result<File> {
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(self.path("items"))?;
        let length = file.metadata()?.len();
        let whole = whole_lines(&mut file, length)?;
        if whole < length {
            file.set_len(whole)?;
        }
        Ok(file)
    }

    /// Drops every other sample; steps and the like all stay. What is dropped leaves a word for the
    /// portal, so that it waits for nothing.
    fn thin(&self) -> io::Result<()> {
        let acked = self.acked()?;
        self.rewrite(&thinned(self.items()?.into_iter().filter(|item| item.seq > acked)))
    }

    fn rewrite(&self, items: &[Item]) -> io::Result<()> {
        let mut lines = Vec::new();
        for item in items {
            serde_json::to_writer(&mut lines, item)?;
            lines.push(b'\n');
        }
        self.replace("items", &lines)
    }

    /// The old content or the new, never half of either.
    fn replace(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let fresh = self.path(&format!("{name}.new"));
        let mut file = File::create(&fresh)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&fresh, self.path(name))?;
        File::open(&self.folder)?.sync_all()
    }

    fn hold(&self) -> io::Result<Held> {
        let file = OpenOptions::new().create(true).append(true).open(self.path("lock"))?;
        file.lock()?;
        Ok(Held(file))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The batch as it is sent.
pub fn batch(boot: uuid::Uuid, items: Vec<Item>) -> Vec<u8> {
    serde_json::to_vec(&Batch::new(boot, items)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::token::Token;
    use crate::reports::StepWord;

    struct Scratch(PathBuf);

    impl Scratch {
        #[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
        fn new() -> Scratch {
            Scratch(std::env::temp_dir().join(format!("domovoi-spool-{}", &Token::random().as_str()[..12])))
        }

        fn spool(&self, limit: u64) -> Spool {
            Spool::open(&self.0, limit).expect("a spool")
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_391_620, 0).expect("an instant")
    }

    fn sample(bytes: i64) -> Said {
        Said::Sample { run: 1, disk: "xvda".to_owned(), bytes, elapsed_ms: bytes }
    }

    fn step() -> Said {
        Said::Step { step: "copy".to_owned(), word: StepWord::Ended, note: String::new() }
    }

    fn seqs(spool: &Spool) -> Vec<i64> {
        spool.unsent().expect("items").iter().map(|item| item.seq).collect()
    }

    #[test]
    fn numbers_go_on_where_they_were_whatever_happened() {
        let scratch = Scratch::new();
        for seq in 1..=3 {
            let said = if seq == 1 { step() } else { sample(seq) };
            assert_eq!(scratch.spool(USUAL_LIMIT).append(at(), said).expect("written"), seq);
        }
        scratch.spool(USUAL_LIMIT).forget_through(2).expect("forgotten");
        assert_eq!(seqs(&scratch.spool(USUAL_LIMIT)), [3]);
        // The power went in the middle of a line.
        let mut file = OpenOptions::new().append(true).open(scratch.0.join("items")).expect("a file");
        file.write_all(br#"{"seq":4,"at":"20"#).expect("half a line");
        assert_eq!(scratch.spool(USUAL_LIMIT).append(at(), step()).expect("written"), 4);
        assert_eq!(seqs(&scratch.spool(USUAL_LIMIT)), [3, 4]);
        scratch.spool(USUAL_LIMIT).forget_through(4).expect("forgotten");
        fs::remove_file(scratch.0.join("items")).expect("as if it had been compacted");
        assert_eq!(scratch.spool(USUAL_LIMIT).append(at(), step()).expect("written"), 5);
    }

    #[test]
    fn what_the_portal_would_refuse_is_not_written_down() {
        let scratch = Scratch::new();
        let spool = scratch.spool(USUAL_LIMIT);
        let refused = spool.append(at(), Said::Log { text: "x".repeat(2001) }).expect_err("it is too long");
        assert_eq!(refused.kind(), io::ErrorKind::InvalidInput);
        assert_eq!(spool.append(at(), step()).expect("written"), 1);
    }

    #[test]
    fn a_full_spool_loses_samples_and_never_a_step() {
        let scratch = Scratch::new();
        let spool = scratch.spool(8_000);
        let mut written = Vec::new();
        for n in 0..1000 {
            let said = if n % 100 == 50 { step() } else { sample(n) };
            written.extend(spool.append(at(), said).ok());
        }
        assert!(fs::metadata(scratch.0.join("items")).expect("a file").len() < 12_000);
        let items = spool.unsent().expect("items");
        let steps = items.iter().filter(|item| matches!(item.said, Said::Step { .. })).count();
        assert_eq!(steps, 10);
        let mut next = 1;
        for item in &items {
            assert_eq!(item.stands_from(), next, "no number is missing");
            next = item.seq + 1;
        }
        assert_eq!(Some(&(next - 1)), written.last());
        assert!(items.iter().filter(|item| matches!(item.said, Said::Sample { .. })).count() > 5);
    }

    #[test]
    fn what_was_told_before_the_attempt_was_known_follows_under_new_numbers() {
        let scratch = Scratch::new();
        let open = |name: &str| Spool::open(&scratch.0.join(name), USUAL_LIMIT).expect("a spool");
        let (known, early) = (open("2"), open("from-7"));
        known.append(at(), step()).expect("written");
        early.append(at(), Said::CopyBegan { disk: "xvda".to_owned(), total: None }).expect("written");
        early.append(at(), sample(7)).expect("written");
        fs::copy(scratch.0.join("from-7/items"), scratch.0.join("kept")).expect("a copy");
        known.take_over(&early).expect("taken over");
        // The power went before the old file was gone.
        fs::copy(scratch.0.join("kept"), scratch.0.join("from-7/items")).expect("a copy");
        known.take_over(&early).expect("taken over");
        assert_eq!(early.append(at(), sample(8)).expect("written"), 3, "who writes to it notices nothing");
        let items = known.unsent().expect("items");
        let sample = |bytes| Said::Sample { run: 2, disk: "xvda".to_owned(), bytes, elapsed_ms: bytes };
        assert_eq!(items[2..], [Item::new(3, at(), sample(7)), Item::new(4, at(), sample(8))]);
        assert_eq!((items.len(), early.began_at().expect("nothing")), (4, None));
    }
}
