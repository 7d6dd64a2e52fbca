//! Room that is kept for a domU on both hosts, from announcement to close. The database refuses
//! what a host has no room for.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::ids::{DomuId, MigrationId};
use crate::db::schema::{disks, reservations};
use crate::migrations::Migration;
use crate::text_enum;

text_enum! {
    pub enum ReservationKind {
        HoldsSource = "holds_source",
        ClaimsTarget = "claims_target",
    }
}

/// What a domU takes on a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demand {
    pub memory_bytes: i64,
    pub disk_bytes: i64,
}

/// The known sizes of its disks, summed.
pub async fn disk_bytes(conn: &mut AsyncPgConnection, domu: DomuId) -> QueryResult<i64> {
    let sizes: Vec<Option<i64>> =
        disks::table.filter(disks::domu_id.eq(domu)).select(disks::bytes).load(conn).await?;
    Ok(sizes.into_iter().flatten().sum())
}

/// Keeps room on both hosts. Two migrations in opposite directions must not wait for each other,
/// so the host with the lower id comes first.
pub async fn reserve(
    conn: &mut AsyncPgConnection,
    migration: &Migration,
    demand: Demand,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let mut sides = [
        (migration.source_host_id, ReservationKind::HoldsSource),
        (migration.target_host_id, ReservationKind::ClaimsTarget),
    ];
    sides.sort();
    for (host, kind) in sides {
        diesel::insert_into(reservations::table)
            .values((
                reservations::host_id.eq(host),
                reservations::migration_id.eq(migration.id),
                reservations::domu_id.eq(migration.domu_id),
                reservations::kind.eq(kind),
                reservations::memory_bytes.eq(demand.memory_bytes),
                reservations::disk_bytes.eq(demand.disk_bytes),
                reservations::created_at.eq(now),
            ))
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Gives the room back.
pub async fn release(
    conn: &mut AsyncPgConnection,
    migration: MigrationId,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    diesel::update(reservations::table)
        .filter(reservations::migration_id.eq(migration).and(reservations::released_at.is_null()))
        .set(reservations::released_at.eq(now))
        .execute(conn)
        .await?;
    Ok(())
}
