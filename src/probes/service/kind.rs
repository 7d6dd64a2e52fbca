//! The kinds of service that can be looked at.

use crate::text_enum;

text_enum! {
    pub enum ServiceKind {
        Https = "https",
        Tcp = "tcp",
        Smtp = "smtp",
        Ssh = "ssh",
    }
}

impl ServiceKind {
    /// The port when none is named; plain TCP has none.
    pub fn usual_port(self) -> Option<u16> {
        match self {
            ServiceKind::Https => Some(443),
            ServiceKind::Smtp => Some(25),
            ServiceKind::Ssh => Some(22),
            ServiceKind::Tcp => None,
        }
    }
}
