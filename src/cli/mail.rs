//! `domovoi mail test`.

use anyhow::{Context, bail};
use clap::Subcommand;
use lettre::Address;

use crate::app;
use crate::clock::Clock;
use crate::config::Config;
use crate::mail::address::address;
use crate::mail::smtp::Answer;
use crate::mail::trial;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send a test mail right away and print what the mail server said
    Test {
        /// Where to
        #[arg(value_parser = address)]
        address: Address,
    },
}

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let Command::Test { address } = command;
    let relay = config.club.relay.as_ref().context("DOMOVOI_SMTP_URL: is not set, so no mail leaves")?;
    let letterhead = app::letterhead(&config)?;
    match trial::send(&letterhead, relay, &address, Clock::System.now()).await? {
        Answer::Accepted(words) => println!("{relay} took the mail: {words}"),
        Answer::Later(words) => bail!("{relay} does not take it now: {words}"),
        Answer::Never(words) => bail!("{relay} does not take it: {words}"),
        Answer::NotFromUs(words) => bail!("{relay} takes no mail from {}: {words}", letterhead.from),
        Answer::Lost(words) | Answer::Unknown(words) => bail!("{relay} stopped answering: {words}"),
    }
    Ok(())
}
