//! One execution of a migration, and its steps.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::db::ids::{AttemptId, MemberId, MigrationId};
use crate::db::schema::{attempts, steps};
use crate::migrations::{CauseCode, StepCode, StepState};
use crate::text_enum;

text_enum! {
    pub enum AttemptKind {
        Forward = "forward",
        /// Back from the target to the source after a success.
        Revert = "revert",
    }
}

text_enum! {
    pub enum AttemptResult {
        /// Broken off before stop: the domU never went down.
        Refused = "refused",
        RolledBack = "rolled_back",
        Succeeded = "succeeded",
        Unclear = "unclear",
    }
}

/// A row of `attempts`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Identifiable, Serialize)]
#[diesel(table_name = attempts, check_for_backend(diesel::pg::Pg))]
pub struct Attempt {
    pub id: AttemptId,
    pub migration_id: MigrationId,
    /// 1 for the first.
    pub n: i32,
    pub kind: AttemptKind,
    pub operator_id: MemberId,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub result: Option<AttemptResult>,
    /// When the way back began.
    pub turned_back_at: Option<DateTime<Utc>>,
    pub cause_code: Option<CauseCode>,
    pub cause: Option<String>,
    pub fix: Option<String>,
    pub down_from: Option<DateTime<Utc>>,
    pub up_at: Option<DateTime<Utc>>,
    pub bytes_total: i64,
}

impl Attempt {
    /// How long the domU was down, or has been down by `now`; `None` when it never was.
    pub fn down_seconds(&self, now: DateTime<Utc>) -> Option<i64> {
        self.down_from.map(|from| (self.up_at.unwrap_or(now) - from).num_seconds())
    }
}

/// A row of `steps`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = steps, check_for_backend(diesel::pg::Pg))]
pub struct Step {
    pub id: i64,
    pub attempt_id: AttemptId,
    pub code: StepCode,
    pub state: StepState,
    pub started_at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
    pub done_by: Option<MemberId>,
    /// For the core team; members don't see it.
    pub note: String,
}
