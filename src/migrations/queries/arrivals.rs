//! What home pages say of moves beside the open ones: since when domUs live where they live, how
//! the week went, and where there is no room.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::AtMostRows;
use crate::db::ids::{DomuId, MemberId, MigrationId};
use crate::db::schema::{attempts, host_rooms, hosts, migrations};
use crate::fleet::Bytes;
use crate::migrations::queries::own::IsOf;
use crate::migrations::queries::{MOST_COUNTED, NOT_ENDED};
use crate::migrations::{AttemptResult, MigrationState};

/// A domU's last move that succeeded.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Arrival {
    pub domu_id: DomuId,
    pub migration_id: MigrationId,
    pub up_at: Option<DateTime<Utc>>,
}

/// The last arrival of each of the member's domUs.
pub async fn arrivals_of_member(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<Arrival>> {
    attempts::table
        .inner_join(migrations::table)
        .filter(IsOf(member))
        .filter(migrations::state.eq_any([MigrationState::Verifying, MigrationState::Closed]))
        // What was lost and found there counts from when it was found.
        .filter(attempts::result.eq_any([AttemptResult::Succeeded, AttemptResult::Unclear]))
        .distinct_on(migrations::domu_id)
        .order((migrations::domu_id, migrations::starts_at.desc(), attempts::n.desc()))
        .select((migrations::domu_id, migrations::id, attempts::up_at))
        .at_most(1000)
        .load(&mut conn)
        .await
}

/// How many moves that started since `since` have arrived; counted up to `MOST_COUNTED` and one more.
pub async fn arrived_since(mut conn: &AsyncPgConnection, since: DateTime<Utc>) -> QueryResult<i64> {
    let arrived: Vec<MigrationId> = migrations::table
        .filter(migrations::starts_at.ge(since))
        .filter(migrations::state.eq_any([MigrationState::Verifying, MigrationState::Closed]))
        .select(migrations::id)
        .at_most(MOST_COUNTED + 1)
        .load(&mut conn)
        .await?;
    Ok(arrived.len() as i64)
}

/// How many moves are still to come; counted up to `MOST_COUNTED` and one more.
pub async fn to_come(mut conn: &AsyncPgConnection) -> QueryResult<i64> {
    use MigrationState::*;
    let coming: Vec<MigrationId> = migrations::table
        .filter(NOT_ENDED)
        .filter(migrations::state.eq_any([Announced, Booked, OnHold, Returned]))
        .select(migrations::id)
        .at_most(MOST_COUNTED + 1)
        .load(&mut conn)
        .await?;
    Ok(coming.len() as i64)
}

/// A host that domUs are about to move to although it is fuller than it can be.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct FullTarget {
    pub name: String,
    pub memory_free: Bytes,
    pub disk_free: Bytes,
}

/// Only hosts that moves lead to are added up: the others are in nobody's way tonight.
pub async fn full_targets(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<FullTarget>> {
    use MigrationState::*;
    let targets = migrations::table
        .filter(NOT_ENDED)
        .filter(migrations::state.eq_any([Announced, Booked, Running]))
        .select(migrations::target_host_id);
    hosts::table
        .inner_join(host_rooms::table.on(host_rooms::host_id.eq(hosts::id)))
        .filter(hosts::id.eq_any(targets))
        .filter(
            host_rooms::memory_free
                .lt(Bytes(0))
                .or(hosts::disk_bytes.gt(Bytes(0)).and(host_rooms::disk_free.lt(Bytes(0)))),
        )
        .order(hosts::name)
        .select((hosts::name, host_rooms::memory_free, host_rooms::disk_free))
        .at_most(most)
        .load(&mut conn)
        .await
}
