//! The link in a mail that lets its reader say "everything works" without signing in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{domu_members, domus, hosts, members, migration_links, migrations};
use crate::db::token::Token;
use crate::mail::Letterhead;
use crate::members::{Actor, Member, MemberState};
use crate::migrations::{ConfirmError, Migration, Refused, confirm};

/// What the link leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    pub migration: Migration,
    pub domu: String,
    pub target: String,
    pub member: Member,
}

/// A fresh link for one member's mail about this migration.
pub async fn make(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    member: MemberId,
    now: DateTime<Utc>,
) -> QueryResult<Token> {
    let token = Token::random();
    diesel::insert_into(migration_links::table)
        .values((
            migration_links::token_hash.eq(token.hash()),
            migration_links::migration_id.eq(migration),
            migration_links::member_id.eq(member),
            migration_links::created_at.eq(now),
        ))
        .execute(conn)
        .await?;
    Ok(token)
}

/// What it leads to, as long as its reader is an active member and still one of the domU's.
pub async fn find(mut conn: &AsyncPgConnection, token: &Token) -> QueryResult<Option<Linked>> {
    migration_links::table
        .inner_join(members::table)
        .inner_join(migrations::table.inner_join(domus::table))
        .inner_join(hosts::table.on(hosts::id.eq(migrations::target_host_id)))
        .inner_join(
            domu_members::table.on(domu_members::domu_id
                .eq(migrations::domu_id)
                .and(domu_members::member_id.eq(migration_links::member_id))),
        )
        .filter(migration_links::token_hash.eq(token.hash()))
        .filter(members::state.eq(MemberState::Active))
        .select((Migration::as_select(), domus::name, hosts::name, Member::as_select()))
        .first(&mut conn)
        .await
        .optional()
        .map(|row| row.map(|(migration, domu, target, member)| Linked { migration, domu, target, member }))
}

/// All is well, says the member whose link it is.
pub async fn confirm_by(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<(), ConfirmError> {
    conn.transaction(async |conn| {
        let linked = find(conn, token).await?.ok_or(Refused::NotFound)?;
        confirm(conn, letterhead, &Actor::of(&linked.member), linked.migration.id, now).await
    })
    .await
}
