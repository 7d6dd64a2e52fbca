//! A mail as its sender sees it, before it is rendered and owed.

use chrono::{DateTime, Utc};

use crate::db::ids::{IssueId, MemberId, MigrationId, StatusPostId};
use crate::mail::MailKind;
use crate::words::Locale;

/// Whom a mail is for, and how they read. A member's second address is a recipient of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub member_id: Option<MemberId>,
    pub name: String,
    pub address: String,
    pub locale: Locale,
    pub zone: chrono_tz::Tz,
}

/// What a mail is about, so that a page can list "who we told".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    pub migration_id: Option<MigrationId>,
    pub issue_id: Option<IssueId>,
    pub status_post_id: Option<StatusPostId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarMethod {
    Request,
    Cancel,
}

/// The iTIP part of a mail (RFC 5546): one event, whose `uid` stays and whose `sequence` rises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarEvent {
    pub method: CalendarMethod,
    pub uid: String,
    pub sequence: u32,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub summary: String,
    pub description: String,
    pub location: String,
    pub url: String,
}

/// A mail to be owed. `data` is what its templates see, beside the `frame` that `mail::rendering`
/// describes.
#[derive(Debug, Clone)]
pub struct NewMail {
    pub kind: MailKind,
    /// What it is about, in the key that keeps the same mail from being owed twice: `M-142`.
    pub object: String,
    /// Which turn of the object's life: `booking-3`, `attempt-1`, a message's id.
    pub revision: String,
    /// The thread, such as `M-142`: its mails reach each reader in order and under one subject,
    /// the headline of the first. Readers needn't be in it, every recipient has their own.
    pub stream: String,
    pub to: Recipient,
    pub about: About,
    pub data: serde_json::Value,
    pub calendar: Option<CalendarEvent>,
    /// Unsent mails of these kinds in the same stream make no sense any more.
    pub supersedes: Vec<MailKind>,
    /// After this instant it would only confuse.
    pub expires_at: DateTime<Utc>,
}
