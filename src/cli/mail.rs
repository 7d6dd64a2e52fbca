//! `domovoi mail`: see whether mail leaves.

use anyhow::{Context, bail};
use clap::Subcommand;

use crate::app::App;
use crate::cli::club::Club;
use crate::config::Config;
use crate::mail::relay::Relay;
use crate::mail::smtp::{Answer, Conversation, Patience};
use crate::mail::{delivery, trial};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Send one mail now, and say what the mail server answers
    Test {
        /// Who gets it
        address: String,
    },
}

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let Command::Test { address } = command;
    let relay = config.club.relay.clone().context("DOMOVOI_SMTP_URL is not set, so no mail can leave")?;
    let club = Club::open(&config).await?;
    let outcome = send(&club.app, &relay, &address).await;
    club.close().await;
    println!("{}", outcome?);
    Ok(())
}

/// What the server said, or why it was not asked. A mail that was not taken stays in the outbox.
async fn send(app: &App, relay: &Relay, address: &str) -> anyhow::Result<String> {
    let now = app.clock.now();
    let from = app.letterhead.from.parse().context("DOMOVOI_MAIL_FROM")?;
    let to = address.parse().with_context(|| format!("{address:?} is no mail address"))?;
    let mut conn = app.pool.get().await?;
    let Some(mail) = trial::owe_and_claim(&mut conn, &app.letterhead, address, now).await? else {
        bail!("nothing is sent to {address}; the outbox says why");
    };
    let mut conversation = match Conversation::open(relay, Patience::default()).await {
        Ok(conversation) => conversation,
        Err(error) => {
            delivery::give_back(&mut conn, std::slice::from_ref(&mail), &error.to_string()).await?;
            bail!("{error}");
        }
    };
    delivery::begin(&mut conn, &mail, now).await?;
    let raw = std::str::from_utf8(&mail.raw).context("the mail is not ASCII")?;
    let answer = conversation.send(&from, &to, raw).await;
    delivery::settle(&mut conn, &mail, &answer, app.clock.now()).await?;
    conversation.close().await;
    match answer {
        Answer::Accepted(words) => Ok(format!("{relay} took the mail to {address}: {words}")),
        Answer::Later(words) | Answer::Lost(words) => bail!("{relay} doesn't take it now: {words}"),
        Answer::Never(words) | Answer::NotFromUs(words) => bail!("{relay} refuses it: {words}"),
        Answer::Unknown(words) => bail!("{relay} may have taken it: {words}"),
    }
}
