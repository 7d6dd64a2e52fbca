//! What an earlier portal left behind: a server that still runs, or its pid file.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::error::io_error;
use super::{StartError, socket_folder};

/// Where a portal that runs on this data folder has its database; `None` while it has none.
pub fn address_of_running(folder: &Path, database: &str) -> Option<String> {
    let file = PidFile::read(&folder.join("postgres"))?;
    (file.is_ready && file.is_alive()).then(|| socket_folder::url(&file.sockets, database))
}

/// Stops the server that still runs in `data` and clears what would stop a new one. The caller
/// holds the folder's lock, so nobody can be using it.
pub(super) fn clear(data: &Path) -> Result<(), StartError> {
    let Some(file) = PidFile::read(data) else { return Ok(()) };
    if file.is_alive() {
        file.stop();
    } else if process_exists(file.pid) {
        // The number went to another process since, which PostgreSQL would take for a server.
        let path = data.join("postmaster.pid");
        fs::remove_file(&path).map_err(io_error("clearing", &path))?;
    }
    if socket_folder::is_elsewhere(&file.sockets) {
        let _ = fs::remove_dir_all(&file.sockets);
    }
    Ok(())
}

/// `postmaster.pid`, which PostgreSQL writes line by line: pid, data folder, start, port, socket
/// folder, listen address, shared memory, status.
struct PidFile {
    pid: i32,
    data: PathBuf,
    sockets: PathBuf,
    is_ready: bool,
}

impl PidFile {
    fn read(data: &Path) -> Option<PidFile> {
        let text = fs::read_to_string(data.join("postmaster.pid")).ok()?;
        let lines: Vec<&str> = text.lines().collect();
        Some(PidFile {
            pid: lines.first()?.trim().parse().ok()?,
            data: PathBuf::from(lines.get(1)?),
            sockets: PathBuf::from(lines.get(4)?),
            is_ready: lines.get(7).is_some_and(|status| status.trim() == "ready"),
        })
    }

    /// Whether that process is a PostgreSQL on that folder, and not one that got its number later.
    fn is_alive(&self) -> bool {
        let command = fs::read(format!("/proc/{}/cmdline", self.pid)).unwrap_or_default();
        let command = String::from_utf8_lossy(&command);
        let mut arguments = command.split('\0');
        arguments.next().is_some_and(|name| name.ends_with("postgres"))
            && arguments.any(|argument| Path::new(argument) == self.data)
    }

    fn stop(&self) {
        for (signal, patience) in [(Signal::SIGINT, 20), (Signal::SIGQUIT, 5), (Signal::SIGKILL, 5)] {
            let _ = kill(Pid::from_raw(self.pid), signal);
            let deadline = Instant::now() + Duration::from_secs(patience);
            while Instant::now() < deadline {
                if !self.is_alive() {
                    return;
                }
                thread::sleep(Duration::from_millis(20));
            }
        }
    }
}

fn process_exists(pid: i32) -> bool {
    Path::new(&format!("/proc/{pid}")).exists()
}
