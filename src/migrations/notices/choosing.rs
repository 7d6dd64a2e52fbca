//! What members read while the time of a migration is found: booked, another time, on hold, and the
//! core team's answers.

use chrono::{DateTime, Duration, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use super::{BOOKINGS, Draft, FIND_A_TIME, choose_until, facts, nothing_to_do, owe};
use crate::mail::{CalendarMethod, Letterhead, MailKind};
use crate::migrations::{Migration, MigrationState};

/// Why a window is the one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'a> {
    /// Somebody of its members chose it.
    ChosenBy(&'a str),
    /// Nobody chose another one.
    Default,
    /// A member asked for now, and this operator said yes.
    Now(&'a str),
    /// The core team says so, because of this.
    Reason(&'a str),
}

impl Why<'_> {
    /// As templates see it.
    fn data(self) -> Value {
        let (kind, text) = match self {
            Why::ChosenBy(name) => ("chosen", name),
            Why::Default => ("default", ""),
            Why::Now(name) => ("now", name),
            Why::Reason(reason) => ("reason", reason),
        };
        json!({
            "is_chosen": kind == "chosen" && !text.is_empty(),
            "is_default": kind == "default",
            "is_now": kind == "now",
            "is_reason": kind == "reason",
            "text": text,
        })
    }
}

/// The start is fixed.
pub async fn booked(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    why: Why<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    nothing_to_do(conn, migration.id, &FIND_A_TIME).await?;
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::Booked,
        revision: format!("booking-{}", migration.revision),
        extra: json!({ "why": why.data() }),
        calendar: Some(CalendarMethod::Request),
        supersedes: BOOKINGS.to_vec(),
        expires_at: migration.ends_at,
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// Another time, with the old one beside it.
pub async fn rescheduled(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    before: &Migration,
    after: &Migration,
    why: Why<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    nothing_to_do(conn, after.id, &FIND_A_TIME).await?;
    let facts = facts::load(conn, letterhead, after).await?;
    let mail = Draft {
        kind: MailKind::Rescheduled,
        revision: format!("booking-{}", after.revision),
        extra: json!({ "old_starts_at": before.starts_at, "why": why.data() }),
        calendar: Some(CalendarMethod::Request),
        supersedes: BOOKINGS.to_vec(),
        expires_at: after.starts_at,
    };
    owe(conn, letterhead, after, &facts, mail, now).await
}

/// Its time is off, because of what somebody said.
pub async fn on_hold(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    (before, after): (&Migration, &Migration),
    (who, reason): (&str, &str),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, after).await?;
    let was_booked = before.state == MigrationState::Booked;
    let mail = Draft {
        kind: MailKind::OnHold,
        revision: format!("hold-{}", after.revision),
        extra: json!({ "who": who, "reason_to_wait": reason, "was_booked": was_booked }),
        calendar: was_booked.then_some(CalendarMethod::Cancel),
        supersedes: vec![MailKind::Booked, MailKind::Rescheduled, MailKind::Reminder],
        expires_at: now + Duration::days(5),
    };
    owe(conn, letterhead, after, &facts, mail, now).await
}

/// What the core team answered, and the time with which it goes on, if it does.
pub async fn hold_answered(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    answer: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::HoldAnswered,
        revision: format!("answer-{}", migration.revision),
        extra: json!({
            "answer": answer,
            "is_waiting": migration.state == MigrationState::OnHold,
            "choose_until": choose_until(migration),
        }),
        calendar: (migration.state == MigrationState::Booked).then_some(CalendarMethod::Request),
        supersedes: Vec::new(),
        expires_at: now + Duration::days(5),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// Whoever asked to wait took it back, so the old time stands again.
pub async fn goes_on(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    who: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::GoesOn,
        revision: format!("hold-{}", migration.revision),
        extra: json!({ "who": who, "choose_until": choose_until(migration) }),
        calendar: (migration.state == MigrationState::Booked).then_some(CalendarMethod::Request),
        supersedes: Vec::new(),
        expires_at: migration.starts_at,
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// Not now, and why; the time that it has stays.
pub async fn now_declined(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    (word, asked_at): (&str, DateTime<Utc>),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::NowDeclined,
        revision: format!("now-{}", asked_at.timestamp_micros()),
        extra: json!({ "word": word, "asked_at": asked_at, "choose_until": choose_until(migration) }),
        calendar: None,
        supersedes: Vec::new(),
        expires_at: now + Duration::days(2),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}
