//! What stands in the way of scheduling a migration, and how it is told.

use std::net::IpAddr;

use diesel::result::DatabaseErrorKind;

use crate::db::ids::MigrationId;
use crate::migrations::Refused;
use crate::migrations::addresses::AddressError;
use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::promise::TooLate;
use crate::migrations::window::LEAD_TIME;
use crate::migrations::window::NotAWindow;
use crate::words::{Message, Sentence};

/// Why a migration cannot be scheduled so.
#[derive(Debug, thiserror::Error)]
pub enum ScheduleError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("there is no such domU")]
    NoSuchDomu,
    #[error("there is no such host")]
    NoSuchHost,
    #[error("the domU lives on {host} already")]
    TargetIsSource { host: String },
    #[error("there is no such plan")]
    NoSuchPlan,
    #[error("{host} takes no domUs")]
    TargetTakesNone { host: String },
    #[error("{device} keeps it from moving")]
    Blocked { device: String },
    #[error("{missing_bytes} bytes of memory are missing on {host}")]
    NoMemory { host: String, missing_bytes: i64 },
    #[error("{missing_bytes} bytes of disk are missing on {host}")]
    NoDisk { host: String, missing_bytes: i64 },
    #[error("somebody else took the room first")]
    RoomTaken,
    #[error("{0}")]
    Window(#[from] NotAWindow),
    #[error("the notice is short and nobody says why")]
    ShortNotice,
    #[error("the window is too near to let its members choose")]
    NoTimeToChoose,
    #[error("the reason is missing or too long")]
    Reason,
    #[error("the old image is kept for 1 to 60 days")]
    GraceDays,
    #[error("it has a migration already")]
    AlreadyMoving { migration: Option<MigrationId> },
    #[error("the draft is about another domU")]
    AnotherDomu,
    #[error("{0}")]
    Promise(#[from] TooLate),
    #[error("it moves at that time already")]
    WindowTaken,
    #[error("{0}")]
    Address(#[from] AddressError),
    #[error(transparent)]
    Database(diesel::result::Error),
}

impl ScheduleError {
    /// The field of the form that it is about; `None` for the form as a whole.
    pub fn field(&self) -> Option<&'static str> {
        use ScheduleError::*;
        Some(match self {
            NoSuchDomu | Blocked { .. } | AlreadyMoving { .. } | AnotherDomu => "domu",
            NoSuchHost | TargetIsSource { .. } | TargetTakesNone { .. } => "target",
            NoMemory { .. } | NoDisk { .. } | RoomTaken => "target",
            Window(NotAWindow::Past | NotAWindow::TooFarAhead) | WindowTaken => "starts_at",
            Promise(error) => error.field(),
            Window(_) => "ends_at",
            ShortNotice => "short_notice_reason",
            NoSuchPlan => "plan",
            NoTimeToChoose => "offers_windows",
            Reason => "reason",
            GraceDays => "grace_days",
            Address(_) => "addresses",
            Refused(_) | Database(_) => return None,
        })
    }
}

impl Sentence for ScheduleError {
    fn sentence(&self) -> Message {
        use ScheduleError::*;
        match self {
            Refused(refused) => refused.sentence(),
            NoSuchDomu => Message::new("schedule-no-such-domu"),
            NoSuchHost => Message::new("schedule-no-such-host"),
            NoSuchPlan => Message::new("schedule-no-such-plan"),
            TargetIsSource { host } => Message::new("schedule-target-is-source").with("host", host.as_str()),
            TargetTakesNone { host } => {
                Message::new("schedule-target-takes-none").with("host", host.as_str())
            }
            Blocked { device } => Message::new("schedule-blocked").with("device", device.as_str()),
            NoMemory { host, missing_bytes } => room("schedule-no-memory", host, *missing_bytes),
            NoDisk { host, missing_bytes } => room("schedule-no-disk", host, *missing_bytes),
            RoomTaken => Message::new("schedule-room-taken"),
            Window(error) => error.sentence(),
            ShortNotice => Message::new("schedule-short-notice").with("hours", LEAD_TIME.num_hours()),
            NoTimeToChoose => no_time_to_choose(),
            Reason => Message::new("schedule-reason"),
            GraceDays => Message::new("schedule-grace-days"),
            AlreadyMoving { migration: Some(id) } => {
                Message::new("schedule-already-moving-as").with("migration", id.to_string())
            }
            AlreadyMoving { migration: None } => Message::new("schedule-already-moving"),
            AnotherDomu => Message::new("schedule-another-domu"),
            Promise(error) => error.sentence(),
            WindowTaken => Message::new("schedule-window-taken"),
            Address(error) => error.sentence(),
            Database(_) => Message::new("migration-database"),
        }
    }
}

/// Its members get their windows a while before the proposed one is booked for them.
pub(super) fn no_time_to_choose() -> Message {
    Message::new("schedule-no-time-to-choose").with("hours", CHOOSE_UNTIL.num_hours())
}

/// In MiB, rounded up: what is missing must not read as nothing.
fn room(id: &'static str, host: &str, missing_bytes: i64) -> Message {
    Message::new(id).with("host", host).with("mebibytes", (missing_bytes + (1 << 20) - 1) >> 20)
}

impl Sentence for NotAWindow {
    fn sentence(&self) -> Message {
        match self {
            NotAWindow::Past => Message::new("window-past"),
            NotAWindow::TooFarAhead => Message::new("window-too-far-ahead"),
            NotAWindow::EndsBeforeStart => Message::new("window-ends-before-start"),
            NotAWindow::LongerThanADay => Message::new("window-longer-than-a-day"),
            NotAWindow::TooShort { needs_seconds } => {
                let minutes = (needs_seconds + 59) / 60;
                Message::new("window-too-short").with("hours", minutes / 60).with("minutes", minutes % 60)
            }
        }
    }
}

impl Sentence for AddressError {
    fn sentence(&self) -> Message {
        let of = |id: &'static str, address: &IpAddr| Message::new(id).with("address", address.to_string());
        match self {
            AddressError::NotItsOwn(address) => of("address-not-its-own", address),
            AddressError::OutsideTheSite(address) => of("address-outside-the-site", address),
            AddressError::NotForHosts(address) => of("address-not-for-hosts", address),
            AddressError::Taken(address) => of("address-taken", address),
            AddressError::Twice(address) => of("address-twice", address),
            AddressError::OtherFamily { old, new } => {
                Message::new("address-other-family").with("old", old.to_string()).with("new", new.to_string())
            }
        }
    }
}

/// The database's own refusals in words; each has been asked about in Rust before, so that these
/// are seen only when two people are at it at once.
impl From<diesel::result::Error> for ScheduleError {
    fn from(error: diesel::result::Error) -> ScheduleError {
        use diesel::result::Error::DatabaseError;
        let DatabaseError(kind, information) = &error else { return ScheduleError::Database(error) };
        match (kind, information.constraint_name()) {
            (_, Some("reservations_within_memory" | "reservations_within_disk")) => ScheduleError::RoomTaken,
            (DatabaseErrorKind::UniqueViolation, Some("migrations_one_active_per_domu")) => {
                ScheduleError::AlreadyMoving { migration: None }
            }
            (_, Some("migrations_windows_apart")) => ScheduleError::WindowTaken,
            _ => ScheduleError::Database(error),
        }
    }
}
