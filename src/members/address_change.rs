//! Where a member is written to: the first address, with which they sign in, and the second. A new
//! one counts once the link that was mailed to it is opened, and the old ones are told.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::result::{DatabaseErrorKind, Error as QueryError};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::ids::MemberId;
use crate::db::schema::{address_changes, members};
use crate::db::token::Token;
use crate::mail::Letterhead;
use crate::members::throttle::{self, Turn};
use crate::members::{Actor, EmailAddress, Member, MemberState, audit, notices, password_reset};
use crate::text_enum;
use crate::words::{Message, Sentence};

/// How long the link works.
pub const WORKS_FOR: Duration = Duration::hours(24);

text_enum! {
    /// Which address of a member.
    pub enum Place {
        /// They sign in with it.
        First = "first",
        Second = "second",
    }
}

/// A new address whose link was not opened yet.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = address_changes, check_for_backend(diesel::pg::Pg))]
pub struct AddressChange {
    pub member_id: MemberId,
    pub place: Place,
    pub address: String,
}

#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error("this is the first address already")]
    IsFirst,
    #[error("too many links were asked for")]
    TooOften { wait: Duration },
    #[error(transparent)]
    Database(#[from] QueryError),
}

impl Sentence for AskError {
    fn sentence(&self) -> Message {
        Message::new(match self {
            AskError::IsFirst => "account-address-is-first",
            AskError::TooOften { .. } => "account-address-too-often",
            AskError::Database(_) => "account-not-saved",
        })
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ConfirmError {
    /// Used, replaced, expired, never sent, or somebody else's address by now: which is not told.
    #[error("the link does not work any more")]
    Gone,
    #[error(transparent)]
    Database(QueryError),
}

impl From<QueryError> for ConfirmError {
    fn from(error: QueryError) -> ConfirmError {
        match &error {
            QueryError::DatabaseError(DatabaseErrorKind::UniqueViolation, info)
                if info.constraint_name() == Some("members_email_unique") =>
            {
                ConfirmError::Gone
            }
            _ => ConfirmError::Database(error),
        }
    }
}

/// Owes the new address its link, which replaces an earlier one. That somebody else signs in with
/// it is not told: then nothing is mailed, and all looks the same.
pub async fn ask(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    (place, address): (Place, &EmailAddress),
    now: DateTime<Utc>,
) -> Result<(), AskError> {
    if address.as_str().eq_ignore_ascii_case(&member.email) {
        return Err(AskError::IsFirst);
    }
    let key = format!("address:{}", member.id);
    if let Turn::In(wait) = throttle::take(conn, &key, throttle::ADDRESS_BY_MEMBER, now).await? {
        return Err(AskError::TooOften { wait });
    }
    conn.transaction(async |conn| {
        end_open_at(conn, member.id, place, now).await?;
        let (token, expires_at) = (Token::random(), now + WORKS_FOR);
        let id: i64 = diesel::insert_into(address_changes::table)
            .values((
                address_changes::member_id.eq(member.id),
                address_changes::place.eq(place),
                address_changes::address.eq(address.as_str()),
                address_changes::token_hash.eq(token.hash()),
                address_changes::created_at.eq(now),
                address_changes::expires_at.eq(expires_at),
            ))
            .returning(address_changes::id)
            .get_result(conn)
            .await?;
        let (actor, subject) = (Actor::of(member), audit::subject(member.id));
        audit::record(conn, &actor, "address.asked", &subject, json!({ "place": place }), now).await?;
        if place == Place::First {
            notices::address_asked(conn, letterhead, member, address, now).await?;
        }
        if place == Place::Second || !is_taken(conn, address).await? {
            let link = notices::Link { token: &token, revision: format!("address-{id}"), expires_at };
            notices::address_confirm(conn, letterhead, member, (place, address), link, now).await?;
        }
        Ok(())
    })
    .await
}

async fn is_taken(conn: &mut AsyncPgConnection, address: &EmailAddress) -> QueryResult<bool> {
    let same = members::table.filter(members::email.eq(address.as_str()));
    diesel::select(diesel::dsl::exists(same)).get_result(conn).await
}

/// The change that this token confirms, while it works.
pub async fn by_token(
    mut conn: &AsyncPgConnection,
    token: &Token,
    now: DateTime<Utc>,
) -> QueryResult<Option<AddressChange>> {
    address_changes::table
        .inner_join(members::table)
        .filter(address_changes::token_hash.eq(token.hash()))
        .filter(address_changes::used_at.is_null())
        .filter(address_changes::withdrawn_at.is_null())
        .filter(address_changes::expires_at.gt(now))
        .filter(members::state.eq(MemberState::Active))
        .select(AddressChange::as_select())
        .first(&mut conn)
        .await
        .optional()
}

/// The member's changes whose links still work.
pub async fn open_of(
    mut conn: &AsyncPgConnection,
    member: MemberId,
    now: DateTime<Utc>,
) -> QueryResult<Vec<AddressChange>> {
    address_changes::table
        .filter(address_changes::member_id.eq(member))
        .filter(address_changes::used_at.is_null())
        .filter(address_changes::withdrawn_at.is_null())
        .filter(address_changes::expires_at.gt(now))
        .select(AddressChange::as_select())
        .load(&mut conn)
        .await
}

/// Makes the address count and tells the old ones. A new first address ends the links with which
/// the old one could still set a password. Of many at once with the same token one wins.
pub async fn confirm(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    token: &Token,
    now: DateTime<Utc>,
) -> Result<(), ConfirmError> {
    conn.transaction(async |conn| {
        let change = spend(conn, token, now).await?.ok_or(ConfirmError::Gone)?;
        let before = hold(conn, change.member_id).await?.ok_or(ConfirmError::Gone)?;
        let mut after = before.clone();
        match change.place {
            Place::First => {
                after.second_email = before.second_email.clone().filter(|second| !is_same(second, &change));
                after.email = change.address;
                password_reset::end_links(conn, before.id, now).await?;
            }
            Place::Second if is_same(&before.email, &change) => return Err(ConfirmError::Gone),
            Place::Second => after.second_email = Some(change.address),
        }
        Ok(keep(conn, letterhead, (&before, &after), change.place, now).await?)
    })
    .await
}

/// Keeps the addresses as they are in `after`.
pub(super) async fn keep(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    (before, after): (&Member, &Member),
    place: Place,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(members::table.find(before.id))
        .set((
            members::email.eq(after.email.as_str()),
            members::second_email.eq(after.second_email.as_deref()),
        ))
        .execute(conn)
        .await?;
    let (actor, subject) = (Actor::of(after), audit::subject(after.id));
    audit::record(conn, &actor, "address.changed", &subject, json!({ "place": place }), now).await?;
    notices::address_changed(conn, letterhead, (before, after), place, now).await
}

fn is_same(address: &str, change: &AddressChange) -> bool {
    address.eq_ignore_ascii_case(&change.address)
}

async fn hold(conn: &mut AsyncPgConnection, member: MemberId) -> QueryResult<Option<Member>> {
    members::table
        .find(member)
        .filter(members::state.eq(MemberState::Active))
        .select(Member::as_select())
        .for_no_key_update()
        .first(conn)
        .await
        .optional()
}

/// The statement that decides a race: only one caller finds the row open.
async fn spend(
    conn: &mut AsyncPgConnection,
    token: &Token,
    now: DateTime<Utc>,
) -> QueryResult<Option<AddressChange>> {
    diesel::update(
        address_changes::table
            .filter(address_changes::token_hash.eq(token.hash()))
            .filter(address_changes::used_at.is_null())
            .filter(address_changes::withdrawn_at.is_null())
            .filter(address_changes::expires_at.gt(now)),
    )
    .set(address_changes::used_at.eq(now))
    .returning(AddressChange::as_select())
    .get_result(conn)
    .await
    .optional()
}

/// Makes every link worthless that could still change an address of the member.
pub(super) async fn end_open(
    conn: &mut AsyncPgConnection,
    member: MemberId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    for &place in Place::ALL {
        end_open_at(conn, member, place, now).await?;
    }
    Ok(())
}

/// As `end_open`, for one of the addresses.
pub(super) async fn end_open_at(
    conn: &mut AsyncPgConnection,
    member: MemberId,
    place: Place,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let open = address_changes::table
        .filter(address_changes::member_id.eq(member))
        .filter(address_changes::place.eq(place))
        .filter(address_changes::used_at.is_null())
        .filter(address_changes::withdrawn_at.is_null());
    diesel::update(open).set(address_changes::withdrawn_at.eq(now)).execute(conn).await?;
    Ok(())
}
