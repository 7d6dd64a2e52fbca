//! What a host reports of its cards and kernel, and what that means for its preflights: with the
//! first difference those that were made before count no more.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};
use serde_json::json;

use crate::db::ids::HostId;
use crate::db::schema::hosts;
use crate::fleet::host_report::{self, Facts};
use crate::members::{Actor, audit};
use crate::migrations::path_mtu::Limits;
use crate::reports::{HostReport, HostReportAnswer};

/// How often a sender may come, in seconds, without anybody missing anything.
const MIN_INTERVAL_SECONDS: u32 = 5;

/// Takes in what a host says of itself. Each number once; a change of a card, a driver, a kernel or an
/// MTU is written down.
pub async fn take_host_report(
    conn: &mut AsyncPgConnection,
    host: HostId,
    report: &HostReport,
    now: DateTime<Utc>,
) -> QueryResult<HostReportAnswer> {
    conn.transaction(async |conn| {
        let taken = host_report::take(conn, host, report, now).await?;
        if let Some((before, after)) = &taken.facts {
            note_limits(conn, host, &limits(before), &limits(after), now).await?;
        }
        Ok(HostReportAnswer {
            acked_through: taken.acked_through,
            min_interval_seconds: MIN_INTERVAL_SECONDS,
        })
    })
    .await
}

/// The limits that the host reports by itself; `None` for one that never did.
pub(super) async fn reported_limits(
    conn: &mut AsyncPgConnection,
    host: HostId,
) -> QueryResult<Option<Limits>> {
    let facts = host_report::facts_of(conn, host).await?;
    Ok(facts.as_ref().map(limits).filter(|limits| *limits != Limits::default()))
}

fn limits(facts: &Facts) -> Limits {
    Limits {
        mtus: facts.links.iter().map(|link| (link.name.clone(), link.mtu)).collect(),
        drivers: facts.links.iter().filter_map(|link| link.driver.clone()).collect(),
        kernels: facts.kernel.iter().cloned().collect(),
    }
}

/// A first report that agrees with what was pasted changes nothing.
async fn note_limits(
    conn: &mut AsyncPgConnection,
    host: HostId,
    before: &Limits,
    after: &Limits,
    now: DateTime<Utc>,
) -> QueryResult<()> {
    let (name, known): (String, String) =
        hosts::table.find(host).select((hosts::name, hosts::limits)).first(conn).await?;
    let is_first = *before == Limits::default();
    let differs = !is_first && before != after;
    if !differs && after.agrees_with(&Limits::from_fingerprint(&known)) {
        return Ok(());
    }
    let limits = after.fingerprint();
    if limits == known {
        return Ok(());
    }
    diesel::update(hosts::table.find(host)).set(hosts::limits.eq(&limits)).execute(conn).await?;
    let detail = json!({ "old": known, "new": limits });
    audit::record(conn, &Actor::Host(host), "host.limits_reported", &format!("host {name}"), detail, now)
        .await
}
