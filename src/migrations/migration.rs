//! The promise: a row of `migrations`.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::db::ids::{DomuId, HostId, MemberId, MigrationId, PlanId};
use crate::db::schema::migrations;
use crate::migrations::{LiveSide, MigrationState, Side, back};

/// A row of `migrations`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = migrations, check_for_backend(diesel::pg::Pg))]
pub struct Migration {
    pub id: MigrationId,
    pub domu_id: DomuId,
    pub source_host_id: HostId,
    pub target_host_id: HostId,
    pub state: MigrationState,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    /// The IANA zone in which the window was chosen.
    pub zone: String,
    pub deadline: Option<DateTime<Utc>>,
    pub reason: String,
    pub short_notice_reason: Option<String>,
    pub expected_seconds: i32,
    pub expected_low_seconds: i32,
    pub expected_high_seconds: i32,
    /// Rises with each change that its members' calendars must follow: the SEQUENCE of iTIP.
    pub revision: i32,
    pub live_side: LiveSide,
    pub grace_days: i32,
    pub grace_until: Option<DateTime<Utc>>,
    pub old_addresses_until: Option<DateTime<Utc>>,
    pub operator_id: Option<MemberId>,
    pub created_by: Option<MemberId>,
    pub created_at: DateTime<Utc>,
    pub announced_at: Option<DateTime<Utc>>,
    pub ended_at: Option<DateTime<Utc>>,
    pub end_note: Option<String>,
    pub plan_id: Option<PlanId>,
}

impl Migration {
    /// Until when its members were told that it is back, once it went down at `down_from`.
    pub fn promised_at(&self, down_from: Option<DateTime<Utc>>) -> DateTime<Utc> {
        back::promised_at(self.starts_at, self.expected_seconds, down_from)
    }

    /// Which end of it the host is, if it is one.
    pub fn side_of(&self, host: HostId) -> Option<Side> {
        match host {
            host if host == self.source_host_id => Some(Side::Source),
            host if host == self.target_host_id => Some(Side::Target),
            _ => None,
        }
    }
}
