//! Migrations that have not ended and where each of them stands, for the home pages.

use chrono::{DateTime, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::AtMostRows;
use crate::db::ids::{DomuId, MemberId, MigrationId};
use crate::db::schema::{attempts, domus, hosts, members, migration_choices, migrations, sites, steps};
use crate::fleet::Bytes;
use crate::migrations::queries::NOT_ENDED;
use crate::migrations::queries::own::{IsOf, NEAREST_FIRST};
use crate::migrations::reported::{Heard, Progress, heard_under_way};
use crate::migrations::{
    Attempt, AttemptKind, AttemptResult, Back, LiveSide, MigrationState, StepCode, StepState, back,
};

diesel::alias!(
    attempts as any_attempts: AnyAttempts,
    hosts as from_hosts: FromHosts,
    hosts as to_hosts: ToHosts,
    sites as from_sites: FromSites,
    sites as to_sites: ToSites
);

/// A migration, its last attempt, and the step that is being done.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub migration: StandingRow,
    pub attempt: Option<Attempt>,
    pub step: Option<StepCode>,
    /// When the domU is ready by the speed of its copy, once a dom0 reports one.
    pub by_copy_at: Option<DateTime<Utc>>,
}

type Row = (StandingRow, Option<Attempt>, Option<StepCode>);

#[derive(Debug, Clone, PartialEq, Queryable)]
pub struct StandingRow {
    pub id: MigrationId,
    pub domu_id: DomuId,
    pub domu: String,
    pub disks: Bytes,
    pub has_disk_of_unknown_size: bool,
    /// Whether it is started at its new place, as its members chose.
    pub boots: bool,
    pub source: String,
    pub source_site: String,
    pub target: String,
    pub target_site: String,
    /// As people say it: DC2.
    pub target_site_code: String,
    pub operator: Option<String>,
    pub operator_id: Option<MemberId>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub state: MigrationState,
    pub live_side: LiveSide,
    pub expected_seconds: i32,
    pub grace_until: Option<DateTime<Utc>>,
    pub old_addresses_until: Option<DateTime<Utc>>,
    /// When somebody asked to be moved at once, while that is not answered.
    pub now_asked_at: Option<DateTime<Utc>>,
}

#[diesel::dsl::auto_type(no_type_alias)]
fn rows() -> _ {
    migrations::table
        .inner_join(domus::table.on(domus::id.eq(migrations::domu_id)))
        .inner_join(from_hosts.on(from_hosts.field(hosts::id).eq(migrations::source_host_id)))
        .inner_join(from_sites.on(from_sites.field(sites::id).eq(from_hosts.field(hosts::site_id))))
        .inner_join(to_hosts.on(to_hosts.field(hosts::id).eq(migrations::target_host_id)))
        .inner_join(to_sites.on(to_sites.field(sites::id).eq(to_hosts.field(hosts::site_id))))
        .left_join(members::table.on(members::id.nullable().eq(migrations::operator_id)))
        .left_join(migration_choices::table.on(migration_choices::migration_id.eq(migrations::id)))
}

macro_rules! row {
    () => {
        (
            migrations::id,
            migrations::domu_id,
            domus::name,
            domus::disk_bytes,
            domus::has_disk_of_unknown_size,
            domus::boot_after_migration,
            from_hosts.field(hosts::name),
            from_sites.field(sites::name),
            to_hosts.field(hosts::name),
            to_sites.field(sites::name),
            to_sites.field(sites::code),
            members::name.nullable(),
            migrations::operator_id,
            migrations::starts_at,
            migrations::ends_at,
            migrations::state,
            migrations::live_side,
            migrations::expected_seconds,
            migrations::grace_until,
            migrations::old_addresses_until,
            migration_choices::now_asked_at.nullable(),
        )
    };
}

/// Each with its last attempt, and the step that is being done in it.
macro_rules! standing {
    () => {
        rows()
            .left_join(
                attempts::table.on(attempts::migration_id.eq(migrations::id).and(
                    attempts::n.nullable().eq(any_attempts
                        .filter(any_attempts.field(attempts::migration_id).eq(migrations::id))
                        .select(max(any_attempts.field(attempts::n)))
                        .single_value()),
                )),
            )
            .left_join(
                steps::table.on(steps::attempt_id
                    .nullable()
                    .eq(attempts::id.nullable())
                    .and(steps::state.eq(StepState::Doing))
                    .and(migrations::state.eq(MigrationState::Running))),
            )
            .select((row!(), Option::<Attempt>::as_select(), steps::code.nullable()))
    };
}

/// Those of a member's own domUs, once announced, in the order of `NEAREST_FIRST`; at most `most`.
pub async fn standing_of_member(
    conn: &AsyncPgConnection,
    member: MemberId,
    now: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<Standing>> {
    let mut here = conn;
    let rows = standing!()
        .filter(IsOf(member))
        .filter(NOT_ENDED)
        .filter(migrations::state.ne(MigrationState::Draft))
        .order((NEAREST_FIRST, migrations::starts_at, migrations::id))
        .at_most(most)
        .load::<Row>(&mut here);
    let (rows, heard) = tokio::try_join!(rows, heard_under_way(conn, Some(member)))?;
    Ok(with_copies(rows, &heard, now))
}

/// Until when a move that is still to begin stands out: by what it lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ahead {
    /// Announced, and its time not fixed.
    pub undecided: DateTime<Utc>,
    /// Booked, and nobody runs it.
    pub nobody: DateTime<Utc>,
    /// Booked, and all it lacks is that it begins.
    pub due: DateTime<Utc>,
}

/// Those that are under way, and those that wait for somebody at `now`: over time, come back,
/// on hold, asked for at once, or about to begin. By their start; at most `most`.
pub async fn standing_out(
    conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    ahead: Ahead,
    most: i64,
) -> QueryResult<Vec<Standing>> {
    use MigrationState::*;
    let is_undecided = migrations::state.eq(Announced).and(migrations::starts_at.le(ahead.undecided));
    let has_nobody = migrations::state
        .eq(Booked)
        .and(migrations::operator_id.is_null())
        .and(migrations::starts_at.le(ahead.nobody));
    let is_due = migrations::state.eq(Booked).and(migrations::starts_at.le(ahead.due));
    let is_asked = migrations::state
        .eq_any([Announced, Booked])
        .and(migration_choices::now_asked_at.is_not_null().assume_not_null());
    let is_held_open = migrations::state.eq(Verifying).and(migrations::grace_until.le(now).assume_not_null());
    let mut here = conn;
    let rows = standing!()
        .filter(NOT_ENDED)
        .filter(
            migrations::state
                .eq_any([Running, Unclear, Returned, OnHold])
                .or(is_undecided)
                .or(has_nobody)
                .or(is_due)
                .or(is_held_open)
                .or(is_asked),
        )
        .order((migrations::starts_at, migrations::id))
        .at_most(most)
        .load::<Row>(&mut here);
    let (rows, heard) = tokio::try_join!(rows, heard_under_way(conn, None))?;
    Ok(with_copies(rows, &heard, now))
}

fn with_copies(rows: Vec<Row>, heard: &[Heard], now: DateTime<Utc>) -> Vec<Standing> {
    let standing = |(migration, attempt, step): Row| {
        let by_copy_at = attempt.as_ref().and_then(|attempt| Progress::ready_at(heard, attempt, now));
        Standing { migration, attempt, step, by_copy_at }
    };
    rows.into_iter().map(standing).collect()
}

/// Those that start at `since` or later, the next first, ended ones too; drafts and cancelled ones
/// are no moves. Without their attempts.
pub async fn starting_from(
    mut conn: &AsyncPgConnection,
    since: DateTime<Utc>,
    most: i64,
) -> QueryResult<Vec<StandingRow>> {
    rows()
        .select(row!())
        .filter(migrations::starts_at.ge(since))
        .filter(migrations::state.ne_all([MigrationState::Draft, MigrationState::Cancelled]))
        .order((migrations::starts_at, migrations::id))
        .at_most(most)
        .load(&mut conn)
        .await
}

impl StandingRow {
    /// Until when its members were told that it is back, once it went down at `down_from`.
    pub fn promised_at(&self, down_from: Option<DateTime<Utc>>) -> DateTime<Utc> {
        back::promised_at(self.starts_at, self.expected_seconds, down_from)
    }

    /// Of all the domU's disks together; `None` while the size of one is unknown.
    pub fn disk_bytes(&self) -> Option<Bytes> {
        Some(self.disks).filter(|disks| disks.0 > 0 && !self.has_disk_of_unknown_size)
    }

    /// Whether it should be over by now and is not.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        self.state.waits_for_its_end() && self.ends_at < now
    }
}

impl Standing {
    /// Whether its attempt leads back to the source.
    pub fn is_turning_back(&self) -> bool {
        self.open_attempt().is_some_and(|attempt| attempt.way().leads_back())
    }

    /// Whether its last attempt took, or takes, it back from its new place.
    pub fn is_taken_back(&self) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.kind == AttemptKind::Revert)
    }

    /// The attempt that is under way.
    pub fn open_attempt(&self) -> Option<&Attempt> {
        self.attempt.as_ref().filter(|attempt| attempt.result.is_none())
    }

    /// Since when the domU is down.
    pub fn down_since(&self) -> Option<DateTime<Utc>> {
        self.open_attempt().filter(|attempt| attempt.up_at.is_none())?.down_from
    }

    /// When it should be up again: as promised when it went down, or later where its copy says so.
    pub fn back_at(&self) -> Option<DateTime<Utc>> {
        Some(self.back()?.at())
    }

    /// Whether it is down and its copy, as it goes, is done too late for its window.
    pub fn is_too_slow(&self) -> bool {
        let back = self.back().filter(|_| self.migration.live_side != LiveSide::Target);
        back.is_some_and(|back| back.too_late_at(self.migration.ends_at).is_some())
    }

    /// While it is down.
    pub fn back(&self) -> Option<Back> {
        let promised_at = self.migration.promised_at(Some(self.down_since()?));
        Some(Back { promised_at, by_copy_at: self.by_copy_at })
    }

    /// The last try, if it led back home, or to nobody knows where.
    pub fn came_back(&self) -> Option<&Attempt> {
        use AttemptResult::{RolledBack, Unclear};
        self.attempt.as_ref().filter(|attempt| matches!(attempt.result, Some(RolledBack | Unclear)))
    }

    /// The number of the try that is under way, or of the next one.
    pub fn try_number(&self) -> i32 {
        self.attempt.as_ref().map_or(1, |attempt| attempt.n + i32::from(attempt.result.is_some()))
    }
}
