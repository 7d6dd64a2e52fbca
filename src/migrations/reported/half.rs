//! One side's half of an attempt, which only its own host writes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::ids::{AttemptId, HostId, MigrationId};
use crate::db::schema::{attempt_sides, attempts, migrations, steps};
use crate::migrations::{Attempt, Side, StepCode, StepState};
use crate::reports::Want;

/// The half, locked until the end of the transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Half {
    pub migration: MigrationId,
    pub attempt: AttemptId,
    /// The number of the attempt, as people count.
    pub n: i32,
    pub side: Side,
    pub host: HostId,
    pub acked_through: i64,
    pub has_clashed: bool,
}

/// An attempt in which the host has a part.
struct Part {
    attempt: Attempt,
    side: Side,
}

impl Half {
    /// Opens the half at its first word. `None` if the host has no part in such an attempt, or if
    /// there is none.
    pub(super) async fn lock(
        conn: &mut AsyncPgConnection,
        host: HostId,
        (migration, n): (MigrationId, i32),
        boot: Uuid,
        now: DateTime<Utc>,
    ) -> QueryResult<Option<Half>> {
        let Some(Part { attempt, side }) = part(conn, host, migration, Which::Number(n)).await? else {
            return Ok(None);
        };
        let row = (attempt_sides::attempt_id.eq(attempt.id), attempt_sides::side.eq(side));
        diesel::insert_into(attempt_sides::table)
            .values((
                row,
                attempt_sides::host_id.eq(host),
                attempt_sides::boot.eq(boot),
                attempt_sides::heard_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        let (acked_through, clashed_at): (i64, Option<DateTime<Utc>>) = attempt_sides::table
            .find((attempt.id, side))
            .select((attempt_sides::acked_through, attempt_sides::clashed_at))
            .for_update()
            .first(conn)
            .await?;
        let has_clashed = clashed_at.is_some();
        Ok(Some(Half { migration, attempt: attempt.id, n, side, host, acked_through, has_clashed }))
    }
}

enum Which {
    Number(i32),
    /// The last that had begun by then.
    At(DateTime<Utc>),
}

async fn part(
    conn: &mut AsyncPgConnection,
    host: HostId,
    migration: MigrationId,
    which: Which,
) -> QueryResult<Option<Part>> {
    let of_host = migrations::source_host_id.eq(host).or(migrations::target_host_id.eq(host));
    let mut query = attempts::table
        .inner_join(migrations::table)
        .filter(migrations::id.eq(migration).and(of_host))
        .order(attempts::n.desc())
        .select((Attempt::as_select(), migrations::source_host_id))
        .into_boxed();
    query = match which {
        Which::Number(n) => query.filter(attempts::n.eq(n)),
        Which::At(at) => query.filter(attempts::started_at.le(at)),
    };
    let found: Option<(Attempt, HostId)> = query.first(conn).await.optional()?;
    Ok(found.map(|(attempt, source)| {
        let side = if source == host { Side::Source } else { Side::Target };
        Part { attempt, side }
    }))
}

/// The attempt of the migration that had begun last at that time, for a host that has a part in it.
pub async fn attempt_for(
    conn: &mut AsyncPgConnection,
    host: HostId,
    migration: MigrationId,
    at: DateTime<Utc>,
) -> QueryResult<Option<crate::reports::Attempt>> {
    let Some(Part { attempt, side }) = part(conn, host, migration, Which::At(at)).await? else {
        return Ok(None);
    };
    let (step, want) = standing(conn, attempt.id).await?;
    Ok(Some(crate::reports::Attempt {
        attempt: attempt.n,
        side: side.to_string(),
        step: step.map(|step| step.to_string()),
        want,
        bytes_total: attempt.bytes_total,
    }))
}

/// Where the attempt is, and what is wanted of whoever copies for it: to stop, once it leads back
/// or is over; to hold on, while its operator says so.
pub(super) async fn standing(
    conn: &mut AsyncPgConnection,
    attempt: AttemptId,
) -> QueryResult<(Option<StepCode>, Want)> {
    let row: Attempt = attempts::table.find(attempt).select(Attempt::as_select()).first(conn).await?;
    let doing = steps::table.filter(steps::attempt_id.eq(attempt).and(steps::state.eq(StepState::Doing)));
    let step = doing.select(steps::code).first(conn).await.optional()?;
    let is_moving = row.result.is_none() && !row.way().leads_back();
    let want = match (is_moving, row.copy_held_at) {
        (false, _) => Want::Abort,
        (true, Some(_)) => Want::Pause,
        (true, None) => Want::Continue,
    };
    Ok((step, want))
}
