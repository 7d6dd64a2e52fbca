//! `domovoi fleet import`.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::{Args, Subcommand};

use crate::cli::club::Club;
use crate::config::Config;
use crate::fleet::change::Change;
use crate::fleet::xl_import::{HostPlan, ImportError, ImportPlan, Seen, Target, apply, preview};
use crate::members::Actor;
use crate::words::{Locale, Message, Sentence, Words};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare what a dom0 prints with what is recorded, and record the difference
    Import(Import),
}

#[derive(Debug, Args)]
pub struct Import {
    /// The host that printed it
    #[arg(long)]
    host: String,
    /// The site of a host that is new; made if there is none of that name
    #[arg(long)]
    site: Option<String>,
    /// What `xl info` printed: how much memory the host has
    #[arg(long, value_name = "FILE")]
    info: Option<PathBuf>,
    /// What `lvm fullreport --units b --reportformat json` printed: how large the disks are, and how much
    /// room there is for more; `lvs` with the same options tells the disks only
    #[arg(long, value_name = "FILE")]
    disks: Option<PathBuf>,
    /// Show the difference and write nothing
    #[arg(long)]
    dry_run: bool,
    /// What `xl list -l` printed; - is standard input
    file: PathBuf,
}

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let Command::Import(import) = command;
    let words = Words::load()?;
    let seen = read(&import, &words)?;
    let club = Club::open(&config).await?;
    let plan = do_import(&club, &import, &seen).await;
    club.close().await;
    let plan = plan.map_err(|error| refusal(&words, &error))?;
    print!("{}", report(&words, &plan, import.dry_run));
    Ok(())
}

async fn do_import(club: &Club, import: &Import, seen: &Seen) -> Result<ImportPlan, ImportError> {
    let target = Target { host: import.host.clone(), site: import.site.clone() };
    let mut conn = club.app.pool.get().await.map_err(|_| ImportError::NoDatabase)?;
    if import.dry_run {
        preview(&mut conn, &target, seen).await
    } else {
        apply(&mut conn, &Actor::Command, &target, seen, club.app.clock.now()).await
    }
}

fn read(import: &Import, words: &Words) -> anyhow::Result<Seen> {
    let list = text_of(&import.file)?;
    let info = import.info.as_deref().map(text_of).transpose()?;
    let disks = import.disks.as_deref().map(text_of).transpose()?;
    Seen::read(&list, info.as_deref(), disks.as_deref()).map_err(|broken| refusal(words, &broken))
}

/// Sixty-four times what a host with a thousand domUs prints.
const MOST_BYTES: u64 = 64 << 20;

fn text_of(path: &Path) -> anyhow::Result<String> {
    let name = path.display();
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().take(MOST_BYTES + 1).read_to_end(&mut bytes).context("reading standard input")?;
    } else {
        let file = std::fs::File::open(path).with_context(|| format!("{name}"))?;
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).with_context(|| format!("{name}"))?;
    }
    if bytes.len() as u64 > MOST_BYTES {
        bail!("{name} is larger than 64 MiB; that is no output of xl or lvm");
    }
    String::from_utf8(bytes).map_err(|error| {
        anyhow!("{name} is no text: byte {} is not UTF-8", error.utf8_error().valid_up_to() + 1)
    })
}

fn refusal(words: &Words, error: &impl Sentence) -> anyhow::Error {
    anyhow!("{}", words.say(Locale::En, &error.sentence()))
}

/// The plan in lines for a terminal.
pub fn report(words: &Words, plan: &ImportPlan, is_dry: bool) -> String {
    let mut lines = Vec::new();
    let mut say = |indent: &str, message: Message| {
        lines.push(format!("{indent}{}", words.say(Locale::En, &message)));
    };
    match &plan.host {
        HostPlan::New { name, site, memory, disk, .. } => say(
            "",
            Message::new("fleet-import-report-new-host")
                .with("host", name.as_str())
                .with("site", site.code())
                .with("memory", memory.to_string())
                .with("disk", disk.to_string()),
        ),
        HostPlan::Known { name, changes, .. } => {
            say("", Message::new("fleet-import-report-host").with("host", name.as_str()));
            changes.iter().for_each(|change| say("  ", change_line(words, change)));
        }
    }
    for domu in &plan.new {
        let message = Message::new("fleet-import-report-new")
            .with("name", domu.target.name.as_str())
            .with("memory", domu.target.memory.to_string());
        say("", message);
        domu.disks.iter().for_each(|disk| say("  ", Message::new(disk.to_string())));
        domu.addresses.iter().for_each(|new| say("  ", Message::new(new.address.to_string())));
    }
    for domu in &plan.changed {
        say("", Message::new("fleet-import-report-changed").with("name", domu.name.as_str()));
        domu.changes.iter().for_each(|change| say("  ", change_line(words, change)));
    }
    for domu in &plan.absent {
        say("", Message::new("fleet-import-report-absent").with("name", domu.name.as_str()));
    }
    if !plan.absent.is_empty() {
        say("  ", Message::new("fleet-import-absent-hint"));
    }
    for note in &plan.notes {
        let note = words.say(Locale::En, note);
        say("", Message::new("fleet-import-report-note").with("note", note));
    }
    say("", counts(plan));
    say("", Message::new(outcome(plan, is_dry)));
    lines.join("\n") + "\n"
}

fn change_line(words: &Words, change: &Change) -> Message {
    let none = || words.say(Locale::En, &Message::new("fleet-import-report-none"));
    let label = words.say(Locale::En, &Message::new(change.field.label()));
    Message::new("fleet-import-report-change")
        .with("field", label)
        .with("old", change.old.clone().unwrap_or_else(none))
        .with("new", change.new.clone().unwrap_or_else(none))
}

fn counts(plan: &ImportPlan) -> Message {
    Message::new("fleet-import-report-counts")
        .with("new", plan.new.len() as i64)
        .with("changed", plan.changed.len() as i64)
        .with("absent", plan.absent.len() as i64)
        .with("unchanged", plan.unchanged.len() as i64)
}

fn outcome(plan: &ImportPlan, is_dry: bool) -> &'static str {
    match (plan.changes_nothing(), is_dry) {
        (true, _) => "fleet-import-report-nothing",
        (false, true) => "fleet-import-report-dry",
        (false, false) => "fleet-import-report-applied",
    }
}
