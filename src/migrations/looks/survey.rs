//! What the services of a domU answered before a move beside what they answer after it.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Inet, Integer, Jsonb, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use ipnet::IpNet;
use serde_json::{Value, json};

use super::round::LookPhase;
use crate::db::FixedText;
use crate::db::ids::{AttemptId, DomuServiceId, MigrationId};
use crate::probes::service::{Compared, Comparison, Family, Look, Outcome, ServiceKind, compare_looks};

/// What was seen in one attempt. Who may know of it is not asked here: pages join it with what does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Survey {
    pub before_at: Option<DateTime<Utc>>,
    pub after_at: Option<DateTime<Utc>>,
    /// Those that were looked at.
    pub services: Vec<Surveyed>,
}

/// One service of its.
#[derive(Debug, Clone, PartialEq)]
pub struct Surveyed {
    pub name: String,
    pub kind: ServiceKind,
    pub hostname: String,
    pub port: Option<i32>,
    /// Address by address.
    pub rows: Vec<Compared>,
}

#[derive(QueryableByName)]
struct HeadRow {
    #[diesel(sql_type = Text)]
    phase: LookPhase,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    looked_at: Option<DateTime<Utc>>,
}

#[derive(QueryableByName)]
struct LookRow {
    #[diesel(sql_type = BigInt)]
    id: DomuServiceId,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: ServiceKind,
    #[diesel(sql_type = Text)]
    hostname: String,
    #[diesel(sql_type = Nullable<Integer>)]
    port: Option<i32>,
    #[diesel(sql_type = Text)]
    phase: LookPhase,
    #[diesel(sql_type = Inet)]
    address: IpNet,
    #[diesel(sql_type = Jsonb)]
    outcome: Value,
}

macro_rules! survey {
    ($conn:ident, $attempt:literal, $bound:ty, $value:expr) => {{
        let (mut heads_conn, mut looks_conn) = ($conn, $conn);
        let heads = diesel::sql_query(concat!(
            "SELECT k.phase, k.looked_at FROM attempt_looks k WHERE k.attempt_id = ",
            $attempt
        ))
        .bind::<$bound, _>($value)
        .fixed();
        let looks = diesel::sql_query(concat!(
            "SELECT s.id, s.name, s.kind, s.hostname, s.port, l.phase, l.address, l.outcome
             FROM service_looks l JOIN domu_services s ON s.id = l.domu_service_id
             WHERE l.attempt_id = ",
            $attempt,
            " ORDER BY s.name, s.id, l.address"
        ))
        .bind::<$bound, _>($value)
        .fixed();
        let (heads, looks) =
            tokio::try_join!(heads.load::<HeadRow>(&mut heads_conn), looks.load::<LookRow>(&mut looks_conn))?;
        Ok(put_together(&heads, looks))
    }};
}

pub async fn of_attempt(conn: &AsyncPgConnection, attempt: AttemptId) -> QueryResult<Survey> {
    survey!(conn, "$1", BigInt, attempt)
}

/// Of the last attempt of this migration.
pub async fn of_migration(conn: &AsyncPgConnection, id: MigrationId) -> QueryResult<Survey> {
    survey!(
        conn,
        "(SELECT a.id FROM attempts a WHERE a.migration_id = $1 ORDER BY a.n DESC LIMIT 1)",
        BigInt,
        id
    )
}

/// Of the last attempt to move the domU of this name.
pub async fn of_domu(conn: &AsyncPgConnection, name: &str) -> QueryResult<Survey> {
    survey!(
        conn,
        "(SELECT a.id FROM domus d JOIN migrations m ON m.domu_id = d.id JOIN attempts a ON a.migration_id = m.id
          WHERE d.name = $1 ORDER BY a.started_at DESC, a.id DESC LIMIT 1)",
        Text,
        name
    )
}

fn put_together(heads: &[HeadRow], looks: Vec<LookRow>) -> Survey {
    let at = |phase| heads.iter().find(|head| head.phase == phase).and_then(|head| head.looked_at);
    let mut services = Vec::new();
    for of_one in looks.chunk_by(|a, b| a.id == b.id) {
        let of_phase = |phase| -> Vec<Look> {
            of_one.iter().filter(|row| row.phase == phase).map(LookRow::look).collect()
        };
        let first = &of_one[0];
        services.push(Surveyed {
            name: first.name.clone(),
            kind: first.kind,
            hostname: first.hostname.clone(),
            port: first.port,
            rows: compare_looks(&of_phase(LookPhase::Before), &of_phase(LookPhase::After)),
        });
    }
    Survey { before_at: at(LookPhase::Before), after_at: at(LookPhase::After), services }
}

impl LookRow {
    fn look(&self) -> Look {
        let unread = || Outcome::NotLooked { why: "it was kept in other words".to_owned() };
        Look {
            address: self.address.addr(),
            outcome: serde_json::from_value(self.outcome.clone()).unwrap_or_else(|_| unread()),
        }
    }
}

impl Survey {
    /// Those that answered before and do not any more.
    pub fn lost(&self) -> impl Iterator<Item = &Surveyed> {
        self.services.iter().filter(|service| service.is_lost())
    }

    /// As mails tell it: what answers as before, what does not any more, what answers worse. All
    /// empty without both looks.
    pub fn told(&self) -> Value {
        let is_as_before = |service: &&Surveyed| {
            !service.is_lost() && !service.is_worse() && service.rows.iter().any(Surveyed::answers_both_times)
        };
        let list =
            |services: Vec<&Surveyed>| -> Vec<Value> { services.into_iter().map(Surveyed::told).collect() };
        json!({
            "as_before": list(self.services.iter().filter(is_as_before).collect()),
            "lost": list(self.lost().collect()),
            "worse": list(self.services.iter().filter(|one| !one.is_lost() && one.is_worse()).collect()),
        })
    }
}

impl Surveyed {
    pub fn is_lost(&self) -> bool {
        self.rows.iter().any(|row| row.comparison == Comparison::Lost)
    }

    pub fn is_worse(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.comparison, Comparison::Changed { worse: true, .. }))
    }

    fn answers_both_times(row: &Compared) -> bool {
        matches!(row.comparison, Comparison::Same | Comparison::Changed { .. })
    }

    /// `over` names the protocol if it is missing on one of two only.
    fn told(&self) -> Value {
        let of_family = |family| self.rows.iter().filter(move |row| row.family == family);
        let is_lost = |family| of_family(family).any(|row| row.comparison == Comparison::Lost);
        let is_there = |family| of_family(family).next().is_some();
        let over = match (is_lost(Family::Ipv4), is_lost(Family::Ipv6)) {
            (true, false) if is_there(Family::Ipv6) => "IPv4",
            (false, true) if is_there(Family::Ipv4) => "IPv6",
            _ => "",
        };
        json!({ "name": self.name, "hostname": self.hostname, "over": over })
    }
}

/// A move after which services are missing.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct LostServices {
    #[diesel(sql_type = BigInt)]
    pub migration_id: MigrationId,
    #[diesel(sql_type = Text)]
    pub domu: String,
    #[diesel(sql_type = Integer)]
    pub lost: i32,
    #[diesel(sql_type = Timestamptz)]
    pub looked_at: DateTime<Utc>,
}

/// For the core team: the last attempts after which something is missing, the newest first.
pub async fn lost_services(mut conn: &AsyncPgConnection, most: i64) -> QueryResult<Vec<LostServices>> {
    diesel::sql_query(
        "SELECT m.id AS migration_id, d.name AS domu, k.lost, k.looked_at
         FROM attempt_looks k
         JOIN attempts a ON a.id = k.attempt_id
         JOIN migrations m ON m.id = a.migration_id
         JOIN domus d ON d.id = m.domu_id
         WHERE k.lost > 0 AND k.phase = 'after' AND m.state IN ('running', 'verifying', 'returned')
           AND a.n = (SELECT max(n) FROM attempts WHERE migration_id = m.id)
         ORDER BY k.attempt_id DESC LIMIT $1",
    )
    .bind::<BigInt, _>(most)
    .fixed()
    .load(&mut conn)
    .await
}
