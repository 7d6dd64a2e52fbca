//! What a dom0 is to check on the way to another.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::{HostId, MigrationId};
use crate::fleet::host_report::reported;
use crate::fleet::queries::host_named;
use crate::migrations::path_mtu::End;
use crate::migrations::preflight::{Found, found};
use crate::reports::{PlannedMove, PreflightEnd, PreflightRoom, PreflightTask};

/// `None` if there is no such other host.
pub async fn task(
    conn: &mut AsyncPgConnection,
    host: HostId,
    to: &str,
    now: DateTime<Utc>,
) -> QueryResult<Option<PreflightTask>> {
    let Some(there) = host_named(conn, to).await? else { return Ok(None) };
    let Some(found) = found(conn, host, there.host.id).await?.filter(|_| host != there.host.id) else {
        return Ok(None);
    };
    let Some(here) = host_named(conn, &found.source.name).await? else { return Ok(None) };
    let wanted = found.wanted();
    let reported = reported(conn, to).await?;
    let fresh = reported.as_ref().filter(|reported| !reported.is_stale(now));
    Ok(Some(PreflightTask {
        mtu: mtu_to_check(&found, now),
        from: end(wanted.source),
        to: end(wanted.target),
        room: PreflightRoom {
            memory_recorded: there.room.memory_free.0,
            disk_recorded: there.room.disk_free.0,
            memory_reported: fresh.and_then(|said| said.memory_free).map(|free| free.0),
            disk_reported: fresh.and_then(|said| said.disk_free).map(|free| free.0),
            reported_seconds_ago: fresh.map(|said| (now - said.received_at).num_seconds()),
        },
        bridge: here.host.bridge,
        leaving: moves(conn, host, there.host.id).await?,
        arriving: moves(conn, there.host.id, host).await?,
    }))
}

/// What somebody chose for a preflight that still counts, or what the link is expected to carry.
pub(super) fn mtu_to_check(found: &Found, now: DateTime<Utc>) -> u32 {
    let open = found.preflight.as_ref().filter(|preflight| preflight.valid_until > now);
    let mtu = open.map_or(found.link_mtu, |preflight| preflight.mtu);
    u32::try_from(mtu).unwrap_or(1500)
}

fn end(end: End) -> PreflightEnd {
    PreflightEnd { name: end.name, addresses: end.addresses }
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    id: i64,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = BigInt)]
    memory_bytes: i64,
    #[diesel(sql_type = BigInt)]
    disk_bytes: i64,
    #[diesel(sql_type = Nullable<Text>)]
    kernel: Option<String>,
}

/// Those for which room is kept and that have not arrived.
async fn moves(
    conn: &mut AsyncPgConnection,
    source: HostId,
    target: HostId,
) -> QueryResult<Vec<PlannedMove>> {
    let rows: Vec<Row> = diesel::sql_query(
        "SELECT m.id, d.name, d.memory_bytes, d.disk_bytes, d.kernel
         FROM migrations m JOIN domus d ON d.id = m.domu_id
         WHERE m.source_host_id = $1 AND m.target_host_id = $2
             AND m.state IN ('announced', 'booked', 'on_hold', 'running', 'returned')
         ORDER BY m.starts_at, m.id LIMIT 200",
    )
    .bind::<BigInt, _>(source)
    .bind::<BigInt, _>(target)
    .fixed()
    .load(conn)
    .await?;
    let planned = |row: Row| PlannedMove {
        migration: MigrationId(row.id).to_string(),
        domu: row.name,
        memory: row.memory_bytes,
        disks: row.disk_bytes,
        kernel: row.kernel,
    };
    Ok(rows.into_iter().map(planned).collect())
}
