//! Planned times that the clocks of their zone have left: chosen as 22:00, they are 23:00 by now.

use chrono::{DateTime, Duration, Utc};
use chrono_tz::Tz;

use crate::migrations::MigrationState;
use crate::migrations::queries::ShiftedMigration;
use crate::paths;
use crate::status::queries::ShiftedPost;
use crate::web::home::needs::{Need, Plate};
use crate::web::{CurrentMember, Pill};
use crate::words::Message;

/// A move; its members were told the time that was meant.
pub fn of_move(who: &CurrentMember, shifted: ShiftedMigration) -> Need {
    let ShiftedMigration { id, domu, state, starts_at, zone, offset_seconds, found_at } = shifted;
    let clock = Clock { starts_at, zone, offset_seconds };
    Need {
        plate: Some(Plate { href: paths::domu(&domu), name: domu }),
        head: who.say(&clock.said("home-need-shifted").with("number", id.to_string())),
        href: match state {
            MigrationState::Booked => paths::schedule(id),
            _ => paths::migration(id),
        },
        button: "home-another-time",
        ..need(who, &clock, found_at)
    }
}

/// Planned work.
pub fn of_post(who: &CurrentMember, shifted: ShiftedPost) -> Need {
    let ShiftedPost { id, title, starts_at, zone, offset_seconds, found_at } = shifted;
    let clock = Clock { starts_at, zone, offset_seconds };
    Need {
        head: who.say(&clock.said("home-need-shifted-post").with("title", title)),
        href: paths::status_post(id),
        ..need(who, &clock, found_at)
    }
}

fn need(who: &CurrentMember, clock: &Clock, since: DateTime<Utc>) -> Need {
    let start = who.time(Some(clock.starts_at), "at");
    Need {
        pill: Pill::new("is-move", "cal", "home-pill-shifted"),
        plate: None,
        head: String::new(),
        text: who.say(&Message::new("home-need-shifted-text").with("start", start)),
        href: String::new(),
        button: "home-look",
        is_taking: false,
        is_urgent: false,
        since,
    }
}

struct Clock {
    starts_at: DateTime<Utc>,
    zone: String,
    /// When it was chosen.
    offset_seconds: i32,
}

impl Clock {
    fn said(&self, id: &'static str) -> Message {
        let zone: Tz = self.zone.parse().unwrap_or(chrono_tz::UTC);
        let meant = self.starts_at.naive_utc() + Duration::seconds(i64::from(self.offset_seconds));
        let by_now = self.starts_at.with_timezone(&zone).naive_local();
        let format = if meant.date() == by_now.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
        Message::new(id)
            .with("meant", meant.format(format).to_string())
            .with("by_now", by_now.format(format).to_string())
            .with("zone", zone.name())
    }
}
