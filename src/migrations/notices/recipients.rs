//! Whom a migration concerns: the owners and technical contacts of the domU, and the core team.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::ids::{DomuId, MemberId};
use crate::db::schema::{domu_members, members};
use crate::fleet::queries::PersonRole;
use crate::mail::Recipient;
use crate::members::{MemberState, Role};
use crate::words::Locale;

/// A member who hears of the domU's moves.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Serialize)]
pub struct Contact {
    pub member_id: MemberId,
    pub name: String,
    pub role: PersonRole,
    pub email: String,
    pub second_email: Option<String>,
    pub locale: Locale,
    pub time_zone: String,
    /// When and how they like to be moved, for whoever schedules.
    pub move_wishes: String,
}

impl Contact {
    /// One for each of their addresses.
    pub fn recipients(&self) -> Vec<Recipient> {
        std::iter::once(&self.email)
            .chain(&self.second_email)
            .map(|address| Recipient {
                member_id: Some(self.member_id),
                name: self.name.clone(),
                address: address.clone(),
                locale: self.locale,
                zone: self.time_zone.parse().unwrap_or(chrono_tz::UTC),
            })
            .collect()
    }
}

/// Owners first. Who has left the club hears nothing any more.
pub async fn contacts(mut conn: &AsyncPgConnection, domu: DomuId) -> QueryResult<Vec<Contact>> {
    domu_members::table
        .inner_join(members::table)
        .filter(domu_members::domu_id.eq(domu))
        .filter(members::state.ne(MemberState::Left))
        .order((domu_members::role, members::id))
        .select((
            members::id,
            members::name,
            domu_members::role,
            members::email,
            members::second_email,
            members::locale,
            members::time_zone,
            members::move_wishes,
        ))
        .load(&mut conn)
        .await
}

/// Everybody of the core team who is active, at all their addresses.
pub async fn core_team(mut conn: &AsyncPgConnection) -> QueryResult<Vec<Recipient>> {
    type Row = (MemberId, String, String, Option<String>, Locale, String);
    let rows: Vec<Row> = members::table
        .filter(members::role.eq_any([Role::Core, Role::Admin]))
        .filter(members::state.eq(MemberState::Active))
        .order(members::id)
        .select((
            members::id,
            members::name,
            members::email,
            members::second_email,
            members::locale,
            members::time_zone,
        ))
        .load(&mut conn)
        .await?;
    let recipient = |(id, name, email, second_email, locale, time_zone): Row| {
        let zone = time_zone.parse().unwrap_or(chrono_tz::UTC);
        std::iter::once(email).chain(second_email).map(move |address| Recipient {
            member_id: Some(id),
            name: name.clone(),
            address,
            locale,
            zone,
        })
    };
    Ok(rows.into_iter().flat_map(recipient).collect())
}
