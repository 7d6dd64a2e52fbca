//! What the clock has to look at.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MigrationId;
use crate::db::schema::{attempts, clock_decisions, issues, migrations};
use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::clock::{Decision, REMINDED, WANTS_AN_OPERATOR, WARNED};
use crate::migrations::grace::Stop;
use crate::migrations::queries::NOT_ENDED;
use crate::migrations::{AttemptResult, MigrationState};

/// Migrations about which this may have to be decided now; `clock::decide` looks again.
pub async fn due(
    mut conn: &AsyncPgConnection,
    what: Decision,
    now: DateTime<Utc>,
) -> QueryResult<Vec<MigrationId>> {
    use MigrationState::*;
    let is_decided = exists(
        clock_decisions::table
            .filter(clock_decisions::migration_id.eq(migrations::id))
            .filter(clock_decisions::revision.eq(migrations::revision))
            .filter(clock_decisions::what.eq(what)),
    );
    let query = migrations::table
        .filter(NOT_ENDED)
        .filter(not(is_decided))
        .order(migrations::id)
        .select(migrations::id)
        .into_boxed();
    let starts_within =
        |ahead: Duration| migrations::starts_at.gt(now).and(migrations::starts_at.le(now + ahead));
    let query = match what {
        Decision::AssignDefault => {
            query.filter(migrations::state.eq(Announced)).filter(starts_within(CHOOSE_UNTIL))
        }
        Decision::Undecided => {
            query.filter(migrations::state.eq(Announced)).filter(migrations::starts_at.le(now))
        }
        Decision::Remind => query.filter(migrations::state.eq(Booked)).filter(starts_within(REMINDED)),
        Decision::NobodyAssigned => query
            .filter(migrations::state.eq(Booked))
            .filter(migrations::operator_id.is_null())
            .filter(starts_within(WANTS_AN_OPERATOR)),
        Decision::Overdue => query
            .filter(migrations::state.eq_any([Booked, Running, Unclear]))
            .filter(migrations::ends_at.lt(now)),
        Decision::WordLate => query.filter(migrations::state.eq(Unclear)).filter(exists(
            attempts::table
                .filter(attempts::migration_id.eq(migrations::id))
                .filter(attempts::result.eq(AttemptResult::Unclear))
                .filter(attempts::next_word_at.le(now)),
        )),
        Decision::GraceEnding => {
            query.filter(migrations::state.eq(Verifying)).filter(migrations::grace_until.le(now + WARNED))
        }
        Decision::Close | Decision::KeepLonger => {
            query.filter(migrations::state.eq(Verifying)).filter(migrations::grace_until.le(now))
        }
    };
    query.load(&mut conn).await
}

/// The times during which issues on the migration were open.
pub async fn stops_of_grace(mut conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Vec<Stop>> {
    let rows: Vec<(DateTime<Utc>, Option<DateTime<Utc>>)> = issues::table
        .filter(issues::migration_id.eq(id))
        .select((issues::created_at, issues::ended_at))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(from, to)| Stop { from, to }).collect())
}
