//! How long what was reported is kept; `jobs::sweep` removes what is older. Everything else that
//! is reported of an attempt stays with it: steps, ends of copies, and how far it was each minute.
//!
//! A host with two cards keeps 35 days of five minutes, and 400 days of everything coarser: some
//! 69,000 rows in all, however long it reports and however often.

use chrono::Duration;

/// Samples as they came. After that the minutes tell the story.
pub const SAMPLES: Duration = Duration::days(30);

/// Traffic by the length of its pieces in seconds. A day's picture can be drawn for five weeks; after
/// that it is one of half hours.
pub const TRAFFIC: [(i32, Duration); 4] = [
    (300, Duration::days(35)),
    (1800, Duration::days(400)),
    (7200, Duration::days(400)),
    (86400, Duration::days(400)),
];
