//! Who was told what and who was not, for the home pages.

use chrono::{DateTime, Utc};
use diesel::dsl::min;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use crate::db::ids::{IssueId, MemberId, MigrationId, StatusPostId};
use crate::db::schema::{members, outbox_mails};
use crate::db::{AtMostRows, FixedText, condition};
use crate::mail::MailKind;

/// A mail as its reader's home lists it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Told {
    pub created_at: DateTime<Utc>,
    pub headline: String,
    pub state: String,
    pub migration_id: Option<MigrationId>,
    pub issue_id: Option<IssueId>,
    pub status_post_id: Option<StatusPostId>,
}

/// The last few mails to this member.
pub async fn last_to(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<Told>> {
    outbox_mails::table
        .filter(outbox_mails::member_id.eq(member))
        .order((outbox_mails::created_at.desc(), outbox_mails::id.desc()))
        .select((
            outbox_mails::created_at,
            outbox_mails::headline,
            outbox_mails::state,
            outbox_mails::migration_id,
            outbox_mails::issue_id,
            outbox_mails::status_post_id,
        ))
        .at_most(5)
        .load(&mut conn)
        .await
}

/// A mail that was given up, so that its reader does not know what it says.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Untold {
    pub id: Uuid,
    pub name: Option<String>,
    pub to_address: String,
    pub has_second_address: Option<bool>,
    pub kind: MailKind,
    pub headline: String,
    pub last_reply: Option<String>,
    pub tried_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
}

/// What could not be delivered and still makes sense, the oldest first.
pub async fn untold(mut conn: &AsyncPgConnection, now: DateTime<Utc>, most: i64) -> QueryResult<Vec<Untold>> {
    outbox_mails::table
        .left_join(members::table)
        .filter(condition("outbox_mails.state = 'dead'"))
        .filter(outbox_mails::expires_at.gt(now))
        .order((outbox_mails::created_at, outbox_mails::id))
        .select((
            outbox_mails::id,
            members::name.nullable(),
            outbox_mails::to_address,
            members::second_email.is_not_null().nullable(),
            outbox_mails::kind,
            outbox_mails::headline,
            outbox_mails::last_reply,
            outbox_mails::last_tried_at,
            outbox_mails::created_at,
        ))
        .at_most(most)
        .load(&mut conn)
        .await
}

/// How many mails are on their way, and how many could not be delivered; both counted up to a
/// thousand and one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Counted {
    #[diesel(sql_type = BigInt)]
    pub owed: i64,
    #[diesel(sql_type = BigInt)]
    pub failed: i64,
}

pub async fn owed_and_failed(mut conn: &AsyncPgConnection) -> QueryResult<Counted> {
    diesel::sql_query(
        "SELECT (SELECT count(*) FROM (SELECT FROM outbox_mails
                 WHERE state IN ('queued', 'leased', 'sending') LIMIT 1001) few) AS owed,
                (SELECT count(*) FROM (SELECT FROM outbox_mails WHERE state = 'dead' LIMIT 1001) few) AS failed",
    )
    .fixed()
    .get_result(&mut conn)
    .await
}

/// Whether the member was ever owed an invitation to the move (iTIP REQUEST). What stands in a body is
/// encoded, so that only the head of a part can say this.
pub async fn is_invited(
    mut conn: &AsyncPgConnection,
    migration: MigrationId,
    member: MemberId,
) -> QueryResult<bool> {
    let is_request = condition("position('method=REQUEST'::bytea IN outbox_mails.raw) > 0");
    let invitation = outbox_mails::table
        .filter(outbox_mails::migration_id.eq(migration))
        .filter(outbox_mails::member_id.eq(member))
        .filter(is_request);
    diesel::select(diesel::dsl::exists(invitation)).get_result(&mut conn).await
}

/// A member to whom a mail was owed, and when the server took it for the first of their addresses.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Reached {
    pub member_id: MemberId,
    pub name: String,
    pub at: Option<DateTime<Utc>>,
}

/// Whom a mail about the migration reached, in this turn of its life.
pub async fn reached(
    mut conn: &AsyncPgConnection,
    migration: MigrationId,
    kind: MailKind,
    revision: &str,
) -> QueryResult<Vec<Reached>> {
    let of_this_turn = format!("{kind}:{migration}:{revision}:%");
    outbox_mails::table
        .inner_join(members::table)
        .filter(outbox_mails::migration_id.eq(migration))
        .filter(outbox_mails::dedup_key.like(of_this_turn))
        .group_by((members::id, members::name))
        .order(members::id)
        .select((members::id, members::name, min(outbox_mails::sent_at)))
        .load(&mut conn)
        .await
}
