//! What mails about a migration can say.

use std::net::IpAddr;

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde::Serialize;
use serde_json::{Value, json};

use crate::db::ids::MigrationId;
use crate::db::schema::{attempts, domus, hosts, members, migration_addresses, sites};
use crate::mail::Letterhead;
use crate::migrations::{Attempt, Migration, MigrationState, choice};
use crate::paths;

/// The facts that are the same for every reader and every kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// As people write it: `M-142`.
    pub number: String,
    pub domu: String,
    /// As calendars show it: `higgs moves to DC2`.
    pub summary: String,
    /// The target's site, or its host when the site stays the same.
    pub destination: String,
    pub source: String,
    pub source_site_name: String,
    pub target: String,
    pub target_site_name: String,
    pub addresses: Vec<AddressChange>,
    pub has_addresses: bool,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub back_by: DateTime<Utc>,
    pub expected_seconds: i32,
    pub low_seconds: i32,
    pub high_seconds: i32,
    pub reason: String,
    pub short_notice_reason: Option<String>,
    pub deadline: Option<DateTime<Utc>>,
    pub grace_days: i32,
    pub grace_until: Option<DateTime<Utc>>,
    pub old_addresses_until: Option<DateTime<Utc>>,
    /// Whether it is started at its new place, as its members chose.
    pub boots: bool,
    /// Who runs it, by name; empty when nobody is known yet.
    pub operator: String,
    pub migration_url: String,
    /// Whether its members may take another window by themselves.
    pub offers_windows: bool,
    /// Where its members choose when, or ask for something else.
    pub window_url: String,
    pub issue_url: String,
}

/// An address before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddressChange {
    /// `IPv4` or `IPv6`.
    pub family: &'static str,
    pub old: IpAddr,
    pub new: IpAddr,
    /// The old one, as wide as the widest beside it, for columns of text.
    pub old_column: String,
}

impl AddressChange {
    fn all(pairs: &[(IpAddr, IpAddr)]) -> Vec<AddressChange> {
        let width = pairs.iter().map(|(old, _)| old.to_string().len()).max().unwrap_or_default();
        let change = |&(old, new): &(IpAddr, IpAddr)| AddressChange {
            family: if old.is_ipv4() { "IPv4" } else { "IPv6" },
            old,
            new,
            old_column: format!("{:width$}", old.to_string()),
        };
        pairs.iter().map(change).collect()
    }
}

impl Facts {
    /// As data for a template, with what this mail has beyond the others.
    pub fn with(&self, extra: Value) -> Value {
        let mut data = json!(self);
        if let (Value::Object(data), Value::Object(extra)) = (&mut data, extra) {
            data.extend(extra);
        }
        data
    }
}

/// The facts of a migration that exists.
pub async fn load(
    mut conn: &AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
) -> QueryResult<Facts> {
    let pairs: Vec<(IpNet, IpNet)> = migration_addresses::table
        .filter(migration_addresses::migration_id.eq(migration.id))
        .order(migration_addresses::id)
        .select((migration_addresses::old_address, migration_addresses::new_address))
        .load(&mut conn)
        .await?;
    let pairs: Vec<_> = pairs.into_iter().map(|(old, new)| (old.addr(), new.addr())).collect();
    let choice = choice::of(conn, migration.id).await?;
    let facts = about(conn, letterhead, migration, &pairs).await?;
    Ok(Facts { offers_windows: choice.is_some_and(|choice| choice.offers_windows), ..facts })
}

/// The facts of a migration with these addresses, whether it exists or is only thought of.
pub async fn about(
    mut conn: &AsyncPgConnection,
    letterhead: &Letterhead,
    migration: &Migration,
    pairs: &[(IpAddr, IpAddr)],
) -> QueryResult<Facts> {
    let (domu, boots): (String, bool) = domus::table
        .find(migration.domu_id)
        .select((domus::name, domus::boot_after_migration))
        .first(&mut conn)
        .await?;
    let place = |host| {
        hosts::table.inner_join(sites::table).filter(hosts::id.eq(host)).select((
            hosts::name,
            sites::code,
            sites::name,
        ))
    };
    type Place = (String, String, String);
    let (source, source_site, source_site_name): Place =
        place(migration.source_host_id).first(&mut conn).await?;
    let (target, target_site, target_site_name): Place =
        place(migration.target_host_id).first(&mut conn).await?;
    // Until somebody runs it, whoever planned it speaks for the core team.
    let operator: Option<String> = match migration.operator_id.or(migration.created_by) {
        Some(id) => members::table.find(id).select(members::name).first(&mut conn).await.optional()?,
        None => None,
    };
    let destination = if source_site == target_site { target.clone() } else { target_site };
    Ok(Facts {
        number: migration.id.to_string(),
        summary: format!("{domu} → {destination}"),
        migration_url: letterhead.url(&paths::migration(migration.id)),
        offers_windows: migration.state == MigrationState::Announced,
        window_url: letterhead.url(&paths::window(migration.id)),
        issue_url: letterhead.url(&paths::new_issue(Some(&domu), Some(migration.id))),
        domu,
        destination,
        source,
        source_site_name,
        target,
        target_site_name,
        addresses: AddressChange::all(pairs),
        has_addresses: !pairs.is_empty(),
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
        back_by: migration.promised_at(None),
        expected_seconds: migration.expected_seconds,
        low_seconds: migration.expected_low_seconds,
        high_seconds: migration.expected_high_seconds,
        reason: migration.reason.clone(),
        short_notice_reason: migration.short_notice_reason.clone(),
        deadline: migration.deadline,
        grace_days: migration.grace_days,
        grace_until: migration.grace_until,
        old_addresses_until: migration.old_addresses_until,
        boots,
        operator: operator.unwrap_or_default(),
    })
}

/// When its members can still shorten the TTL of their records in time, as templates compare it; empty
/// when resolvers remember the old address past the start whatever they do now.
pub fn ttl(starts_at: DateTime<Utc>, now: DateTime<Utc>) -> &'static str {
    let ahead = starts_at - now;
    if ahead >= Duration::days(1) {
        "day_before"
    } else if ahead > Duration::hours(1) {
        "now"
    } else {
        ""
    }
}

/// What mails say of an attempt.
pub fn attempt(attempt: &Attempt, now: DateTime<Utc>) -> Value {
    json!({
        "n": attempt.n,
        "next_n": attempt.n + 1,
        "started_at": attempt.started_at,
        "down_from": attempt.down_from,
        "up_at": attempt.up_at,
        "down_seconds": attempt.down_seconds(now),
        "cause_label": attempt.cause_code.map(|code| code.label()),
        "cause": attempt.cause,
        "earlier_label": attempt.earlier_cause_code.map(|code| code.label()),
        "earlier_cause": attempt.earlier_cause,
        "fix": attempt.fix,
        "agreement": attempt.agreement,
    })
}

/// The downtime of each attempt that went down, in seconds.
pub async fn downtimes(mut conn: &AsyncPgConnection, migration: MigrationId) -> QueryResult<Vec<i64>> {
    let rows: Vec<Attempt> = attempts::table
        .filter(attempts::migration_id.eq(migration).and(attempts::up_at.is_not_null()))
        .order(attempts::n)
        .select(Attempt::as_select())
        .load(&mut conn)
        .await?;
    Ok(rows.iter().filter_map(|attempt| attempt.down_seconds(attempt.started_at)).collect())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn the_ttl_is_asked_for_only_while_that_helps() {
        let now = Utc.with_ymd_and_hms(2026, 11, 18, 8, 0, 0).single().expect("an instant");
        for (minutes, when) in [
            (7 * 24 * 60, "day_before"),
            (24 * 60, "day_before"),
            (24 * 60 - 1, "now"),
            (61, "now"),
            (60, ""),
            (1, ""),
        ] {
            assert_eq!(ttl(now + Duration::minutes(minutes), now), when, "{minutes}");
        }
    }

    #[test]
    fn old_addresses_stand_in_one_column() {
        let pair = |old: &str, new: &str| (old.parse().expect("one"), new.parse().expect("one"));
        let changes = AddressChange::all(&[
            pair("192.0.2.41", "198.51.100.41"),
            pair("2001:db8:1::41", "2001:db8:2::41"),
        ]);
        let columns: Vec<_> = changes.iter().map(|change| change.old_column.as_str()).collect();
        assert_eq!(columns, ["192.0.2.41    ", "2001:db8:1::41"]);
    }
}
