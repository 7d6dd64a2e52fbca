//! `domovoi db upgrade` and `domovoi db status`.

use clap::Subcommand;

use crate::cli::club;
use crate::config::{Config, Database};
use crate::db::DatabaseUrl;
use crate::db::schema_upgrade::{self, SchemaStatus};

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring the schema to what this domovoi knows; `serve` does the same when it starts
    Upgrade,
    /// Say which steps the database has; the exit code is 1 unless it has all of them
    Status,
}

pub async fn run(command: Command, config: Config) -> anyhow::Result<()> {
    let (url, server) = club::find(&config.database).await?;
    let result = match url.parse() {
        Ok(url) => answer(&command, &url, &config.database).await,
        Err(error) => Err(anyhow::Error::from(error)),
    };
    club::stop(server).await;
    result
}

async fn answer(command: &Command, url: &DatabaseUrl, database: &Database) -> anyhow::Result<()> {
    let failed = |error| club::not_upgraded(error, database);
    match command {
        Command::Upgrade => {
            said(&schema_upgrade::upgrade(url).await.map_err(failed)?);
            Ok(())
        }
        Command::Status => status(&schema_upgrade::status(url).await.map_err(failed)?),
    }
}

fn said(applied: &[String]) {
    for step in applied {
        println!("applied {step}");
    }
    if applied.is_empty() {
        println!("The schema is up to date.");
    } else {
        println!("The schema is up to date now, {} steps later.", applied.len());
    }
}

fn status(status: &SchemaStatus) -> anyhow::Result<()> {
    for (word, steps) in
        [("applied", &status.applied), ("pending", &status.pending), ("unknown", &status.unknown)]
    {
        for step in steps {
            println!("{word} {step}");
        }
    }
    anyhow::ensure!(status.pending.is_empty(), "the schema is not up to date; run `domovoi db upgrade`");
    anyhow::ensure!(status.unknown.is_empty(), "the database was upgraded by a newer domovoi than this one");
    println!("The schema is up to date.");
    Ok(())
}
