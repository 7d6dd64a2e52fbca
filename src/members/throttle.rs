//! How often somebody may try. The counts live in the database, so that all instances share
//! them and a restart forgets nothing.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Double, Integer, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use sha2::{Digest, Sha256};

use crate::db::FixedText;
use crate::db::ids::MemberId;
use crate::db::schema::{rate_limits, sign_in_failures};
use crate::db::token::Token;
use crate::members::EmailAddress;

/// So many at once, and one more each time `every` has passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub burst: i32,
    pub every: Duration,
}

pub const SIGN_IN_BY_ADDRESS: Limit = Limit { burst: 10, every: Duration::minutes(1) };
pub const RESET_BY_ADDRESS: Limit = Limit { burst: 10, every: Duration::minutes(6) };
pub const RESET_BY_ACCOUNT: Limit = Limit { burst: 3, every: Duration::minutes(20) };
/// Mails to addresses that a member says are theirs.
pub const ADDRESS_BY_MEMBER: Limit = Limit { burst: 3, every: Duration::minutes(20) };

/// After so many failures in a row each next try has to wait.
const FREE_FAILURES: i32 = 5;
const LONGEST_WAIT: Duration = Duration::seconds(900);
/// After so many in a row the password opens nothing any more, and only a reset by mail does.
const FAILURES_BEFORE_RESET: i32 = 100;

/// Whether one may try now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    Now,
    In(Duration),
    /// Never with a password: reset it by mail.
    ResetFirst,
}

/// Takes a turn under `key`, in one statement: the generic cell rate algorithm, whose only state
/// is the time at which everything taken so far will have been paid off.
pub async fn take(
    conn: &mut AsyncPgConnection,
    key: &str,
    limit: Limit,
    now: DateTime<Utc>,
) -> QueryResult<Turn> {
    let taken = diesel::sql_query(
        "INSERT INTO rate_limits AS r (key, free_at) VALUES ($1, $2 + make_interval(secs => $3))
         ON CONFLICT (key) DO UPDATE SET free_at = greatest(r.free_at, $2) + make_interval(secs => $3)
         WHERE greatest(r.free_at, $2) + make_interval(secs => $3) <= $2 + make_interval(secs => $3 * $4)",
    )
    .bind::<Text, _>(key)
    .bind::<Timestamptz, _>(now)
    .bind::<Double, _>(limit.every.num_milliseconds() as f64 / 1000.0)
    .bind::<Integer, _>(limit.burst)
    .fixed()
    .execute(conn)
    .await?;
    if taken == 1 {
        return Ok(Turn::Now);
    }
    let free_at: DateTime<Utc> =
        rate_limits::table.find(key).select(rate_limits::free_at).first(conn).await?;
    Ok(Turn::In(free_at - limit.every * (limit.burst - 1) - now))
}

/// The key of a limit by network address: one IPv4 address, or the /64 that an IPv6 customer has
/// for himself.
pub fn address_key(purpose: &str, address: Option<IpAddr>) -> String {
    match address.map(|address| address.to_canonical()) {
        Some(IpAddr::V4(v4)) => format!("{purpose}:{v4}"),
        Some(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{purpose}:{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
        None => format!("{purpose}:unknown"),
    }
}

/// The key of a limit by account, whether there is one or not.
pub fn account_key(purpose: &str, email: &EmailAddress) -> String {
    let hash: String = email.account_hash().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{purpose}:{hash}")
}

/// Whose failures are counted together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counter(Vec<u8>);

impl Counter {
    /// Of whoever types this address, whether a member has it or not.
    pub fn of_address(email: &EmailAddress) -> Counter {
        Counter(email.account_hash())
    }

    /// Of a browser in which its owner has signed in before.
    pub fn of_device(device: &Token) -> Counter {
        Counter(device.hash())
    }

    /// Of a member who is signed in and types the password again.
    pub fn of_member(member: MemberId) -> Counter {
        Counter(Sha256::digest(format!("member {member}").as_bytes()).to_vec())
    }
}

/// Counts a failure before the password is checked, so that many tries at once, on however many
/// instances, are no way around the wait. `forgive` takes it back when the password was right.
pub async fn take_try(
    conn: &mut AsyncPgConnection,
    counter: &Counter,
    now: DateTime<Utc>,
) -> QueryResult<Turn> {
    let taken = diesel::sql_query(
        "INSERT INTO sign_in_failures AS f (counter, failures, last_at) VALUES ($1, 1, $2)
         ON CONFLICT (counter) DO UPDATE SET failures = f.failures + 1, last_at = $2
         WHERE f.failures < $3 AND (f.failures < $4
             OR f.last_at + make_interval(secs => least($5, power(2, least(f.failures - $4, 30)))) <= $2)",
    )
    .bind::<Binary, _>(&counter.0)
    .bind::<Timestamptz, _>(now)
    .bind::<Integer, _>(FAILURES_BEFORE_RESET)
    .bind::<Integer, _>(FREE_FAILURES)
    .bind::<Double, _>(LONGEST_WAIT.num_seconds() as f64)
    .fixed()
    .execute(conn)
    .await?;
    if taken == 1 {
        return Ok(Turn::Now);
    }
    let (failures, last_at): (i32, DateTime<Utc>) = sign_in_failures::table
        .find(&counter.0)
        .select((sign_in_failures::failures, sign_in_failures::last_at))
        .first(conn)
        .await?;
    if failures >= FAILURES_BEFORE_RESET {
        return Ok(Turn::ResetFirst);
    }
    Ok(Turn::In(last_at + wait_after(failures) - now))
}

fn wait_after(failures: i32) -> Duration {
    match failures - FREE_FAILURES {
        n if n < 0 => Duration::zero(),
        n => Duration::seconds(1 << n.min(30)).min(LONGEST_WAIT),
    }
}

/// Forgets the failures: the password was right, or was set anew by mail.
pub async fn forgive(conn: &mut AsyncPgConnection, counter: &Counter) -> QueryResult<()> {
    diesel::delete(sign_in_failures::table.find(&counter.0)).execute(conn).await?;
    Ok(())
}

/// Takes one try back: it was never checked.
pub async fn give_back_try(conn: &mut AsyncPgConnection, counter: &Counter) -> QueryResult<()> {
    let row = sign_in_failures::table.find(&counter.0);
    let last = diesel::delete(row.filter(sign_in_failures::failures.le(1))).execute(conn).await?;
    if last == 0 {
        diesel::update(row)
            .set(sign_in_failures::failures.eq(sign_in_failures::failures - 1))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Removes what limits nobody any more.
pub async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    let paid = diesel::delete(rate_limits::table.filter(rate_limits::free_at.le(now))).execute(conn).await?;
    let month = now - Duration::days(30);
    let old = diesel::delete(sign_in_failures::table.filter(sign_in_failures::last_at.le(month)))
        .execute(conn)
        .await?;
    Ok(paid + old)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_neighbour_shares_the_limit_and_a_mapped_address_is_its_ipv4_self() {
        let key = |text: &str| address_key("sign-in", Some(text.parse().unwrap()));
        assert_eq!(key("2001:db8:1:2:3::4"), key("2001:db8:1:2:ffff::1"));
        assert_ne!(key("2001:db8:1:2::4"), key("2001:db8:1:3::4"));
        assert_eq!(key("::ffff:192.0.2.7"), key("192.0.2.7"));
        assert_ne!(key("192.0.2.7"), key("192.0.2.8"));
    }

    #[test]
    fn the_wait_doubles_from_the_fifth_failure_on() {
        let seconds: Vec<i64> = [4, 5, 6, 7, 14, 15, 99].map(|n| wait_after(n).num_seconds()).to_vec();
        assert_eq!(seconds, [0, 1, 2, 4, 512, 900, 900]);
    }
}
