//! One execution of a migration, and its steps.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::db::ids::{AttemptId, MemberId, MigrationId};
use crate::db::schema::{attempts, steps};
use crate::migrations::{CauseCode, StepCode, StepState, Way};
use crate::text_enum;

text_enum! {
    pub enum AttemptKind {
        Forward = "forward",
        /// Back from the target to the source, after the target was allowed to boot.
        Revert = "revert",
    }
}

text_enum! {
    /// What is said before a revert of what the domU wrote since it booted at the target.
    pub enum DataAtTarget {
        /// It never mounted its root read-write.
        NothingWritten = "nothing_written",
        /// A member knows, and agreed in writing.
        MemberAgreed = "member_agreed",
    }
}

text_enum! {
    pub enum AttemptResult {
        /// Broken off before stop: the domU never went down.
        Refused = "refused",
        RolledBack = "rolled_back",
        Succeeded = "succeeded",
        /// Handed over to the target, and taken back by a revert before it was signed off.
        Superseded = "superseded",
        /// Nobody knew where the domU ran.
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
    /// When the way back began; of a revert when it began itself.
    pub turned_back_at: Option<DateTime<Utc>>,
    pub cause_code: Option<CauseCode>,
    pub cause: Option<String>,
    pub fix: Option<String>,
    pub down_from: Option<DateTime<Utc>>,
    pub up_at: Option<DateTime<Utc>>,
    pub bytes_total: i64,
    /// Of a revert.
    pub data_at_target: Option<DataAtTarget>,
    /// Where and when a member agreed to leave behind what was written at the target.
    pub agreement: Option<String>,
    /// Until when its members hear again, while nobody knows where the domU runs.
    pub next_word_at: Option<DateTime<Utc>>,
    /// Why it was on its way back, where `cause` says why it was lost on that way.
    pub earlier_cause_code: Option<CauseCode>,
    pub earlier_cause: Option<String>,
    /// Since when whoever copies is asked to hold on.
    pub copy_held_at: Option<DateTime<Utc>>,
    /// For how long its members were told that it is down, when the attempt began.
    pub promised_seconds: i32,
}

impl Attempt {
    pub fn way(&self) -> Way {
        Way::of(self.kind, self.turned_back_at.is_some())
    }

    /// Whether its members were to hear again by now. It says nothing about what became of it since.
    pub fn is_word_late(&self, now: DateTime<Utc>) -> bool {
        self.next_word_at.is_some_and(|at| at <= now)
    }

    /// How long the domU was down, or has been down by `now`; `None` when it never was, or when it
    /// never came up and the attempt after this one counts the whole time.
    pub fn down_seconds(&self, now: DateTime<Utc>) -> Option<i64> {
        let is_counted_later = self.result == Some(AttemptResult::Superseded) && self.up_at.is_none();
        let from = self.down_from.filter(|_| !is_counted_later)?;
        Some((self.up_at.unwrap_or(now) - from).num_seconds())
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
