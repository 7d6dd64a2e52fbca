//! The bytes themselves: from one end to the other, unchanged, with as little in their way as can be.
//! The digest is made of each buffer while it is still in the processor's cache.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use nix::fcntl::{FcntlArg, fcntl};

/// What is read at once: a part of the pipe, so that both ends have something to do.
const BUFFER: usize = 1 << 18;
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
    /// BLAKE3 of all of it.
    pub blake3: [u8; 32],
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
    let mut digest = blake3::Hasher::new();
    let mut pace = limit.map(Pace::new);
    let size =
        limit.map_or(BUFFER, |limit| usize::try_from((limit / SLICES).max(1)).unwrap_or(BUFFER).min(BUFFER));
    let mut buffer = vec![0; size];
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
        let read = match input.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Broken::Reading(error)),
        };
        write_counted(output, &buffer[..read], count).map_err(Broken::Writing)?;
        digest.update(&buffer[..read]);
        if let Some(pace) = &mut pace {
            pace.keep(read as u64);
        }
    }
    Ok(Passed { blake3: digest.finalize().into(), is_stopped })
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
