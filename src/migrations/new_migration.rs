//! What the core team fills in to schedule a migration, and the rules it must keep.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use diesel::dsl::not;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use crate::db::ids::{DomuId, HostId, MigrationId, PlanId, SiteId};
use crate::db::schema::{domus, host_rooms, hosts, migration_addresses, migration_plans, migrations};
use crate::members::Actor;
use crate::migrations::addresses::check_pairs;
use crate::migrations::choice::{self, CHOOSE_UNTIL};
use crate::migrations::reservation::{self, Demand};
use crate::migrations::schedule_error::ScheduleError;
use crate::migrations::window::{LEAD_TIME, Window};
use crate::migrations::{Estimate, LiveSide, Migration, MigrationState, queries};

/// How many days an old image may be kept.
pub const GRACE_DAYS: std::ops::RangeInclusive<i32> = 1..=60;

/// The core team's input.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMigration {
    pub domu: DomuId,
    pub target: HostId,
    pub window: Window,
    /// Whether its members may choose another window; this one is then only proposed.
    pub offers_windows: bool,
    /// Why it moves; goes in the mail.
    pub reason: String,
    /// Why it can't wait for `LEAD_TIME`; goes in the mail.
    pub short_notice_reason: Option<String>,
    /// Old and new, one pair for each address that changes.
    pub addresses: Vec<(IpAddr, IpAddr)>,
    /// The day after which it can't stay where it is.
    pub deadline: Option<DateTime<Utc>>,
    /// Days for which the old image is kept after the move.
    pub grace_days: i32,
    /// Until when the old addresses still answer, if they do at all.
    pub old_addresses_until: Option<DateTime<Utc>>,
    /// The plan that it belongs to.
    pub plan: Option<PlanId>,
}

/// The input after the checks, with what the checks had to look up.
pub(super) struct Checked {
    pub source: HostId,
    pub target_site: SiteId,
    pub demand: Demand,
    pub estimate: Estimate,
}

/// Everything but the addresses, which are checked where they are kept.
pub(super) async fn check(
    conn: &mut AsyncPgConnection,
    draft: Option<MigrationId>,
    input: &NewMigration,
    now: DateTime<Utc>,
) -> Result<Checked, ScheduleError> {
    if !(1..=2000).contains(&input.reason.trim().chars().count()) {
        return Err(ScheduleError::Reason);
    }
    if !GRACE_DAYS.contains(&input.grace_days) {
        return Err(ScheduleError::GraceDays);
    }
    check_pairs(&input.addresses)?;
    is_there(conn, input.plan).await?;
    is_free(conn, input.domu, draft).await?;
    let (source, memory_bytes) = movable_domu(conn, input.domu).await?;
    let target_site = willing_target(conn, source, input.target).await?;
    let estimate = queries::estimate_for(conn, input.domu, source, input.target).await?;
    input.window.check(estimate.expected_seconds, now)?;
    let explained = input.short_notice_reason.as_deref().is_some_and(|reason| !reason.trim().is_empty());
    if input.window.starts_at - now < LEAD_TIME && !explained {
        return Err(ScheduleError::ShortNotice);
    }
    if input.offers_windows && input.window.starts_at - now <= CHOOSE_UNTIL {
        return Err(ScheduleError::NoTimeToChoose);
    }
    let disk_bytes = reservation::disk_bytes(conn, input.domu).await?;
    Ok(Checked { source, target_site, demand: Demand { memory_bytes, disk_bytes }, estimate })
}

/// A draft stays with the domU that it was begun for: whoever reads it would find another one's.
pub(super) fn is_of(draft: &Migration, input: &NewMigration) -> Result<(), ScheduleError> {
    if draft.domu_id == input.domu { Ok(()) } else { Err(ScheduleError::AnotherDomu) }
}

async fn is_there(conn: &mut AsyncPgConnection, plan: Option<PlanId>) -> Result<(), ScheduleError> {
    let Some(plan) = plan else { return Ok(()) };
    let found = diesel::select(diesel::dsl::exists(migration_plans::table.find(plan)));
    if found.get_result(conn).await? { Ok(()) } else { Err(ScheduleError::NoSuchPlan) }
}

/// A domU has one migration at a time; the draft that is being rewritten doesn't count.
async fn is_free(
    conn: &mut AsyncPgConnection,
    domu: DomuId,
    draft: Option<MigrationId>,
) -> Result<(), ScheduleError> {
    let other: Option<MigrationId> = migrations::table
        .filter(migrations::domu_id.eq(domu))
        .filter(not(migrations::state.eq_any([MigrationState::Closed, MigrationState::Cancelled])))
        .filter(migrations::id.ne(draft.unwrap_or(MigrationId(0))))
        .select(migrations::id)
        .first(conn)
        .await
        .optional()?;
    match other {
        Some(id) => Err(ScheduleError::AlreadyMoving { migration: Some(id) }),
        None => Ok(()),
    }
}

/// Locked: while it is being scheduled nobody moves it elsewhere.
async fn movable_domu(conn: &mut AsyncPgConnection, domu: DomuId) -> Result<(HostId, i64), ScheduleError> {
    let found = domus::table
        .find(domu)
        .select((domus::host_id, domus::memory_bytes, domus::blocked_by))
        .for_no_key_update()
        .first::<(HostId, i64, Option<String>)>(conn)
        .await
        .optional()?;
    let (host, memory_bytes, blocked_by) = found.ok_or(ScheduleError::NoSuchDomu)?;
    match blocked_by {
        Some(device) => Err(ScheduleError::Blocked { device }),
        None => Ok((host, memory_bytes)),
    }
}

async fn willing_target(
    conn: &mut AsyncPgConnection,
    source: HostId,
    target: HostId,
) -> Result<SiteId, ScheduleError> {
    let found = hosts::table
        .find(target)
        .select((hosts::name, hosts::site_id, hosts::state))
        .first::<(String, SiteId, String)>(conn)
        .await
        .optional()?;
    let (host, site, state) = found.ok_or(ScheduleError::NoSuchHost)?;
    if target == source {
        return Err(ScheduleError::TargetIsSource { host });
    }
    if state != "active" {
        return Err(ScheduleError::TargetTakesNone { host });
    }
    Ok(site)
}

/// Says who lacks what before the database says only that it is too much.
pub(super) async fn has_room(
    conn: &mut AsyncPgConnection,
    target: HostId,
    demand: Demand,
) -> Result<(), ScheduleError> {
    let (host, memory, disk): (String, i64, i64) = host_rooms::table
        .inner_join(hosts::table.on(hosts::id.eq(host_rooms::host_id)))
        .filter(host_rooms::host_id.eq(target))
        .select((hosts::name, host_rooms::memory_free, host_rooms::disk_free))
        .first(conn)
        .await?;
    if memory < demand.memory_bytes {
        return Err(ScheduleError::NoMemory { host, missing_bytes: demand.memory_bytes - memory });
    }
    if disk < demand.disk_bytes {
        return Err(ScheduleError::NoDisk { host, missing_bytes: demand.disk_bytes - disk });
    }
    Ok(())
}

/// Writes the row, new or in place of a draft, in the given state.
pub(super) async fn write(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    draft: Option<MigrationId>,
    input: &NewMigration,
    checked: &Checked,
    state: MigrationState,
    now: DateTime<Utc>,
) -> Result<Migration, ScheduleError> {
    let values = (
        migrations::domu_id.eq(input.domu),
        migrations::source_host_id.eq(checked.source),
        migrations::target_host_id.eq(input.target),
        migrations::state.eq(state),
        migrations::starts_at.eq(input.window.starts_at),
        migrations::ends_at.eq(input.window.ends_at),
        migrations::zone.eq(input.window.zone.name()),
        migrations::zone_offset_seconds.eq(input.window.offset_seconds()),
        migrations::deadline.eq(input.deadline),
        migrations::reason.eq(input.reason.trim()),
        migrations::short_notice_reason.eq(input
            .short_notice_reason
            .as_deref()
            .map(str::trim)
            .filter(|r| !r.is_empty())),
        migrations::expected_seconds.eq(checked.estimate.expected_seconds),
        migrations::expected_low_seconds.eq(checked.estimate.low_seconds),
        migrations::expected_high_seconds.eq(checked.estimate.high_seconds),
        migrations::grace_days.eq(input.grace_days),
        migrations::old_addresses_until.eq(input.old_addresses_until),
        migrations::plan_id.eq(input.plan),
        migrations::announced_at.eq((state != MigrationState::Draft).then_some(now)),
    );
    let written = match draft {
        Some(id) => {
            diesel::update(migrations::table.find(id))
                .filter(migrations::state.eq(MigrationState::Draft))
                .set(values)
                .returning(Migration::as_returning())
                .get_result(conn)
                .await
        }
        None => {
            diesel::insert_into(migrations::table)
                .values((
                    values,
                    migrations::live_side.eq(LiveSide::Source),
                    migrations::created_by.eq(actor.member_id()),
                    migrations::created_at.eq(now),
                ))
                .returning(Migration::as_returning())
                .get_result(conn)
                .await
        }
    };
    let written = written?;
    choice::propose(conn, &written, input.offers_windows).await?;
    Ok(written)
}

/// The pairs of a draft, which holds no addresses yet.
pub(super) async fn note_addresses(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    pairs: &[(IpAddr, IpAddr)],
) -> QueryResult<()> {
    forget_addresses(conn, migration).await?;
    let rows: Vec<_> = pairs
        .iter()
        .map(|(old, new)| {
            (
                migration_addresses::migration_id.eq(migration),
                migration_addresses::old_address.eq(IpNet::from(*old)),
                migration_addresses::new_address.eq(IpNet::from(*new)),
            )
        })
        .collect();
    diesel::insert_into(migration_addresses::table).values(rows).execute(conn).await?;
    Ok(())
}

pub(super) async fn forget_addresses(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
) -> QueryResult<()> {
    diesel::delete(migration_addresses::table.filter(migration_addresses::migration_id.eq(migration)))
        .execute(conn)
        .await?;
    Ok(())
}
