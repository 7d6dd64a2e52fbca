//! What is promised beside the window, and would not hold with it.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use crate::migrations::Window;
use crate::words::{Message, Sentence};

/// The window is later than what was promised; `day` is the last one on which that still holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooLate {
    #[error("the old addresses answer until {day} only")]
    OldAddresses { day: chrono::NaiveDate },
    #[error("it has to be gone by {day}")]
    Deadline { day: chrono::NaiveDate },
}

/// Whether the old addresses still answer when it moves, and it is gone by its deadline.
pub fn holds(
    window: &Window,
    old_addresses_until: Option<DateTime<Utc>>,
    deadline: Option<DateTime<Utc>>,
) -> Result<(), TooLate> {
    if let Some(until) = old_addresses_until.filter(|until| *until <= window.starts_at) {
        return Err(TooLate::OldAddresses { day: last_day(until, window.zone) });
    }
    match deadline.filter(|deadline| *deadline < window.ends_at) {
        Some(deadline) => Err(TooLate::Deadline { day: last_day(deadline, window.zone) }),
        None => Ok(()),
    }
}

/// A day ends at the midnight that begins the next.
fn last_day(end: DateTime<Utc>, zone: Tz) -> chrono::NaiveDate {
    (end - Duration::seconds(1)).with_timezone(&zone).date_naive()
}

impl TooLate {
    /// The field of the form on which both can be changed.
    pub fn field(self) -> &'static str {
        match self {
            TooLate::OldAddresses { .. } => "old_until_day",
            TooLate::Deadline { .. } => "deadline_day",
        }
    }

    /// To whoever can change only the time: what was promised stays.
    pub fn sentence_of_another_time(self) -> Message {
        match self {
            TooLate::OldAddresses { day } => {
                Message::new("promise-old-addresses-stay").with("day", day.to_string())
            }
            TooLate::Deadline { day } => Message::new("promise-deadline-stays").with("day", day.to_string()),
        }
    }
}

impl Sentence for TooLate {
    fn sentence(&self) -> Message {
        match self {
            TooLate::OldAddresses { day } => {
                Message::new("promise-old-addresses").with("day", day.to_string())
            }
            TooLate::Deadline { day } => Message::new("promise-deadline").with("day", day.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn a_window_after_what_was_promised_is_refused_with_the_last_day() {
        let zone = chrono_tz::Europe::Amsterdam;
        let window = |starts_at, ends_at| Window { starts_at: at(starts_at), ends_at: at(ends_at), zone };
        let second = window("2026-12-02T21:00:00Z", "2026-12-02T22:30:00Z");
        let end_of = |day: u32| Some(at(&format!("2026-11-{day:02}T23:00:00Z")));
        let day = |text: &str| text.parse().expect("a day");
        assert_eq!(holds(&second, end_of(29), None), Err(TooLate::OldAddresses { day: day("2026-11-29") }));
        assert_eq!(holds(&second, None, end_of(30)), Err(TooLate::Deadline { day: day("2026-11-30") }));
        let same_day = window("2026-11-29T21:00:00Z", "2026-11-29T22:30:00Z");
        assert_eq!(holds(&same_day, end_of(29), end_of(29)), Ok(()));
        assert_eq!(holds(&second, None, None), Ok(()));
    }
}
