//! The running server, from start to stop.

use std::fs::{self, File, TryLockError};
use std::io::{ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid};
use tokio::sync::{oneshot, watch};
use tokio::time::{Instant, sleep, timeout};
use tokio_postgres::NoTls;
use tokio_postgres::error::SqlState;

use super::cluster::Cluster;
use super::error::io_error;
use super::programs::Places;
use super::{StartError, leftover};

const DATABASE: &str = "domovoi";
/// Recovery after a crash may take its time.
const LONGEST_START: Duration = Duration::from_secs(120);

/// What PostgreSQL says while processes of one that was killed still end by themselves.
const ORPHANS: &str = "pre-existing shared memory block";
const ORPHANS_END: Duration = Duration::from_secs(30);

/// What to run, and where.
#[derive(Debug, Clone)]
pub struct Options {
    pub folder: PathBuf,
    pub places: Places,
    /// The data need not survive the machine: nothing waits for the disk.
    pub is_throwaway: bool,
}

/// A private PostgreSQL; dropping it asks the server to stop, `stop` also waits for it.
pub struct PrivatePostgres {
    cluster: Cluster,
    pid: Pid,
    ended: watch::Receiver<bool>,
    log: PathBuf,
    _lock: File,
}

impl PrivatePostgres {
    /// Starts the server on the folder, which is made when it is missing, and waits until it
    /// answers. A second start on the same folder is refused while the first one lives.
    pub async fn start(options: Options) -> Result<PrivatePostgres, StartError> {
        options.places.check()?;
        let lock = lock(&options.folder)?;
        let Options { folder, places, is_throwaway } = options;
        let log = folder.join("postgres.log");
        let cluster = tokio::task::spawn_blocking(move || Cluster::prepare(&folder, &places))
            .await
            .map_err(|error| StartError::DidNotStart { said: error.to_string() })??;
        let deadline = Instant::now() + ORPHANS_END;
        loop {
            let (pid, ended, log_start) = spawn(cluster.server(settings(is_throwaway)), &log).await?;
            match wait_until_it_answers(&cluster, &ended, &log, log_start).await {
                Ok(()) => return Ok(PrivatePostgres { cluster, pid, ended, log, _lock: lock }),
                Err(StartError::DidNotStart { said })
                    if said.contains(ORPHANS) && Instant::now() < deadline =>
                {
                    sleep(Duration::from_millis(100)).await;
                }
                Err(error) => {
                    stop(pid, &ended).await;
                    return Err(error);
                }
            }
        }
    }

    /// Refuses a folder that another domovoi has, or another user. Makes none.
    pub fn check_is_free(folder: &Path) -> Result<(), StartError> {
        if folder.exists() { lock(folder).map(drop) } else { Ok(()) }
    }

    /// Where the portal's database is.
    pub fn url(&self) -> String {
        self.cluster.url(DATABASE)
    }

    /// Where the database is of a portal that runs on this folder right now.
    pub fn url_beside(folder: &Path) -> Option<String> {
        leftover::address_of_running(folder, DATABASE)
    }

    /// Where it writes what it has to say.
    pub fn log(&self) -> &Path {
        &self.log
    }

    /// Resolves when the server ended, for whatever reason.
    pub async fn ended(&self) {
        let _ = self.ended.clone().wait_for(|has_ended| *has_ended).await;
    }

    /// Stops the server: open connections are closed, nothing committed is lost.
    pub async fn stop(self) {
        stop(self.pid, &self.ended).await;
        self.cluster.remove_socket_folder();
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        if !*self.ended.borrow() {
            let _ = kill(self.pid, Signal::SIGINT);
        }
    }
}

async fn stop(pid: Pid, ended: &watch::Receiver<bool>) {
    for (signal, patience) in [(Signal::SIGINT, 10), (Signal::SIGQUIT, 3), (Signal::SIGKILL, 2)] {
        if *ended.borrow() {
            break;
        }
        let _ = kill(pid, signal);
        let mut ended = ended.clone();
        let _ = timeout(Duration::from_secs(patience), ended.wait_for(|has_ended| *has_ended)).await;
    }
}

async fn wait_until_it_answers(
    cluster: &Cluster,
    ended: &watch::Receiver<bool>,
    log: &Path,
    log_start: u64,
) -> Result<(), StartError> {
    let answered = timeout(LONGEST_START, async {
        loop {
            if *ended.borrow() {
                return false;
            }
            if has_database(cluster).await {
                return true;
            }
            sleep(Duration::from_millis(10)).await;
        }
    });
    match answered.await {
        Ok(true) => Ok(()),
        Ok(false) => Err(StartError::DidNotStart { said: tail(log, log_start) }),
        Err(_) => Err(StartError::DidNotStart { said: "it did not answer within two minutes".to_owned() }),
    }
}

/// Whether our database answers; makes it when the server is new.
async fn has_database(cluster: &Cluster) -> bool {
    match run(&cluster.url(DATABASE), "SELECT 1").await {
        Ok(()) => true,
        Err(error) if error.code() == Some(&SqlState::UNDEFINED_DATABASE) => {
            run(&cluster.url("postgres"), "CREATE DATABASE domovoi").await.is_ok()
        }
        Err(_) => false,
    }
}

fn settings(is_throwaway: bool) -> &'static [(&'static str, &'static str)] {
    if is_throwaway {
        &[
            ("max_connections", "60"),
            ("fsync", "off"),
            ("synchronous_commit", "off"),
            ("full_page_writes", "off"),
        ]
    } else {
        &[("max_connections", "60")]
    }
}

/// The folder is ours for as long as the file is held.
fn lock(folder: &Path) -> Result<File, StartError> {
    if !folder.exists() {
        fs::create_dir_all(folder).map_err(io_error("making", folder))?;
        // PostgreSQL may have to run as another user, who must pass here; what is inside is closed.
        fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
            .map_err(io_error("opening", folder))?;
    }
    let path = folder.join("lock");
    let file = File::create(&path).map_err(|error| match foreign(&[&path, folder]) {
        Some(path) if error.kind() == ErrorKind::PermissionDenied => StartError::ForeignFolder(path),
        _ => io_error("opening", &path)(error),
    })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StartError::FolderInUse(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(io_error("locking", &path)(error)),
    }
}

/// The first of these that belongs to another user.
fn foreign(paths: &[&Path]) -> Option<PathBuf> {
    let us = Uid::effective().as_raw();
    let is_foreign = |path: &Path| fs::metadata(path).is_ok_and(|metadata| metadata.uid() != us);
    paths.iter().find(|path| is_foreign(path)).map(|path| path.to_path_buf())
}

/// Starts the server on a thread of its own, which lives as long as the server: the kernel ties
/// the one to the end of the other. Also gives where in the log this start begins.
async fn spawn(mut command: Command, log: &Path) -> Result<(Pid, watch::Receiver<bool>, u64), StartError> {
    let file =
        File::options().create(true).append(true).mode(0o600).open(log).map_err(io_error("opening", log))?;
    let log_start = file.metadata().map(|metadata| metadata.len()).unwrap_or(0);
    let copy = file.try_clone().map_err(io_error("opening", log))?;
    command.stdout(copy).stderr(file);
    let (started, has_started) = oneshot::channel();
    let (end, ended) = watch::channel(false);
    std::thread::Builder::new()
        .name("private-postgres".to_owned())
        .spawn(move || match command.spawn() {
            Ok(mut child) => {
                let _ = started.send(Ok(child.id()));
                let _ = child.wait();
                end.send_replace(true);
            }
            Err(error) => drop(started.send(Err(error))),
        })
        .map_err(io_error("watching over", log))?;
    let did_not_start = |said: String| StartError::DidNotStart { said };
    let id = has_started
        .await
        .map_err(|error| did_not_start(error.to_string()))?
        .map_err(|error| did_not_start(error.to_string()))?;
    Ok((Pid::from_raw(id.cast_signed()), ended, log_start))
}

async fn run(url: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let driving = tokio::spawn(connection);
    let result = client.simple_query(sql).await;
    drop(client);
    let _ = driving.await;
    result.map(|_| ())
}

/// The last words of the server.
fn tail(log: &Path, from: u64) -> String {
    let mut text = String::new();
    let read = File::open(log).and_then(|mut file| {
        file.seek(SeekFrom::Start(from))?;
        file.take(64 * 1024).read_to_string(&mut text)
    });
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    match (read, lines.as_slice()) {
        (Ok(_), [.., last]) if lines.len() > 3 => {
            format!("{} {last}", lines[lines.len() - 3..lines.len() - 1].join(" "))
        }
        (Ok(_), lines) if !lines.is_empty() => lines.join(" "),
        _ => format!("see {}", log.display()),
    }
}
