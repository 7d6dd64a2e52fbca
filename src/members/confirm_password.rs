//! The password again, of somebody who is signed in. Their failures are counted apart from those at
//! the front door, so that a stranger who guesses there doesn't stop them.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel_async::AsyncConnection;
use serde_json::json;

use crate::db::Pool;
use crate::db::token::Token;
use crate::members::hasher::{Hasher, Verdict};
use crate::members::sign_in::{self, Account, SignInError};
use crate::members::throttle::{self, Counter};
use crate::members::{Actor, Member, Session, audit, session};

/// Before a write that touches accounts: the session gets a new token.
pub async fn confirm_password(
    pool: &Pool,
    hasher: &Hasher,
    (session, member): (&Session, &Member),
    password: &str,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<Token, SignInError> {
    check_again(pool, hasher, member, password, address, now).await?;
    let conn = &mut *pool.get().await?;
    conn.transaction(async |conn| {
        let token = session::confirm(conn, session.id, now).await?;
        let (actor, subject) = (Actor::of(member), audit::subject(member.id));
        audit::record_from(conn, &actor, "session.confirmed", &subject, json!({}), address, now).await?;
        Ok(token)
    })
    .await
}

/// Checks the password within the same limits as at the door, and gives the hash that it belongs
/// to.
pub(super) async fn check_again(
    pool: &Pool,
    hasher: &Hasher,
    member: &Member,
    password: &str,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<String, SignInError> {
    let counter = Counter::of_member(member.id);
    let account = {
        let conn = &mut *pool.get().await?;
        sign_in::take_turn_from(conn, address, now).await?;
        sign_in::granted(throttle::take_try(conn, &counter, now).await?)?;
        sign_in::account_of(conn, member.id).await?
    };
    let hash = account.as_ref().and_then(Account::usable_hash);
    let verdict = sign_in::check(pool, hasher, Some(&counter), password, hash.clone()).await?;
    let conn = &mut *pool.get().await?;
    match hash {
        Some(hash) if verdict != Verdict::Wrong => {
            throttle::forgive(conn, &counter).await?;
            Ok(hash)
        }
        _ => {
            sign_in::record_failure(conn, account.as_ref(), address, now).await?;
            Err(SignInError::Wrong)
        }
    }
}
