//! Signing in with an address and a password. Whether the address is a member's can't be told
//! from the answer: unknown, invited, suspended and wrong all get the same one for the same work.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::Pool;
use crate::db::ids::MemberId;
use crate::db::pool::NoConnection;
use crate::db::schema::members;
use crate::db::token::Token;
use crate::members::hasher::{Busy, Hasher, Verdict};
use crate::members::throttle::{self, Turn};
use crate::members::{Actor, EmailAddress, Member, MemberState, Session, audit, session};
use crate::words::{Message, Sentence};

/// What somebody typed, and from where.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    pub email: &'a str,
    pub password: &'a str,
    pub address: Option<IpAddr>,
    /// What the browser says of itself.
    pub browser: &'a str,
    /// The session that the browser came with; it ends, so that nobody can plant one.
    pub replaces: Option<&'a Token>,
}

#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The address and the password don't belong together, whatever the reason.
    #[error("address and password don't belong together")]
    Wrong,
    #[error("too many tries, the next one is free in {} s", .wait.num_seconds())]
    TooManyTries { wait: Duration },
    #[error("too many failures in a row: only a reset by mail opens this account")]
    ResetFirst,
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    NoConnection(#[from] NoConnection),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
}

impl Sentence for SignInError {
    fn sentence(&self) -> Message {
        match self {
            SignInError::Wrong => Message::new("sign-in-wrong"),
            SignInError::TooManyTries { wait } => {
                let minutes = (wait.num_seconds() + 59).div_euclid(60).max(1);
                Message::new("sign-in-too-many").with("minutes", minutes)
            }
            SignInError::ResetFirst => Message::new("sign-in-reset-first"),
            SignInError::Busy(_) | SignInError::NoConnection(_) | SignInError::Database(_) => {
                Message::new("sign-in-busy")
            }
        }
    }
}

/// Opens a session. The connection goes back to the pool while the password is checked.
pub async fn sign_in(
    pool: &Pool,
    hasher: &Hasher,
    credentials: Credentials<'_>,
    now: DateTime<Utc>,
) -> Result<Token, SignInError> {
    let email: Option<EmailAddress> = credentials.email.parse().ok();
    let account = find_account(pool, email.as_ref(), credentials.address, now).await?;
    let hash = account.as_ref().and_then(Account::usable_hash);
    let verdict = check(pool, hasher, email.as_ref(), credentials.password, hash.clone()).await?;
    match (account, hash, email) {
        (Some(account), Some(hash), Some(email)) if verdict != Verdict::Wrong => {
            let checked = Checked { id: account.id, email: &email, hash: &hash };
            let token = open(pool, checked, credentials, now).await?;
            if verdict == Verdict::RightButWeak {
                strengthen(pool, hasher, account.id, credentials.password, &hash).await?;
            }
            Ok(token)
        }
        (account, ..) => {
            let conn = &mut *pool.get().await?;
            record_failure(conn, account.as_ref(), credentials.address, now).await?;
            Err(SignInError::Wrong)
        }
    }
}

/// The password again, before a write that touches accounts: the session gets a new token.
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

/// Checks the password of somebody who is signed in, with the same limits as at the door, and
/// gives the hash that it belongs to.
pub(super) async fn check_again(
    pool: &Pool,
    hasher: &Hasher,
    member: &Member,
    password: &str,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<String, SignInError> {
    let email: EmailAddress = member.email.parse().map_err(|_| SignInError::Wrong)?;
    let account = find_account(pool, Some(&email), address, now).await?;
    let hash = account.as_ref().and_then(Account::usable_hash);
    let verdict = check(pool, hasher, Some(&email), password, hash.clone()).await?;
    let conn = &mut *pool.get().await?;
    match hash {
        Some(hash) if verdict != Verdict::Wrong => {
            throttle::forgive(conn, &email).await?;
            Ok(hash)
        }
        _ => {
            record_failure(conn, account.as_ref(), address, now).await?;
            Err(SignInError::Wrong)
        }
    }
}

#[derive(Queryable)]
struct Account {
    id: MemberId,
    state: MemberState,
    password_hash: Option<String>,
}

impl Account {
    /// The hash against which a password may be checked: only an active member has one.
    fn usable_hash(&self) -> Option<String> {
        self.password_hash.clone().filter(|_| self.state == MemberState::Active)
    }
}

/// Takes a turn, then looks the account up; the connection is back in the pool afterwards.
async fn find_account(
    pool: &Pool,
    email: Option<&EmailAddress>,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<Option<Account>, SignInError> {
    let conn = &mut *pool.get().await?;
    let key = throttle::address_key("sign-in", address);
    granted(throttle::take(conn, &key, throttle::SIGN_IN_BY_ADDRESS, now).await?)?;
    let Some(email) = email else { return Ok(None) };
    granted(throttle::take_try(conn, email, now).await?)?;
    let account = members::table
        .filter(members::email.eq(email.as_str()))
        .select((members::id, members::state, members::password_hash))
        .first(conn)
        .await
        .optional()?;
    Ok(account)
}

fn granted(turn: Turn) -> Result<(), SignInError> {
    match turn {
        Turn::Now => Ok(()),
        Turn::In(wait) => Err(SignInError::TooManyTries { wait }),
        Turn::ResetFirst => Err(SignInError::ResetFirst),
    }
}

async fn check(
    pool: &Pool,
    hasher: &Hasher,
    email: Option<&EmailAddress>,
    password: &str,
    hash: Option<String>,
) -> Result<Verdict, SignInError> {
    let verdict = hasher.verify(password, hash).await;
    if let (Err(Busy), Some(email)) = (verdict, email) {
        throttle::give_back_try(&mut *pool.get().await?, email).await?;
    }
    Ok(verdict?)
}

/// Whose password was right, and against which hash.
struct Checked<'a> {
    id: MemberId,
    email: &'a EmailAddress,
    hash: &'a str,
}

/// Opens the session if the account still is what was checked: a reset or a suspension in the
/// meantime wins.
async fn open(
    pool: &Pool,
    checked: Checked<'_>,
    credentials: Credentials<'_>,
    now: DateTime<Utc>,
) -> Result<Token, SignInError> {
    let conn = &mut *pool.get().await?;
    conn.transaction(async |conn| {
        let member = members::table
            .find(checked.id)
            .filter(members::state.eq(MemberState::Active))
            .filter(members::password_hash.eq(checked.hash))
            .select(Member::as_select())
            .for_no_key_update()
            .first(conn)
            .await
            .optional()?
            .ok_or(SignInError::Wrong)?;
        throttle::forgive(conn, checked.email).await?;
        if let Some(planted) = credentials.replaces {
            session::end_by_token(conn, planted).await?;
        }
        let token = session::create(conn, &member, credentials.address, credentials.browser, now).await?;
        let (actor, subject) = (Actor::of(&member), audit::subject(member.id));
        audit::record_from(conn, &actor, "session.started", &subject, json!({}), credentials.address, now)
            .await?;
        Ok(token)
    })
    .await
}

async fn record_failure(
    conn: &mut AsyncPgConnection,
    account: Option<&Account>,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    // What was typed stays out of it: people put passwords into the wrong field.
    let (subject, detail) = match account {
        Some(account) => (audit::subject(account.id), json!({ "state": account.state })),
        None => ("nobody".to_owned(), json!({})),
    };
    audit::record_from(conn, &Actor::Nobody, "session.refused", &subject, detail, address, now).await
}

/// Hashes the password with today's parameters. Should too many be waiting, the next sign-in does it.
async fn strengthen(
    pool: &Pool,
    hasher: &Hasher,
    id: MemberId,
    password: &str,
    old: &str,
) -> Result<(), SignInError> {
    let Ok(hash) = hasher.hash(password).await else { return Ok(()) };
    diesel::update(members::table.find(id).filter(members::password_hash.eq(old)))
        .set(members::password_hash.eq(hash))
        .execute(&mut *pool.get().await?)
        .await?;
    Ok(())
}
