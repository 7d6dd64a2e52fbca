//! What the form for a move is filled with before anybody has typed: a usual evening, or a draft.

use chrono::{DateTime, Duration, NaiveTime, Utc};

use super::new_form::address_field;
use crate::db::ids::MigrationId;
use crate::db::pool::Connection;
use crate::migrations::queries::{self, Mover};
use crate::migrations::{Estimate, LEAD_TIME, Window, needed};
use crate::web::{CoreMember, Error, Form};

/// In four days, in the evening: enough notice, and most people are at home. How long the evening has to be
/// is known with the estimate, see `with_an_end`.
pub fn first_values(who: &CoreMember) -> Vec<(String, String)> {
    let zone = who.member().zone();
    let day = (who.now + LEAD_TIME + Duration::days(1)).with_timezone(&zone).date_naive();
    [
        ("day", day.to_string()),
        ("starts_at", "22:00".to_owned()),
        ("zone", zone.name().to_owned()),
        ("offers_windows", "yes".to_owned()),
        ("grace_days", "7".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// With an end that leaves room for the move, where the form has none yet: half past eleven, or later.
pub fn with_an_end(form: &Form, estimate: Option<&Estimate>) -> Form {
    let needed = estimate.map_or(0, |estimate| needed(estimate.expected_seconds).num_minutes() + 1);
    let minutes = (needed + 14) / 15 * 15;
    let starts_at = NaiveTime::from_hms_opt(22, 0, 0).unwrap_or(NaiveTime::MIN);
    let ends_at = starts_at + Duration::minutes(minutes.clamp(90, 23 * 60));
    form.clone().beside(Form::filled([("ends_at", ends_at.format("%H:%M").to_string())]))
}

/// Those that it was saved with.
pub async fn draft_values(
    who: &CoreMember,
    conn: &Connection,
    mover: &Mover,
    draft: MigrationId,
) -> Result<Vec<(String, String)>, Error> {
    let found = queries::choosing(conn, who.member(), draft).await?.ok_or(Error::NotFound)?;
    let shown = &found.shown;
    let migration = &shown.migration;
    let window = Window::of(migration);
    let local = |at: DateTime<Utc>| at.with_timezone(&window.zone);
    let day_before = |at: Option<DateTime<Utc>>| {
        at.map(|at| (local(at) - Duration::seconds(1)).date_naive().to_string()).unwrap_or_default()
    };
    let mut values = vec![
        ("draft", migration.id.to_string()),
        ("target", shown.target.host.clone()),
        ("day", local(window.starts_at).date_naive().to_string()),
        ("starts_at", local(window.starts_at).format("%H:%M").to_string()),
        ("ends_at", local(window.ends_at).format("%H:%M").to_string()),
        ("zone", window.zone.name().to_owned()),
        ("reason", migration.reason.clone()),
        ("short_notice_reason", migration.short_notice_reason.clone().unwrap_or_default()),
        ("plan", migration.plan_id.map(|plan| plan.to_string()).unwrap_or_default()),
        ("grace_days", migration.grace_days.to_string()),
        ("old_until_day", day_before(migration.old_addresses_until)),
        ("deadline_day", day_before(migration.deadline)),
    ];
    if found.choice.is_some_and(|choice| choice.offers_windows) {
        values.push(("offers_windows", "yes".to_owned()));
    }
    // Its addresses are those that it was saved with, also where that is none.
    values.push(("proposed_for", shown.target.host.clone()));
    let mut values: Vec<_> = values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for (index, old) in mover.addresses.iter().enumerate() {
        let new = shown.addresses.iter().find(|(known, _)| known.addr() == *old);
        let new = new.map(|(_, new)| new.addr().to_string()).unwrap_or_default();
        values.push((address_field(index), new));
    }
    Ok(values)
}
