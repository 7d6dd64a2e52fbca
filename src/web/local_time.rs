//! Times as people type them: a day, a clock time and a zone.

use chrono::{
    DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use chrono_tz::Tz;

use crate::templates::zone_name;
use crate::web::choice::Choice;
use crate::web::{Form, FormErrors};
use crate::words::Message;

/// A day and a time in one field: `2026-11-18 22:00` (or with a `T`, as native inputs send it) in this
/// zone.
pub fn at(form: &Form, field: &str, zone: Tz, errors: &mut FormErrors) -> Option<DateTime<Utc>> {
    let local = read(form, field, "local-time-unreadable", errors, |text| {
        let local = NaiveDateTime::parse_from_str(&text.replacen('T', " ", 1), "%Y-%m-%d %H:%M").ok()?;
        is_planned_for(local.date()).then_some(local)
    });
    resolve(form, field, local?, zone, errors)
}

/// The instant in `day_field` (2026-11-21) and `clock_field` (19:30) in this zone.
pub fn instant(
    form: &Form,
    day_field: &str,
    clock_field: &str,
    zone: Tz,
    errors: &mut FormErrors,
) -> Option<DateTime<Utc>> {
    let day = day(form, day_field, errors);
    let clock = clock(form, clock_field, errors);
    resolve(form, clock_field, day?.and_time(clock?), zone, errors)
}

/// A local time that does not exist is refused with the next one that does. Of one that comes twice
/// the form is asked which it means, by its offset in `<field>_offset`.
pub fn resolve(
    form: &Form,
    field: &str,
    local: NaiveDateTime,
    zone: Tz,
    errors: &mut FormErrors,
) -> Option<DateTime<Utc>> {
    match zone.from_local_datetime(&local) {
        LocalResult::Single(at) => Some(at.with_timezone(&Utc)),
        LocalResult::None => {
            let next = next_existing(zone, local);
            errors.add(field, Message::new("form-no-such-time").with("next", next));
            None
        }
        LocalResult::Ambiguous(first, second) => {
            let both = [first, second];
            let meant = form.text(&format!("{field}_offset"));
            let found = both.iter().find(|at| offset(at) == meant);
            if found.is_none() {
                errors.ask_which(field, Message::new("form-which-time"), both.iter().map(choice).collect());
            }
            found.map(|at| at.with_timezone(&Utc))
        }
    }
}

/// When that day begins: at midnight, or, where the clocks skip it, as soon as it can.
pub fn start_of_day(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let midnight = day.and_time(NaiveTime::MIN);
    let minutes = (0..=24 * 60).map(|minutes| midnight + TimeDelta::minutes(minutes));
    let first = minutes.filter_map(|local| zone.from_local_datetime(&local).earliest()).next()?;
    Some(first.with_timezone(&Utc))
}

/// `+02:00`.
fn offset(at: &DateTime<Tz>) -> String {
    at.format("%:z").to_string()
}

fn choice(at: &DateTime<Tz>) -> Choice {
    let offset = offset(at);
    Choice::named(&offset, format!("{} {}, UTC{offset}", at.format("%H:%M"), zone_name(at)))
}

/// PostgreSQL keeps fewer years than a date can have, and people plan for fewer still.
fn is_planned_for(day: NaiveDate) -> bool {
    (2000..2200).contains(&day.year())
}

/// A day as a date input sends it.
pub fn day(form: &Form, field: &str, errors: &mut FormErrors) -> Option<NaiveDate> {
    let parse = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let day = read(form, field, "form-not-a-day", errors, parse)?;
    if !is_planned_for(day) {
        errors.add(field, Message::new("form-day-out-of-reach"));
        return None;
    }
    Some(day)
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

/// Clocks are put forward by at most a day, so the search ends. With its day where that is another.
fn next_existing(zone: Tz, local: NaiveDateTime) -> String {
    let next = (1..=24 * 60)
        .map(|minutes| local + TimeDelta::minutes(minutes))
        .find(|candidate| zone.from_local_datetime(candidate).earliest().is_some());
    let format = |next: NaiveDateTime| {
        let is_same_day = next.date() == local.date();
        next.format(if is_same_day { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string()
    };
    next.map(format).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Australia, Europe, Pacific};

    use super::*;

    fn typed(day: &str, clock: &str, offset: &str, zone: Tz) -> Result<String, FormErrors> {
        let form = Form::filled([("day", day), ("clock", clock), ("clock_offset", offset)]);
        let mut errors = FormErrors::default();
        let at = instant(&form, "day", "clock", zone, &mut errors);
        errors.or(at.map(|at| at.format("%Y-%m-%dT%H:%MZ").to_string()))
    }

    fn typed_in_one(text: &str, offset: &str, zone: Tz) -> Result<String, FormErrors> {
        let form = Form::filled([("clock", text), ("clock_offset", offset)]);
        let mut errors = FormErrors::default();
        let at = at(&form, "clock", zone, &mut errors);
        errors.or(at.map(|at| at.format("%Y-%m-%dT%H:%MZ").to_string()))
    }

    /// Clocks go forward: day, time, what is offered instead.
    const SKIPPED: [(Tz, &str, &str, &str); 6] = [
        (Europe::London, "2027-03-28", "01:30", "02:00"),
        (Europe::Amsterdam, "2027-03-28", "02:00", "03:00"),
        (America::New_York, "2027-03-14", "02:30", "03:00"),
        (Australia::Lord_Howe, "2027-10-03", "02:15", "02:30"),
        (America::Havana, "2027-03-14", "00:30", "01:00"),
        (Pacific::Apia, "2011-12-30", "12:00", "2011-12-31 00:00"),
    ];

    /// An offset and the instant that it makes of the time.
    type Offset = (&'static str, &'static str);

    /// Clocks go back: day, time, then offset and instant of the first and of the second.
    const TWICE: [(Tz, &str, &str, [Offset; 2]); 4] = [
        (
            Europe::London,
            "2027-10-31",
            "01:30",
            [("+01:00", "2027-10-31T00:30Z"), ("+00:00", "2027-10-31T01:30Z")],
        ),
        (
            Europe::Amsterdam,
            "2026-10-25",
            "02:30",
            [("+02:00", "2026-10-25T00:30Z"), ("+01:00", "2026-10-25T01:30Z")],
        ),
        (
            America::New_York,
            "2027-11-07",
            "01:30",
            [("-04:00", "2027-11-07T05:30Z"), ("-05:00", "2027-11-07T06:30Z")],
        ),
        (
            Australia::Lord_Howe,
            "2027-04-04",
            "01:45",
            [("+11:00", "2027-04-03T14:45Z"), ("+10:30", "2027-04-03T15:15Z")],
        ),
    ];

    #[test]
    fn a_time_that_does_not_exist_is_refused_with_the_next_that_does() {
        for (zone, day, clock, next) in SKIPPED {
            let refused = Err(FormErrors::of("clock", Message::new("form-no-such-time").with("next", next)));
            assert_eq!(typed(day, clock, "", zone), refused, "{zone} {day} {clock}");
            assert_eq!(typed(day, clock, "+01:00", zone), refused, "{zone} {day} {clock}");
            assert_eq!(typed_in_one(&format!("{day} {clock}"), "", zone), refused, "{zone} {day} {clock}");
        }
    }

    #[test]
    fn of_a_time_that_comes_twice_the_form_asks_which() {
        for (zone, day, clock, both) in TWICE {
            for unsaid in ["", "+05:45", "first"] {
                let asked = typed(day, clock, unsaid, zone).expect_err("which?");
                assert_eq!(asked.at("clock"), Some(&Message::new("form-which-time")), "{zone} {day} {clock}");
                let offered: Vec<&str> =
                    asked.choices_at("clock").map(|choice| choice.value.as_str()).collect();
                assert_eq!(offered, both.map(|(offset, _)| offset), "{zone} {day} {clock}");
                assert!(
                    typed_in_one(&format!("{day} {clock}"), unsaid, zone).is_err(),
                    "{zone} {day} {clock}"
                );
            }
            for (offset, at) in both {
                assert_eq!(typed(day, clock, offset, zone).as_deref(), Ok(at), "{zone} {day} {clock}");
                let in_one = typed_in_one(&format!("{day}T{clock}"), offset, zone);
                assert_eq!(in_one.as_deref(), Ok(at), "{zone} {day} {clock}");
            }
        }
    }

    /// Every zone, the minutes around each change of its clocks within two years: what is typed is the
    /// instant that it came from.
    #[test]
    fn every_instant_beside_a_change_of_the_clocks_can_be_typed() {
        let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().expect("an instant");
        let offset_at = |zone: Tz, hour: i64| offset(&(start + TimeDelta::hours(hour)).with_timezone(&zone));
        let mut edges = 0;
        for zone in chrono_tz::TZ_VARIANTS {
            for day in 0..2 * 365 {
                if offset_at(zone, day * 24) == offset_at(zone, (day + 1) * 24) {
                    continue;
                }
                let changes = |hour: &i64| offset_at(zone, *hour) != offset_at(zone, hour + 1);
                let hour = (day * 24..(day + 1) * 24).find(changes).expect("the change is in that day");
                edges += 1;
                for minutes in (-75..=135).step_by(15) {
                    let at = start + TimeDelta::hours(hour) + TimeDelta::minutes(minutes);
                    let local = at.with_timezone(&zone);
                    let (day, clock) = (local.format("%Y-%m-%d"), local.format("%H:%M"));
                    let read = typed(&day.to_string(), &clock.to_string(), &offset(&local), zone);
                    assert_eq!(read, Ok(at.format("%Y-%m-%dT%H:%MZ").to_string()), "{zone} {local}");
                }
            }
        }
        assert!(edges > 400, "{edges}");
    }

    #[test]
    fn a_day_that_nobody_plans_for_is_told_from_one_that_nobody_can_read() {
        for (text, id) in [("9999-01-01", "form-day-out-of-reach"), ("21-11-2030", "form-not-a-day")] {
            let refused = Err(FormErrors::of("day", Message::new(id)));
            assert_eq!(typed(text, "10:00", "", Europe::Amsterdam), refused, "{text}");
        }
    }

    #[test]
    fn a_day_begins_even_where_midnight_is_skipped() {
        let begins = |day: &str, zone| {
            let at = start_of_day(day.parse().expect("a day"), zone).expect("it begins");
            at.format("%Y-%m-%dT%H:%MZ").to_string()
        };
        assert_eq!(begins("2027-03-14", America::Havana), "2027-03-14T05:00Z");
        assert_eq!(begins("2027-03-14", Europe::Amsterdam), "2027-03-13T23:00Z");
    }

    #[test]
    fn a_time_is_read_in_its_zone() {
        let zone = Europe::Amsterdam;
        assert_eq!(typed("2026-11-21", "19:30", "", zone).as_deref(), Ok("2026-11-21T18:30Z"));
        assert_eq!(typed_in_one("2026-11-18 22:00", "", zone).as_deref(), Ok("2026-11-18T21:00Z"));
        assert_eq!(typed_in_one("2026-07-18T22:00", "", zone).as_deref(), Ok("2026-07-18T20:00Z"));
        assert!(typed("21-11-2026", "25:00", "", zone).is_err());
        for wrong in ["tonight", "2026-13-01 10:00", "2026-11-18", "99999-01-01 10:00", "0001-01-01 00:00"] {
            let refused = FormErrors::of("clock", Message::new("local-time-unreadable"));
            assert_eq!(typed_in_one(wrong, "", zone), Err(refused), "{wrong}");
        }
    }
}
