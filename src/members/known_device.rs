//! Browsers in which a member has signed in before, told by a cookie. All that one is good for is
//! a count of failures of its own: while a stranger guesses, its owner still gets in; and should
//! somebody steal one, it allows no more tries than the front door. (OWASP: device cookies.)
//!
//! A browser is known to the member who signed in with it last, until they sign out in it.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::MemberId;
use crate::db::schema::{known_devices, members};
use crate::db::token::Token;
use crate::members::EmailAddress;

/// Of one member; the one that was not used for longest goes first.
pub const AT_MOST: i64 = 10;
/// How long one counts after the last sign-in with it.
pub const KEPT_FOR: Duration = Duration::days(365);

/// Whether the member with this address has signed in with it.
pub(super) async fn is_known(
    conn: &mut AsyncPgConnection,
    device: &Token,
    email: &EmailAddress,
    now: DateTime<Utc>,
) -> QueryResult<bool> {
    let known = known_devices::table
        .inner_join(members::table)
        .filter(known_devices::token_hash.eq(device.hash()))
        .filter(known_devices::last_used_at.gt(now - KEPT_FOR))
        .filter(members::email.eq(email.as_str()));
    diesel::select(diesel::dsl::exists(known)).get_result(conn).await
}

/// Remembers the browser in which the member has just signed in, and gives what it is told by
/// from now on: never anything that came from elsewhere.
pub(super) async fn remember(
    conn: &mut AsyncPgConnection,
    member: MemberId,
    device: Option<&Token>,
    now: DateTime<Utc>,
) -> QueryResult<Token> {
    if let Some(device) = device {
        let used = diesel::update(known_devices::table.find((member, device.hash())))
            .set(known_devices::last_used_at.eq(now))
            .execute(conn)
            .await?;
        if used == 1 {
            return Ok(device.clone());
        }
    }
    let device = Token::random();
    diesel::insert_into(known_devices::table)
        .values((
            known_devices::member_id.eq(member),
            known_devices::token_hash.eq(device.hash()),
            known_devices::last_used_at.eq(now),
        ))
        .execute(conn)
        .await?;
    end_surplus(conn, member).await?;
    Ok(device)
}

async fn end_surplus(conn: &mut AsyncPgConnection, member: MemberId) -> QueryResult<()> {
    let of_member = known_devices::table.filter(known_devices::member_id.eq(member));
    let kept: Vec<Vec<u8>> = of_member
        .order(known_devices::last_used_at.desc())
        .limit(AT_MOST)
        .select(known_devices::token_hash)
        .load(conn)
        .await?;
    diesel::delete(of_member.filter(known_devices::token_hash.ne_all(kept))).execute(conn).await?;
    Ok(())
}

/// Nobody has signed in with it any more.
pub async fn forget(conn: &mut AsyncPgConnection, device: &Token) -> QueryResult<()> {
    diesel::delete(known_devices::table.filter(known_devices::token_hash.eq(device.hash())))
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes those that don't count any more.
pub async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    let old = known_devices::table.filter(known_devices::last_used_at.le(now - KEPT_FOR));
    diesel::delete(old).execute(conn).await
}
