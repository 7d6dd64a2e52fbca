//! `domovoi dom0 preflight`.

use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use crate::cli::dom0::Places;
use crate::cli::dom0_watch::ReadingsOf;
use crate::dom0::Client;
use crate::dom0::preflight::{End, preflight, task};
use crate::words::Words;

#[derive(Debug, Args)]
pub struct PreflightArguments {
    /// The host at the other end, as the portal calls it
    #[arg(long, value_name = "HOST")]
    to: String,
    /// Print what is found, and do not tell the portal
    #[arg(long)]
    quietly: bool,
    #[command(flatten)]
    readings: ReadingsOf,
    #[command(flatten)]
    places: Places,
}

/// 0 when nothing is wrong and the portal knows, 1 when something is or cannot be checked, 3 when nothing
/// is wrong and the portal was not told.
pub(super) fn run(arguments: &PreflightArguments) -> anyhow::Result<ExitCode> {
    let client = Client::new(arguments.places.settings()?)?;
    let words = Words::load()?;
    let task = task(&client, &arguments.to).context("what is to be checked")?;
    let told = (!arguments.quietly).then_some(&client);
    Ok(match preflight(&arguments.readings.host(), &task, &words, told) {
        End::Good => ExitCode::SUCCESS,
        End::Bad => ExitCode::FAILURE,
        End::Untold => ExitCode::from(3),
    })
}
