//! A person of the club.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::db::ids::MemberId;
use crate::db::schema::members;
use crate::mail::Recipient;
use crate::text_enum;
use crate::words::Locale;

text_enum! {
    /// What a member may do: each role may do all that the one before may.
    pub enum Role {
        Member = "member",
        Core = "core",
        Admin = "admin",
    }
}

impl Role {
    /// Whether it belongs to the core team.
    pub fn is_core(self) -> bool {
        self >= Role::Core
    }
}

text_enum! {
    pub enum MemberState {
        Invited = "invited",
        Active = "active",
        Suspended = "suspended",
        Left = "left",
    }
}

/// A row of `members`, without the password hash.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = members, check_for_backend(diesel::pg::Pg))]
pub struct Member {
    pub id: MemberId,
    pub email: String,
    pub second_email: Option<String>,
    pub name: String,
    pub role: Role,
    pub state: MemberState,
    pub locale: Locale,
    pub time_zone: String,
    pub created_at: DateTime<Utc>,
    pub joined_at: Option<DateTime<Utc>>,
}

impl Member {
    /// The zone in which the member reads times; UTC when the stored name is none that we know.
    pub fn zone(&self) -> chrono_tz::Tz {
        self.time_zone.parse().unwrap_or(chrono_tz::UTC)
    }

    /// How a mail to the member is addressed and read.
    pub fn recipient(&self) -> Recipient {
        Recipient {
            member_id: Some(self.id),
            name: self.name.clone(),
            address: self.email.clone(),
            locale: self.locale,
            zone: self.zone(),
        }
    }
}
