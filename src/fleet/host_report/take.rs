//! A host reports.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::db::ids::HostId;
use crate::db::schema::host_reports;
use crate::reports::{HostLink, HostReport};

/// What of a host changes seldom.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    #[serde(default)]
    pub kernel: Option<String>,
    #[serde(default)]
    pub links: Vec<HostLink>,
}

/// What came of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Lower numbers come too late.
    pub acked_through: i64,
    /// What was known before and what is known now, if the report was news.
    pub facts: Option<(Facts, Facts)>,
}

/// Replaces what the host said before, unless that was newer. To be called in a transaction: the row
/// stays locked.
pub async fn take(
    conn: &mut AsyncPgConnection,
    host: HostId,
    report: &HostReport,
    now: DateTime<Utc>,
) -> QueryResult<Taken> {
    let (seq, running, before) = lock(conn, host, report, now).await?;
    if report.seq <= seq {
        return Ok(Taken { acked_through: seq, facts: None });
    }
    let before: Facts = serde_json::from_value(before).unwrap_or_default();
    let after = facts(report, &before);
    let said: Option<Value> = report.running.as_ref().map(|running| json!(running));
    diesel::update(host_reports::table.find(host))
        .set((
            host_reports::seq.eq(report.seq),
            host_reports::boot.eq(report.boot),
            host_reports::at.eq(report.at),
            host_reports::received_at.eq(now),
            host_reports::interval_seconds.eq(report.interval_seconds),
            host_reports::memory_free_bytes.eq(report.memory_free),
            host_reports::disk_free_bytes.eq(report.disk_free),
            host_reports::trouble.eq(report.trouble.join("\n")),
            // What is large and the same is not written again.
            (running != said).then_some(host_reports::running.eq(said)),
            (before != after).then(|| host_reports::facts.eq(json!(after))),
        ))
        .execute(conn)
        .await?;
    Ok(Taken { acked_through: report.seq, facts: Some((before, after)) })
}

/// What could not be read this time is taken to be as it was.
fn facts(report: &HostReport, before: &Facts) -> Facts {
    let links = if report.links.is_empty() { &before.links } else { &report.links };
    Facts { kernel: report.kernel.clone().or_else(|| before.kernel.clone()), links: links.clone() }
}

async fn lock(
    conn: &mut AsyncPgConnection,
    host: HostId,
    report: &HostReport,
    now: DateTime<Utc>,
) -> QueryResult<(i64, Option<Value>, Value)> {
    diesel::insert_into(host_reports::table)
        .values((
            host_reports::host_id.eq(host),
            host_reports::boot.eq(report.boot),
            host_reports::at.eq(report.at),
            host_reports::received_at.eq(now),
            host_reports::interval_seconds.eq(report.interval_seconds),
        ))
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    let row = host_reports::table.find(host);
    row.select((host_reports::seq, host_reports::running, host_reports::facts)).for_update().first(conn).await
}

/// What the host last said of its kernel and cards; `None` for one that never reported.
pub async fn facts_of(conn: &mut AsyncPgConnection, host: HostId) -> QueryResult<Option<Facts>> {
    let facts: Option<Value> =
        host_reports::table.find(host).select(host_reports::facts).first(conn).await.optional()?;
    Ok(facts.map(|facts| serde_json::from_value(facts).unwrap_or_default()))
}
