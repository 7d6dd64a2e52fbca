//! The second address of a member, for when the first one lives on a domU that is down.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::AsyncPgConnection;

use crate::mail::Letterhead;
use crate::members::address_change::{self, AskError, Place};
use crate::members::{EmailAddress, Member};

/// Makes `second` the one that the member wants: none at once, a new one as soon as its link is
/// opened. One that waits for that already gets no second link.
pub(super) async fn want(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    second: Option<&EmailAddress>,
    now: DateTime<Utc>,
) -> Result<(), AskError> {
    let Some(second) = second else { return Ok(remove(conn, letterhead, member, now).await?) };
    let is_second = |address: &str| address.eq_ignore_ascii_case(second.as_str());
    if member.second_email.as_deref().is_some_and(is_second) {
        return Ok(address_change::end_open_at(conn, member.id, Place::Second, now).await?);
    }
    let waiting = address_change::open_of(conn, member.id, now).await?;
    if waiting.iter().any(|change| change.place == Place::Second && is_second(&change.address)) {
        return Ok(());
    }
    address_change::ask(conn, letterhead, member, (Place::Second, second), now).await
}

async fn remove(
    conn: &mut AsyncPgConnection,
    letterhead: &Letterhead,
    member: &Member,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    address_change::end_open_at(conn, member.id, Place::Second, now).await?;
    if member.second_email.is_none() {
        return Ok(());
    }
    let after = Member { second_email: None, ..member.clone() };
    address_change::keep(conn, letterhead, (member, &after), Place::Second, now).await
}
