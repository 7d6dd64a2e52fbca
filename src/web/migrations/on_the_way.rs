//! Who else needs the hosts of a move, or the interconnect between them, around its window.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::migrations::Window;
use crate::migrations::queries::BookedMove;
use crate::paths;

#[derive(Serialize)]
pub struct OnTheWay {
    meanwhile: Vec<Other>,
    /// The first after the window.
    next: Option<Other>,
}

#[derive(Serialize)]
struct Other {
    href: String,
    domu: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

impl OnTheWay {
    /// `others` in the order of their start.
    pub fn of(others: Vec<BookedMove>, window: Window) -> OnTheWay {
        let (later, earlier): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|other| other.starts_at >= window.ends_at);
        let meanwhile = earlier.into_iter().filter(|other| other.ends_at > window.starts_at);
        OnTheWay {
            meanwhile: meanwhile.map(Other::of).collect(),
            next: later.into_iter().next().map(Other::of),
        }
    }
}

impl Other {
    fn of(other: BookedMove) -> Other {
        Other {
            href: paths::migration(other.id),
            domu: other.domu,
            starts_at: other.starts_at,
            ends_at: other.ends_at,
        }
    }
}
