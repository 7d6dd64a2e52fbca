//! What a post can be said to touch.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{HostId, MigrationId, SiteId};
use crate::db::schema::{hosts, migrations, sites};
use crate::status::Scope;

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

/// What of a scope there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    SiteOrHost,
    Move(MigrationId),
}

pub async fn missing(mut conn: &AsyncPgConnection, scope: &Scope) -> QueryResult<Option<Missing>> {
    let mut second = conn;
    let mut third = conn;
    let (sites, hosts, moves): (Vec<SiteId>, Vec<HostId>, Vec<MigrationId>) = tokio::try_join!(
        sites::table.filter(sites::id.eq_any(&scope.sites)).select(sites::id).load(&mut conn),
        hosts::table.filter(hosts::id.eq_any(&scope.hosts)).select(hosts::id).load(&mut second),
        migrations::table
            .filter(migrations::id.eq_any(&scope.migrations))
            .select(migrations::id)
            .load(&mut third),
    )?;
    let is_there =
        scope.sites.iter().all(|id| sites.contains(id)) && scope.hosts.iter().all(|id| hosts.contains(id));
    if !is_there {
        return Ok(Some(Missing::SiteOrHost));
    }
    Ok(scope.migrations.iter().find(|id| !moves.contains(id)).map(|id| Missing::Move(*id)))
}
