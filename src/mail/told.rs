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

/// How many of them a home lists.
const LAST: i64 = 5;

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

/// The last few mails to this member. What went to both of their addresses is one mail.
pub async fn last_to(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<Told>> {
    let rows: Vec<Told> = outbox_mails::table
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
        .at_most(2 * LAST)
        .load(&mut conn)
        .await?;
    Ok(once_each(rows))
}

/// Both leave in the same transaction, and say the same; sent to one address is told.
fn once_each(rows: Vec<Told>) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for row in rows {
        match told.iter_mut().find(|one| Told { state: one.state.clone(), ..row.clone() } == **one) {
            Some(same) if row.state == "sent" => same.state = row.state,
            Some(_) => {}
            None => told.push(row),
        }
    }
    told.truncate(LAST as usize);
    told
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(headline: &str, state: &str) -> Told {
        Told {
            created_at: DateTime::UNIX_EPOCH,
            headline: headline.to_owned(),
            state: state.to_owned(),
            migration_id: None,
            issue_id: Some(IssueId(1)),
            status_post_id: None,
        }
    }

    #[test]
    fn what_went_to_both_addresses_is_one_mail_that_was_sent_if_one_was() {
        let rows = vec![told("It moves", "dead"), told("It has moved", "queued"), told("It moves", "sent")];
        assert_eq!(once_each(rows), [told("It moves", "sent"), told("It has moved", "queued")]);
    }
}
