//! Owners and technical contacts.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use super::history::{record, record_changes};
use crate::db::ids::{DomuId, MemberId};
use crate::db::schema::{domu_members, domus, members};
use crate::fleet::change::{Change, Field};
use crate::fleet::queries::PersonRole;
use crate::live::hint;
use crate::members::{Actor, MemberState};
use crate::words::{Message, Sentence};

#[derive(Debug, thiserror::Error)]
pub enum PersonError {
    #[error("no member has this address")]
    NoMember,
    #[error("the last owner stays")]
    LastOwner,
    #[error("they have nothing to do with this domU")]
    NotThere,
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for PersonError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            PersonError::NoMember => "fleet-person-no-member",
            PersonError::LastOwner => "fleet-person-last-owner",
            PersonError::NotThere => "fleet-gone",
            PersonError::Database(_) => "fleet-database-away",
        })
    }
}

/// Makes the member with this address an owner or a technical contact; if they are the other one
/// already, they change over.
pub async fn set_person(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    email: &str,
    role: PersonRole,
    now: DateTime<Utc>,
) -> Result<(), PersonError> {
    conn.transaction(async |conn| {
        lock(conn, domu).await?;
        let member: MemberId = members::table
            .filter(members::email.eq(email))
            .filter(members::state.ne(MemberState::Left))
            .select(members::id)
            .first(conn)
            .await
            .optional()?
            .ok_or(PersonError::NoMember)?;
        if role == PersonRole::Technical {
            keep_an_owner(conn, domu, member).await?;
        }
        let before: Option<PersonRole> = domu_members::table
            .find((domu, member))
            .select(domu_members::role)
            .first(conn)
            .await
            .optional()?;
        diesel::insert_into(domu_members::table)
            .values((
                domu_members::domu_id.eq(domu),
                domu_members::member_id.eq(member),
                domu_members::role.eq(role),
            ))
            .on_conflict((domu_members::domu_id, domu_members::member_id))
            .do_update()
            .set(domu_members::role.eq(role))
            .execute(conn)
            .await?;
        let changes = [Change::between(Field::Role, before.as_ref(), Some(&role))];
        let named = json!({ "member": member, "role": role });
        record_changes(conn, actor, "domu.person_set", domu, changes, named, now).await?;
        hint::notify(conn, member).await?;
        Ok(())
    })
    .await
}

/// A domU that has an owner keeps one.
pub async fn remove_person(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    domu: DomuId,
    member: MemberId,
    now: DateTime<Utc>,
) -> Result<(), PersonError> {
    conn.transaction(async |conn| {
        lock(conn, domu).await?;
        keep_an_owner(conn, domu, member).await?;
        let gone = diesel::delete(domu_members::table.find((domu, member))).execute(conn).await?;
        if gone == 0 {
            return Err(PersonError::NotThere);
        }
        record(conn, actor, "domu.person_removed", domu, json!({ "member": member }), now).await?;
        hint::notify(conn, member).await?;
        Ok(())
    })
    .await
}

/// Of two who remove each other's owner at once, the second sees what the first did.
async fn lock(conn: &mut AsyncPgConnection, domu: DomuId) -> QueryResult<()> {
    domus::table.find(domu).select(domus::id).for_update().first::<DomuId>(conn).await?;
    Ok(())
}

async fn keep_an_owner(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    leaving: MemberId,
) -> Result<(), PersonError> {
    let owners: Vec<MemberId> = domu_members::table
        .filter(domu_members::domu_id.eq(domu))
        .filter(domu_members::role.eq(PersonRole::Owner))
        .select(domu_members::member_id)
        .load(conn)
        .await?;
    if owners == [leaving] { Err(PersonError::LastOwner) } else { Ok(()) }
}
