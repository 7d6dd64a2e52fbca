//! A dom0 reports what it found on the way to another.

use chrono::{DateTime, SecondsFormat, Utc};
use diesel_async::{AsyncConnection, AsyncPgConnection};

use crate::db::ids::HostId;
use crate::fleet::queries::host_named;
use crate::members::Actor;
use crate::migrations::Side;
use crate::migrations::preflight::task::mtu_to_check;
use crate::migrations::preflight::{Found, Item, PreflightError, Standing, begin, found, paste, tick};
use crate::reports::{PreflightAnswer, PreflightCheck, PreflightReport};
use crate::words::{Locale, Words};

/// What the host sees of the way there belongs to two preflights: of moves from it, where it is the
/// source, and of moves to it, where it is the target. One that counts is added to, as a paste would be;
/// where there is none it is begun.
pub async fn report_preflight(
    conn: &mut AsyncPgConnection,
    words: &Words,
    host: HostId,
    report: &PreflightReport,
    now: DateTime<Utc>,
) -> Result<PreflightAnswer, PreflightError> {
    conn.transaction(async |conn| {
        let there = host_named(conn, &report.to).await?.ok_or(PreflightError::NotFound)?.host.id;
        if there == host {
            return Err(PreflightError::NotFound);
        }
        // Both before either is added to: what the host says now is news to both.
        let from = found(conn, host, there).await?.ok_or(PreflightError::NotFound)?;
        let to = found(conn, there, host).await?.ok_or(PreflightError::NotFound)?;
        add(conn, host, (&from, Side::Source), report, now).await?;
        add(conn, host, (&to, Side::Target), report, now).await?;
        let found = found(conn, host, there).await?.ok_or(PreflightError::NotFound)?;
        Ok(answer(&found, words, now))
    })
    .await
}

async fn add(
    conn: &mut AsyncPgConnection,
    host: HostId,
    (before, side): (&Found, Side),
    report: &PreflightReport,
    now: DateTime<Utc>,
) -> Result<(), PreflightError> {
    let (actor, pair) = (Actor::Host(host), (before.source.id, before.target.id));
    if !counts(before, now) {
        let mtu = i32::try_from(mtu_to_check(before, now)).unwrap_or(1500);
        begin(conn, &actor, pair, mtu, now).await?;
    }
    let last = before.pastes.last().filter(|_| counts(before, now));
    let is_here = last.is_some_and(|last| last.side == Some(side) && last.body == report.output.trim());
    if !is_here {
        paste(conn, &actor, pair, Some(side), &report.output, now).await?;
    }
    for check in &report.checks {
        if let Some(item) = item_of(check, side).filter(|item| !is_for_a_person(before, *item, check)) {
            tick(conn, &actor, pair, (item, check.is_good), &check.note, now).await?;
        }
    }
    Ok(())
}

/// Whether it can be added to: a day has not passed, and nothing is different.
fn counts(found: &Found, now: DateTime<Utc>) -> bool {
    let preflight = found.preflight.as_ref();
    preflight.is_some_and(|last| last.valid_until > now && last.fingerprint == found.fingerprint())
}

/// The route is the source's to tell, what a domU needs to start the target's.
fn item_of(check: &PreflightCheck, side: Side) -> Option<Item> {
    match (check.item.parse().ok()?, side) {
        (item @ Item::Route, Side::Source) | (item @ Item::BridgeAndKernel, Side::Target) => Some(item),
        _ => None,
    }
}

/// What a person found wanting no program finds good.
fn is_for_a_person(found: &Found, item: Item, check: &PreflightCheck) -> bool {
    let newest = found.ticks.iter().find(|tick| tick.item == item);
    check.is_good && newest.is_some_and(|tick| !tick.is_good && !tick.is_by_host)
}

fn answer(found: &Found, words: &Words, now: DateTime<Utc>) -> PreflightAnswer {
    let standing = Standing::of(found, now);
    let valid_until = found.preflight.as_ref().map(|preflight| preflight.valid_until);
    PreflightAnswer {
        is_ready: standing.is_green(),
        reds: standing.reds.iter().map(|red| red.said(words, Locale::En)).collect(),
        valid_until: valid_until
            .map(|until| until.to_rfc3339_opts(SecondsFormat::Secs, true))
            .unwrap_or_default(),
    }
}
