//! Who is signed in, and for how long. The database keeps only the hash of the cookie's token.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::ids::{MemberId, SessionId};
use crate::db::schema::{members, sessions};
use crate::db::token::Token;
use crate::live::hint;
use crate::members::{Member, MemberState, Role};

/// How long a sign-in lasts, and how many there may be at once. The core team's are short: its
/// idle hour is longer than NIST's 30 minutes because an evening's move has long pauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub idle: Duration,
    pub absolute: Duration,
    pub at_once: i64,
}

impl Limits {
    pub const MEMBER: Limits = Limits { idle: Duration::days(14), absolute: Duration::days(30), at_once: 10 };
    pub const CORE: Limits =
        Limits { idle: Duration::minutes(60), absolute: Duration::hours(12), at_once: 3 };

    pub fn of(role: Role) -> Limits {
        if role.is_core() { Limits::CORE } else { Limits::MEMBER }
    }
}

/// How long after the password was typed the sensitive writes don't ask for it again.
pub const CONFIRMED_FOR: Duration = Duration::minutes(15);
const SEEN_EVERY: Duration = Duration::minutes(1);

/// A row of `sessions`, without the token's hash.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = sessions, check_for_backend(diesel::pg::Pg))]
pub struct Session {
    pub id: SessionId,
    pub member_id: MemberId,
    pub created_at: DateTime<Utc>,
    pub last_seen_at: DateTime<Utc>,
    pub confirmed_at: DateTime<Utc>,
    pub address: Option<IpNet>,
    pub browser: String,
}

impl Session {
    /// Whether the password was typed recently enough for a write that touches accounts.
    pub fn is_confirmed(&self, now: DateTime<Utc>) -> bool {
        now - self.confirmed_at < CONFIRMED_FOR
    }

    /// Whether it is time for `touch`.
    pub fn wants_touch(&self, now: DateTime<Utc>) -> bool {
        now - self.last_seen_at >= SEEN_EVERY
    }
}

/// The session that this token opens and its member, in one query; `None` when it was ended, sat
/// idle too long, is too old, or the member may not come in any more.
pub async fn current(
    mut conn: &AsyncPgConnection,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> QueryResult<Option<(Session, Member)>> {
    sessions::table
        .inner_join(members::table)
        .filter(sessions::token_hash.eq(token_hash))
        .filter(members::state.eq(MemberState::Active))
        .filter(is_open(now))
        .select((Session::as_select(), Member::as_select()))
        .first(&mut conn)
        .await
        .optional()
}

/// The member of a session that was open, `None` once it is not: as `current`, for whoever stays.
pub async fn still_open(
    mut conn: &AsyncPgConnection,
    id: SessionId,
    now: DateTime<Utc>,
) -> QueryResult<Option<Member>> {
    sessions::table
        .inner_join(members::table)
        .filter(sessions::id.eq(id))
        .filter(members::state.eq(MemberState::Active))
        .filter(is_open(now))
        .select(Member::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// Neither idle for too long nor too old, by the limits of the member's role.
#[diesel::dsl::auto_type(no_type_alias)]
fn is_open(now: DateTime<Utc>) -> _ {
    let member: Role = Role::Member;
    let member_idle: DateTime<Utc> = now - Limits::MEMBER.idle;
    let member_absolute: DateTime<Utc> = now - Limits::MEMBER.absolute;
    let core_idle: DateTime<Utc> = now - Limits::CORE.idle;
    let core_absolute: DateTime<Utc> = now - Limits::CORE.absolute;
    members::role
        .eq(member)
        .and(sessions::last_seen_at.gt(member_idle))
        .and(sessions::created_at.gt(member_absolute))
        .or(members::role
            .ne(member)
            .and(sessions::last_seen_at.gt(core_idle))
            .and(sessions::created_at.gt(core_absolute)))
}

/// Opens a session for a member whose password was just checked. The oldest ones beyond the
/// role's number end. The caller's transaction holds the member's row.
pub async fn create(
    conn: &mut AsyncPgConnection,
    member: &Member,
    address: Option<IpAddr>,
    browser: &str,
    now: DateTime<Utc>,
) -> QueryResult<Token> {
    end_surplus(conn, member, now).await?;
    let token = Token::random();
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token.hash()),
            sessions::member_id.eq(member.id),
            sessions::created_at.eq(now),
            sessions::last_seen_at.eq(now),
            sessions::confirmed_at.eq(now),
            sessions::address.eq(address.map(IpNet::from)),
            sessions::browser.eq(short(browser)),
        ))
        .execute(conn)
        .await?;
    Ok(token)
}

/// Leaves room for one more.
async fn end_surplus(conn: &mut AsyncPgConnection, member: &Member, now: DateTime<Utc>) -> QueryResult<()> {
    let limits = Limits::of(member.role);
    let too_old =
        sessions::last_seen_at.le(now - limits.idle).or(sessions::created_at.le(now - limits.absolute));
    diesel::delete(sessions::table.filter(sessions::member_id.eq(member.id)).filter(too_old))
        .execute(conn)
        .await?;
    let kept: Vec<SessionId> = sessions::table
        .filter(sessions::member_id.eq(member.id))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .limit(limits.at_once - 1)
        .select(sessions::id)
        .load(conn)
        .await?;
    diesel::delete(
        sessions::table.filter(sessions::member_id.eq(member.id)).filter(sessions::id.ne_all(kept)),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a browser says of itself, as far as it helps its owner to recognise it.
fn short(browser: &str) -> String {
    browser.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// Remembers that the session was used. At most once a minute, and after the page was answered.
pub async fn touch(conn: &mut AsyncPgConnection, id: SessionId, now: DateTime<Utc>) -> QueryResult<()> {
    diesel::update(sessions::table.find(id).filter(sessions::last_seen_at.le(now - SEEN_EVERY)))
        .set(sessions::last_seen_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}

/// The password was typed again: the sensitive writes open for a while. The session gets a new
/// token, and the old one opens nothing any more.
pub async fn confirm(conn: &mut AsyncPgConnection, id: SessionId, now: DateTime<Utc>) -> QueryResult<Token> {
    let token = Token::random();
    let renewed = diesel::update(sessions::table.find(id))
        .set((
            sessions::token_hash.eq(token.hash()),
            sessions::confirmed_at.eq(now),
            sessions::last_seen_at.eq(now),
        ))
        .execute(conn)
        .await?;
    if renewed == 0 { Err(diesel::result::Error::NotFound) } else { Ok(token) }
}

/// The member's sessions that are still open, the last used first.
pub async fn of_member(
    mut conn: &AsyncPgConnection,
    member: MemberId,
    role: Role,
    now: DateTime<Utc>,
) -> QueryResult<Vec<Session>> {
    let limits = Limits::of(role);
    sessions::table
        .filter(sessions::member_id.eq(member))
        .filter(sessions::last_seen_at.gt(now - limits.idle))
        .filter(sessions::created_at.gt(now - limits.absolute))
        .order((sessions::last_seen_at.desc(), sessions::id.desc()))
        .select(Session::as_select())
        .load(&mut conn)
        .await
}

/// How many sessions of the member are open.
pub async fn count_of(
    mut conn: &AsyncPgConnection,
    member: MemberId,
    now: DateTime<Utc>,
) -> QueryResult<i64> {
    sessions::table
        .inner_join(members::table)
        .filter(sessions::member_id.eq(member))
        .filter(is_open(now))
        .count()
        .get_result(&mut conn)
        .await
}

/// Ends the session that this token opens, if there is one.
pub async fn end_by_token(conn: &mut AsyncPgConnection, token: &Token) -> QueryResult<()> {
    let gone = diesel::delete(sessions::table.filter(sessions::token_hash.eq(token.hash())));
    let members = gone.returning(sessions::member_id).load(conn).await?;
    tell(conn, &members).await?;
    Ok(())
}

/// Ends one session: signing out.
pub async fn end(conn: &mut AsyncPgConnection, id: SessionId) -> QueryResult<()> {
    let gone = diesel::delete(sessions::table.find(id));
    let members = gone.returning(sessions::member_id).load(conn).await?;
    tell(conn, &members).await?;
    Ok(())
}

/// Ends all of the member's sessions but this one, and says how many.
pub async fn end_all_but(
    conn: &mut AsyncPgConnection,
    member: MemberId,
    kept: SessionId,
) -> QueryResult<usize> {
    let others = sessions::table.filter(sessions::member_id.eq(member)).filter(sessions::id.ne(kept));
    let members = diesel::delete(others).returning(sessions::member_id).load(conn).await?;
    tell(conn, &members).await
}

/// Ends all of the member's sessions, and says how many.
pub async fn end_all(conn: &mut AsyncPgConnection, member: MemberId) -> QueryResult<usize> {
    let all = sessions::table.filter(sessions::member_id.eq(member));
    let members = diesel::delete(all).returning(sessions::member_id).load(conn).await?;
    tell(conn, &members).await
}

/// Open pages of a member whose sessions have ended, one entry for each, are told: they end too.
async fn tell(conn: &mut AsyncPgConnection, ended: &[MemberId]) -> QueryResult<usize> {
    if let Some(&member) = ended.first() {
        hint::notify(conn, member).await?;
    }
    Ok(ended.len())
}

/// Removes the rows that open nothing any more.
pub async fn sweep(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<usize> {
    let too_old = sessions::last_seen_at
        .le(now - Limits::MEMBER.idle)
        .or(sessions::created_at.le(now - Limits::MEMBER.absolute));
    diesel::delete(sessions::table.filter(too_old)).execute(conn).await
}
