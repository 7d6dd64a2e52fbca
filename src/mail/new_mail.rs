//! A mail as its sender sees it, before it is rendered and owed.

use chrono::{DateTime, Utc};

use crate::db::ids::{IssueId, MemberId, MigrationId, StatusPostId};
use crate::text_enum;
use crate::words::Locale;

text_enum! {
    /// One folder of templates each: `templates/mails/<language>/<kind>/`.
    pub enum MailKind {
        Invitation = "invitation",
        PasswordReset = "password_reset",
        PasswordChanged = "password_changed",
        AddressConfirm = "address_confirm",
        AddressAsked = "address_asked",
        AddressChanged = "address_changed",
        RoleChanged = "role_changed",
        Suspended = "suspended",
        Reinstated = "reinstated",
        SessionsEnded = "sessions_ended",
        Announced = "announced",
        Booked = "booked",
        Rescheduled = "rescheduled",
        OnHold = "on_hold",
        HoldAnswered = "hold_answered",
        NowDeclined = "now_declined",
        Reminder = "reminder",
        Started = "started",
        Returned = "returned",
        Moved = "moved",
        /// It is taken back from its new place.
        MovingBack = "moving_back",
        /// Nobody knows where it runs: to its members.
        Checking = "checking",
        /// The same, to the core team.
        LostTrack = "lost_track",
        /// Its members were to hear by now: to the core team.
        WordLate = "word_late",
        /// Two reporters tell different things of one side of an attempt: to the core team.
        TwoReporters = "two_reporters",
        GraceEnding = "grace_ending",
        Closed = "closed",
        Cancelled = "cancelled",
        HoldAsked = "hold_asked",
        NowAsked = "now_asked",
        /// Something is broken since it has moved: to the core team.
        BrokenReported = "broken_reported",
        NobodyAssigned = "nobody_assigned",
        Overdue = "overdue",
        Undecided = "undecided",
        /// Not everybody got the mail that the old copy goes: to the core team.
        KeptLonger = "kept_longer",
        IssueReceipt = "issue_receipt",
        IssueReply = "issue_reply",
        StatusUpdate = "status_update",
        Test = "test",
    }
}

impl MailKind {
    /// Whether the reader may switch it off: only news, never what happens to their own domU.
    pub fn is_optional(self) -> bool {
        self == MailKind::StatusUpdate
    }

    /// Whether it has a link that opens an account, so that nobody but its reader may see it.
    pub fn is_secret(self) -> bool {
        matches!(self, MailKind::Invitation | MailKind::PasswordReset | MailKind::AddressConfirm)
    }

    /// Whether it is about somebody's account: nobody may switch it off, and each stands alone
    /// instead of in a thread.
    pub(super) fn is_about_account(self) -> bool {
        matches!(
            self,
            MailKind::Invitation
                | MailKind::PasswordReset
                | MailKind::PasswordChanged
                | MailKind::AddressConfirm
                | MailKind::AddressAsked
                | MailKind::AddressChanged
                | MailKind::RoleChanged
                | MailKind::Suspended
                | MailKind::Reinstated
                | MailKind::SessionsEnded
        )
    }

    /// Smaller goes first: somebody waits at the door, somebody is down, all others, news.
    pub(super) fn priority(self) -> i16 {
        match self {
            MailKind::Test => 1,
            account if account.is_about_account() => 1,
            MailKind::Started | MailKind::Returned | MailKind::Moved => 3,
            MailKind::BrokenReported | MailKind::TwoReporters => 3,
            MailKind::MovingBack | MailKind::Checking | MailKind::LostTrack | MailKind::WordLate => 3,
            MailKind::StatusUpdate => 7,
            _ => 5,
        }
    }
}

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
