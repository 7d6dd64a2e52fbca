//! Everything that a running portal holds.

use std::sync::Arc;

use ipnet::IpNet;

use crate::clock::Clock;
use crate::db::Pool;
use crate::mail::Letterhead;
use crate::members::Hasher;
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
    /// Proxies whose word on the client's address is taken.
    pub trusted_proxies: Arc<[IpNet]>,
    /// Mails are shown at `/demo/mail` instead of being sent.
    pub captures_mail: bool,
}

impl App {
    /// Whether browsers reach the portal over TLS, which decides the names of cookies.
    pub fn is_https(&self) -> bool {
        self.letterhead.public_url.starts_with("https://")
    }
}
