//! Signing in with an address and a password. Whether the address is a member's can't be told
//! from the answer: unknown, invited, suspended and wrong all get the same one for the same work.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::Pool;
use crate::db::ids::MemberId;
use crate::db::pool::{Connection, NoConnection};
use crate::db::schema::members;
use crate::db::token::Token;
use crate::members::hasher::{Busy, Hasher, Verdict};
use crate::members::throttle::{self, Counter, Turn};
use crate::members::{Actor, EmailAddress, Member, MemberState, audit, known_device, session};
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
    /// What the browser is told by, if somebody signed in with it before.
    pub device: Option<&'a Token>,
}

/// What the browser is handed.
#[derive(Debug, Clone)]
pub struct Opened {
    pub session: Token,
    pub device: Token,
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
            SignInError::TooManyTries { wait } => match whole_seconds(*wait) {
                seconds @ ..60 => Message::new("sign-in-too-many-for-seconds").with("seconds", seconds),
                seconds => Message::new("sign-in-too-many").with("minutes", (seconds + 59) / 60),
            },
            SignInError::ResetFirst => Message::new("sign-in-reset-first"),
            SignInError::Busy(_) | SignInError::NoConnection(_) | SignInError::Database(_) => {
                Message::new("sign-in-busy")
            }
        }
    }
}

/// Never less than the wait: who comes back then is let in, as the header says too.
fn whole_seconds(wait: Duration) -> i64 {
    wait.num_seconds().max(0) + 1
}

/// Opens a session. The connection goes back to the pool while the password is checked.
pub async fn sign_in(
    pool: &Pool,
    hasher: &Hasher,
    credentials: Credentials<'_>,
    now: DateTime<Utc>,
) -> Result<Opened, SignInError> {
    let email = EmailAddress::at_the_door(credentials.email).ok();
    let conn = pool.get().await?;
    let (account, counter) = find_account(conn, email.as_ref(), credentials, now).await?;
    let hash = account.as_ref().and_then(Account::usable_hash);
    let verdict = check(pool, hasher, counter.as_ref(), credentials.password, hash.clone()).await?;
    match (account, hash, counter) {
        (Some(account), Some(hash), Some(counter)) if verdict != Verdict::Wrong => {
            let checked = Checked { id: account.id, counter: &counter, hash: &hash };
            let opened = open(pool, checked, credentials, now).await?;
            if verdict == Verdict::RightButWeak {
                strengthen(pool, hasher, account.id, credentials.password, &hash).await?;
            }
            Ok(opened)
        }
        (account, ..) => {
            let conn = &mut *pool.get().await?;
            record_failure(conn, account.as_ref(), credentials.address, now).await?;
            Err(SignInError::Wrong)
        }
    }
}

#[derive(Queryable)]
pub(super) struct Account {
    id: MemberId,
    state: MemberState,
    password_hash: Option<String>,
}

impl Account {
    /// The hash against which a password may be checked: only an active member has one.
    pub(super) fn usable_hash(&self) -> Option<String> {
        self.password_hash.clone().filter(|_| self.state == MemberState::Active)
    }
}

/// Takes a turn, then looks the account up. The connection is given away, so that it is back in
/// the pool before the password is checked.
async fn find_account(
    mut conn: Connection,
    email: Option<&EmailAddress>,
    credentials: Credentials<'_>,
    now: DateTime<Utc>,
) -> Result<(Option<Account>, Option<Counter>), SignInError> {
    let conn = &mut *conn;
    let counter = take_turn(conn, email, credentials, now).await?;
    match email {
        Some(email) => Ok((account(conn, email, credentials.email).await?, counter)),
        None => Ok((None, counter)),
    }
}

/// A known device has its own count, in place of those of the address and of the network that a
/// stranger uses up as well. One that failed too often is as good as none.
async fn take_turn(
    conn: &mut AsyncPgConnection,
    email: Option<&EmailAddress>,
    credentials: Credentials<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Counter>, SignInError> {
    if let (Some(email), Some(device)) = (email, credentials.device)
        && known_device::is_known(conn, device, email, now).await?
    {
        let counter = Counter::of_device(device);
        let turn = throttle::take_try(conn, &counter, now).await?;
        if turn != Turn::ResetFirst {
            return granted(turn).map(|()| Some(counter));
        }
    }
    take_turn_from(conn, credentials.address, now).await?;
    let Some(email) = email else { return Ok(None) };
    let counter = Counter::of_address(email);
    granted(throttle::take_try(conn, &counter, now).await?)?;
    Ok(Some(counter))
}

/// One of the tries that a network address has.
pub(super) async fn take_turn_from(
    conn: &mut AsyncPgConnection,
    address: Option<IpAddr>,
    now: DateTime<Utc>,
) -> Result<(), SignInError> {
    let key = throttle::address_key("sign-in", address);
    granted(throttle::take(conn, &key, throttle::SIGN_IN_BY_ADDRESS, now).await?)
}

/// An address that was kept before domains got their ASCII form is still found as it is `typed`.
async fn account(
    conn: &mut AsyncPgConnection,
    email: &EmailAddress,
    typed: &str,
) -> QueryResult<Option<Account>> {
    members::table
        .filter(members::email.eq(email.as_str()).or(members::email.eq(typed.trim())))
        .order(members::id)
        .select((members::id, members::state, members::password_hash))
        .first(conn)
        .await
        .optional()
}

pub(super) async fn account_of(
    conn: &mut AsyncPgConnection,
    member: MemberId,
) -> QueryResult<Option<Account>> {
    members::table
        .find(member)
        .select((members::id, members::state, members::password_hash))
        .first(conn)
        .await
        .optional()
}

pub(super) fn granted(turn: Turn) -> Result<(), SignInError> {
    match turn {
        Turn::Now => Ok(()),
        Turn::In(wait) => Err(SignInError::TooManyTries { wait }),
        Turn::ResetFirst => Err(SignInError::ResetFirst),
    }
}

/// Checks the password; a try for which there was no room doesn't count.
pub(super) async fn check(
    pool: &Pool,
    hasher: &Hasher,
    counter: Option<&Counter>,
    password: &str,
    hash: Option<String>,
) -> Result<Verdict, SignInError> {
    let verdict = hasher.verify(password, hash).await;
    if let (Err(Busy), Some(counter)) = (verdict, counter) {
        throttle::give_back_try(&mut *pool.get().await?, counter).await?;
    }
    Ok(verdict?)
}

/// Whose password was right, and against which hash.
struct Checked<'a> {
    id: MemberId,
    counter: &'a Counter,
    hash: &'a str,
}

/// Opens the session if the account still is what was checked: a reset or a suspension in the
/// meantime wins.
async fn open(
    pool: &Pool,
    checked: Checked<'_>,
    credentials: Credentials<'_>,
    now: DateTime<Utc>,
) -> Result<Opened, SignInError> {
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
        throttle::forgive(conn, checked.counter).await?;
        if let Some(planted) = credentials.replaces {
            session::end_by_token(conn, planted).await?;
        }
        let session = session::create(conn, &member, credentials.address, credentials.browser, now).await?;
        let device = known_device::remember(conn, member.id, credentials.device, now).await?;
        let (actor, subject) = (Actor::of(&member), audit::subject(member.id));
        audit::record_from(conn, &actor, "session.started", &subject, json!({}), credentials.address, now)
            .await?;
        Ok(Opened { session, device })
    })
    .await
}

pub(super) async fn record_failure(
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
