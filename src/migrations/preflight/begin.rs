//! A preflight is opened, empty.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::HostId;
use crate::db::schema::preflights;
use crate::members::Actor;
use crate::migrations::path_mtu::ConclusionKind;
use crate::migrations::preflight::found::Preflight;
use crate::migrations::preflight::{PreflightError, found};

/// How long it counts.
pub const VALID_FOR: Duration = Duration::hours(24);
/// Two presses of the button make one preflight.
const AT_ONCE: Duration = Duration::minutes(1);

/// Opens one for frames of this size from one host to the other; what went before no longer counts.
pub async fn begin(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    (source, target): (HostId, HostId),
    mtu: i32,
    now: DateTime<Utc>,
) -> Result<(), PreflightError> {
    if !may(actor, (source, target)) {
        return Err(PreflightError::NotFound);
    }
    if !(1280..=65535).contains(&mtu) {
        return Err(PreflightError::Mtu);
    }
    conn.transaction(async |conn| {
        let found = found(conn, source, target).await?.ok_or(PreflightError::NotFound)?;
        let is_there = |last: &Preflight| {
            last.mtu == mtu && last.began_at > now - AT_ONCE && last.fingerprint == found.fingerprint()
        };
        if found.preflight.as_ref().is_some_and(is_there) {
            return Ok(());
        }
        diesel::insert_into(preflights::table)
            .values((
                preflights::source_host_id.eq(source),
                preflights::target_host_id.eq(target),
                preflights::mtu.eq(mtu),
                preflights::conclusion.eq(ConclusionKind::Incomplete),
                preflights::fingerprint.eq(found.fingerprint()),
                preflights::began_at.eq(now),
                preflights::began_by.eq(actor.member_id()),
                preflights::valid_until.eq(now + VALID_FOR),
            ))
            .execute(conn)
            .await?;
        Ok(())
    })
    .await
}

/// A dom0 has its say where it is one of the two.
fn may(actor: &Actor, (source, target): (HostId, HostId)) -> bool {
    actor.is_core() || actor.host_id().is_some_and(|host| host == source || host == target)
}

/// The newest of the pair, locked, to add to it.
pub(super) async fn open(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    (source, target): (HostId, HostId),
) -> Result<Preflight, PreflightError> {
    if !may(actor, (source, target)) {
        return Err(PreflightError::NotFound);
    }
    preflights::table
        .filter(preflights::source_host_id.eq(source).and(preflights::target_host_id.eq(target)))
        .order(preflights::id.desc())
        .select(Preflight::as_select())
        .for_update()
        .first(conn)
        .await
        .optional()?
        .ok_or(PreflightError::NotFound)
}
