//! Who was told what, for the pages of those who were told.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MemberId;
use crate::db::schema::outbox_mails;

/// A mail as its reader's home lists it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Told {
    pub created_at: DateTime<Utc>,
    pub subject: String,
    pub state: String,
}

/// The last few mails to this member.
pub async fn last_to(mut conn: &AsyncPgConnection, member: MemberId) -> QueryResult<Vec<Told>> {
    outbox_mails::table
        .filter(outbox_mails::member_id.eq(member))
        .order((outbox_mails::created_at.desc(), outbox_mails::id.desc()))
        .limit(5)
        .select((outbox_mails::created_at, outbox_mails::subject, outbox_mails::state))
        .load(&mut conn)
        .await
}

/// How many mails could not be delivered, counted up to a thousand.
pub async fn undeliverable(mut conn: &AsyncPgConnection) -> QueryResult<i64> {
    let dead: Vec<DateTime<Utc>> = outbox_mails::table
        .filter(outbox_mails::state.eq("dead"))
        .order(outbox_mails::created_at.desc())
        .limit(1000)
        .select(outbox_mails::created_at)
        .load(&mut conn)
        .await?;
    Ok(dead.len() as i64)
}
