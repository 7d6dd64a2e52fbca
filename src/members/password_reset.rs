//! A new password by mail: a link that works once, within the hour. Who asks learns nothing about
//! who is a member.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::Pool;
use crate::db::ids::MemberId;
use crate::db::pool::NoConnection;
use crate::db::schema::{members, password_resets};
use crate::db::token::Token;
use crate::mail::Letterhead;
use crate::members::hasher::{Busy, Hasher};
use crate::members::throttle::{self, Counter, Turn};
use crate::members::{
    Actor, EmailAddress, Member, MemberState, Password, address_change, audit, notices, session,
};

/// How long the link works.
pub const WORKS_FOR: Duration = Duration::minutes(60);

#[derive(Debug, thiserror::Error)]
pub enum RequestError {
    #[error("too many requests from this address")]
    TooOften { wait: Duration },
    #[error(transparent)]
    NoConnection(#[from] NoConnection),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    /// Used, expired, or never sent: which one is not told.
    #[error("the link does not work any more")]
    Gone,
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    NoConnection(#[from] NoConnection),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

/// Takes a turn for whoever asks from `address`; then it is the time for `answer`.
pub async fn request(pool: &Pool, address: Option<IpAddr>, now: DateTime<Utc>) -> Result<(), RequestError> {
    let key = throttle::address_key("password-reset", address);
    match throttle::take(&mut *pool.get().await?, &key, throttle::RESET_BY_ADDRESS, now).await? {
        Turn::In(wait) => Err(RequestError::TooOften { wait }),
        Turn::Now | Turn::ResetFirst => Ok(()),
    }
}

/// Owes the mail if `email` is an active member's who did not ask too often. It runs beside the
/// answer to the page and not before it, so that the time of the answer tells nothing.
pub async fn answer(
    pool: &Pool,
    letterhead: &Letterhead,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<(), RequestError> {
    let conn = &mut *pool.get().await?;
    let key = throttle::account_key("password-reset", email);
    if throttle::take(conn, &key, throttle::RESET_BY_ACCOUNT, now).await? != Turn::Now {
        return Ok(());
    }
    let member = members::table
        .filter(members::email.eq(email.as_str()))
        .filter(members::state.eq(MemberState::Active))
        .select(Member::as_select())
        .first(conn)
        .await
        .optional()?;
    match member {
        Some(member) => Ok(send(conn, letterhead, &member, now).await?),
        None => Ok(()),
    }
}

async fn send(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    conn.transaction(async |conn| {
        let token = Token::random();
        let expires_at = now + WORKS_FOR;
        let id: i64 = diesel::insert_into(password_resets::table)
            .values((
                password_resets::member_id.eq(member.id),
                password_resets::token_hash.eq(token.hash()),
                password_resets::created_at.eq(now),
                password_resets::expires_at.eq(expires_at),
            ))
            .returning(password_resets::id)
            .get_result(conn)
            .await?;
        let subject = audit::subject(member.id);
        audit::record(conn, &Actor::Nobody, "password.reset_asked", &subject, json!({}), now).await?;
        let link = notices::Link { token: &token, revision: format!("reset-{id}"), expires_at };
        notices::password_reset(conn, letterhead, member, link, now).await
    })
    .await
}

/// The member whose password this token sets, while it works.
pub async fn member_by_token(
    mut conn: &AsyncPgConnection,
    token: &Token,
    now: DateTime<Utc>,
) -> QueryResult<Option<Member>> {
    password_resets::table
        .inner_join(members::table)
        .filter(password_resets::token_hash.eq(token.hash()))
        .filter(password_resets::used_at.is_null())
        .filter(password_resets::expires_at.gt(now))
        .filter(members::state.eq(MemberState::Active))
        .select(Member::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// Sets the password, ends every session and every other link, and tells the member by mail. Of
/// many at once with the same token one wins. Nobody is signed in by it.
pub async fn reset(
    pool: &Pool,
    hasher: &Hasher,
    letterhead: &Letterhead,
    token: &Token,
    password: Password,
    now: DateTime<Utc>,
) -> Result<(), ResetError> {
    let open = member_by_token(&*pool.get().await?, token, now).await?;
    open.ok_or(ResetError::Gone)?;
    let hash = hasher.hash(password.as_str()).await?;
    let conn = &mut *pool.get().await?;
    conn.transaction(async |conn| {
        let id = spend(conn, token, now).await?.ok_or(ResetError::Gone)?;
        let member: Member =
            diesel::update(members::table.find(id).filter(members::state.eq(MemberState::Active)))
                .set(members::password_hash.eq(&hash))
                .returning(Member::as_select())
                .get_result(conn)
                .await
                .optional()?
                .ok_or(ResetError::Gone)?;
        end_links(conn, id, now).await?;
        session::end_all(conn, id).await?;
        if let Ok(email) = member.email.parse() {
            throttle::forgive(conn, &Counter::of_address(&email)).await?;
        }
        throttle::forgive(conn, &Counter::of_member(id)).await?;
        address_change::end_open(conn, id, now).await?;
        audit::record(conn, &Actor::of(&member), "password.reset", &audit::subject(id), json!({}), now)
            .await?;
        Ok(notices::password_changed(conn, letterhead, &member, now).await?)
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
        password_resets::table
            .filter(password_resets::token_hash.eq(token.hash()))
            .filter(password_resets::used_at.is_null())
            .filter(password_resets::expires_at.gt(now)),
    )
    .set(password_resets::used_at.eq(now))
    .returning(password_resets::member_id)
    .get_result(conn)
    .await
    .optional()
}

/// Makes every link of the member worthless that could still set a password.
pub(super) async fn end_links(
    conn: &mut AsyncPgConnection,
    member: MemberId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(
        password_resets::table
            .filter(password_resets::member_id.eq(member))
            .filter(password_resets::used_at.is_null()),
    )
    .set(password_resets::used_at.eq(now))
    .execute(conn)
    .await?;
    Ok(())
}
