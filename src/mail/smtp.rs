//! The conversation with the mail server of the club (RFC 5321), on one long-lived connection.

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use lettre::Address;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::mail::relay::{Relay, Security};
use crate::mail::rendering::one_line;

/// As much of an answer as is kept.
const LONGEST_REPLY: usize = 400;

/// No conversation could be begun, which is no mail's fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NoConversation(String);

/// How the server took a mail. Each has the server's words, or what happened instead of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is the server's now.
    Accepted(String),
    /// Not now (4xx).
    Later(String),
    /// This address or this mail, never (5xx to RCPT or DATA).
    Never(String),
    /// It doesn't take mail from us (5xx to MAIL): for somebody of the core team to mend.
    NotFromUs(String),
    /// The conversation ended before the mail was handed over.
    Lost(String),
    /// It was handed over and no answer came: it may have been taken.
    Unknown(String),
}

/// One conversation, from the greeting on.
pub struct Conversation {
    connection: AsyncSmtpConnection,
    patience: Patience,
    is_over: bool,
}

/// How long to wait for the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    pub connect: Duration,
    pub command: Duration,
    /// After the final dot: the server may look into the mail before it answers, and a mail given
    /// up here may arrive twice.
    pub after_the_dot: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(300),
            after_the_dot: Duration::from_secs(600),
        }
    }
}

impl Conversation {
    /// Connects, secures the connection as the relay asks, and signs in.
    pub async fn open(relay: &Relay, patience: Patience) -> Result<Conversation, NoConversation> {
        let connection = timeout(patience.connect, connect(relay))
            .await
            .map_err(|_| NoConversation(format!("{relay} did not answer within {:?}", patience.connect)))?
            .map_err(|error| NoConversation(shortened(&format!("{relay}: {error:#}"))))?;
        Ok(Conversation { connection, patience, is_over: false })
    }

    /// Offers and hands over one mail; `raw` goes out as it is, dots stuffed.
    pub async fn send(&mut self, from: &Address, to: &Address, raw: &str) -> Answer {
        if let Err(refusal) = self.say(Mail::new(Some(from.clone()), Vec::new())).await {
            return self.refused(refusal, Answer::NotFromUs).await;
        }
        if let Err(refusal) = self.say(Rcpt::new(to.clone(), Vec::new())).await {
            return self.refused(refusal, Answer::Never).await;
        }
        if let Err(refusal) = self.say(Data).await {
            return self.refused(refusal, Answer::Never).await;
        }
        self.hand_over(raw).await
    }

    /// Whether the server still answers; for a connection that was idle.
    pub async fn is_alive(&mut self) -> bool {
        !self.is_over && self.say(Noop).await.is_ok()
    }

    /// Whether nothing more can be said here.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// Says goodbye; the server's answer doesn't matter.
    pub async fn close(mut self) {
        if !self.is_over {
            let _ = timeout(Duration::from_secs(2), self.connection.quit()).await;
        }
    }

    async fn hand_over(&mut self, raw: &str) -> Answer {
        match timeout(self.patience.after_the_dot, self.connection.command(Stuffed(raw))).await {
            Ok(Ok(response)) => Answer::Accepted(reply(&response)),
            Ok(Err(error)) if error.status().is_some() => {
                self.refused(Refusal::from(error), Answer::Never).await
            }
            Ok(Err(error)) => {
                self.is_over = true;
                Answer::Unknown(words(&error))
            }
            Err(_) => {
                self.is_over = true;
                Answer::Unknown(format!("no answer within {:?} after the mail", self.patience.after_the_dot))
            }
        }
    }

    async fn say(&mut self, command: impl fmt::Display) -> Result<Response, Refusal> {
        match timeout(self.patience.command, self.connection.command(command)).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err(Refusal::from(error)),
            Err(_) => Err(Refusal::Silence(format!("no answer within {:?}", self.patience.command))),
        }
    }

    /// Sorts a refusal and makes the conversation ready for the next mail, if there can be one.
    async fn refused(&mut self, refusal: Refusal, for_good: fn(String) -> Answer) -> Answer {
        let answer = match refusal {
            Refusal::Silence(what) => {
                self.is_over = true;
                return Answer::Lost(what);
            }
            // 421 is about the connection, not about the mail.
            Refusal::Code(421, words) => {
                self.is_over = true;
                return Answer::Lost(words);
            }
            Refusal::Code(400..500, words) => Answer::Later(words),
            Refusal::Code(_, words) => for_good(words),
        };
        self.is_over = self.say(Rset).await.is_err();
        answer
    }
}

enum Refusal {
    Code(u16, String),
    Silence(String),
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Refusal {
        match error.status() {
            Some(code) => Refusal::Code(u16::from(code), words(&error)),
            None => Refusal::Silence(words(&error)),
        }
    }
}

/// Our own stream, because lettre never sets TCP_NODELAY: a mail in several writes would wait for
/// the server's delayed acknowledgement, at 22 mails a second.
async fn connect(relay: &Relay) -> anyhow::Result<AsyncSmtpConnection> {
    let hello = ClientId::default();
    let address = (relay.host.as_str(), relay.port);
    let mut connection = match relay.security {
        Security::Tls => {
            let tls = TlsParameters::new(relay.host.clone())?;
            AsyncSmtpConnection::connect_tokio1(address, None, &hello, Some(tls), None).await?
        }
        Security::StartTls | Security::None => {
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await?
        }
    };
    if relay.security == Security::StartTls {
        connection.starttls(TlsParameters::new(relay.host.clone())?, &hello).await?;
    }
    if let Some(login) = &relay.login {
        let credentials = Credentials::new(login.name.clone(), login.password.clone());
        connection.auth(DEFAULT_MECHANISMS, &credentials).await?;
    }
    Ok(connection)
}

/// The mail and the final dot as one command, with the dots at the start of lines doubled
/// (RFC 5321 §4.5.2).
struct Stuffed<'a>(&'a str);

impl fmt::Display for Stuffed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.0.split_inclusive("\r\n") {
            if line.starts_with('.') {
                f.write_str(".")?;
            }
            f.write_str(line)?;
        }
        if !self.0.ends_with("\r\n") {
            f.write_str("\r\n")?;
        }
        f.write_str(".\r\n")
    }
}

fn reply(response: &Response) -> String {
    shortened(&format!("{} {}", response.code(), response.message().collect::<Vec<_>>().join(" ")))
}

fn words(error: &Error) -> String {
    match (error.status(), error.source()) {
        (Some(code), Some(said)) => shortened(&format!("{code} {said}")),
        _ => shortened(&error.to_string()),
    }
}

fn shortened(text: &str) -> String {
    one_line(text).chars().take(LONGEST_REPLY).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_a_mail_ends_it() {
        let stuffed = Stuffed("a\r\n.\r\n..b\r\nc.").to_string();
        assert_eq!(stuffed, "a\r\n..\r\n...b\r\nc.\r\n.\r\n");
    }
}
