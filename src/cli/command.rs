//! Which command was asked for.

use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::cli::{db, demo, dom0, fleet, health, logs, mail, members, preflight, serve};
use crate::config::Config;

/// The member portal of a hosting club.
#[derive(Debug, Parser)]
#[command(name = "domovoi", version, max_term_width = 100)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(flatten)]
    OfAClub(OfAClub),
    /// Report from a dom0 what happens there
    #[command(subcommand)]
    Dom0(dom0::Command),
}

/// What needs a club, and the environment that says where it is.
#[derive(Debug, Subcommand)]
enum OfAClub {
    /// Show a sample club, on a database that is thrown away
    Demo(demo::Arguments),
    /// Run the portal
    Serve,
    /// Upgrade the database's schema, or say how it stands
    #[command(subcommand)]
    Db(db::Command),
    /// Invite people
    #[command(subcommand)]
    Members(members::Command),
    /// Bring in what the hosts know
    #[command(subcommand)]
    Fleet(fleet::Command),
    /// Look before a move whether it can go well
    #[command(subcommand)]
    Preflight(preflight::Command),
    /// Try whether mails leave
    #[command(subcommand)]
    Mail(mail::Command),
    /// Ask a running portal whether it is ready; for health checks of containers
    Health,
}

/// Does what the arguments of the process say. Problems are told in one sentence on standard
/// error; the exit code is 1 for them, 2 for arguments that make no sense or files that cannot be read.
pub fn run() -> ExitCode {
    let line = Line::parse();
    let done = match line.command {
        // No portal: it reads no environment, and nothing may come before its bytes.
        Command::Dom0(command) => dom0::run(command),
        Command::OfAClub(command) => do_command(command),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("domovoi: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn do_command(command: OfAClub) -> anyhow::Result<ExitCode> {
    let config = Config::from_env()?;
    logs::start(&config.log);
    // Pages have threads of their own. What runs on this one waits for the database and the network, and
    // each thread more would keep memory of its own.
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(1).enable_all().build().context("starting")?;
    runtime.block_on(async {
        match command {
            OfAClub::Demo(arguments) => demo::run(arguments, config).await,
            OfAClub::Serve => serve::run(config).await,
            OfAClub::Db(command) => db::run(command, config).await,
            OfAClub::Members(command) => members::run(command, config).await,
            OfAClub::Fleet(command) => fleet::run(command, config).await,
            OfAClub::Mail(command) => mail::run(command, config).await,
            OfAClub::Preflight(command) => return preflight::run(command),
            OfAClub::Health => health::run(config).await,
        }
        .map(|()| ExitCode::SUCCESS)
    })
}
