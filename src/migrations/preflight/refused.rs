//! Why a preflight takes no more.

use std::net::IpAddr;

use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum PreflightError {
    /// Also when whoever asks is not of the core team.
    #[error("there is no such preflight")]
    NotFound,
    #[error("a size between 1280 and 65535 bytes")]
    Mtu,
    #[error("nothing was pasted, or too much")]
    Paste,
    #[error("{to} is on no way between {source_host} and {target_host}")]
    Foreign { to: IpAddr, source_host: String, target_host: String },
    #[error("what is red says why")]
    Note,
    #[error("no size or no time")]
    Trial,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for PreflightError {
    fn sentence(&self) -> Message {
        match self {
            PreflightError::NotFound => Message::new("preflight-gone"),
            PreflightError::Mtu => Message::new("preflight-mtu"),
            PreflightError::Paste => Message::new("preflight-paste"),
            PreflightError::Foreign { to, source_host, target_host } => Message::new("preflight-foreign")
                .with("to", to.to_string())
                .with("source", source_host.as_str())
                .with("target", target_host.as_str()),
            PreflightError::Note => Message::new("preflight-note"),
            PreflightError::Trial => Message::new("preflight-trial"),
            PreflightError::Database(_) => Message::new("migration-database"),
        }
    }
}
