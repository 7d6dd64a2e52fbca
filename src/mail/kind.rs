//! Every kind of mail, and what follows from its kind.

use crate::text_enum;

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
        /// It need not wait after all.
        GoesOn = "goes_on",
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
        /// Nobody has to answer that any more: to the core team.
        HoldWithdrawn = "hold_withdrawn",
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
        /// Somebody reports something: to the core team.
        IssueReported = "issue_reported",
        StatusUpdate = "status_update",
        Test = "test",
    }
}

/// What a mail is about, which says where its reader's mail programme files it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Somebody's account: nobody may switch it off, and each stands alone instead of in a thread.
    Account,
    /// A move, to the members of its domU.
    Moves,
    /// What the core team has to do or to know.
    Core,
    /// A report, to whoever made it.
    Issue,
    Status,
    /// That mail works.
    Trial,
}

impl Topic {
    /// The first label of its `List-Id` (RFC 2919), for what goes to more than one reader.
    pub(super) fn list(self) -> Option<&'static str> {
        match self {
            Topic::Moves => Some("moves"),
            Topic::Core => Some("core"),
            Topic::Status => Some("status"),
            Topic::Account | Topic::Issue | Topic::Trial => None,
        }
    }
}

impl MailKind {
    pub(super) fn topic(self) -> Topic {
        match self {
            MailKind::Invitation
            | MailKind::PasswordReset
            | MailKind::PasswordChanged
            | MailKind::AddressConfirm
            | MailKind::AddressAsked
            | MailKind::AddressChanged
            | MailKind::RoleChanged
            | MailKind::Suspended
            | MailKind::Reinstated
            | MailKind::SessionsEnded => Topic::Account,
            MailKind::Announced
            | MailKind::Booked
            | MailKind::Rescheduled
            | MailKind::OnHold
            | MailKind::HoldAnswered
            | MailKind::GoesOn
            | MailKind::NowDeclined
            | MailKind::Reminder
            | MailKind::Started
            | MailKind::MovingBack
            | MailKind::Checking
            | MailKind::Returned
            | MailKind::Moved
            | MailKind::GraceEnding
            | MailKind::Closed
            | MailKind::Cancelled => Topic::Moves,
            MailKind::HoldAsked
            | MailKind::HoldWithdrawn
            | MailKind::NowAsked
            | MailKind::BrokenReported
            | MailKind::IssueReported
            | MailKind::NobodyAssigned
            | MailKind::Overdue
            | MailKind::LostTrack
            | MailKind::TwoReporters
            | MailKind::KeptLonger
            | MailKind::WordLate
            | MailKind::Undecided => Topic::Core,
            MailKind::IssueReceipt | MailKind::IssueReply => Topic::Issue,
            MailKind::StatusUpdate => Topic::Status,
            MailKind::Test => Topic::Trial,
        }
    }

    /// Whether the reader may switch it off: only news, never what happens to their own domU.
    pub fn is_optional(self) -> bool {
        self == MailKind::StatusUpdate
    }

    /// Whether it has a link that opens an account, so that nobody but its reader may see it.
    pub fn is_secret(self) -> bool {
        matches!(self, MailKind::Invitation | MailKind::PasswordReset | MailKind::AddressConfirm)
    }

    /// Smaller goes first: somebody waits at the door, somebody is down, all others, news.
    pub(super) fn priority(self) -> i16 {
        match self {
            _ if matches!(self.topic(), Topic::Account | Topic::Trial) => 1,
            MailKind::Started | MailKind::Returned | MailKind::Moved => 3,
            MailKind::BrokenReported | MailKind::IssueReported | MailKind::TwoReporters => 3,
            MailKind::MovingBack | MailKind::Checking | MailKind::LostTrack | MailKind::WordLate => 3,
            MailKind::StatusUpdate => 7,
            _ => 5,
        }
    }
}
