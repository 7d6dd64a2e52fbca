//! What a post can be said to touch.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{HostId, SiteId};
use crate::db::schema::{hosts, sites};

/// A site or host that can be chosen in the form.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Choosable<Id> {
    pub id: Id,
    pub name: String,
}

pub async fn choosable_sites(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Choosable<SiteId>>> {
    sites::table.order(sites::code).select((sites::id, sites::name)).limit(200).load(&mut conn).await
}

pub async fn choosable_hosts(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Choosable<HostId>>> {
    hosts::table
        .filter(hosts::state.ne("retired"))
        .order(hosts::name)
        .select((hosts::id, hosts::name))
        .limit(1000)
        .load(&mut conn)
        .await
}
