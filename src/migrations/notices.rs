//! Who is told what about a migration, and until when it is worth telling. The words are in
//! `templates/mails/<language>/<kind>/`.

mod asked;
mod choosing;
mod clock;
mod facts;
mod preview;
mod recipients;
mod trouble;

use chrono::{DateTime, Duration, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

pub use asked::{
    ASKS, FIND_A_TIME, FIND_SOMEBODY, broken_reported, hold_asked, hold_withdrawn, kept_longer,
    nobody_assigned, nothing_to_do, now_asked, overdue, undecided,
};
pub use choosing::{Why, booked, goes_on, hold_answered, now_declined, on_hold, rescheduled};
pub use clock::{Warned, grace_ending, remind, warned};
pub use facts::Facts;
pub use preview::{Preview, preview, preview_of_return};
pub use recipients::{Contact, contacts};
pub use trouble::{LeftBehind, checking, lost_track, moving_back, two_reporters, word_late};

use crate::db::ids::MemberId;
use crate::mail::told;
use crate::mail::{self, About, CalendarEvent, CalendarMethod, Letterhead, MailKind, NewMail};
use crate::members::Actor;
use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::queries::{OpenReport, open_reports};
use crate::migrations::{Attempt, Migration, MigrationState, link, looks};
use crate::paths;

/// The move is booked, or a window proposed; with the attempt that came back, booked again.
pub async fn announced(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    last: Option<&Attempt>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::Announced,
        revision: format!("booking-{}", migration.revision),
        extra: json!({
            "last_try": last.map(|attempt| facts::attempt(attempt, now)),
            "choose_until": choose_until(migration),
        }),
        calendar: (migration.state == MigrationState::Booked).then_some(CalendarMethod::Request),
        supersedes: BOOKINGS.to_vec(),
        expires_at: migration.starts_at,
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// It is down, since when, and when it should be back.
pub async fn started(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::Started,
        revision: format!("attempt-{}", attempt.n),
        extra: json!({ "down_from": now, "now_back_by": migration.promised_at(Some(now)) }),
        calendar: None,
        supersedes: BOOKINGS.to_vec(),
        expires_at: now + Duration::hours(2),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// It is up at its old place again: how long it was down, why, and what is not there.
pub async fn returned(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    left: LeftBehind,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::Returned,
        revision: format!("attempt-{}", attempt.n),
        extra: of_a_return(conn, attempt, left, now).await?,
        calendar: Some(CalendarMethod::Cancel),
        supersedes: [BOOKINGS.as_slice(), &[MailKind::Started, MailKind::MovingBack, MailKind::Checking]]
            .concat(),
        expires_at: now + Duration::days(5),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// It runs at its new place.
pub async fn moved(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mut extra = after_look(conn, attempt, now).await?;
    // What is off by choice answers nothing, which is no fault.
    if !facts.boots {
        extra["services"] = looks::Survey::default().told();
    }
    let names = looks::known_names::of_migration(conn, migration.id).await?;
    extra["dns"] = names.map_or_else(|| json!({ "to_change": [], "is_done": false }), |names| names.told());
    let mail = Draft {
        kind: MailKind::Moved,
        revision: format!("attempt-{}", attempt.n),
        extra,
        calendar: None,
        supersedes: vec![MailKind::Started, MailKind::Checking],
        expires_at: now + Duration::days(5),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// The end: promised and real downtime, and that the old image is gone.
pub async fn closed(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let downtimes = facts::downtimes(conn, migration.id).await?;
    let open = open_reports(conn, migration.id).await?;
    let mail = Draft {
        kind: MailKind::Closed,
        revision: "end".to_owned(),
        extra: json!({
            "down_seconds": downtimes.iter().sum::<i64>(),
            "attempts": downtimes.len(),
            "is_reported": !open.is_empty(),
            "report": null,
        }),
        calendar: None,
        supersedes: vec![MailKind::GraceEnding],
        expires_at: now + Duration::days(5),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// It stays where it is, says whoever took the promise back.
pub async fn cancelled(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    nothing_to_do(conn, migration.id, &ASKS).await?;
    let mut facts = facts::load(conn, letterhead, migration).await?;
    if !actor.name().is_empty() {
        facts.operator = actor.name().to_owned();
    }
    let mail = Draft {
        kind: MailKind::Cancelled,
        revision: "end".to_owned(),
        extra: json!({ "why": migration.end_note }),
        calendar: Some(CalendarMethod::Cancel),
        supersedes: BOOKINGS.to_vec(),
        expires_at: now + Duration::days(5),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// The attempt, with what its domU's services answer now beside what they answered before, as far
/// as somebody looked by then.
async fn after_look(conn: &AsyncPgConnection, attempt: &Attempt, now: DateTime<Utc>) -> QueryResult<Value> {
    let services = looks::survey::of_attempt(conn, attempt.id).await?.told();
    Ok(json!({ "attempt": facts::attempt(attempt, now), "services": services }))
}

/// What only the mail about a way back says.
async fn of_a_return(
    conn: &AsyncPgConnection,
    attempt: &Attempt,
    left: LeftBehind,
    now: DateTime<Utc>,
) -> QueryResult<Value> {
    let mut extra = after_look(conn, attempt, now).await?;
    extra["left"] = json!(left.word());
    Ok(extra)
}

/// Mails about what is to come: each says all that still holds, so that a newer one takes the place of
/// those that have not left.
const BOOKINGS: [MailKind; 4] =
    [MailKind::Announced, MailKind::Booked, MailKind::Rescheduled, MailKind::Reminder];

/// Until when its members choose; `None` when nothing is left to choose.
fn choose_until(migration: &Migration) -> Option<DateTime<Utc>> {
    (migration.state == MigrationState::Announced).then(|| migration.starts_at - CHOOSE_UNTIL)
}

/// A mail before it is addressed.
struct Draft {
    kind: MailKind,
    revision: String,
    extra: Value,
    calendar: Option<CalendarMethod>,
    supersedes: Vec<MailKind>,
    expires_at: DateTime<Utc>,
}

/// One mail for each member concerned, to each of their addresses.
async fn owe(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    facts: &Facts,
    draft: Draft,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let mut data = facts.with(draft.extra);
    data["ttl"] = json!(facts::ttl(migration.starts_at, now));
    let open = match draft.kind {
        MailKind::Closed => open_reports(conn, migration.id).await?,
        _ => Vec::new(),
    };
    for contact in contacts(conn, migration.domu_id).await? {
        let member = contact.member_id;
        let method = match draft.calendar {
            // A calendar that never heard of the move has nothing to take out.
            Some(CalendarMethod::Cancel) if !told::is_invited(conn, migration.id, member).await? => None,
            method => method,
        };
        data["is_in_calendar"] = json!(method.is_some());
        let calendar = method.map(|method| event(letterhead, migration, facts, method, member.0));
        if matches!(draft.kind, MailKind::Moved | MailKind::GraceEnding) {
            let token = link::make(conn, migration.id, member, now).await?;
            data["all_fine_url"] = json!(letterhead.url(&paths::confirmation_by_mail(token.as_str())));
        }
        if draft.kind == MailKind::Closed {
            data["report"] = json!(reports_of(&open, member));
        }
        for to in contact.recipients() {
            let mail = NewMail {
                kind: draft.kind,
                object: migration.id.to_string(),
                revision: draft.revision.clone(),
                stream: format!("migration:{}:{member}", migration.id.0),
                to,
                about: About { migration_id: Some(migration.id), ..About::default() },
                data: data.clone(),
                calendar: calendar.clone(),
                supersedes: draft.supersedes.clone(),
                expires_at: draft.expires_at,
            };
            mail::enqueue(conn, letterhead, mail, now).await?;
        }
    }
    Ok(())
}

/// Those that this member may read, by name; to the others they are no more than a report.
fn reports_of(open: &[OpenReport], reader: MemberId) -> Option<String> {
    let own = open.iter().filter(|report| report.reporter == reader);
    let names: Vec<String> = own.map(|report| report.issue.to_string()).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn event(
    letterhead: &Letterhead,
    migration: &Migration,
    facts: &Facts,
    method: CalendarMethod,
    member: i64,
) -> CalendarEvent {
    CalendarEvent {
        method,
        uid: format!("migration-{}-{member}@{}", migration.id.0, letterhead.domain()),
        sequence: u32::try_from(migration.revision).unwrap_or_default(),
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
        summary: facts.summary.clone(),
        description: facts.migration_url.clone(),
        location: facts.target_site_name.clone(),
        url: facts.migration_url.clone(),
    }
}
