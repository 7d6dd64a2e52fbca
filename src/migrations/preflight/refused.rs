//! Why a preflight takes no more.

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
    #[error("what is red says why")]
    Note,
    #[error("no size or no time")]
    Trial,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for PreflightError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            PreflightError::NotFound => "preflight-gone",
            PreflightError::Mtu => "preflight-mtu",
            PreflightError::Paste => "preflight-paste",
            PreflightError::Note => "preflight-note",
            PreflightError::Trial => "preflight-trial",
            PreflightError::Database(_) => "migration-database",
        })
    }
}
