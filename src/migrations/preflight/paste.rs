//! What a dom0 said, pasted.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::HostId;
use crate::db::schema::{hosts, preflight_pastes, preflights};
use crate::members::Actor;
use crate::migrations::Side;
use crate::migrations::path_mtu::{Evidence, Limits, Piece, Verdict};
use crate::migrations::preflight::begin::open;
use crate::migrations::preflight::reported::reported_limits;
use crate::migrations::preflight::{Found, PreflightError, Standing, found};

/// Characters of a paste.
pub const MOST: usize = 50_000;

/// Keeps it, judges all anew, and remembers what the hosts said of their cards, drivers and kernels:
/// another preflight that touches a host which now says something else counts no more.
pub async fn paste(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    pair: (HostId, HostId),
    side: Option<Side>,
    body: &str,
    now: DateTime<Utc>,
) -> Result<(), PreflightError> {
    let body = body.trim();
    if !(1..=MOST).contains(&body.chars().count()) {
        return Err(PreflightError::Paste);
    }
    conn.transaction(async |conn| {
        let preflight = open(conn, actor, pair).await?;
        if actor.member_id().is_some() {
            let found = found(conn, pair.0, pair.1).await?.ok_or(PreflightError::NotFound)?;
            belongs_here(&found, body, side)?;
        }
        diesel::insert_into(preflight_pastes::table)
            .values((
                preflight_pastes::preflight_id.eq(preflight.id),
                preflight_pastes::side.eq(side),
                preflight_pastes::body.eq(body),
                preflight_pastes::at.eq(now),
                preflight_pastes::pasted_by.eq(actor.member_id()),
                preflight_pastes::host_id.eq(actor.host_id()),
            ))
            .execute(conn)
            .await?;
        let before = found(conn, pair.0, pair.1).await?.ok_or(PreflightError::NotFound)?;
        remember_limits(conn, &before).await?;
        let after = found(conn, pair.0, pair.1).await?.ok_or(PreflightError::NotFound)?;
        let conclusion = Standing::of(&after, now).conclusion.kind;
        diesel::update(preflights::table.find(preflight.id))
            .set((preflights::conclusion.eq(conclusion), preflights::fingerprint.eq(after.fingerprint())))
            .execute(conn)
            .await?;
        Ok(())
    })
    .await
}

/// Probes of another way say nothing about this one, and would stand in the way of all that was proven.
fn belongs_here(found: &Found, body: &str, side: Option<Side>) -> Result<(), PreflightError> {
    let ways = found.wanted().ways();
    let says_something = |piece: &Piece| {
        piece.judgement.evidence != Evidence::Nothing || piece.judgement.verdict == Verdict::Answered
    };
    let pieces = Piece::all(body.as_bytes(), side);
    let mut told = pieces.iter().filter(|piece| says_something(piece)).filter_map(|piece| piece.judgement.to);
    match told.find(|to| ways.iter().all(|way| way.to != *to)) {
        // Without addresses on their pages nobody knows which way it is.
        Some(to) if !ways.is_empty() => Err(PreflightError::Foreign {
            to,
            source_host: found.source.name.clone(),
            target_host: found.target.name.clone(),
        }),
        _ => Ok(()),
    }
}

async fn remember_limits(conn: &mut AsyncPgConnection, found: &Found) -> QueryResult<()> {
    let wanted = found.wanted();
    let pieces = found.pieces();
    for (side, host) in [(Side::Source, &found.source), (Side::Target, &found.target)] {
        let said = pieces.iter().filter(|piece| piece.side_in(&wanted) == Some(side));
        let pasted = Limits::of(said);
        let limits = pasted.fingerprint();
        // A host that reports by itself says more than anybody pastes.
        let reported = reported_limits(conn, host.id).await?;
        if reported.is_some_and(|reported| reported.agrees_with(&pasted)) {
            continue;
        }
        if limits != Limits::default().fingerprint() && limits != host.limits {
            diesel::update(hosts::table.find(host.id)).set(hosts::limits.eq(limits)).execute(conn).await?;
        }
    }
    Ok(())
}
