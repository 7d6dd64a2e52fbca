//! The domUs of one member.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MemberId;
use crate::db::schema::{domu_members, domus, hosts, sites};
use crate::fleet::domu::DomuState;

/// Where one of them lives, and what was last known of it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct OwnDomu {
    pub name: String,
    pub host: String,
    pub site: String,
    pub state: DomuState,
    pub state_known_at: Option<DateTime<Utc>>,
}

/// Those that the member owns or looks after, by name; the first hundred.
pub async fn of_member(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<OwnDomu>> {
    domus::table
        .inner_join(domu_members::table)
        .inner_join(hosts::table.inner_join(sites::table))
        .filter(domu_members::member_id.eq(member))
        .order(domus::name)
        .limit(100)
        .select((domus::name, hosts::name, sites::name, domus::state, domus::state_known_at))
        .load(&mut conn)
        .await
}
