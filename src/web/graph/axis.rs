//! Times below a picture, in the reader's zone.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;

use super::Window;
use crate::fleet::traffic::Span;
use crate::graph::Tick;
use crate::templates::zone_name;
use crate::web::Visitor;
use crate::web::local_time::start_of_day;
use crate::words::Message;

/// Each third hour by the clock, which in a day of 23 or 25 hours is not each third hour.
pub fn hours(span: Span, zone: Tz) -> Vec<Tick> {
    let day = span.from.with_timezone(&zone).date_naive();
    let tick = |hour: u32| {
        let local = day.and_hms_opt(hour, 0, 0)?.and_local_timezone(zone).earliest()?;
        let at = local.with_timezone(&Utc).max(span.from);
        Some(Tick { at, label: format!("{hour:02}:00"), is_minor: !hour.is_multiple_of(6) })
    };
    let midnight = Tick { at: span.until, label: "24:00".to_owned(), is_minor: true };
    (0..24).step_by(3).filter_map(tick).chain([midnight]).collect()
}

/// A few days or months, the same distance apart.
pub fn dates(who: &Visitor, window: Window, span: Span) -> Vec<Tick> {
    let day = |at: DateTime<Utc>| at.with_timezone(&who.zone()).date_naive();
    let days = day(span.from).iter_days().take_while(|date| *date <= day(span.until));
    let last = day(span.until);
    let is_shown = |date: &NaiveDate| match window {
        Window::Week => (last - *date).num_days() % 2 == 0,
        Window::Month => (last - *date).num_days() % 7 == 0,
        Window::Year => date.day() == 1 && date.month().is_multiple_of(2),
    };
    let tick = |date: NaiveDate| {
        let at = start_of_day(date, who.zone()).filter(|at| (span.from..=span.until).contains(at))?;
        let month = who.say(&Message::new(format!("time-month-short-{}", date.month())));
        let label = match window {
            Window::Year => month,
            _ => {
                who.say(&Message::new("graph-date").with("day", date.day().to_string()).with("month", month))
            }
        };
        Some(Tick { at, label, is_minor: false })
    };
    days.filter(is_shown).filter_map(tick).collect()
}

/// What the clock says, with its zone where that changes within the time that is drawn.
pub fn clock(at: DateTime<Utc>, zone: Tz, span: Span) -> String {
    let local = at.with_timezone(&zone);
    let clock = if at == span.until && at > span.from && (local.hour(), local.minute()) == (0, 0) {
        "24:00".to_owned()
    } else {
        format!("{:02}:{:02}", local.hour(), local.minute())
    };
    let names = zones(zone, span);
    if names.len() == 1 { clock } else { format!("{clock} {}", zone_name(&local)) }
}

/// `CET`, or on the day of the change both.
pub fn zones(zone: Tz, span: Span) -> Vec<String> {
    let last = span.until - TimeDelta::seconds(1);
    let mut names = [span.from, last].map(|at| zone_name(&at.with_timezone(&zone))).to_vec();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Amsterdam;

    use super::*;
    use crate::web::graph::day_span;

    #[test]
    fn the_axis_is_right_on_the_days_on_which_the_clock_changes() {
        let now = "2027-04-01T00:00:00Z".parse().expect("an instant");
        let places = |day: &str| -> Vec<(String, i64)> {
            let span = day_span(day.parse().expect("a day"), Amsterdam, now).expect("it begins and ends");
            let ticks = hours(span, Amsterdam).into_iter();
            ticks.map(|tick| (tick.label, (tick.at - span.from).num_hours())).collect()
        };
        let clock = |n: i64| format!("{n:02}:00");
        let usual: Vec<_> = (0..=8).map(|n| (clock(3 * n), 3 * n)).collect();
        assert_eq!(places("2026-11-18"), usual);
        let short: Vec<_> = (0..=8).map(|n| (clock(3 * n), if n == 0 { 0 } else { 3 * n - 1 })).collect();
        assert_eq!(places("2027-03-28"), short);
        let long: Vec<_> = (0..=8).map(|n| (clock(3 * n), if n == 0 { 0 } else { 3 * n + 1 })).collect();
        assert_eq!(places("2026-10-25"), long);
    }
}
