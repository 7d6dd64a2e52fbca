//! Which attempts want a look at the services of their domU, and what came of it: one before the
//! stop, and after the boot one that is renewed for as long as something is missing.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text, Timestamptz};
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;

use super::survey;
use crate::db::FixedText;
use crate::db::ids::{AttemptId, DomuId, DomuServiceId};
use crate::db::schema::{
    attempt_looks, attempts, domu_services, ip_addresses, ip_networks, migrations, service_looks,
};
use crate::probes::service::{Outcome, Service, ServiceKind};
use crate::text_enum;

text_enum! {
    /// On which side of the stop of an attempt.
    pub enum LookPhase {
        Before = "before",
        After = "after",
    }
}

/// A look that nobody else takes for a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq, QueryableByName)]
pub struct Claimed {
    #[diesel(sql_type = BigInt)]
    pub attempt_id: AttemptId,
    #[diesel(sql_type = Text)]
    pub phase: LookPhase,
}

/// What to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    pub services: Vec<(DomuServiceId, Service)>,
    /// Those that the domU holds now.
    pub addresses: Vec<IpAddr>,
    /// Those of the club; no other address is connected to.
    pub networks: Vec<IpNet>,
}

/// One service on one address.
pub type Seen = (DomuServiceId, IpAddr, Outcome);

/// How long whoever took a look may take for it, before somebody else may.
const LEASE: Duration = Duration::minutes(2);
/// How soon after a look in which something was missing comes the next.
const WHILE_UNDER_WAY: Duration = Duration::minutes(1);
const AFTERWARDS: Duration = Duration::minutes(15);

/// Takes one look that is due. After the boot the domU must be on: one that its members start
/// themselves answers nothing yet.
pub async fn claim(conn: &mut AsyncPgConnection, now: DateTime<Utc>) -> QueryResult<Option<Claimed>> {
    diesel::sql_query(
        "INSERT INTO attempt_looks (attempt_id, phase, next_at)
         SELECT a.id, p.phase, $2
         FROM migrations m
         JOIN domus d ON d.id = m.domu_id
         JOIN attempts a ON a.migration_id = m.id
             AND a.n = (SELECT max(n) FROM attempts WHERE migration_id = m.id)
         CROSS JOIN LATERAL (SELECT CASE WHEN a.up_at IS NULL THEN 'before' ELSE 'after' END AS phase) p
         LEFT JOIN attempt_looks k ON k.attempt_id = a.id AND k.phase = p.phase
         WHERE m.state NOT IN ('closed', 'cancelled') AND m.state IN ('running', 'verifying', 'returned')
           AND CASE WHEN a.up_at IS NULL THEN a.down_from IS NULL AND a.result IS NULL ELSE d.state = 'running' END
           AND (k.attempt_id IS NULL OR k.next_at <= $1)
         ORDER BY a.id LIMIT 1
         ON CONFLICT (attempt_id, phase) DO UPDATE SET next_at = excluded.next_at
             WHERE attempt_looks.next_at <= $1
         RETURNING attempt_id, phase",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(now + LEASE)
    .fixed()
    .get_result(conn)
    .await
    .optional()
}

/// What the domU of this attempt serves, and where it is now.
pub async fn task(conn: &mut AsyncPgConnection, attempt: AttemptId) -> QueryResult<Task> {
    let domu: DomuId = attempts::table
        .inner_join(migrations::table)
        .filter(attempts::id.eq(attempt))
        .select(migrations::domu_id)
        .first(conn)
        .await?;
    let services: Vec<(DomuServiceId, ServiceKind, String, Option<i32>)> = domu_services::table
        .filter(domu_services::domu_id.eq(domu))
        .order(domu_services::id)
        .select((domu_services::id, domu_services::kind, domu_services::hostname, domu_services::port))
        .load(conn)
        .await?;
    let addresses: Vec<IpNet> = ip_addresses::table
        .filter(ip_addresses::domu_id.eq(domu))
        .order(ip_addresses::address)
        .select(ip_addresses::address)
        .load(conn)
        .await?;
    let networks = ip_networks::table.select(ip_networks::cidr).load(conn).await?;
    let services = services.into_iter().filter_map(|(id, kind, hostname, port)| {
        let port = port.and_then(|port| u16::try_from(port).ok()).or(kind.usual_port())?;
        Some((id, Service { kind, hostname, port }))
    });
    let addresses = addresses.into_iter().map(|net| net.addr()).collect();
    Ok(Task { services: services.collect(), addresses, networks })
}

/// Keeps what was seen in place of what was seen before. What was seen while the domU went down
/// says nothing of before, and is not kept.
pub async fn keep(
    conn: &mut AsyncPgConnection,
    look: Claimed,
    seen: Vec<Seen>,
    at: DateTime<Utc>,
) -> QueryResult<()> {
    conn.transaction(async |conn| {
        let (down_from, ended_at): (Option<DateTime<Utc>>, Option<DateTime<Utc>>) = attempts::table
            .find(look.attempt_id)
            .select((attempts::down_from, attempts::ended_at))
            .for_share()
            .first(conn)
            .await?;
        let row = || attempt_looks::table.find((look.attempt_id, look.phase));
        if look.phase == LookPhase::Before && down_from.is_some() {
            let never = attempt_looks::next_at.eq(None::<DateTime<Utc>>);
            diesel::update(row()).set(never).execute(conn).await?;
            return Ok(());
        }
        diesel::update(row()).set(attempt_looks::looked_at.eq(at)).execute(conn).await?;
        replace(conn, look, seen).await?;
        let lost = match look.phase {
            LookPhase::Before => 0,
            LookPhase::After => survey::of_attempt(conn, look.attempt_id).await?.lost().count(),
        };
        let pause = if ended_at.is_none() { WHILE_UNDER_WAY } else { AFTERWARDS };
        let next_at = (lost > 0).then(|| at + pause);
        let lost = i32::try_from(lost).unwrap_or(i32::MAX);
        diesel::update(row())
            .set((attempt_looks::lost.eq(lost), attempt_looks::next_at.eq(next_at)))
            .execute(conn)
            .await?;
        Ok(())
    })
    .await
}

/// A service that was taken off the list meanwhile is left out.
async fn replace(conn: &mut AsyncPgConnection, look: Claimed, seen: Vec<Seen>) -> QueryResult<()> {
    let old = service_looks::table
        .filter(service_looks::attempt_id.eq(look.attempt_id))
        .filter(service_looks::phase.eq(look.phase));
    diesel::delete(old).execute(conn).await?;
    let ids: Vec<DomuServiceId> = seen.iter().map(|(id, _, _)| *id).collect();
    let there: Vec<DomuServiceId> = domu_services::table
        .filter(domu_services::id.eq_any(ids))
        .select(domu_services::id)
        .for_key_share()
        .load(conn)
        .await?;
    let rows: Vec<_> = seen
        .into_iter()
        .filter(|(id, _, _)| there.contains(id))
        .map(|(id, address, outcome)| {
            (
                service_looks::attempt_id.eq(look.attempt_id),
                service_looks::phase.eq(look.phase),
                service_looks::domu_service_id.eq(id),
                service_looks::address.eq(IpNet::from(address)),
                service_looks::outcome
                    .eq(serde_json::to_value(outcome).expect("what came of a look is plain JSON")),
            )
        })
        .collect();
    if !rows.is_empty() {
        diesel::insert_into(service_looks::table).values(rows).execute(conn).await?;
    }
    Ok(())
}
