//! `domovoi dom0 watch`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use clap::Args;

use crate::cli::dom0::{Places, seconds};
use crate::cli::signals::Signals;
use crate::dom0::Client;
use crate::dom0::host::Host;
use crate::dom0::tool::Tools;
use crate::dom0::watch::{Watch, watch};

#[derive(Debug, Args)]
pub struct WatchArguments {
    /// Seconds between two readings of the counters
    #[arg(long, default_value = "5", value_parser = seconds)]
    sample_every: Duration,
    /// Seconds between two reports
    #[arg(long, default_value = "15", value_parser = seconds)]
    send_every: Duration,
    #[command(flatten)]
    readings: ReadingsOf,
    #[command(flatten)]
    places: Places,
}

/// Where the host is looked at; for tests and simulations somewhere else than where it really is.
#[derive(Debug, Args)]
pub(super) struct ReadingsOf {
    /// A file with what xl list -l printed, instead of asking xl
    #[arg(long, value_name = "FILE")]
    xl: Option<PathBuf>,
    /// A file with what xl info printed, instead of asking xl
    #[arg(long, value_name = "FILE")]
    info: Option<PathBuf>,
    /// A file with what vgs --units b --reportformat json printed, instead of asking vgs
    #[arg(long, value_name = "FILE")]
    vgs: Option<PathBuf>,
    /// The folder below which proc and sys lie
    #[arg(long, default_value = "/", value_name = "FOLDER")]
    root: PathBuf,
    /// The folder in which xl, vgs, ip, ping and tracepath lie, instead of where the system has them
    #[arg(long, value_name = "FOLDER")]
    tools: Option<PathBuf>,
}

impl ReadingsOf {
    pub(super) fn host(&self) -> Host {
        Host {
            xl: self.xl.clone(),
            info: self.info.clone(),
            vgs: self.vgs.clone(),
            root: self.root.clone(),
            tools: Tools::within(self.tools.clone()),
        }
    }
}

/// Until SIGTERM or Ctrl-C; what has not arrived by then lies on the disk. Status 1 when it cannot begin.
pub(super) fn run(arguments: &WatchArguments) -> anyhow::Result<ExitCode> {
    let client = Client::new(arguments.places.settings()?)?;
    let what = Watch {
        host: arguments.readings.host(),
        folder: arguments.places.spool.join("watch"),
        sample_every: arguments.sample_every,
        send_every: arguments.send_every,
        remark: |text| eprintln!("domovoi: {text}"),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("starting")?;
    let (stop, stopped) = channel();
    let (end, mut ended) = tokio::sync::oneshot::channel();
    runtime.block_on(async {
        let mut signals = Signals::catch()?;
        thread::spawn(move || end.send(watch(&what, client, &stopped)));
        tokio::select! {
            done = &mut ended => return done.context("watching")?,
            _ = signals.next() => {}
        }
        let _ = stop.send(());
        ended.await.context("watching")?
    })?;
    Ok(ExitCode::SUCCESS)
}
