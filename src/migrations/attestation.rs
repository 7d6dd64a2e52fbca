//! What somebody saw on one of the two hosts while nobody knew where the domU runs. Rows are only
//! added: the newest of a side counts, so that a mistake is taken back by saying so.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;

use crate::db::ids::{AttemptId, MemberId};
use crate::db::schema::attestations;
use crate::migrations::{Event, Side};
use crate::text_enum;

text_enum! {
    /// What is said of a side.
    pub enum Claim {
        /// It does not run there, and nothing can start it there by itself.
        DownAndFenced = "down_and_fenced",
        /// It runs there.
        Runs = "runs",
        /// What was said before does not hold.
        TakenBack = "taken_back",
    }
}

/// A row of `attestations`.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Serialize)]
#[diesel(table_name = attestations, check_for_backend(diesel::pg::Pg))]
pub struct Attestation {
    pub attempt_id: AttemptId,
    pub side: Side,
    pub claim: Claim,
    pub member_id: MemberId,
    pub at: DateTime<Utc>,
    /// How it was seen, in words.
    pub seen: String,
    /// Why nobody else looked at the other side.
    pub alone_because: Option<String>,
}

/// The newest claim of each side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Claims {
    source: Option<Claim>,
    target: Option<Claim>,
}

/// Why a claim does not count now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotNow {
    /// The other side is not known to be down and fenced.
    OtherSideFirst,
    /// There is nothing of the kind to take back.
    NothingToTakeBack,
}

impl Claims {
    /// From rows in the order in which they were written.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Attestation>) -> Claims {
        rows.into_iter().fold(Claims::default(), |claims, row| claims.with(row.side, row.claim))
    }

    pub fn with(self, side: Side, claim: Claim) -> Claims {
        match side {
            Side::Source => Claims { source: Some(claim), ..self },
            Side::Target => Claims { target: Some(claim), ..self },
        }
    }

    pub fn is_fenced(self, side: Side) -> bool {
        let claim = match side {
            Side::Source => self.source,
            Side::Target => self.target,
        };
        claim == Some(Claim::DownAndFenced)
    }

    /// What saying this means. That the domU runs on one side counts only once the other is known to
    /// be down and fenced.
    pub fn meaning(self, side: Side, claim: Claim) -> Result<Event, NotNow> {
        match claim {
            Claim::Runs if !self.is_fenced(side.other()) => Err(NotNow::OtherSideFirst),
            Claim::Runs => Ok(match side {
                Side::Source => Event::AttestSource,
                Side::Target => Event::AttestTarget,
            }),
            Claim::TakenBack if !self.is_fenced(side) => Err(NotNow::NothingToTakeBack),
            Claim::DownAndFenced | Claim::TakenBack => Ok(Event::Attest),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_it_runs_counts_only_beside_a_side_that_is_down_and_fenced() {
        let nobody_looked = Claims::default();
        for side in [Side::Source, Side::Target] {
            assert_eq!(nobody_looked.meaning(side, Claim::Runs), Err(NotNow::OtherSideFirst));
            let fenced = nobody_looked.with(side, Claim::DownAndFenced);
            assert_eq!(fenced.meaning(side, Claim::Runs), Err(NotNow::OtherSideFirst));
            let event = if side == Side::Source { Event::AttestTarget } else { Event::AttestSource };
            assert_eq!(fenced.meaning(side.other(), Claim::Runs), Ok(event));
            let again = fenced.with(side, Claim::TakenBack);
            assert_eq!(again.meaning(side.other(), Claim::Runs), Err(NotNow::OtherSideFirst));
            assert_eq!(again.meaning(side, Claim::TakenBack), Err(NotNow::NothingToTakeBack));
        }
    }
}
