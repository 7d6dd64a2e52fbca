//! The moves of a domU on its page: each attempt with what was promised and what it was.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::fleet::domu::Away;
use crate::issues::queries::OldCopies;
use crate::migrations::queries::DomuMigration;
use crate::migrations::{Attempt, AttemptResult, MigrationState};
use crate::paths;
use crate::web::issues::kept_text;
use crate::web::migrations::words::{result_pill, state_pill};
use crate::web::{CurrentMember, Pill};

/// An attempt, or a move that has none under way.
#[derive(Serialize)]
pub struct MoveRow {
    href: String,
    source: String,
    target: String,
    n: Option<i32>,
    at: DateTime<Utc>,
    state: Pill,
    promised_seconds: Option<i32>,
    down_seconds: Option<i64>,
}

/// Since when it lives where it lives, and until when its old copy is kept.
#[derive(Serialize)]
pub struct Lives {
    since: Option<DateTime<Utc>>,
    before: Option<String>,
    /// Until when.
    old_copy: Option<String>,
}

/// Nobody can say on which side it runs.
#[derive(Serialize)]
pub struct Lost {
    source: String,
    target: String,
    href: String,
    pub state: Pill,
}

pub fn lost(migrations: &[DomuMigration]) -> Option<Lost> {
    let migration = migrations.iter().find(|migration| migration.state == MigrationState::Unclear)?;
    Some(Lost {
        source: migration.source.clone(),
        target: migration.target.clone(),
        href: paths::migration(migration.id),
        state: state_pill(migration.state, false),
    })
}

/// The latest first. What is ahead stands as a line of its own above the attempts so far.
pub fn rows(migrations: &[DomuMigration], attempts: &[Attempt], now: DateTime<Utc>) -> Vec<MoveRow> {
    let mut rows = Vec::new();
    for migration in migrations {
        let own: Vec<&Attempt> = of(attempts, migration.id).collect();
        if own.is_empty() || is_ahead(migration.state) {
            rows.push(MoveRow {
                href: paths::migration(migration.id),
                source: migration.source.clone(),
                target: migration.target.clone(),
                n: None,
                at: migration.starts_at,
                state: state_pill(migration.state, false),
                promised_seconds: is_ahead(migration.state).then_some(migration.expected_seconds),
                down_seconds: None,
            });
        }
        rows.extend(own.into_iter().map(|attempt| MoveRow {
            href: paths::attempt(migration.id, attempt.n),
            source: migration.source.clone(),
            target: migration.target.clone(),
            n: Some(attempt.n),
            at: attempt.started_at,
            state: match attempt.result {
                Some(result) => result_pill(result),
                None => state_pill(migration.state, attempt.turned_back_at.is_some()),
            },
            promised_seconds: Some(attempt.promised_seconds),
            down_seconds: attempt.down_seconds(now),
        }));
    }
    rows
}

fn of(attempts: &[Attempt], migration: MigrationId) -> impl Iterator<Item = &Attempt> {
    attempts.iter().filter(move |attempt| attempt.migration_id == migration)
}

/// Whether it waits for an attempt.
fn is_ahead(state: MigrationState) -> bool {
    use MigrationState::*;
    matches!(state, Draft | Announced | Booked | OnHold | Returned)
}

/// The attempt for which it is off right now.
pub fn away(attempts: &[Attempt]) -> Option<(Away, &Attempt)> {
    let is_off = |one: &&Attempt| one.result.is_none() && one.down_from.is_some() && one.up_at.is_none();
    let attempt = attempts.iter().find(is_off)?;
    Some((if attempt.way().leads_back() { Away::TurningBack } else { Away::Moving }, attempt))
}

pub fn lives(
    who: &CurrentMember,
    migrations: &[DomuMigration],
    attempts: &[Attempt],
    copies: &OldCopies,
) -> Lives {
    use MigrationState::*;
    let arrived = migrations.iter().find(|migration| matches!(migration.state, Verifying | Closed));
    let succeeded = |attempt: &&Attempt| {
        matches!(attempt.result, Some(AttemptResult::Succeeded | AttemptResult::Unclear))
    };
    Lives {
        since: arrived.and_then(|migration| of(attempts, migration.id).find(succeeded)?.up_at),
        before: arrived.map(|migration| migration.source.clone()),
        old_copy: arrived
            .filter(|migration| migration.state == Verifying)
            .map(|migration| kept_text(who, copies.kept(migration.id, migration.grace_until), "full")),
    }
}
