//! A mail that only shows whether mails arrive: it goes straight to the server, past the outbox.

use chrono::{DateTime, Utc};
use lettre::Address;
use serde_json::json;
use uuid::Uuid;

use crate::mail::message::{self, Draft, Thread};
use crate::mail::relay::Relay;
use crate::mail::rendering::render;
use crate::mail::smtp::{Answer, Conversation, NoConversation, Patience};
use crate::mail::{Letterhead, MailKind, Recipient};
use crate::words::Locale;

#[derive(Debug, thiserror::Error)]
pub enum TrialError {
    #[error(transparent)]
    NoConversation(#[from] NoConversation),
    #[error("the mail cannot be written: {0}")]
    Unwritten(String),
}

/// Sends a test mail to `to` and says what the server answered.
pub async fn send(
    letterhead: &Letterhead,
    relay: &Relay,
    to: &Address,
    now: DateTime<Utc>,
) -> Result<Answer, TrialError> {
    let raw = written(letterhead, to, now)?;
    let from: Address = letterhead.from.parse().map_err(unwritten)?;
    let mut conversation = Conversation::open(relay, Patience::default()).await?;
    let answer = conversation.send(&from, to, &raw).await;
    conversation.close().await;
    Ok(answer)
}

fn written(letterhead: &Letterhead, to: &Address, now: DateTime<Utc>) -> Result<String, TrialError> {
    let to = Recipient {
        member_id: None,
        name: String::new(),
        address: to.to_string(),
        locale: Locale::En,
        zone: chrono_tz::UTC,
    };
    let words = render(letterhead, MailKind::Test, &to, &json!({}), "", now).map_err(unwritten)?;
    let draft = Draft {
        id: Uuid::now_v7(),
        kind: MailKind::Test,
        to: &to,
        thread: &Thread { subject: words.headline.clone(), before: None },
        words: &words,
        calendar: None,
        unsubscribe_url: "",
        now,
    };
    String::from_utf8(message::build(letterhead, &draft).map_err(unwritten)?).map_err(unwritten)
}

fn unwritten(error: impl std::fmt::Display) -> TrialError {
    TrialError::Unwritten(error.to_string())
}
