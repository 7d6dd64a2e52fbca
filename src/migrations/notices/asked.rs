//! What the core team is told by mail: that a member asks for something or finds something broken, and
//! what the clock found.

use chrono::{DateTime, Duration, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use super::recipients::core_team;
use super::{choose_until, facts};
use crate::db::ids::MigrationId;
use crate::mail::told::Reached;
use crate::mail::{self, About, Letterhead, MailKind, NewMail};
use crate::members::Actor;
use crate::migrations::report_broken::Broken;
use crate::migrations::{Attempt, Migration, looks};
use crate::paths;

/// Mails that ask for somebody who runs it.
pub const FIND_SOMEBODY: [MailKind; 1] = [MailKind::NobodyAssigned];

/// Mails that ask for another time, or for somebody at the time that it had.
pub const FIND_A_TIME: [MailKind; 3] = [MailKind::NobodyAssigned, MailKind::Overdue, MailKind::Undecided];

/// Mails that ask the core team to do something with a move that is still ahead.
pub const ASKS: [MailKind; 6] = [
    MailKind::NobodyAssigned,
    MailKind::Overdue,
    MailKind::Undecided,
    MailKind::HoldAsked,
    MailKind::HoldWithdrawn,
    MailKind::NowAsked,
];

/// What those that have not left ask for is done, or makes no sense any more.
pub async fn nothing_to_do(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    kinds: &[MailKind],
) -> QueryResult<()> {
    mail::outbox::let_go(conn, migration, kinds).await
}

/// A member asks to wait.
pub async fn hold_asked(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    (who, reason): (&str, &str),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let extra = json!({
        "who": who,
        "reason_to_wait": reason,
        "answer_url": letterhead.url(&paths::hold_answer(migration.id)),
    });
    let turn = (MailKind::HoldAsked, format!("hold-{}", migration.revision));
    tell_team(conn, letterhead, migration, turn, extra, (now + Duration::days(5), now)).await
}

/// A member takes that back before it is answered.
pub async fn hold_withdrawn(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    who: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let extra = json!({ "who": who, "choose_until": choose_until(migration) });
    let turn = (MailKind::HoldWithdrawn, format!("hold-{}", migration.revision));
    tell_team(conn, letterhead, migration, turn, extra, (migration.ends_at, now)).await
}

/// A member asks to be moved at once.
pub async fn now_asked(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    who: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let extra = json!({ "who": who, "answer_url": letterhead.url(&paths::now_answer(migration.id)) });
    let turn = (MailKind::NowAsked, format!("now-{}", now.timestamp_micros()));
    tell_team(conn, letterhead, migration, turn, extra, (now + Duration::hours(12), now)).await
}

/// Something is broken since it has moved; with what was seen from outside after the boot.
pub async fn broken_reported(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    (migration, attempt): (&Migration, Option<&Attempt>),
    broken: Broken<'_>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let survey = match attempt {
        Some(attempt) => looks::survey::of_attempt(conn, attempt.id).await?,
        None => looks::survey::Survey::default(),
    };
    let is_seen = survey.after_at.is_some() && !survey.services.is_empty();
    let is_well = survey.services.iter().all(|service| !service.is_lost() && !service.is_worse());
    let extra = json!({
        "who": actor.name(),
        "issue": broken.issue.to_string(),
        "report_url": letterhead.url(broken.path),
        "body": broken.body,
        "attempt": attempt.map(|attempt| facts::attempt(attempt, now)),
        "services": survey.told(),
        "looks_well": is_seen && is_well,
    });
    let turn = (MailKind::BrokenReported, format!("report-{}", broken.issue));
    tell_team(conn, letterhead, migration, turn, extra, (now + Duration::days(5), now)).await
}

/// It begins soon and nobody runs it.
pub async fn nobody_assigned(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let turn = (MailKind::NobodyAssigned, format!("booking-{}", migration.revision));
    tell_team(conn, letterhead, migration, turn, json!({}), (migration.ends_at, now)).await
}

/// Its window is over and it has not ended.
pub async fn overdue(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let extra = json!({
        "is_under_way": migration.state.is_under_way(),
        "is_assigned": migration.operator_id.is_some(),
    });
    let turn = (MailKind::Overdue, format!("booking-{}", migration.revision));
    tell_team(conn, letterhead, migration, turn, extra, (now + Duration::days(2), now)).await
}

/// The proposed time has passed, and nobody had booked it.
pub async fn undecided(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let turn = (MailKind::Undecided, format!("booking-{}", migration.revision));
    tell_team(conn, letterhead, migration, turn, json!({}), (now + Duration::days(5), now)).await
}

/// Its old copy stays, for these did not get the mail that it goes.
pub async fn kept_longer(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    untold: &[Reached],
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let extra = json!({ "untold": untold, "outbox_url": letterhead.url(paths::OUTBOX) });
    let turn = (MailKind::KeptLonger, format!("grace-{}", migration.revision));
    tell_team(conn, letterhead, migration, turn, extra, (now + Duration::days(5), now)).await
}

async fn tell_team(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    (kind, revision): (MailKind, String),
    extra: Value,
    (expires_at, now): (DateTime<Utc>, DateTime<Utc>),
) -> QueryResult<()> {
    let data = facts::load(conn, letterhead, migration).await?.with(extra);
    for to in core_team(conn).await? {
        let mail = NewMail {
            kind,
            object: migration.id.to_string(),
            revision: revision.clone(),
            stream: format!("move-asks:{}", migration.id.0),
            to,
            about: About { migration_id: Some(migration.id), ..About::default() },
            data: data.clone(),
            calendar: None,
            supersedes: Vec::new(),
            expires_at,
        };
        mail::enqueue(conn, letterhead, mail, now).await?;
    }
    Ok(())
}
