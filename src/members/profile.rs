//! What members change about themselves.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::Pool;
use crate::db::schema::{mail_preferences, members};
use crate::db::token::Token;
use crate::mail::Letterhead;
use crate::members::address_change::{self, AskError, Place};
use crate::members::confirm_password::check_again;
use crate::members::hasher::Hasher;
use crate::members::{
    Actor, EmailAddress, Member, Password, Session, SignInError, audit, notices, password_reset,
    second_address, session,
};
use crate::words::Locale;

/// What a member says about themselves. The address with which they sign in is not among it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    pub locale: Locale,
    pub zone: chrono_tz::Tz,
    pub second_email: Option<EmailAddress>,
    /// When and how they like to be moved, for whoever schedules.
    pub move_wishes: String,
    /// Whether the member reads our status updates by mail.
    pub wants_status_updates: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum AskForAddressError {
    #[error(transparent)]
    Password(#[from] SignInError),
    #[error(transparent)]
    Address(#[from] AskError),
}

impl From<diesel::result::Error> for AskForAddressError {
    fn from(error: diesel::result::Error) -> AskForAddressError {
        AskForAddressError::Address(error.into())
    }
}

const STATUS_UPDATE: &str = "status_update";

/// Keeps the profile. A new second address counts once the link that is mailed to it was opened;
/// until then the old one stays.
pub async fn update(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    profile: Profile,
    now: DateTime<Utc>,
) -> Result<(), AskError> {
    conn.transaction(async |conn| {
        diesel::update(members::table.find(member.id))
            .set((
                members::name.eq(profile.name.trim()),
                members::locale.eq(profile.locale),
                members::time_zone.eq(profile.zone.name()),
                members::move_wishes.eq(profile.move_wishes.trim()),
            ))
            .execute(conn)
            .await?;
        second_address::want(conn, letterhead, member, profile.second_email.as_ref(), now).await?;
        want_status_updates(conn, member, profile.wants_status_updates).await?;
        let (actor, subject) = (Actor::of(member), audit::subject(member.id));
        Ok(audit::record(conn, &actor, "member.profile_changed", &subject, json!({}), now).await?)
    })
    .await
}

async fn want_status_updates(conn: &mut AsyncPgConnection, member: &Member, wanted: bool) -> QueryResult<()> {
    diesel::insert_into(mail_preferences::table)
        .values((
            mail_preferences::member_id.eq(member.id),
            mail_preferences::kind.eq(STATUS_UPDATE),
            mail_preferences::is_wanted.eq(wanted),
        ))
        .on_conflict((mail_preferences::member_id, mail_preferences::kind))
        .do_update()
        .set(mail_preferences::is_wanted.eq(wanted))
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether the member reads our status updates by mail; so it is until they say otherwise.
pub async fn wants_status_updates(mut conn: &AsyncPgConnection, member: &Member) -> QueryResult<bool> {
    let said: Option<bool> = mail_preferences::table
        .find((member.id, STATUS_UPDATE))
        .select(mail_preferences::is_wanted)
        .first(&mut conn)
        .await
        .optional()?;
    Ok(said.unwrap_or(true))
}

/// When and how the member likes to be moved.
pub async fn move_wishes(mut conn: &AsyncPgConnection, member: &Member) -> QueryResult<String> {
    members::table.find(member.id).select(members::move_wishes).first(&mut conn).await
}

/// Changes the password, for which the present one is asked. Every other session ends, this one
/// gets a new token, and the member is told by mail.
pub async fn change_password(
    pool: &Pool,
    hasher: &Hasher,
    letterhead: &Letterhead,
    (session, member): (&Session, &Member),
    present: &str,
    new: Password,
    now: DateTime<Utc>,
) -> Result<Token, SignInError> {
    let address = session.address.map(|net| net.addr());
    let checked = check_again(pool, hasher, member, present, address, now).await?;
    let hash = hasher.hash(new.as_str()).await?;
    let conn = &mut *pool.get().await?;
    conn.transaction(async |conn| {
        let row = members::table.find(member.id).filter(members::password_hash.eq(&checked));
        let changed = diesel::update(row).set(members::password_hash.eq(&hash)).execute(conn).await?;
        if changed == 0 {
            return Err(SignInError::Wrong);
        }
        session::end_all_but(conn, member.id, session.id).await?;
        password_reset::end_links(conn, member.id, now).await?;
        address_change::end_open(conn, member.id, now).await?;
        let token = session::confirm(conn, session.id, now).await?;
        let (actor, subject) = (Actor::of(member), audit::subject(member.id));
        audit::record_from(conn, &actor, "password.changed", &subject, json!({}), address, now).await?;
        notices::password_changed(conn, letterhead, member, now).await?;
        Ok(token)
    })
    .await
}

/// Asks for another address to sign in with, for which the password is asked. This session gets a
/// new token.
pub async fn ask_for_address(
    pool: &Pool,
    hasher: &Hasher,
    letterhead: &Letterhead,
    (session, member): (&Session, &Member),
    password: &str,
    address: &EmailAddress,
    now: DateTime<Utc>,
) -> Result<Token, AskForAddressError> {
    let network = session.address.map(|net| net.addr());
    check_again(pool, hasher, member, password, network, now).await?;
    let conn = &mut *pool.get().await.map_err(SignInError::from)?;
    conn.transaction(async |conn| {
        address_change::ask(conn, letterhead, member, (Place::First, address), now).await?;
        Ok(session::confirm(conn, session.id, now).await?)
    })
    .await
}

/// Ends the member's other sessions, and says how many there were.
pub async fn sign_out_others(
    conn: &mut AsyncPgConnection,
    session: &Session,
    member: &Member,
    now: DateTime<Utc>,
) -> QueryResult<usize> {
    conn.transaction(async |conn| {
        let ended = session::end_all_but(conn, member.id, session.id).await?;
        let (actor, subject) = (Actor::of(member), audit::subject(member.id));
        audit::record(conn, &actor, "session.others_ended", &subject, json!({ "sessions": ended }), now)
            .await?;
        Ok(ended)
    })
    .await
}
