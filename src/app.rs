//! Everything that a running portal holds. It is put together here and nowhere else; `cli::serve`
//! starts and stops what moves around it.

use std::sync::Arc;

use ipnet::IpNet;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::config::Config;
use crate::db::Pool;
use crate::live::Live;
use crate::mail::{Letterhead, Reach};
use crate::members::Hasher;
use crate::probes::dns::Resolver;
use crate::status::Shelf;
use crate::templates::Templates;
use crate::words::Words;

/// What doors get to work with. One a process; tests make one each.
#[derive(Clone)]
pub struct App {
    pub pool: Pool,
    pub clock: Clock,
    pub words: Arc<Words>,
    pub templates: Arc<Templates>,
    pub letterhead: Letterhead,
    pub hasher: Arc<Hasher>,
    /// Whom the portal asks where names point.
    pub resolver: Resolver,
    /// Proxies whose word on the client's address is taken.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Mails are shown at `/demo/mail` instead of being sent.
    pub captures_mail: bool,
    /// No mail server is configured, so mails wait in the outbox.
    pub keeps_mail: bool,
    /// Whether the mail server can be reached.
    pub mail_server: Reach,
    /// The public page, ready to be sent.
    pub status_page: Shelf,
    /// The pages that are open and change by themselves.
    pub live: Live,
    pub ending: Ending,
}

impl App {
    /// On the system's clock, as configured.
    pub fn open(config: &Config, pool: Pool) -> anyhow::Result<App> {
        let letterhead = letterhead(config)?;
        Ok(App {
            pool,
            clock: Clock::System,
            words: letterhead.words.clone(),
            templates: letterhead.templates.clone(),
            letterhead,
            hasher: Arc::new(Hasher::start()),
            resolver: config.dns.resolvers.clone().map_or_else(Resolver::of_system, Resolver::new),
            trusted_proxies: config.web.trusted_proxies.clone().into(),
            captures_mail: false,
            keeps_mail: config.club.relay.is_none(),
            mail_server: Reach::default(),
            status_page: Shelf::default(),
            live: Live::default(),
            ending: Ending::default(),
        })
    }

    /// Whether browsers reach the portal over TLS, which decides the names of cookies.
    pub fn is_https(&self) -> bool {
        self.letterhead.public_url.starts_with("https://")
    }
}

/// What every mail of the club shares; all that is needed to write one.
pub fn letterhead(config: &Config) -> anyhow::Result<Letterhead> {
    let words = Arc::new(Words::load()?);
    Ok(Letterhead {
        club_name: config.club.name.clone(),
        from: config.club.mail_from.to_string(),
        public_url: config.web.public_url.clone(),
        templates: Arc::new(Templates::load(words.clone())?),
        words,
    })
}

/// Whether the portal is about to end: it still answers, and proxies should look elsewhere.
#[derive(Debug, Clone)]
pub struct Ending(Arc<watch::Sender<bool>>);

impl Default for Ending {
    fn default() -> Ending {
        Ending(Arc::new(watch::Sender::new(false)))
    }
}

impl Ending {
    pub fn begin(&self) {
        self.0.send_replace(true);
    }

    pub fn has_begun(&self) -> bool {
        *self.0.borrow()
    }

    /// Resolves once it has begun.
    pub async fn begun(&self) {
        let _ = self.0.subscribe().wait_for(|has_begun| *has_begun).await;
    }
}
