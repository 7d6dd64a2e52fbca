//! What there is to decide, and when.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::schema::clock_decisions;
use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::{Migration, MigrationState};
use crate::text_enum;

text_enum! {
    /// In the order in which they are made when several are due.
    pub enum Decision {
        /// Nobody chose, so the proposed window is booked.
        AssignDefault = "assign_default",
        /// The proposed window passed and was never booked: the core team is told.
        Undecided = "undecided",
        /// Its members are told once more, a day before.
        Remind = "remind",
        /// The core team is told that nobody runs it.
        NobodyAssigned = "nobody_assigned",
        /// The core team is told that its window is over.
        Overdue = "overdue",
        /// Its members were told that they hear again by now, and nobody knows yet where it runs: the
        /// core team is reminded.
        WordLate = "word_late",
        /// Its members are told that the old copy goes.
        GraceEnding = "grace_ending",
        /// The old copy goes.
        Close = "close",
        /// Not everybody could be told that the old copy goes: it stays for another grace time, and the
        /// core team learns of it.
        KeepLonger = "keep_longer",
    }
}

/// How long before the start its members are reminded.
pub const REMINDED: Duration = Duration::hours(24);

/// How long before the start somebody should be there who runs it.
pub const WANTS_AN_OPERATOR: Duration = Duration::hours(3);

/// How long before the old copy goes its members are told.
pub const WARNED: Duration = Duration::hours(48);

impl Decision {
    /// Whether its time has come, as far as the migration's own row can tell.
    pub fn is_due(self, migration: &Migration, now: DateTime<Utc>) -> bool {
        use MigrationState::*;
        let starts_within = |ahead: Duration| migration.starts_at > now && migration.starts_at <= now + ahead;
        let grace_ends_within =
            |ahead: Duration| migration.grace_until.is_some_and(|until| until <= now + ahead);
        match self {
            Decision::AssignDefault => migration.state == Announced && starts_within(CHOOSE_UNTIL),
            Decision::Undecided => migration.state == Announced && migration.starts_at <= now,
            Decision::Remind => migration.state == Booked && starts_within(REMINDED),
            Decision::NobodyAssigned => {
                migration.state == Booked
                    && migration.operator_id.is_none()
                    && starts_within(WANTS_AN_OPERATOR)
            }
            Decision::Overdue => {
                matches!(migration.state, Booked | Running | Unclear) && migration.ends_at < now
            }
            Decision::WordLate => migration.state == Unclear,
            Decision::GraceEnding => migration.state == Verifying && grace_ends_within(WARNED),
            Decision::Close | Decision::KeepLonger => {
                migration.state == Verifying && grace_ends_within(Duration::zero())
            }
        }
    }

    /// Writes that it is decided; `false` when it was before.
    pub(super) async fn once(
        self,
        conn: &mut AsyncPgConnection,
        migration: &Migration,
        now: DateTime<Utc>,
    ) -> QueryResult<bool> {
        let written = diesel::insert_into(clock_decisions::table)
            .values((
                clock_decisions::migration_id.eq(migration.id),
                clock_decisions::what.eq(self),
                clock_decisions::revision.eq(migration.revision),
                clock_decisions::decided_at.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(conn)
            .await?;
        Ok(written == 1)
    }

    /// When it was decided, if it was.
    pub(super) async fn made_at(
        self,
        conn: &mut AsyncPgConnection,
        migration: &Migration,
    ) -> QueryResult<Option<DateTime<Utc>>> {
        clock_decisions::table
            .find((migration.id, self, migration.revision))
            .select(clock_decisions::decided_at)
            .first(conn)
            .await
            .optional()
    }
}
