//! The link in a mail that lets its reader say "everything works" without signing in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{MemberId, MigrationId};
use crate::db::schema::{domu_members, domus, hosts, issues, members, migration_links, migrations};
use crate::db::token::Token;
use crate::mail::Letterhead;
use crate::members::{Actor, Member, MemberState};
use crate::migrations::queries::OpenReport;
use crate::migrations::{ConfirmError, Migration, Refused, WithReports, confirm_with};

/// What the link leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    pub migration: Migration,
    pub domu: String,
    pub target: String,
    pub member: Member,
    pub open_reports: Vec<OpenReport>,
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
pub async fn find(conn: &AsyncPgConnection, token: &Token) -> QueryResult<Option<Linked>> {
    let (row, open_reports) = tokio::try_join!(row(conn, token), open_reports_behind(conn, token))?;
    let linked = |(migration, domu, target, member)| Linked { migration, domu, target, member, open_reports };
    Ok(row.map(linked))
}

type Row = (Migration, String, String, Member);

async fn row(mut conn: &AsyncPgConnection, token: &Token) -> QueryResult<Option<Row>> {
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
}

/// As `queries::open_reports`, in the same trip.
async fn open_reports_behind(mut conn: &AsyncPgConnection, token: &Token) -> QueryResult<Vec<OpenReport>> {
    let linked = migration_links::table
        .filter(migration_links::token_hash.eq(token.hash()))
        .select(migration_links::migration_id.nullable());
    issues::table
        .filter(issues::migration_id.eq_any(linked))
        .filter(issues::ended_at.is_null())
        .order(issues::id)
        .select((issues::id, issues::reporter_id))
        .load(&mut conn)
        .await
}

/// All is well, says the member whose link it is, and knows of no report.
pub async fn confirm_by(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<(), ConfirmError> {
    confirm_by_with(conn, letterhead, token, WithReports::StayOpen, now).await
}

/// As `confirm_by`, by somebody who may know of the open reports.
pub async fn confirm_by_with(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    token: &Token,
    with_reports: WithReports,
    now: DateTime<Utc>,
) -> Result<(), ConfirmError> {
    conn.transaction(async |conn| {
        let linked = find(conn, token).await?.ok_or(Refused::NotFound)?;
        let (actor, what) = (Actor::of(&linked.member), (linked.migration.id, with_reports));
        confirm_with(conn, letterhead, &actor, what, now).await
    })
    .await
}
