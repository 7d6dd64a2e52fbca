//! A move whose turn it is, for whoever runs it: it stands above all else until it is started.

use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use crate::migrations::MigrationState;
use crate::migrations::queries::Standing;
use crate::paths;
use crate::web::migrations::words;
use crate::web::{CurrentMember, Pill};
use crate::words::Message;

/// So long before its window a move is prepared: the preflight wants to be looked at.
pub const AHEAD: Duration = Duration::hours(1);

#[derive(Serialize)]
pub struct Due {
    pub domu: String,
    href: String,
    operate_href: String,
    title: String,
    state: Pill,
    figure: String,
    figure_note: String,
    text: String,
}

/// Only one's own, booked and not begun; past its window it is a worry of everybody's.
pub fn due(who: &CurrentMember, standing: &Standing) -> Option<Due> {
    let row = &standing.migration;
    let is_mine = row.operator_id == Some(who.member().id);
    let is_due = row.state == MigrationState::Booked && row.starts_at <= who.now + AHEAD;
    if !is_mine || !is_due || row.is_overdue(who.now) {
        return None;
    }
    let has_begun = row.starts_at <= who.now;
    let say = |id: &'static str| {
        who.say(
            &Message::new(id)
                .with("site", row.target_site_code.as_str())
                .with("source", row.source.as_str())
                .with("target", row.target.as_str())
                .with("has_begun", i64::from(has_begun))
                .with("start", who.time(Some(row.starts_at), "clock"))
                .with("end", who.time(Some(row.ends_at), "clock"))
                .with("is_too_late", i64::from(last_start(standing) <= who.now))
                .with("last_start", who.time(Some(last_start(standing)), "clock"))
                .with("expected", who.duration(row.expected_seconds.into())),
        )
    };
    Some(Due {
        domu: row.domu.clone(),
        href: paths::migration(row.id),
        operate_href: paths::preflight(row.id),
        title: say("home-due-title"),
        state: words::state_pill(row.state, false),
        figure: match has_begun {
            true => say("home-due-now"),
            false => who.span((row.starts_at - who.now).num_seconds()),
        },
        figure_note: say("home-due-note"),
        text: say("home-due-text"),
    })
}

/// Started later it would not be back before its window ends.
fn last_start(standing: &Standing) -> DateTime<Utc> {
    let row = &standing.migration;
    row.ends_at - Duration::seconds(row.expected_seconds.into())
}
