//! The room that a host keeps for domUs that live elsewhere: for whom, since when, until when.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Nullable, Text, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::FixedText;
use crate::db::ids::MigrationId;
use crate::fleet::Bytes;
use crate::migrations::MigrationState;
use crate::migrations::grace::{Stop, end_of_grace};

/// Room that a host keeps for a domU of another host.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct Hold {
    #[diesel(sql_type = Text)]
    pub domu: String,
    /// By name; `None` for a domU of nobody.
    #[diesel(sql_type = Nullable<Text>)]
    pub owners: Option<String>,
    #[diesel(sql_type = BigInt)]
    pub migration_id: MigrationId,
    #[diesel(sql_type = Text)]
    pub state: MigrationState,
    /// Whether it is for a domU that comes; else it keeps the image of one that went.
    #[diesel(sql_type = Bool)]
    pub is_coming: bool,
    #[diesel(sql_type = BigInt)]
    pub memory_bytes: Bytes,
    #[diesel(sql_type = BigInt)]
    pub disk_bytes: Bytes,
    #[diesel(sql_type = Timestamptz)]
    pub since: DateTime<Utc>,
    #[diesel(sql_type = Timestamptz)]
    ends_at: DateTime<Utc>,
    #[diesel(sql_type = Integer)]
    grace_days: i32,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    grace_until: Option<DateTime<Utc>>,
    /// When issues on the migration were reported and when they were solved, in the same order.
    #[diesel(sql_type = Array<Timestamptz>)]
    stopped_from: Vec<DateTime<Utc>>,
    #[diesel(sql_type = Array<Nullable<Timestamptz>>)]
    stopped_to: Vec<Option<DateTime<Utc>>>,
}

/// Until when room is held: always until its migration is closed or cancelled, and that is not sooner
/// than this, unless its members say that all is well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// By plan: the end of the window and the grace time after it.
    Planned(DateTime<Utc>),
    /// The end of the grace time that runs.
    Grace(DateTime<Utc>),
    /// An open issue stops the grace time.
    Stopped,
    /// That time is over, and somebody has to end it.
    Over,
    /// No date is set: it waits, came back, or nobody knows where it runs.
    Open,
}

impl Hold {
    pub fn until(&self, now: DateTime<Utc>) -> Until {
        use MigrationState::*;
        let grace = Duration::days(i64::from(self.grace_days));
        match (self.state, self.grace_until) {
            (Announced | Booked | Running, _) if self.ends_at > now => Until::Planned(self.ends_at + grace),
            (Verifying, Some(until)) => match end_of_grace(until - grace, until, &self.stops()) {
                Some(end) if end > now => Until::Grace(end),
                Some(_) => Until::Over,
                None => Until::Stopped,
            },
            (Announced | Booked | Running, _) => Until::Over,
            _ => Until::Open,
        }
    }

    fn stops(&self) -> Vec<Stop> {
        self.stopped_from.iter().zip(&self.stopped_to).map(|(&from, &to)| Stop { from, to }).collect()
    }
}

/// What a host holds for domUs that live elsewhere, the oldest first.
pub async fn holds_on(mut conn: &AsyncPgConnection, host: &str) -> QueryResult<Vec<Hold>> {
    diesel::sql_query(
        "SELECT d.name AS domu,
                (SELECT string_agg(o.name, ', ' ORDER BY o.name)
                   FROM domu_members dm JOIN members o ON o.id = dm.member_id
                  WHERE dm.domu_id = d.id AND dm.role = 'owner') AS owners,
                m.id AS migration_id, m.state, r.kind = 'claims_target' AS is_coming,
                r.memory_bytes, r.disk_bytes, r.created_at AS since, m.ends_at, m.grace_days, m.grace_until,
                ARRAY(SELECT i.created_at FROM issues i WHERE i.migration_id = m.id ORDER BY i.id) AS stopped_from,
                ARRAY(SELECT i.ended_at FROM issues i WHERE i.migration_id = m.id ORDER BY i.id) AS stopped_to
         FROM reservations r
         JOIN hosts h ON h.id = r.host_id
         JOIN domus d ON d.id = r.domu_id
         JOIN migrations m ON m.id = r.migration_id
         WHERE h.name = $1 AND r.released_at IS NULL AND d.host_id <> h.id
         ORDER BY r.created_at, d.name
         LIMIT 200",
    )
    .bind::<Text, _>(host)
    .fixed()
    .load(&mut conn)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    /// Of a move in a window that ends on 17 November at 22:30, with a week of grace.
    fn hold(state: MigrationState, stops: &[(&str, Option<&str>)]) -> Hold {
        Hold {
            domu: "higgs".to_owned(),
            owners: None,
            migration_id: MigrationId(1),
            state,
            is_coming: true,
            memory_bytes: Bytes(1),
            disk_bytes: Bytes(1),
            since: at("2026-11-14T08:00:00Z"),
            ends_at: at("2026-11-17T22:30:00Z"),
            grace_days: 7,
            grace_until: (state == MigrationState::Verifying).then(|| at("2026-11-24T22:00:00Z")),
            stopped_from: stops.iter().map(|(from, _)| at(from)).collect(),
            stopped_to: stops.iter().map(|(_, to)| to.map(at)).collect(),
        }
    }

    #[test]
    fn room_is_held_until_the_close_which_is_not_sooner_than_the_window_and_the_grace_time() {
        use MigrationState::*;
        let before = at("2026-11-16T12:00:00Z");
        for state in [Announced, Booked, Running] {
            let planned = Until::Planned(at("2026-11-24T22:30:00Z"));
            assert_eq!(hold(state, &[]).until(before), planned, "{state}");
            assert_eq!(hold(state, &[]).until(at("2026-11-17T22:30:00Z")), Until::Over, "{state}");
        }
        for state in [OnHold, Returned, Unclear] {
            assert_eq!(hold(state, &[]).until(before), Until::Open, "{state}");
        }
    }

    #[test]
    fn the_grace_time_is_longer_by_what_stopped_it() {
        let now = at("2026-11-20T12:00:00Z");
        let until = |stops: &[(&str, Option<&str>)]| hold(MigrationState::Verifying, stops).until(now);
        assert_eq!(until(&[]), Until::Grace(at("2026-11-24T22:00:00Z")));
        let solved = ("2026-11-18T00:00:00Z", Some("2026-11-19T12:00:00Z"));
        assert_eq!(until(&[solved]), Until::Grace(at("2026-11-26T10:00:00Z")));
        assert_eq!(until(&[solved, ("2026-11-20T00:00:00Z", None)]), Until::Stopped);
        let late = at("2026-11-24T22:00:00Z");
        assert_eq!(hold(MigrationState::Verifying, &[]).until(late), Until::Over);
    }
}
