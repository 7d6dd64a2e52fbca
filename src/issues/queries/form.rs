//! What the form of a report offers: the member's domUs, and the migration that it is about.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::AtMostRows;
use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{domu_members, domus, hosts, migrations, sites};
use crate::members::Member;

/// A domU that can be chosen in the form.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct OwnDomu {
    pub name: String,
    pub host: String,
    pub site: String,
}

/// The member's own domUs, for the form.
pub async fn domus_of(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<OwnDomu>> {
    domu_members::table
        .inner_join(domus::table.inner_join(hosts::table.inner_join(sites::table)))
        .filter(domu_members::member_id.eq(member))
        .order(domus::name)
        .select((domus::name, hosts::name, sites::code))
        .at_most(200)
        .load(&mut conn)
        .await
}

/// A migration that a report can be about.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct AboutMigration {
    pub id: MigrationId,
    pub domu: String,
    pub state: String,
    pub target_host: String,
}

/// The migration that the form was opened for, when this member may see it.
pub async fn migration_for(
    mut conn: &AsyncPgConnection,
    member: &Member,
    id: Option<MigrationId>,
) -> QueryResult<Option<AboutMigration>> {
    let mut query = migrations::table
        .inner_join(domus::table)
        .inner_join(hosts::table.on(hosts::id.eq(migrations::target_host_id)))
        .filter(migrations::id.nullable().eq(id))
        .select((migrations::id, domus::name, migrations::state, hosts::name))
        .into_boxed();
    if !member.role.is_core() {
        let theirs = domu_members::table
            .filter(domu_members::domu_id.eq(migrations::domu_id))
            .filter(domu_members::member_id.eq(member.id));
        query = query.filter(diesel::dsl::exists(theirs)).filter(migrations::state.ne("draft"));
    }
    query.first(&mut conn).await.optional()
}
