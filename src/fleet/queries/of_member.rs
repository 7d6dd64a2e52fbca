//! The domUs of one member, and how many there are in all.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{DomuId, MemberId};
use crate::db::schema::{disks, domu_members, domus, hosts, sites};
use crate::fleet::Bytes;
use crate::fleet::domu::DomuState;
use crate::fleet::queries::MOST_COUNTED;

diesel::alias!(domus as counted: Counted);

/// Where one of them lives, and what was last known of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct OwnDomu {
    pub id: DomuId,
    pub name: String,
    pub host: String,
    pub site: String,
    pub memory_bytes: Bytes,
    pub state: DomuState,
    pub state_known_at: Option<DateTime<Utc>>,
}

/// Those that the member owns or looks after and whose name comes after `after`, by name.
pub async fn of_member(
    mut conn: &AsyncPgConnection,
    member: MemberId,
    after: &str,
    most: i64,
) -> QueryResult<Vec<OwnDomu>> {
    domus::table
        .inner_join(domu_members::table)
        .inner_join(hosts::table.inner_join(sites::table))
        .filter(domu_members::member_id.eq(member))
        .filter(domus::name.gt(after))
        .order(domus::name)
        .limit(most)
        .select((
            domus::id,
            domus::name,
            hosts::name,
            sites::name,
            domus::memory_bytes,
            domus::state,
            domus::state_known_at,
        ))
        .load(&mut conn)
        .await
}

/// The disks of those domUs; a size is `None` while nobody has told it.
pub async fn disks_of_member(
    mut conn: &AsyncPgConnection,
    member: MemberId,
) -> QueryResult<Vec<(DomuId, Option<Bytes>)>> {
    let own = domu_members::table.filter(domu_members::member_id.eq(member)).select(domu_members::domu_id);
    disks::table
        .filter(disks::domu_id.eq_any(own))
        .limit(5000)
        .select((disks::domu_id, disks::bytes))
        .load(&mut conn)
        .await
}

/// Whether the member owns or looks after any domU.
pub async fn has_domus(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<bool> {
    let own = domu_members::table.filter(domu_members::member_id.eq(member));
    diesel::select(diesel::dsl::exists(own)).get_result(&mut conn).await
}

/// Whether there is a house at all.
pub async fn has_hosts(mut conn: &AsyncPgConnection) -> QueryResult<bool> {
    diesel::select(diesel::dsl::exists(hosts::table.select(hosts::id))).get_result(&mut conn).await
}

/// How many domUs there are, counted no further than one beyond `MOST_COUNTED`.
pub async fn all_domus(mut conn: &AsyncPgConnection) -> QueryResult<i64> {
    let some = counted.select(counted.field(domus::id)).limit(MOST_COUNTED + 1);
    domus::table.filter(domus::id.eq_any(some)).count().get_result(&mut conn).await
}

/// How many of them are not known to be up, counted as far.
pub async fn domus_not_up(mut conn: &AsyncPgConnection) -> QueryResult<i64> {
    let ids: Vec<DomuId> = domus::table
        .filter(domus::state.ne(DomuState::Running))
        .limit(MOST_COUNTED + 1)
        .select(domus::id)
        .load(&mut conn)
        .await?;
    Ok(ids.len() as i64)
}
