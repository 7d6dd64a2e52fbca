//! When a host that everybody leaves is empty, and when it may be switched off.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::fleet::host::HostState;
use crate::fleet::queries::Resident;
use crate::migrations::queries::{Hold, Until};

/// What is known of the end of a host.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leaving {
    /// When the last one that lives there moves; nothing once nobody does.
    pub last_leaves_at: Option<DateTime<Utc>>,
    /// Until when it keeps what people may want back.
    pub kept_until: Option<DateTime<Utc>>,
    /// Something that it keeps has no date yet.
    pub is_open: bool,
    /// Nobody lives there and nothing is kept.
    pub is_empty: bool,
}

/// Nothing while somebody stays, comes, or is late; `domus` is how many live there in all.
pub fn leaving(
    state: HostState,
    domus: i64,
    residents: &[Resident],
    holds: &[Hold],
    now: DateTime<Utc>,
) -> Option<Leaving> {
    let is_known = domus == residents.len() as i64;
    let is_asked = domus > 0 || state == HostState::Drained;
    if state == HostState::Retired || !is_known || !is_asked || holds.iter().any(|hold| hold.is_coming) {
        return None;
    }
    let departures: Vec<DateTime<Utc>> =
        residents.iter().map(|resident| resident.moves_at).collect::<Option<_>>()?;
    let last_leaves_at = departures.into_iter().max();
    if last_leaves_at.is_some_and(|at| at <= now) {
        return None;
    }
    let kept: Vec<Until> = holds.iter().map(|hold| hold.until(now)).collect();
    let held = kept.iter().filter_map(|until| match until {
        Until::Planned(at) | Until::Grace(at) => Some(*at),
        Until::Stopped | Until::Over | Until::Open => None,
    });
    let after_moves = residents.iter().filter_map(|resident| resident.old_copy_until);
    Some(Leaving {
        last_leaves_at,
        is_open: kept.iter().any(|until| matches!(until, Until::Stopped | Until::Over | Until::Open)),
        is_empty: residents.is_empty() && holds.is_empty(),
        kept_until: held.chain(after_moves).max(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fleet::Bytes;
    use crate::fleet::domu::DomuState;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn resident(moves_at: Option<&str>) -> Resident {
        Resident {
            name: "higgs".to_owned(),
            state: DomuState::Running,
            away: None,
            state_known_at: None,
            memory_bytes: Bytes(1),
            disk_bytes: None,
            blocked_by: None,
            owners: None,
            migration_id: None,
            moves_at: moves_at.map(at),
            moves_to: None,
            old_copy_until: moves_at.map(|text| at(text) + chrono::Duration::days(7)),
        }
    }

    #[test]
    fn the_last_one_to_leave_says_when_and_what_is_kept_says_until_when() {
        let now = at("2026-11-18T20:00:00Z");
        let soon = resident(Some("2026-11-19T21:00:00Z"));
        let later = resident(Some("2026-11-20T23:40:00Z"));
        let known = leaving(HostState::Active, 2, &[later, soon], &[], now).expect("they all leave");
        assert_eq!(
            known,
            Leaving {
                last_leaves_at: Some(at("2026-11-20T23:40:00Z")),
                kept_until: Some(at("2026-11-27T23:40:00Z")),
                is_open: false,
                is_empty: false,
            }
        );
    }

    #[test]
    fn nothing_is_said_while_somebody_stays_is_late_or_is_not_shown() {
        let now = at("2026-11-18T20:00:00Z");
        let leaves = || resident(Some("2026-11-19T21:00:00Z"));
        let late = resident(Some("2026-11-18T19:00:00Z"));
        for (domus, residents) in
            [(2, vec![leaves(), resident(None)]), (1, vec![late]), (201, vec![leaves()]), (0, vec![])]
        {
            assert_eq!(leaving(HostState::Active, domus, &residents, &[], now), None, "{residents:?}");
        }
        assert_eq!(leaving(HostState::Retired, 0, &[], &[], now), None);
        let empty = leaving(HostState::Drained, 0, &[], &[], now).expect("it takes nobody in");
        assert!(empty.is_empty && empty.kept_until.is_none());
    }
}
