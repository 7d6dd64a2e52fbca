//! The binary, started with nothing but what a test gives it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use domovoi::db::token::Token;
use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, Uid};

/// A command with these variables and no others, except where to find programs.
pub fn domovoi(arguments: &[&str], variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_domovoi"));
    command.args(arguments).env_clear().env("PATH", "/usr/bin:/bin").envs(variables.iter().copied());
    command
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A fresh folder that everybody may pass, gone with the value.
pub struct Folder(pub PathBuf);

impl Folder {
    #[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
    pub fn new() -> Folder {
        let path = std::env::temp_dir().join(format!("domovoi-cli-{}", &Token::random().as_str()[..12]));
        fs::create_dir(&path).unwrap();
        Folder(path)
    }

    pub fn data(&self) -> String {
        self.0.join("data").to_str().unwrap().to_owned()
    }

    /// The processes that have a file or folder in here among their arguments.
    pub fn processes(&self) -> Vec<String> {
        let inside = self.0.to_str().unwrap();
        fs::read_dir("/proc")
            .unwrap()
            .filter_map(|entry| fs::read(entry.unwrap().path().join("cmdline")).ok())
            .map(|bytes| String::from_utf8_lossy(&bytes).replace('\0', " "))
            .filter(|line| line.contains(inside))
            .collect()
    }

    /// Waits until no process is left that has to do with this folder.
    #[track_caller]
    pub fn is_left_alone(&self) {
        until("processes to end", || self.processes().is_empty());
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A database that was just asked to end still writes here.
        let deadline = Instant::now() + Duration::from_secs(5);
        while !self.processes().is_empty() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A running `domovoi serve`.
pub struct Serve {
    child: Child,
    pub address: String,
    log: Option<JoinHandle<Vec<String>>>,
}

impl Serve {
    /// On its own folder and a free port, answered for as soon as it says that it is ready.
    pub fn start(data: &str) -> Serve {
        Serve::spawn(domovoi(&["serve"], &[("DOMOVOI_DATA_DIR", data), ("DOMOVOI_LISTEN", "127.0.0.1:0")]))
    }

    #[track_caller]
    pub fn spawn(mut command: Command) -> Serve {
        let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut heard = Vec::new();
        let address = loop {
            let Some(Ok(line)) = lines.next() else { panic!("it never was ready: {heard:#?}") };
            let said: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(address) = said["address"].as_str() {
                break address.to_owned();
            }
            heard.push(line);
        };
        // Somebody must go on reading, or the portal blocks on its log.
        let log = std::thread::spawn(move || lines.map_while(Result::ok).collect());
        Serve { child, address, log: Some(log) }
    }

    pub fn get(&self, path: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let answer = String::from_utf8_lossy(&bytes).into_owned();
        let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
        (status, answer)
    }

    /// The names of its threads.
    pub fn threads(&self) -> Vec<String> {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.child.id())).unwrap();
        let names = tasks.filter_map(|task| fs::read_to_string(task.unwrap().path().join("comm")).ok());
        names.map(|name| name.trim_end().to_owned()).collect()
    }

    /// What it prints, when its command had that piped.
    pub fn stdout(&mut self) -> ChildStdout {
        self.child.stdout.take().unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id().cast_signed()), signal).unwrap();
    }

    /// As a terminal does it: to the whole process group.
    pub fn signal_group(&self, signal: Signal) {
        nix::sys::signal::killpg(Pid::from_raw(self.child.id().cast_signed()), signal).unwrap();
    }

    /// The exit code, `None` when a signal ended it.
    pub fn wait(&mut self) -> Option<i32> {
        self.child.wait().unwrap().code()
    }

    /// What it logged from the moment it was ready to its end, which has come.
    pub fn log(&mut self) -> Vec<String> {
        self.log.take().expect("nobody asked before").join().unwrap()
    }

    /// Of these, what would have somebody look for a fault.
    pub fn complaints(&mut self) -> Vec<String> {
        let is_complaint = |line: &String| ["\"WARN\"", "\"ERROR\""].iter().any(|level| line.contains(level));
        self.log().into_iter().filter(is_complaint).collect()
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Looks again and again, for at most ten seconds.
#[track_caller]
pub fn until(what: &str, is_so: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_so() {
        assert!(Instant::now() < deadline, "waited too long for {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

pub fn we_are_root() -> bool {
    Uid::effective().is_root()
}

/// The same command as somebody without privileges; the binary is copied to where they can read
/// it.
pub fn as_nobody(command: &Command, folder: &Path) -> Command {
    let copy = folder.join("domovoi");
    fs::copy(command.get_program(), &copy).unwrap();
    let mut other = Command::new("setpriv");
    other.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(copy).args(command.get_args());
    other.env_clear();
    for (name, value) in command.get_envs() {
        other.env(name, value.unwrap_or_default());
    }
    other
}
