//! `domovoi members invite`.

use anyhow::anyhow;
use clap::{Args, Subcommand};

use crate::cli::club::Club;
use crate::config::Config;
use crate::members::invitation::{self, NewMember};
use crate::members::{Actor, EmailAddress, Role};
use crate::words::{Locale, Sentence};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Mail somebody an invitation and print its link
    Invite(Invite),
}

#[derive(Debug, Args)]
pub struct Invite {
    /// Where to write to
    email: EmailAddress,
    /// What they are called
    #[arg(long)]
    name: String,
    /// member, core or admin
    #[arg(long, default_value_t = Role::Member)]
    role: Role,
}

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let Command::Invite(invite) = command;
    config.web.check_has_address()?;
    let club = Club::open(&config).await?;
    let link = send(&club, invite).await;
    club.close().await;
    println!("{}", link?);
    Ok(())
}

/// The link, which works once and for three days.
async fn send(club: &Club, invite: Invite) -> anyhow::Result<String> {
    let app = &club.app;
    let new = NewMember { email: invite.email, name: invite.name, role: invite.role };
    let mut conn = app.pool.get().await?;
    let invited = invitation::invite(&mut conn, &app.letterhead, &Actor::Command, new, app.clock.now()).await;
    let refused = |refusal: invitation::InviteError| anyhow!(app.words.say(Locale::En, &refusal.sentence()));
    Ok(invited.map_err(refused)?.link)
}
