//! Accepting an invitation: the person behind the link says who they are and comes in.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::Pool;
use crate::db::ids::MemberId;
use crate::db::pool::NoConnection;
use crate::db::schema::{invitations, members};
use crate::db::token::Token;
use crate::mail::{self, MailKind};
use crate::members::hasher::{Busy, Hasher};
use crate::members::{Actor, Member, MemberState, Password, audit};
use crate::words::Locale;

/// What the person chose.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub name: String,
    pub locale: Locale,
    pub zone: chrono_tz::Tz,
    pub password: Password,
}

#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Used, withdrawn, expired, or never sent: which one is not told.
    #[error("the invitation does not work any more")]
    Gone,
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    NoConnection(#[from] NoConnection),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// The member whom this token invites, while it works.
pub async fn invited_by_token(
    mut conn: &AsyncPgConnection,
    token: &Token,
    now: DateTime<Utc>,
) -> QueryResult<Option<Member>> {
    invitations::table
        .inner_join(members::table.on(members::id.eq(invitations::member_id)))
        .filter(invitations::token_hash.eq(token.hash()))
        .filter(invitations::used_at.is_null())
        .filter(invitations::withdrawn_at.is_null())
        .filter(invitations::expires_at.gt(now))
        .filter(members::state.eq(MemberState::Invited))
        .select(Member::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// Remembers that the link was opened, so that the core team sees that the mail arrived.
pub async fn mark_opened(conn: &mut AsyncPgConnection, token: &Token, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(
        invitations::table
            .filter(invitations::token_hash.eq(token.hash()))
            .filter(invitations::opened_at.is_null()),
    )
    .set(invitations::opened_at.eq(now))
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the member active with what they chose. Of many at once with the same token one wins.
pub async fn accept(
    pool: &Pool,
    hasher: &Hasher,
    token: &Token,
    chosen: Acceptance,
    now: DateTime<Utc>,
) -> Result<MemberId, AcceptError> {
    let open = invited_by_token(&*pool.get().await?, token, now).await?;
    open.ok_or(AcceptError::Gone)?;
    let hash = hasher.hash(chosen.password.as_str()).await?;
    let conn = &mut *pool.get().await?;
    conn.transaction(async |conn| {
        let id = spend(conn, token, now).await?.ok_or(AcceptError::Gone)?;
        let member: Member =
            diesel::update(members::table.find(id).filter(members::state.eq(MemberState::Invited)))
                .set((
                    members::name.eq(chosen.name.trim()),
                    members::locale.eq(chosen.locale),
                    members::time_zone.eq(chosen.zone.name()),
                    members::password_hash.eq(&hash),
                    members::state.eq(MemberState::Active),
                    members::joined_at.eq(now),
                ))
                .returning(Member::as_select())
                .get_result(conn)
                .await
                .optional()?
                .ok_or(AcceptError::Gone)?;
        // The link may have come another way, before its mail.
        mail::expire(conn, id, MailKind::Invitation, now).await?;
        audit::record(conn, &Actor::of(&member), "member.joined", &audit::subject(id), json!({}), now)
            .await?;
        Ok(id)
    })
    .await
}

/// The statement that decides a race: only one caller finds the row unused.
async fn spend(
    conn: &mut AsyncPgConnection,
    token: &Token,
    now: DateTime<Utc>,
) -> QueryResult<Option<MemberId>> {
    diesel::update(
        invitations::table
            .filter(invitations::token_hash.eq(token.hash()))
            .filter(invitations::used_at.is_null())
            .filter(invitations::withdrawn_at.is_null())
            .filter(invitations::expires_at.gt(now)),
    )
    .set(invitations::used_at.eq(now))
    .returning(invitations::member_id)
    .get_result(conn)
    .await
    .optional()
}
