//! What was heard from dom0s about the attempts of a migration.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::Copy;
use crate::db::ids::{AttemptId, MemberId, MigrationId};
use crate::db::schema::{attempt_sides, attempts, domu_members, migrations, transfers};
use crate::migrations::Side;
use crate::reports::Want;

/// One side of one attempt, by what its dom0 said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub attempt: AttemptId,
    pub side: Side,
    /// By the portal's clock.
    pub at: DateTime<Utc>,
    pub bytes_per_second: Option<i64>,
    /// For how long the copy has stood still.
    pub flat_seconds: i32,
    pub failure: Option<String>,
    /// When one number came with two contents.
    pub clashed_at: Option<DateTime<Utc>>,
    /// What it was asked for and has done, and when that was heard.
    pub obeyed: Option<(Want, DateTime<Utc>)>,
    /// By disk.
    pub copies: Vec<Copy>,
}

type Row = (
    AttemptId,
    Side,
    DateTime<Utc>,
    Option<i64>,
    i32,
    Option<String>,
    Option<DateTime<Utc>>,
    (Option<Want>, Option<DateTime<Utc>>),
);

/// Both halves of every attempt of the migration that has one, in one trip.
pub async fn heard_of(conn: &AsyncPgConnection, migration: MigrationId) -> QueryResult<Vec<Heard>> {
    heard(conn, Of::Migration(migration)).await
}

/// Those of all attempts that are under way, or of those of a member's own domUs, in one trip.
pub async fn heard_under_way(conn: &AsyncPgConnection, member: Option<MemberId>) -> QueryResult<Vec<Heard>> {
    heard(conn, member.map_or(Of::UnderWay, Of::UnderWayFor)).await
}

async fn heard(conn: &AsyncPgConnection, of: Of) -> QueryResult<Vec<Heard>> {
    let (sides, copies) = tokio::try_join!(sides_of(conn, of), copies_of(conn, of))?;
    let heard =
        |(attempt, side, at, bytes_per_second, flat_seconds, failure, clashed_at, (want, obeyed_at)): Row| {
            let of_half = copies.iter().filter(|(of, on, _)| (*of, *on) == (attempt, side));
            Heard {
                attempt,
                side,
                at,
                bytes_per_second,
                flat_seconds,
                failure,
                clashed_at,
                obeyed: want.zip(obeyed_at),
                copies: of_half.map(|(.., copy)| copy.clone()).collect(),
            }
        };
    Ok(sides.into_iter().map(heard).collect())
}

/// Whose attempts.
#[derive(Clone, Copy)]
enum Of {
    Migration(MigrationId),
    UnderWay,
    UnderWayFor(MemberId),
}

fn attempts_of(of: Of) -> attempts::BoxedQuery<'static, Pg, BigInt> {
    let all: attempts::BoxedQuery<'static, Pg, BigInt> = attempts::table.select(attempts::id).into_boxed();
    match of {
        Of::Migration(id) => all.filter(attempts::migration_id.eq(id)),
        Of::UnderWay => all.filter(attempts::result.is_null()),
        Of::UnderWayFor(member) => {
            let own = domu_members::table.filter(domu_members::member_id.eq(member));
            let moves = migrations::table
                .filter(migrations::domu_id.eq_any(own.select(domu_members::domu_id)))
                .select(migrations::id);
            all.filter(attempts::result.is_null()).filter(attempts::migration_id.eq_any(moves))
        }
    }
}

async fn sides_of(mut conn: &AsyncPgConnection, of: Of) -> QueryResult<Vec<Row>> {
    attempt_sides::table
        .filter(attempt_sides::attempt_id.eq_any(attempts_of(of)))
        .order((attempt_sides::attempt_id, attempt_sides::side))
        .select((
            attempt_sides::attempt_id,
            attempt_sides::side,
            attempt_sides::heard_at,
            attempt_sides::bytes_per_second,
            attempt_sides::flat_seconds,
            attempt_sides::failure,
            attempt_sides::clashed_at,
            (attempt_sides::obeyed, attempt_sides::obeyed_at),
        ))
        .load(&mut conn)
        .await
}

async fn copies_of(mut conn: &AsyncPgConnection, of: Of) -> QueryResult<Vec<(AttemptId, Side, Copy)>> {
    transfers::table
        .filter(transfers::attempt_id.eq_any(attempts_of(of)))
        .order(transfers::disk)
        .select((transfers::attempt_id, transfers::side, Copy::as_select()))
        .load(&mut conn)
        .await
}
