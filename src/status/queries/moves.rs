//! Moves as outsiders see them: ahead, under way, and how attempts ended.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::FixedText;
use crate::db::ids::{AttemptId, DomuId, HostId, PlanId};
use crate::migrations::reported::{Heard, Progress};
use crate::text_enum;

text_enum! {
    /// How far a move is while it is under way, as whoever asks for the domU notices it.
    pub enum Leg {
        /// It is still up at its old place.
        Preparing = "preparing",
        Moving = "moving",
        /// Up at its new place, and not signed off.
        Arrived = "arrived",
        /// It is still up at its new place, and is to go back.
        Leaving = "leaving",
        TurningBack = "turning_back",
        /// Up at its old place again, and not signed off.
        Back = "back",
    }
}

/// A migration as outsiders see it: the domU only when its member said so.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct PublicMove {
    #[serde(skip)]
    #[diesel(sql_type = BigInt)]
    pub domu_id: DomuId,
    #[serde(skip)]
    #[diesel(sql_type = BigInt)]
    pub target_host_id: HostId,
    #[serde(skip)]
    #[diesel(sql_type = Nullable<BigInt>)]
    pub plan_id: Option<PlanId>,
    #[diesel(sql_type = Nullable<Text>)]
    pub domu: Option<String>,
    #[diesel(sql_type = Text)]
    pub source: String,
    #[diesel(sql_type = Text)]
    pub source_site: String,
    #[diesel(sql_type = Text)]
    pub target: String,
    #[diesel(sql_type = Text)]
    pub target_site: String,
    #[diesel(sql_type = Timestamptz)]
    pub starts_at: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    pub ends_at: DateTime<Utc>,
    #[diesel(sql_type = BigInt)]
    pub expected_seconds: i64,
    /// `None` unless it is under way.
    #[diesel(sql_type = Nullable<Text>)]
    pub leg: Option<Leg>,
    /// Nobody can say on which of its hosts it runs.
    #[diesel(sql_type = Bool)]
    pub is_unclear: bool,
    #[diesel(sql_type = Bool)]
    pub is_arrived: bool,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub down_from: Option<DateTime<Utc>>,
    /// As promised when it went down.
    #[diesel(sql_type = Nullable<Timestamptz>)]
    pub expected_back: Option<DateTime<Utc>>,
    /// The attempt that is under way.
    #[serde(skip)]
    #[diesel(sql_type = Nullable<BigInt>)]
    attempt_id: Option<AttemptId>,
    #[serde(skip)]
    #[diesel(sql_type = BigInt)]
    bytes_total: i64,
    #[diesel(sql_type = Bool)]
    pub is_overdue: bool,
}

impl PublicMove {
    /// Expects it back no sooner than its copy, of which this was heard, lets it be.
    pub fn no_sooner_than_copied(mut self, heard: &[Heard], now: DateTime<Utc>) -> PublicMove {
        let attempt = self.attempt_id.filter(|_| self.leg == Some(Leg::Moving));
        let ready_at = attempt.and_then(|id| Progress::ready_by_copy(heard, id, self.bytes_total, now));
        self.expected_back = self.expected_back.max(ready_at);
        self
    }

    /// Whether it is down for its move.
    pub fn is_on_the_water(&self) -> bool {
        matches!(self.leg, Some(Leg::Moving | Leg::TurningBack))
    }

    /// Whether it is up, and being looked at before the move is said to be over.
    pub fn is_being_checked(&self) -> bool {
        matches!(self.leg, Some(Leg::Arrived | Leg::Back))
    }

    /// Whether its new place waits for it.
    pub fn is_due(&self) -> bool {
        matches!(self.leg, Some(Leg::Preparing | Leg::Moving)) && !self.is_arrived
    }
}

/// What moves now, and what is announced or booked until `until`; the next first.
pub async fn moves_until(
    mut conn: &AsyncPgConnection,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
) -> QueryResult<Vec<PublicMove>> {
    diesel::sql_query(
        "SELECT m.domu_id, m.target_host_id, m.plan_id, CASE WHEN d.is_named_publicly THEN d.name END AS domu,
                s.name AS source, ss.code AS source_site, t.name AS target, ts.code AS target_site,
                m.starts_at, m.ends_at, m.expected_seconds::bigint AS expected_seconds,
                CASE WHEN m.state <> 'running' THEN NULL
                     WHEN a.up_at IS NOT NULL
                     THEN CASE WHEN m.live_side = 'target' THEN 'arrived' ELSE 'back' END
                     WHEN a.down_from IS NULL
                     THEN CASE WHEN m.live_side = 'target' THEN 'leaving' ELSE 'preparing' END
                     WHEN a.turned_back_at IS NULL THEN 'moving'
                     ELSE 'turning_back' END AS leg,
                m.state = 'unclear' AS is_unclear,
                m.live_side = 'target' AS is_arrived, a.down_from,
                CASE WHEN m.state = 'running'
                     THEN a.down_from + make_interval(secs => m.expected_seconds) END AS expected_back,
                m.ends_at <= $1
                OR COALESCE(m.state = 'running' AND m.live_side = 'none'
                            AND a.down_from + make_interval(secs => m.expected_seconds) <= $1, false) AS is_overdue,
                CASE WHEN m.state = 'running' THEN a.id END AS attempt_id,
                COALESCE(a.bytes_total, 0) AS bytes_total
         FROM migrations m
         JOIN domus d ON d.id = m.domu_id
         JOIN hosts s ON s.id = m.source_host_id JOIN sites ss ON ss.id = s.site_id
         JOIN hosts t ON t.id = m.target_host_id JOIN sites ts ON ts.id = t.site_id
         LEFT JOIN LATERAL (SELECT id, bytes_total, down_from, up_at, turned_back_at FROM attempts
                             WHERE migration_id = m.id ORDER BY n DESC LIMIT 1) a
                ON m.state IN ('running', 'unclear')
         WHERE m.state IN ('running', 'unclear')
            OR (m.state IN ('announced', 'booked') AND m.starts_at < $2)
         ORDER BY m.starts_at, m.id
         LIMIT 100",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(until)
    .fixed()
    .load(&mut conn)
    .await
}

/// What the club says to everybody about a plan whose moves are ahead or under way.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct PublicPlan {
    #[diesel(sql_type = BigInt)]
    pub id: PlanId,
    /// Markdown.
    #[diesel(sql_type = Text)]
    pub public_text: String,
    /// Its moves that are announced, booked or under way, and when the last of them ends.
    #[diesel(sql_type = BigInt)]
    pub moves: i64,
    #[diesel(sql_type = Timestamptz)]
    pub last_ends_at: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    pub is_paused: bool,
}

/// The plans that say something to everybody and have a move before `until`; the next first.
pub async fn plans_until(mut conn: &AsyncPgConnection, until: DateTime<Utc>) -> QueryResult<Vec<PublicPlan>> {
    diesel::sql_query(
        "SELECT p.id, p.public_text, count(*) AS moves, max(m.ends_at) AS last_ends_at,
                p.paused_at IS NOT NULL AS is_paused
         FROM migrations m
         JOIN migration_plans p ON p.id = m.plan_id
         WHERE m.state IN ('announced', 'booked', 'running', 'unclear') AND p.public_text <> ''
         GROUP BY p.id
         HAVING min(m.starts_at) < $1
         ORDER BY min(m.starts_at), p.id
         LIMIT 20",
    )
    .bind::<Timestamptz, _>(until)
    .fixed()
    .load(&mut conn)
    .await
}

/// An attempt that ended: arrived, turned back, or lost.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName, Serialize)]
pub struct PublicAttempt {
    #[diesel(sql_type = Timestamptz)]
    pub at: DateTime<Utc>,
    #[diesel(sql_type = Nullable<Text>)]
    pub domu: Option<String>,
    #[diesel(sql_type = Bool)]
    pub has_arrived: bool,
    /// It ended with nobody knowing where the domU ran.
    #[diesel(sql_type = Bool)]
    pub was_unclear: bool,
    #[diesel(sql_type = Text)]
    pub source: String,
    #[diesel(sql_type = Text)]
    pub target: String,
    /// `None` while it is not known to be up again.
    #[diesel(sql_type = Nullable<BigInt>)]
    pub down_seconds: Option<i64>,
}

/// The attempts since `since` in which a domU was down, the newest first.
pub async fn attempts_since(
    mut conn: &AsyncPgConnection,
    since: DateTime<Utc>,
) -> QueryResult<Vec<PublicAttempt>> {
    diesel::sql_query(
        "SELECT a.ended_at AS at, CASE WHEN d.is_named_publicly THEN d.name END AS domu,
                a.result = 'succeeded' AS has_arrived, a.result = 'unclear' AS was_unclear, s.name AS source, t.name AS target,
                extract(epoch FROM a.up_at - a.down_from)::bigint AS down_seconds
         FROM attempts a
         JOIN migrations m ON m.id = a.migration_id
         JOIN domus d ON d.id = m.domu_id
         JOIN hosts s ON s.id = m.source_host_id
         JOIN hosts t ON t.id = m.target_host_id
         WHERE a.result IN ('succeeded', 'rolled_back', 'unclear') AND a.ended_at >= $1
         ORDER BY a.ended_at DESC, a.id DESC
         LIMIT 200",
    )
    .bind::<Timestamptz, _>(since)
    .fixed()
    .load(&mut conn)
    .await
}
