//! What is told when an attempt goes neither forward nor back by itself: that it is taken back from
//! its new place, and that nobody knows yet where it runs.

use chrono::{DateTime, Duration, Utc};
use diesel::QueryResult;
use diesel_async::AsyncPgConnection;
use serde_json::{Value, json};

use super::{Draft, facts, owe, recipients};
use crate::mail::{self, About, Letterhead, MailKind, NewMail};
use crate::members::Actor;
use crate::migrations::step::WAY_BACK_TAKES;
use crate::migrations::{Attempt, DataAtTarget, Migration, Side};
use crate::paths;

/// What the members read of what was written at the target, once the domU is back at the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeftBehind {
    /// It was never allowed to boot there.
    Never,
    Said(DataAtTarget),
    /// It may have run there for a while.
    Unknown,
}

impl LeftBehind {
    /// After an attempt that was brought back step by step.
    pub fn by(attempt: &Attempt) -> LeftBehind {
        attempt.data_at_target.map_or(LeftBehind::Never, LeftBehind::Said)
    }

    /// After one that nobody could follow; `was_elsewhere` when it had been handed over.
    pub fn by_lost(attempt: &Attempt, was_elsewhere: bool) -> LeftBehind {
        match LeftBehind::by(attempt) {
            LeftBehind::Never if was_elsewhere => LeftBehind::Unknown,
            said => said,
        }
    }

    /// The word that templates compare with; empty when there is nothing to say.
    pub(super) fn word(self) -> &'static str {
        match self {
            LeftBehind::Never => "",
            LeftBehind::Said(data) => data.as_str(),
            LeftBehind::Unknown => "unknown",
        }
    }
}

/// It goes down at its new place, to be started at the old one.
pub async fn moving_back(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::MovingBack,
        revision: format!("attempt-{}", attempt.n),
        extra: json!({
            "attempt": facts::attempt(attempt, now),
            "left": LeftBehind::by(attempt).word(),
            "now_back_by": now + WAY_BACK_TAKES,
        }),
        calendar: None,
        supersedes: vec![MailKind::Started, MailKind::GraceEnding],
        expires_at: now + Duration::hours(2),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// Nobody can say where it runs; what is known, and when they hear again.
pub async fn checking(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let facts = facts::load(conn, letterhead, migration).await?;
    let mail = Draft {
        kind: MailKind::Checking,
        revision: format!("attempt-{}", attempt.n),
        extra: json!({ "attempt": facts::attempt(attempt, now), "next_word_at": attempt.next_word_at }),
        calendar: None,
        supersedes: vec![MailKind::Started, MailKind::MovingBack],
        expires_at: attempt.next_word_at.unwrap_or(now) + Duration::hours(2),
    };
    owe(conn, letterhead, migration, &facts, mail, now).await
}

/// Calls everybody of the core team to look at both hosts.
pub async fn lost_track(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    actor: &Actor,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let extra = json!({ "who": actor.name() });
    call(conn, letterhead, migration, attempt, (MailKind::LostTrack, extra), now).await
}

/// Calls it again: its members were to hear by now.
pub async fn word_late(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let contacts = recipients::contacts(conn, migration.domu_id).await?;
    let names: Vec<&str> = contacts.iter().map(|contact| contact.name.as_str()).collect();
    let extra = json!({ "names": names.join(", ") });
    call(conn, letterhead, migration, attempt, (MailKind::WordLate, extra), now).await
}

/// Two reporters tell of one side of an attempt, and not the same. Once an attempt and side.
pub async fn two_reporters(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    (side, seq): (Side, i64),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let extra = json!({
        "is_source": side == Side::Source,
        "seq": seq,
        "operate_url": letterhead.url(&paths::operate(migration.id)),
    });
    let mail = (MailKind::TwoReporters, extra);
    call_about(conn, letterhead, migration, attempt, &format!("attempt-{}-{side}", attempt.n), mail, now)
        .await
}

async fn call(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    mail: (MailKind, Value),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    call_about(conn, letterhead, migration, attempt, &format!("attempt-{}", attempt.n), mail, now).await
}

async fn call_about(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    attempt: &Attempt,
    revision: &str,
    (kind, extra): (MailKind, Value),
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let mut data = facts::load(conn, letterhead, migration).await?.with(json!({
        "attempt": facts::attempt(attempt, now),
        "next_word_at": attempt.next_word_at,
        "attest_url": letterhead.url(&paths::attestations(migration.id)),
    }));
    if let (Value::Object(data), Value::Object(extra)) = (&mut data, extra) {
        data.extend(extra);
    }
    for to in recipients::core_team(conn).await? {
        let mail = NewMail {
            kind,
            object: migration.id.to_string(),
            revision: revision.to_owned(),
            // Beside what the core team is asked: an alarm doesn't wait until an older mail has left.
            stream: format!("move-alarms:{}", migration.id.0),
            to,
            about: About { migration_id: Some(migration.id), ..About::default() },
            data: data.clone(),
            calendar: None,
            supersedes: Vec::new(),
            expires_at: now + Duration::hours(12),
        };
        mail::enqueue(conn, letterhead, mail, now).await?;
    }
    Ok(())
}
