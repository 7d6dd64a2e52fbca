//! A cluster's files: made once by `initdb`, half-made ones never used.

use std::fs;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::error::io_error;
use super::owner::Owner;
use super::programs::{Places, Programs};
use super::{StartError, leftover, private_folder, socket_folder};

/// The files of a cluster and the programs that run it.
#[derive(Debug, Clone)]
pub struct Cluster {
    programs: Programs,
    owner: Owner,
    data: PathBuf,
    sockets: PathBuf,
}

impl Cluster {
    /// The cluster in `folder/postgres`, made when there is none, with nothing left running in
    /// it. The caller holds the folder's lock. Blocks for about a second when it is new.
    pub fn prepare(folder: &Path, places: &Places) -> Result<Cluster, StartError> {
        let folder = fs::canonicalize(folder).map_err(io_error("finding", folder))?;
        let data = folder.join("postgres");
        let owner = Owner::of(&data)?;
        owner.check_can_enter(&folder)?;
        let programs = programs_for(&data, places)?;
        leftover::clear(&data)?;
        if !data.join("PG_VERSION").exists() {
            make(&programs, &owner, &data)?;
        }
        let sockets = socket_folder::make(&folder, &owner)?;
        Ok(Cluster { programs, owner, data, sockets })
    }

    /// The server, with these settings on top of those that every private cluster has; it ends
    /// with the thread that starts it.
    pub fn server(&self, settings: &[(&str, &str)]) -> Command {
        self.with_settings(tied_to_us(&self.postgres()), settings)
    }

    /// The same server, which lives on when we end.
    pub fn server_that_outlives_us(&self, settings: &[(&str, &str)]) -> Command {
        self.with_settings(Command::new(self.postgres()), settings)
    }

    /// Where clients find this database of the cluster.
    pub fn url(&self, database: &str) -> String {
        socket_folder::url(&self.sockets, database)
    }

    /// Removes a socket folder that was put elsewhere.
    pub fn remove_socket_folder(&self) {
        if !self.sockets.starts_with(self.data.parent().unwrap_or(&self.data)) {
            let _ = fs::remove_dir_all(&self.sockets);
        }
    }

    fn postgres(&self) -> PathBuf {
        self.programs.folder.join("postgres")
    }

    /// Adds what keeps it ours: no network, and a process group of its own, so that a Ctrl-C meant
    /// for the portal does not stop the database first.
    fn with_settings(&self, mut command: Command, settings: &[(&str, &str)]) -> Command {
        command.arg("-D").arg(&self.data).arg("-k").arg(&self.sockets).args(["-c", "listen_addresses="]);
        for (name, value) in settings {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        command.process_group(0).current_dir("/").stdin(Stdio::null());
        self.owner.run_as(&mut command);
        command
    }
}

/// `setpriv` asks the kernel to stop the server when the thread that started it ends, so that not
/// even `kill -9` leaves it running; without that program the next start stops it.
fn tied_to_us(postgres: &Path) -> Command {
    let on_our_end = ["--pdeathsig", "INT"];
    let probe = Command::new("setpriv").args(on_our_end).arg("true").stderr(Stdio::null()).status();
    if !probe.is_ok_and(|status| status.success()) {
        return Command::new(postgres);
    }
    let mut command = Command::new("setpriv");
    command.args(on_our_end).arg("--").arg(postgres);
    command
}

fn programs_for(data: &Path, places: &Places) -> Result<Programs, StartError> {
    let version = fs::read_to_string(data.join("PG_VERSION")).ok();
    let made_by = version.and_then(|text| text.trim().parse().ok());
    let programs = Programs::find(places, made_by)?;
    match made_by {
        Some(made_by) if made_by != programs.major => {
            Err(StartError::WrongVersion { data: data.to_owned(), made_by, found: programs.major })
        }
        _ => Ok(programs),
    }
}

/// Makes the cluster beside its place and renames it when it is whole.
fn make(programs: &Programs, owner: &Owner, data: &Path) -> Result<(), StartError> {
    let unfinished = data.with_extension("new");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).map_err(io_error("clearing", &unfinished))?;
    }
    private_folder::make(&unfinished, owner)?;
    let mut command = Command::new(programs.folder.join("initdb"));
    command.arg("--pgdata").arg(&unfinished);
    command.args([
        "--no-sync",
        "--username=domovoi",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-instructions",
    ]);
    owner.run_as(&mut command);
    let output = command
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .map_err(io_error("running initdb for", data))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(StartError::InitFailed { data: data.to_owned(), said });
    }
    sync(&unfinished)?;
    fs::rename(&unfinished, data).map_err(io_error("renaming", &unfinished))
}

/// Writes all that is new to the disk in one go, which initdb would do file by file for seconds.
fn sync(folder: &Path) -> Result<(), StartError> {
    let open = fs::File::open(folder).map_err(io_error("opening", folder))?;
    nix::unistd::syncfs(open).map_err(io::Error::from).map_err(io_error("writing out", folder))
}
