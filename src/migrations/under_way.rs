//! The attempt that is under way, and the step that is being done in it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{attempts, domus, steps};
use crate::migrations::attempt::{Attempt, AttemptResult, Step};
use crate::migrations::{Migration, StepState};

/// Both rows; a running migration has exactly one of each.
pub async fn current(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
) -> QueryResult<Option<(Attempt, Step)>> {
    attempts::table
        .inner_join(steps::table)
        .filter(attempts::migration_id.eq(migration).and(attempts::result.is_null()))
        .filter(steps::state.eq(StepState::Doing))
        .select((Attempt::as_select(), Step::as_select()))
        .first(conn)
        .await
        .optional()
}

/// Ends the step, done or broken off, with a note for the core team.
pub async fn end_step(
    conn: &mut AsyncPgConnection,
    step: &Step,
    state: StepState,
    by: Option<MemberId>,
    note: &str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let note = match (step.note.is_empty(), note.is_empty()) {
        (_, true) => step.note.clone(),
        (true, false) => note.to_owned(),
        (false, false) => format!("{}\n{note}", step.note),
    };
    diesel::update(steps::table.find(step.id))
        .filter(steps::state.eq(StepState::Doing))
        .set((steps::state.eq(state), steps::ended_at.eq(now), steps::done_by.eq(by), steps::note.eq(note)))
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends the attempt.
pub async fn end_attempt(
    conn: &mut AsyncPgConnection,
    attempt: &Attempt,
    result: AttemptResult,
    now: DateTime<Utc>,
) -> QueryResult<Attempt> {
    diesel::update(attempts::table.find(attempt.id))
        .filter(attempts::result.is_null())
        .set((attempts::result.eq(result), attempts::ended_at.eq(now)))
        .returning(Attempt::as_returning())
        .get_result(conn)
        .await
}

/// What the portal now knows of the domU itself: `running` or `off`.
pub async fn domu_is(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    state: &'static str,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(domus::table.find(migration.domu_id))
        .set((domus::state.eq(state), domus::state_known_at.eq(now)))
        .execute(conn)
        .await?;
    Ok(())
}
