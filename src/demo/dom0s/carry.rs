//! Bytes on their way from one simulated dom0 to another: a made-up image, the reporter at both ends of
//! a pipe, and nothing that keeps what arrives.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::OwnedFd;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use tokio::sync::oneshot;

use super::machine::Machine;
use super::{Over, Tempo};
use crate::db::ids::MigrationId;
use crate::dom0::copy::{Copy, End, copy_silently};
use crate::dom0::journal::Journal;
use crate::dom0::spool::USUAL_LIMIT;

/// What is made up at once.
const PIECE: usize = 64 * 1024;

static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// Threads that still carry.
pub fn under_way() -> usize {
    UNDER_WAY.load(Ordering::Relaxed)
}

/// One disk of a migration.
pub struct Load {
    pub migration: MigrationId,
    pub bytes: u64,
}

/// Carries it; gives how the source's end and the target's end ended.
pub async fn carry(
    load: &Load,
    (source, target): (&Machine, &Machine),
    tempo: Tempo,
    over: &Over,
) -> anyhow::Result<[End; 2]> {
    let (image, disk) = io::pipe()?;
    let (arriving, leaving) = io::pipe()?;
    let nothing = File::create("/dev/null")?;
    let (over, bytes) = (over.clone(), load.bytes);
    aside(move || make_up(disk, bytes, &over));
    let what = |is_receiving: bool| Copy {
        migration: load.migration,
        attempt: None,
        disk: "xvda".to_owned(),
        total: Some(load.bytes),
        limit: (!is_receiving).then_some(tempo.bytes_per_second),
        obeys: true,
        is_receiving,
        sample_every: tempo.sample_every,
        send_every: tempo.send_every,
    };
    let sent = end(what(false), source, (file(image), file(leaving)), source.left.clone());
    let received = end(what(true), target, (file(arriving), nothing), target.arrived.clone());
    Ok([sent.await?, received.await?])
}

fn file(end: impl Into<OwnedFd>) -> File {
    File::from(end.into())
}

fn end(
    what: Copy,
    machine: &Machine,
    ends: (File, File),
    count: std::sync::Arc<std::sync::atomic::AtomicU64>,
) -> oneshot::Receiver<End> {
    let (ended, end) = oneshot::channel();
    let (settings, journal) = (machine.settings.clone(), journal(machine));
    aside(move || _ = ended.send(copy_silently(&what, settings, journal, ends, count)));
    end
}

/// Where a simulated dom0 keeps what it has to tell.
pub fn journal(machine: &Machine) -> Journal {
    Journal::new(&machine.folder.join("spool"), USUAL_LIMIT)
}

/// On a thread that is waited for at the end.
pub fn aside(work: impl FnOnce() + Send + 'static) {
    UNDER_WAY.fetch_add(1, Ordering::Relaxed);
    thread::spawn(move || {
        work();
        UNDER_WAY.fetch_sub(1, Ordering::Relaxed);
    });
}

/// An image that nobody has to keep: the same each time, and nothing that could be left out.
fn make_up(mut disk: io::PipeWriter, bytes: u64, over: &Over) {
    let mut piece = vec![0_u8; PIECE];
    let (mut left, mut seed) = (bytes, 0x2545_F491_4F6C_DD1D_u64);
    while left > 0 && !over.is() {
        for word in piece.chunks_exact_mut(8) {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            word.copy_from_slice(&seed.to_le_bytes());
        }
        let now = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
        if disk.write_all(&piece[..now]).is_err() {
            return;
        }
        left -= now as u64;
    }
}
