//! Times as people type them: a day, a clock time and a zone.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::web::{Form, FormErrors};
use crate::words::Message;

/// `2026-11-18 22:00` (or with a `T`, as native inputs send it) in `zone`: a day and a time in one
/// field.
pub fn parse(text: &str, zone: Tz) -> Result<DateTime<Utc>, Message> {
    let text = text.trim().replacen('T', " ", 1);
    let local = NaiveDateTime::parse_from_str(&text, "%Y-%m-%d %H:%M")
        .map_err(|_| Message::new("local-time-unreadable"))?;
    in_zone(local, zone).map_err(|_| Message::new("local-time-skipped")).and_then(|at| {
        is_planned_for(at.date_naive()).then_some(at).ok_or(Message::new("local-time-unreadable"))
    })
}

/// The instant in `day_field` (2026-11-21) and `clock_field` (19:30) in this zone. A local time
/// that does not exist is refused with the next one that does; of one that comes twice the first
/// is taken, and the page shows its offset.
pub fn instant(
    form: &Form,
    day_field: &str,
    clock_field: &str,
    zone: Tz,
    errors: &mut FormErrors,
) -> Option<DateTime<Utc>> {
    let day = day(form, day_field, errors);
    let clock = clock(form, clock_field, errors);
    let local = day?.and_time(clock?);
    in_zone(local, zone)
        .map_err(|next| errors.add(clock_field, Message::new("form-no-such-time").with("next", next)))
        .ok()
}

/// An hour that comes twice is the first one; for one that doesn't exist the next that does.
fn in_zone(local: NaiveDateTime, zone: Tz) -> Result<DateTime<Utc>, String> {
    let at = zone.from_local_datetime(&local).earliest().ok_or_else(|| next_existing(zone, local))?;
    Ok(at.with_timezone(&Utc))
}

/// PostgreSQL keeps fewer years than a date can have, and people plan for fewer still.
fn is_planned_for(day: NaiveDate) -> bool {
    (2000..2200).contains(&day.year())
}

/// A day as a date input sends it.
pub fn day(form: &Form, field: &str, errors: &mut FormErrors) -> Option<NaiveDate> {
    read(form, field, "form-not-a-day", errors, |text| {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| is_planned_for(*day))
    })
}

/// A clock time, 24 hours: 9:05 or 21:30.
pub fn clock(form: &Form, field: &str, errors: &mut FormErrors) -> Option<NaiveTime> {
    read(form, field, "form-not-a-time", errors, |text| NaiveTime::parse_from_str(text, "%H:%M").ok())
}

/// An IANA zone.
pub fn zone(form: &Form, field: &str, errors: &mut FormErrors) -> Option<Tz> {
    read(form, field, "form-not-a-zone", errors, |text| text.parse().ok())
}

fn read<T>(
    form: &Form,
    field: &str,
    otherwise: &'static str,
    errors: &mut FormErrors,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<T> {
    let text = form.text(field);
    let parsed = parse(text);
    if parsed.is_none() {
        errors.add(field, Message::new(if text.is_empty() { "form-required" } else { otherwise }));
    }
    parsed
}

/// Clocks are put forward by at most a few hours, so the search ends soon.
fn next_existing(zone: Tz, local: NaiveDateTime) -> String {
    (1..=24 * 60)
        .map(|minutes| local + TimeDelta::minutes(minutes))
        .find(|candidate| zone.from_local_datetime(candidate).earliest().is_some())
        .map_or_else(String::new, |next| next.format("%H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, clock: &str, zone: Tz) -> (Option<String>, FormErrors) {
        let form = Form::filled([("day", day), ("clock", clock)]);
        let mut errors = FormErrors::default();
        let at = instant(&form, "day", "clock", zone, &mut errors);
        (at.map(|at| at.format("%Y-%m-%dT%H:%MZ").to_string()), errors)
    }

    #[test]
    fn a_local_time_is_an_instant_or_a_sentence() {
        let london = chrono_tz::Europe::London;
        assert_eq!(
            typed("2026-11-21", "19:30", chrono_tz::Europe::Amsterdam).0.as_deref(),
            Some("2026-11-21T18:30Z")
        );
        let gap = Message::new("form-no-such-time").with("next", "02:00");
        assert_eq!(typed("2027-03-28", "01:30", london), (None, FormErrors::of("clock", gap)));
        assert_eq!(typed("2027-10-31", "01:30", london).0.as_deref(), Some("2027-10-31T00:30Z"));
        let lord_howe = Message::new("form-no-such-time").with("next", "02:30");
        let typed_there = typed("2027-10-03", "02:15", chrono_tz::Australia::Lord_Howe);
        assert_eq!(typed_there, (None, FormErrors::of("clock", lord_howe)));
        assert_eq!(typed("21-11-2026", "25:00", london).0, None);
    }

    #[test]
    fn a_time_is_read_in_its_zone() {
        let zone = chrono_tz::Europe::Amsterdam;
        let read = |text| parse(text, zone).map(|at| at.to_rfc3339()).map_err(|message| message.id);
        assert_eq!(read("2026-11-18 22:00").as_deref(), Ok("2026-11-18T21:00:00+00:00"));
        assert_eq!(read("2026-07-18T22:00").as_deref(), Ok("2026-07-18T20:00:00+00:00"));
        assert_eq!(read("2026-10-25 02:30").as_deref(), Ok("2026-10-25T00:30:00+00:00"));
        assert_eq!(read("2026-03-29 02:30").unwrap_err(), "local-time-skipped");
        for wrong in
            ["", "tonight", "2026-13-01 10:00", "2026-11-18", "99999-01-01 10:00", "0001-01-01 00:00"]
        {
            assert_eq!(read(wrong).unwrap_err(), "local-time-unreadable", "{wrong}");
        }
    }
}
