//! Whether the mail server can be reached, as the workers of this process last found it.

use std::sync::{Arc, RwLock};

use chrono::{DateTime, Utc};
use serde::Serialize;

/// What the workers found. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Reach(Arc<RwLock<Option<Away>>>);

/// A mail server that can't be talked to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Away {
    pub since: DateTime<Utc>,
    /// Its last words, or the network's.
    pub words: String,
    pub next_try_at: DateTime<Utc>,
}

impl Reach {
    /// `None` when a conversation was possible the last time, or nobody has tried yet.
    pub fn away(&self) -> Option<Away> {
        self.0.read().expect("nobody panics while looking").clone()
    }

    pub(crate) fn found(&self) {
        *self.0.write().expect("nobody panics while writing") = None;
    }

    pub(crate) fn lost(&self, words: String, now: DateTime<Utc>, next_try_at: DateTime<Utc>) {
        let mut away = self.0.write().expect("nobody panics while writing");
        let since = away.as_ref().map_or(now, |before| before.since);
        *away = Some(Away { since, words, next_try_at });
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Duration, TimeZone};

    use super::*;

    #[test]
    fn a_server_is_away_since_the_first_time_that_nobody_reached_it() {
        let reach = Reach::default();
        let at = |minute| Utc.with_ymd_and_hms(2026, 11, 18, 20, minute, 0).single().expect("an instant");
        for minute in [0, 5] {
            reach.lost("refused".to_owned(), at(minute), at(minute) + Duration::minutes(1));
        }
        let away = Away { since: at(0), words: "refused".to_owned(), next_try_at: at(6) };
        assert_eq!(reach.away(), Some(away));
        reach.clone().found();
        assert_eq!(reach.away(), None);
    }
}
