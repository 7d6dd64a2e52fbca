//! A trial copy over the link: how much in how long, and what that says of the estimate.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncConnection, AsyncPgConnection, RunQueryDsl};

use crate::db::ids::HostId;
use crate::db::schema::trial_copies;
use crate::members::Actor;
use crate::migrations::preflight::begin::open;
use crate::migrations::preflight::{PreflightError, TrialCopy};

/// Notes a trial copy of so many bytes in so many seconds.
pub async fn trial(
    conn: &mut AsyncPgConnection,
    actor: &Actor,
    pair: (HostId, HostId),
    (bytes, seconds): (i64, i32),
    now: DateTime<Utc>,
) -> Result<(), PreflightError> {
    if bytes <= 0 || seconds <= 0 {
        return Err(PreflightError::Trial);
    }
    conn.transaction(async |conn| {
        let preflight = open(conn, actor, pair).await?;
        diesel::insert_into(trial_copies::table)
            .values((
                trial_copies::preflight_id.eq(preflight.id),
                trial_copies::bytes.eq(bytes),
                trial_copies::seconds.eq(seconds),
                trial_copies::at.eq(now),
                trial_copies::noted_by.eq(actor.member_id()),
            ))
            .execute(conn)
            .await?;
        Ok(())
    })
    .await
}

impl TrialCopy {
    /// Bytes a second.
    pub fn rate(&self) -> i64 {
        self.bytes / i64::from(self.seconds).max(1)
    }

    /// Seconds that an image of so many bytes would take at this rate.
    pub fn seconds_for(&self, bytes: i64) -> i64 {
        (bytes as f64 * f64::from(self.seconds) / self.bytes as f64).ceil() as i64
    }

    /// Whether it is more than twice as fast or as slow as what the plan counts on.
    pub fn is_far_from(&self, planned_rate: i64) -> bool {
        let (trial, planned) = (self.rate() as f64, planned_rate as f64);
        trial * 2.0 < planned || trial > planned * 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    fn trial_of(bytes: i64, seconds: i32) -> TrialCopy {
        let at = Utc.with_ymd_and_hms(2026, 11, 18, 22, 0, 0).single().expect("a time");
        TrialCopy { bytes, seconds, at, by: None }
    }

    #[test]
    fn a_trial_gives_a_duration_and_warns_when_it_is_far_from_the_plan() {
        let trial = trial_of(1_000_000_000, 40);
        assert_eq!(trial.rate(), 25_000_000);
        assert_eq!(trial.seconds_for(14 << 30), 602);
        assert!(!trial.is_far_from(25_000_000) && !trial.is_far_from(49_000_000));
        assert!(trial.is_far_from(51_000_000) && trial.is_far_from(12_000_000));
    }
}
