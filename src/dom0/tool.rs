//! A program of the dom0, asked with a limit on its time: `xl` waits for ever where xenstored hangs.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

/// More than any of them prints.
const MOST_BYTES: u64 = 8 << 20;

/// What a program printed, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// Standard output, and what was complained about after it.
    pub text: String,
    pub is_success: bool,
}

/// Where programs are found: in this folder, or where the system has them.
#[derive(Debug, Clone, Default)]
pub struct Tools {
    folder: Option<PathBuf>,
}

impl Tools {
    pub fn within(folder: Option<PathBuf>) -> Tools {
        Tools { folder }
    }

    /// Runs it to its end, in English, for at most `patience`.
    pub fn ask(&self, program: &str, arguments: &[&str], patience: Duration) -> Result<Printed, String> {
        let path =
            self.folder.as_deref().map_or_else(|| PathBuf::from(program), |folder| folder.join(program));
        run(&path, arguments, patience).map_err(|problem| format!("{program}: {problem}"))
    }
}

fn run(program: &Path, arguments: &[&str], patience: Duration) -> Result<Printed, String> {
    let mut child = Command::new(program)
        .args(arguments)
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| error.to_string())?;
    let (read, is_read) = channel();
    for (at, pipe) in pipes(&mut child).into_iter().enumerate() {
        let read = read.clone();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.take(MOST_BYTES).read_to_end(&mut bytes);
            let _ = read.send((at, bytes));
        });
    }
    let mut texts = [String::new(), String::new()];
    for _ in 0..texts.len() {
        let Ok((at, bytes)) = is_read.recv_timeout(patience) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("no answer within {} s", patience.as_secs()));
        };
        texts[at] = String::from_utf8_lossy(&bytes).into_owned();
    }
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(Printed { text: texts.concat(), is_success: status.success() })
}

fn pipes(child: &mut Child) -> Vec<Box<dyn Read + Send>> {
    let output = child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>);
    let errors = child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>);
    output.into_iter().chain(errors).collect()
}
