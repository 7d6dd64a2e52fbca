//! The jobs of one instance while it runs.

use anyhow::Context;
use tokio::task::JoinSet;

use crate::app::App;
use crate::jobs::{
    CompareClocks, DeliverMail, DrawStatusPage, DueMigrations, LookAtNames, LookAtServices, StopSwitch,
    Sweep, worker,
};
use crate::live::Listener;
use crate::mail::Mailer;
use crate::probes::service::Authorities;

/// Two, so that one mail which the server chews on doesn't hold up all others.
const MAIL_WORKERS: usize = 2;

/// All jobs, until they are stopped.
pub struct Running {
    switch: StopSwitch,
    tasks: JoinSet<()>,
}

impl Running {
    /// Starts every job. They are woken by what `listener` hears.
    pub fn start(app: &App, mailer: &Mailer, listener: &Listener) -> anyhow::Result<Running> {
        let from: lettre::Address = app.letterhead.from.parse().context("the sender of all mails")?;
        let mut running = Running { switch: StopSwitch::new(), tasks: JoinSet::new() };
        for _ in 0..MAIL_WORKERS {
            let job = DeliverMail::new(app.pool.clone(), app.clock.clone(), from.clone(), mailer.clone())
                .telling(app.mail_server.clone());
            running.tasks.spawn(worker::run(job, listener.subscribe(), running.switch.watch()));
        }
        let job = DrawStatusPage::new(app.clone());
        running.tasks.spawn(worker::run(job, listener.subscribe(), running.switch.watch()));
        let sweep = Sweep::new(app.pool.clone(), app.clock.clone());
        running.tasks.spawn(worker::run(sweep, listener.subscribe(), running.switch.watch()));
        let job = CompareClocks::new(app.pool.clone(), app.clock.clone());
        running.tasks.spawn(worker::run(job, listener.subscribe(), running.switch.watch()));
        let job = DueMigrations::new(app.pool.clone(), app.clock.clone(), app.letterhead.clone());
        running.tasks.spawn(worker::run(job, listener.subscribe(), running.switch.watch()));
        // What the sample club has is nowhere on the network.
        if !app.captures_mail {
            let job = LookAtNames::new(app.pool.clone(), app.clock.clone(), app.resolver.clone());
            running.tasks.spawn(worker::run(job, listener.subscribe(), running.switch.watch()));
            let job = LookAtServices::new(app.pool.clone(), app.clock.clone(), Authorities::of_system());
            running.tasks.spawn(worker::run(job, listener.subscribe(), running.switch.watch()));
        }
        Ok(running)
    }

    /// Lets every job finish what it has begun, and waits for that.
    pub async fn stop(mut self) {
        self.switch.stop();
        while let Some(ended) = self.tasks.join_next().await {
            if let Err(error) = ended {
                tracing::error!("a job had failed: {error}");
            }
        }
    }
}
