//! Where mails go.

use crate::mail::relay::Relay;
use crate::mail::smtp::Patience;

/// Where mails go.
#[derive(Debug, Clone)]
pub enum Mailer {
    /// To the club's mail server.
    Smtp { relay: Relay, patience: Patience },
    /// Nowhere: they are only read on `/demo/mail`.
    Captured,
    /// They wait in the outbox until a server is configured.
    Kept,
}

impl Mailer {
    pub fn smtp(relay: Relay) -> Mailer {
        Mailer::Smtp { relay, patience: Patience::default() }
    }
}
