//! The bytes themselves: from one end to the other, unchanged, with as little in their way as can be.
//! One thread reads and writes, another makes the digest from the same buffers.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use nix::fcntl::{FcntlArg, fcntl};
use sha2::{Digest, Sha256};

/// What is read at once.
const BUFFER: usize = 1 << 20;
/// Buffers between the pipe and the digest.
const BUFFERS: usize = 8;
/// What a pipe of the system may hold without privileges.
const PIPE: i32 = 1 << 20;
/// Of a second, how finely a rate is kept.
const SLICES: u64 = 20;

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    GoOn,
    Wait,
    Stop,
}

/// What went through.
#[derive(Debug)]
pub struct Passed {
    /// SHA-256 of all of it; none if the thread that makes it failed.
    pub sha256: Option<[u8; 32]>,
    /// Stopped by a wish, before the end.
    pub is_stopped: bool,
}

/// A copy that broke: where, and why.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    #[error("reading: {0}")]
    Reading(io::Error),
    #[error("writing: {0}")]
    Writing(io::Error),
}

/// Passes everything on until the end of the input. `count` is how much has been written by now;
/// `wish` is asked between two buffers. At most `limit` bytes a second, if there is one.
pub fn pass(
    input: &mut File,
    output: &mut File,
    count: &AtomicU64,
    limit: Option<u64>,
    wish: impl Fn() -> Wish,
) -> Result<Passed, Broken> {
    for end in [input.as_fd(), output.as_fd()] {
        // What is no pipe stays as it is.
        let _ = fcntl(end, FcntlArg::F_SETPIPE_SZ(PIPE));
    }
    let digest = Digester::start();
    let mut pace = limit.map(Pace::new);
    let size =
        limit.map_or(BUFFER, |limit| usize::try_from((limit / SLICES).max(1)).unwrap_or(BUFFER).min(BUFFER));
    let mut is_stopped = false;
    loop {
        match wish() {
            Wish::GoOn => {}
            Wish::Wait => {
                thread::sleep(Duration::from_millis(100));
                continue;
            }
            Wish::Stop => {
                is_stopped = true;
                break;
            }
        }
        let mut buffer = digest.buffer();
        buffer.resize(size, 0);
        let read = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Broken::Reading(error)),
        };
        write_counted(output, &buffer[..read], count).map_err(Broken::Writing)?;
        digest.add(buffer, read);
        if let Some(pace) = &mut pace {
            pace.keep(read as u64);
        }
    }
    Ok(Passed { sha256: digest.finish(), is_stopped })
}

/// Counts each piece that the other end took, so that a copy that hangs shows where.
fn write_counted(output: &mut File, mut bytes: &[u8], count: &AtomicU64) -> io::Result<()> {
    while !bytes.is_empty() {
        match output.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => {
                count.fetch_add(written as u64, Ordering::Relaxed);
                bytes = &bytes[written..];
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Makes the digest beside the pipe, and gives the buffers back.
struct Digester {
    full: SyncSender<(Vec<u8>, usize)>,
    empty: Receiver<Vec<u8>>,
    thread: JoinHandle<[u8; 32]>,
}

impl Digester {
    fn start() -> Digester {
        let (full, filled) = sync_channel::<(Vec<u8>, usize)>(BUFFERS);
        let (give_back, empty) = channel();
        let thread = thread::spawn(move || {
            let mut digest = Sha256::new();
            for (buffer, length) in filled {
                digest.update(&buffer[..length]);
                let _ = give_back.send(buffer);
            }
            digest.finalize().into()
        });
        Digester { full, empty, thread }
    }

    fn buffer(&self) -> Vec<u8> {
        self.empty.try_recv().unwrap_or_default()
    }

    fn add(&self, buffer: Vec<u8>, length: usize) {
        let _ = self.full.send((buffer, length));
    }

    fn finish(self) -> Option<[u8; 32]> {
        drop(self.full);
        self.thread.join().ok()
    }
}

/// Keeps to so many bytes a second.
struct Pace {
    limit: u64,
    began: Instant,
    bytes: u64,
}

impl Pace {
    fn new(limit: u64) -> Pace {
        Pace { limit: limit.max(1), began: Instant::now(), bytes: 0 }
    }

    /// Waits until the bytes are due. What was missed while the other end hung is not caught up with.
    fn keep(&mut self, bytes: u64) {
        self.bytes += bytes;
        let due = Duration::from_secs_f64(self.bytes as f64 / self.limit as f64);
        match due.checked_sub(self.began.elapsed()) {
            Some(wait) => thread::sleep(wait),
            None => *self = Pace::new(self.limit),
        }
    }
}
