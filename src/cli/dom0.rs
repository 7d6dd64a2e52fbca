//! `domovoi dom0`: the reporter.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use clap::{Args, Subcommand};

use crate::cli::dom0_preflight::{self, PreflightArguments};
use crate::cli::dom0_watch::{self, WatchArguments};
use crate::db::ids::MigrationId;
use crate::dom0::copy::{Copy, End, copy};
use crate::dom0::journal::{Journal, ROOT};
use crate::dom0::spool::USUAL_LIMIT;
use crate::dom0::step::Of;
use crate::dom0::{Client, Settings, settings, step};
use crate::fleet::Bytes;
use crate::migrations::StepCode;
use crate::reports::StepWord;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Stand in a pipe, pass everything on unchanged, and report how far it is
    Copy(CopyArguments),
    /// Say that a step began, ended or failed; at commit, get the word that lets the target boot
    Step(StepArguments),
    /// Report what runs here, what is free, the cards and what goes through them, until it is asked to end
    Watch(WatchArguments),
    /// Look at the way to another host before a move, and report what is found
    Preflight(PreflightArguments),
    /// Give the portal what it does not have yet, such as after it was away
    Send(SendArguments),
}

/// Where everything is.
#[derive(Debug, Args)]
pub(super) struct Places {
    /// The file with the portal's address and this host's token
    #[arg(long, default_value = settings::FILE, value_name = "FILE")]
    config: PathBuf,
    /// The folder in which reports wait for the portal
    #[arg(long, default_value = ROOT, value_name = "FOLDER")]
    pub(super) spool: PathBuf,
    /// How large what waits may grow before samples are left out, in bytes
    #[arg(long, default_value_t = USUAL_LIMIT, value_name = "BYTES")]
    spool_limit: u64,
}

impl Places {
    pub(super) fn settings(&self) -> anyhow::Result<Settings> {
        Settings::read(&self.config)
    }

    fn journal(&self) -> Journal {
        Journal::new(&self.spool, self.spool_limit)
    }
}

#[derive(Debug, Args)]
pub struct CopyArguments {
    /// The migration, such as M-142
    #[arg(long)]
    migration: MigrationId,
    /// Which of its attempts; the portal is asked if nobody says
    #[arg(long, value_name = "N")]
    attempt: Option<i32>,
    /// What the portal calls the disk, such as xvda
    #[arg(long)]
    disk: String,
    /// This is the target's end of the pipe
    #[arg(long)]
    receive: bool,
    /// How much there is to come, in bytes or as in "14 GiB"
    #[arg(long, value_parser = size)]
    size: Option<u64>,
    /// At most so much a second, as in "40 MiB"
    #[arg(long, value_parser = size)]
    limit: Option<u64>,
    /// Stop between two buffers when the portal asks for it; the exit status is 3 then
    #[arg(long)]
    obey: bool,
    /// Seconds between two samples
    #[arg(long, default_value = "5", value_parser = seconds)]
    sample_every: Duration,
    /// Seconds between two reports
    #[arg(long, default_value = "15", value_parser = seconds)]
    send_every: Duration,
    #[command(flatten)]
    places: Places,
}

#[derive(Debug, Args)]
pub struct StepArguments {
    /// stop, copy, compare, prepare, commit, boot, check, fence, start_again or check_again
    step: StepCode,
    /// What happened to it; at commit, nothing
    #[arg(value_parser = word, value_name = "began|ended|failed")]
    word: Option<StepWord>,
    /// For the core team; members don't see it
    #[arg(long, default_value = "")]
    note: String,
    /// At commit, on the source: the domU is down here, and nothing can start it
    #[arg(long)]
    fenced: bool,
    /// The migration, such as M-142
    #[arg(long)]
    migration: MigrationId,
    /// Which of its attempts; the portal is asked if nobody says
    #[arg(long, value_name = "N")]
    attempt: Option<i32>,
    #[command(flatten)]
    places: Places,
}

#[derive(Debug, Args)]
pub struct SendArguments {
    #[command(flatten)]
    places: Places,
}

/// 0 when all went through, 1 when the pipe broke, 3 when the portal asked to stop and was obeyed.
pub fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Copy(arguments) => Ok(run_copy(&arguments)),
        Command::Step(arguments) => run_step(&arguments).map(|()| ExitCode::SUCCESS),
        Command::Watch(arguments) => dom0_watch::run(&arguments),
        Command::Preflight(arguments) => dom0_preflight::run(&arguments),
        Command::Send(arguments) => send(&arguments.places),
    }
}

fn run_copy(arguments: &CopyArguments) -> ExitCode {
    let what = Copy {
        migration: arguments.migration,
        attempt: arguments.attempt,
        disk: arguments.disk.clone(),
        total: arguments.size,
        limit: arguments.limit,
        obeys: arguments.obey,
        is_receiving: arguments.receive,
        sample_every: arguments.sample_every,
        send_every: arguments.send_every,
    };
    match copy(&what, arguments.places.settings(), arguments.places.journal()) {
        End::Whole => ExitCode::SUCCESS,
        End::Broken => ExitCode::FAILURE,
        End::Stopped => ExitCode::from(3),
    }
}

/// At commit, on the target, the word goes to standard output, alone.
fn run_step(arguments: &StepArguments) -> anyhow::Result<()> {
    let client = Client::new(arguments.places.settings()?)?;
    let (client, journal) = (&client, &arguments.places.journal());
    let of = Of { migration: arguments.migration, attempt: arguments.attempt };
    match (arguments.step, arguments.word) {
        (StepCode::Commit, None) if arguments.fenced => step::fenced(of, client, journal),
        (StepCode::Commit, None) => {
            println!("{}", step::commit(of, client, journal)?);
            Ok(())
        }
        (StepCode::Commit, Some(_)) => bail!("commit is asked for: leave out what happened to it"),
        (_, None) => bail!("say what happened to it: began, ended or failed"),
        (code, Some(word)) => {
            if let Some(said) = step::step(of, code.as_str(), word, &arguments.note, client, journal)? {
                eprintln!("domovoi: {said}");
            }
            Ok(())
        }
    }
}

/// 0 when nothing waits any more.
fn send(places: &Places) -> anyhow::Result<ExitCode> {
    let client = Client::new(places.settings()?)?;
    let journal = places.journal();
    let mut waiting = 0;
    for migration in journal.migrations()? {
        if let Err(problem) = journal.deliver(&client, migration) {
            eprintln!("domovoi: {migration}: {problem}");
        }
        let left = journal.waiting(migration)?;
        if left > 0 {
            eprintln!("domovoi: {migration}: {left} reports wait");
        }
        waiting += left;
    }
    Ok(if waiting == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A plain number is bytes.
fn size(text: &str) -> Result<u64, String> {
    if let Ok(bytes) = text.parse::<u64>() {
        return if bytes > 0 { Ok(bytes) } else { Err("is nothing".to_owned()) };
    }
    let bytes: Bytes = text.parse().map_err(|error: crate::fleet::BytesError| error.to_string())?;
    u64::try_from(bytes.0).map_err(|error| error.to_string())
}

fn word(text: &str) -> Result<StepWord, String> {
    match text {
        "began" => Ok(StepWord::Began),
        "ended" => Ok(StepWord::Ended),
        "failed" => Ok(StepWord::Failed),
        _ => Err("is none of began, ended, failed".to_owned()),
    }
}

pub(super) fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "is no number of seconds".to_owned())?;
    let time = Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())?;
    if time.is_zero() { Err("is no time".to_owned()) } else { Ok(time) }
}
