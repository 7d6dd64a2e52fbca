//! What the core team types to schedule a move, read into a `NewMigration`.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::db::ids::{DomuId, HostId, PlanId};
use crate::migrations::{NewMigration, Window};
use crate::web::{Form, FormErrors, local_time};
use crate::words::Message;

/// Reads the form. `targets` are the hosts that it offers, by name; `old_addresses` those that
/// the domU has now, each with an input `address-N` beside it.
pub fn parse(
    form: &Form,
    domu: DomuId,
    targets: &[(String, HostId)],
    old_addresses: &[IpAddr],
) -> Result<NewMigration, FormErrors> {
    let mut errors = FormErrors::default();
    let target = target(form, targets, &mut errors);
    let window = window(form, &mut errors);
    let reason = form.required_lines("reason", 2000, &mut errors);
    let short = form.optional("short_notice_reason", 2000, &mut errors);
    let zone = window.as_ref().map_or(chrono_tz::UTC, |window| window.zone);
    let grace_days = grace_days(form, &mut errors);
    let old_addresses_until = end_of_day(form, "old_until_day", zone, &mut errors);
    let deadline = end_of_day(form, "deadline_day", zone, &mut errors);
    let addresses = addresses(form, old_addresses, &mut errors);
    let plan = plan(form, &mut errors);
    let parts = target.zip(window).zip(grace_days);
    errors.or(parts.map(|((target, window), grace_days)| NewMigration {
        domu,
        target,
        window,
        offers_windows: form.has("offers_windows"),
        reason,
        short_notice_reason: (!short.is_empty()).then_some(short),
        addresses,
        deadline,
        grace_days,
        old_addresses_until,
        plan,
    }))
}

/// The name of the input for the address at this place.
pub fn address_field(index: usize) -> String {
    format!("address-{index}")
}

/// Day, start, end and zone. An end before the start is on the next day; one at the start is none.
pub fn window(form: &Form, errors: &mut FormErrors) -> Option<Window> {
    let zone = local_time::zone(form, "zone", errors)?;
    let starts_at = local_time::instant(form, "day", "starts_at", zone, errors);
    let ends = local_time::clock(form, "ends_at", errors);
    let starts_at = starts_at?;
    let start = starts_at.with_timezone(&zone).naive_local();
    let same_day = start.date().and_time(ends?);
    if same_day == start {
        errors.add("ends_at", Message::new("window-empty"));
        return None;
    }
    let end = if same_day > start { same_day } else { same_day + chrono::Days::new(1) };
    let ends_at = local_time::resolve(form, "ends_at", end, zone, errors)?;
    Some(Window { starts_at, ends_at, zone })
}

fn target(form: &Form, targets: &[(String, HostId)], errors: &mut FormErrors) -> Option<HostId> {
    let chosen = targets.iter().find(|(name, _)| name == form.text("target")).map(|(_, id)| *id);
    if chosen.is_none() {
        let id = if form.text("target").is_empty() { "form-required" } else { "form-not-one-of" };
        errors.add("target", Message::new(id));
    }
    chosen
}

/// The one that is chosen; none is a choice too.
fn plan(form: &Form, errors: &mut FormErrors) -> Option<PlanId> {
    let chosen = form.text("plan");
    if !chosen.is_empty() && chosen.parse::<PlanId>().is_err() {
        errors.add("plan", Message::new("form-not-one-of"));
    }
    chosen.parse().ok()
}

fn grace_days(form: &Form, errors: &mut FormErrors) -> Option<i32> {
    let days = form.text("grace_days").parse().ok();
    if days.is_none() {
        errors.add("grace_days", Message::new("new-move-not-a-number"));
    }
    days
}

/// The end of the day in this field, if there is one.
pub fn end_of_day(form: &Form, field: &str, zone: Tz, errors: &mut FormErrors) -> Option<DateTime<Utc>> {
    if form.text(field).is_empty() {
        return None;
    }
    local_time::start_of_day(local_time::day(form, field, errors)?.succ_opt()?, zone)
}

fn addresses(form: &Form, old: &[IpAddr], errors: &mut FormErrors) -> Vec<(IpAddr, IpAddr)> {
    let mut pairs = Vec::new();
    for (index, old) in old.iter().enumerate() {
        let text = form.text(&address_field(index)).to_owned();
        match text.parse() {
            _ if text.is_empty() => {}
            Ok(new) if new == *old => {}
            Ok(new) => pairs.push((*old, new)),
            Err(_) => errors.add("addresses", Message::new("new-move-not-an-address").with("text", text)),
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(changes: &[(&str, &str)]) -> Form {
        let mut fields = vec![
            ("target", "spaarne"),
            ("day", "2026-11-21"),
            ("starts_at", "22:00"),
            ("ends_at", "23:30"),
            ("zone", "Europe/Amsterdam"),
            ("reason", "The data centre closes."),
            ("grace_days", "7"),
            ("address-0", "198.51.100.41"),
        ];
        fields.retain(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
        fields.extend_from_slice(changes);
        Form::filled(fields)
    }

    fn read(changes: &[(&str, &str)]) -> Result<NewMigration, FormErrors> {
        let old = ["192.0.2.41".parse().expect("an address")];
        parse(&filled(changes), DomuId(1), &[("spaarne".to_owned(), HostId(2))], &old)
    }

    #[test]
    fn a_full_form_is_a_new_migration() {
        let read = read(&[]).expect("a good form");
        assert_eq!(read.target, HostId(2));
        assert_eq!(read.window.starts_at.to_rfc3339(), "2026-11-21T21:00:00+00:00");
        assert_eq!(read.window.ends_at.to_rfc3339(), "2026-11-21T22:30:00+00:00");
        assert_eq!(read.addresses.len(), 1);
        assert_eq!(read.short_notice_reason, None);
    }

    #[test]
    fn a_window_may_end_after_midnight() {
        let window = read(&[("ends_at", "00:30")]).expect("a good form").window;
        assert_eq!(window.ends_at.to_rfc3339(), "2026-11-21T23:30:00+00:00");
    }

    #[test]
    fn a_window_that_ends_as_it_begins_is_none() {
        let errors = read(&[("ends_at", "22:00")]).expect_err("no time at all");
        assert_eq!(errors.at("ends_at"), Some(&Message::new("window-empty")));
    }

    #[test]
    fn an_end_that_is_skipped_or_comes_twice_is_said_at_its_field() {
        let skipped = read(&[("day", "2027-03-28"), ("starts_at", "01:00"), ("ends_at", "02:30")]);
        assert!(skipped.expect_err("there is no half past two").at("ends_at").is_some());
        let twice = [("day", "2026-10-25"), ("starts_at", "01:00"), ("ends_at", "02:30")];
        assert!(read(&twice).expect_err("which half past two?").at("ends_at").is_some());
        let window = read(&[&twice[..], &[("ends_at_offset", "+01:00")]].concat()).expect("that one").window;
        assert_eq!(window.ends_at.to_rfc3339(), "2026-10-25T01:30:00+00:00");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let wrong = [
            ("target", "elsewhere", "target"),
            ("day", "tomorrow", "day"),
            ("starts_at", "", "starts_at"),
            ("ends_at", "25:00", "ends_at"),
            ("zone", "Mars/Olympus", "zone"),
            ("reason", " ", "reason"),
            ("grace_days", "a week", "grace_days"),
            ("address-0", "198.51.100", "addresses"),
        ];
        for (field, value, at) in wrong {
            let errors = read(&[(field, value)]).expect_err(field);
            assert!(errors.at(at).is_some(), "{field}: {errors:?}");
        }
    }
}
