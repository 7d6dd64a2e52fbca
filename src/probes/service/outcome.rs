//! What came of a look.

use std::io;

use serde::{Deserialize, Serialize};

use super::certificate::Certificate;
use crate::probes::plain_text::readable;

/// What came of a look at one service on one address. The words are kept in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    Answered {
        facts: Facts,
    },
    /// The machine is there, and nothing listens.
    Refused,
    TimedOut,
    /// It hung up before it had said its part.
    Reset,
    /// There is no way to the machine.
    Unreachable,
    /// It spoke, but not this protocol, or too much.
    ProtocolError {
        said: String,
    },
    /// The address is in none of the club's networks: nothing was sent.
    NotAllowed,
    /// The portal itself could not look, which says nothing of the service.
    NotLooked {
        why: String,
    },
}

/// What an answering service showed of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Facts {
    /// The status of `GET /`; a redirect is not followed.
    Https {
        status: u16,
        certificate: Certificate,
    },
    Tcp,
    /// `starttls` is `None` when the time ran out after the greeting. There is a certificate on
    /// port 465, where TLS comes first.
    Smtp {
        banner: String,
        starttls: Option<bool>,
        certificate: Option<Certificate>,
    },
    /// Without a key when the time ran out after the version, or no way to exchange keys is shared.
    Ssh {
        banner: String,
        host_key: Option<HostKey>,
    },
}

/// A host key as the server showed it; that it holds the private half is not proven, as with
/// `ssh-keyscan`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HostKey {
    /// `ssh-ed25519`, `ssh-rsa` …
    pub algorithm: String,
    /// `SHA256:…`, as OpenSSH prints it.
    pub fingerprint: String,
}

/// Why a conversation ended early.
#[derive(Debug)]
pub(super) enum Failure {
    Io(io::Error),
    Nonsense(String),
    NoName,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Io(error)
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Outcome {
        match failure {
            Failure::Io(error) => of_error(&error),
            Failure::Nonsense(said) => nonsense(&said),
            Failure::NoName => Outcome::NotLooked { why: "the host name is none".to_owned() },
        }
    }
}

fn of_error(error: &io::Error) -> Outcome {
    use io::ErrorKind::*;
    match error.kind() {
        ConnectionRefused => Outcome::Refused,
        ConnectionReset | ConnectionAborted | BrokenPipe | NotConnected | UnexpectedEof => Outcome::Reset,
        HostUnreachable | NetworkUnreachable => Outcome::Unreachable,
        TimedOut => Outcome::TimedOut,
        InvalidData => nonsense(&error.to_string()),
        _ => Outcome::NotLooked { why: error.to_string() },
    }
}

fn nonsense(said: &str) -> Outcome {
    Outcome::ProtocolError { said: readable(said.as_bytes(), 200) }
}
