//! An instant in words: `{{time at style="…"}}`, in the reader's language and zone.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Duration, SecondsFormat, Timelike, Utc};
use chrono_tz::{OffsetName, Tz};
use fluent_bundle::{FluentArgs, FluentValue};
use handlebars::{
    Context, Handlebars, Helper, HelperResult, JsonRender, JsonValue, RenderError, RenderErrorReason,
};

use super::amounts::duration_in_words;
use super::frame::{locale_of, now_of, zone_of};
use super::helpers::{Output, param, writes};
use crate::words::{Locale, Words};

pub fn register(engine: &mut Handlebars<'static>, words: Arc<Words>, output: Output) {
    engine.register_helper("time", writes(move |h, context, out| write(&words, output, h, context, out)));
}

/// `{{time at style="…"}}` with the styles
/// `full` (Tuesday 17 November, 22:05 CET, or today, 22:05 CET), `clock` (22:05), `clock_zone` (22:05
/// CET), `day` (Tuesday 17 November), `date` (17 Nov 2026), `short` (17 Nov, 22:05, within a week Tue 17 Nov, 22:05), `mail` (Tuesday
/// 17 November at 22:05 CET, 21:05 UTC), `at` (tonight at 22:05, on Tuesday at 22:05), `zone` (CET, UTC+01:00) and
/// `ago` (5 minutes ago); `until` and `mail_until` are `full` and `mail` for the end of something, in
/// which midnight belongs to the day that it ends: Monday 16 November, 24:00 CET. In HTML it is a
/// `<time>` element whose title gives UTC.
fn write(
    words: &Words,
    output: Output,
    h: &Helper<'_>,
    context: &Context,
    out: &mut dyn handlebars::Output,
) -> HelperResult {
    let value = param(h, 0)?;
    if value.is_null() {
        return Ok(());
    }
    let at = instant(value)?;
    let style = h.hash_get("style").map(|style| style.value().render()).unwrap_or_else(|| "full".to_owned());
    let zone = match h.hash_get("zone") {
        Some(zone) => zone.value().render().parse().unwrap_or(chrono_tz::UTC),
        None => zone_of(context),
    };
    let text = time_in_words(words, locale_of(context), at, zone, now_of(context), &style);
    match output {
        Output::Text => out.write(&text)?,
        Output::Html => out.write(&format!(
            "<time datetime=\"{}\" title=\"{} {} UTC\">{}</time>",
            at.with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Secs, false),
            at.date_naive(),
            clock_of(&at),
            handlebars::html_escape(&text),
        ))?,
    }
    Ok(())
}

/// An instant in words; `write` lists the styles.
pub fn time_in_words(
    words: &Words,
    locale: Locale,
    at: DateTime<Utc>,
    zone: Tz,
    now: DateTime<Utc>,
    style: &str,
) -> String {
    let (style, is_end) = match style {
        "until" => ("full", true),
        "mail_until" => ("mail", true),
        style => (style, false),
    };
    let local = at.with_timezone(&zone);
    let today = now.with_timezone(&zone);
    let (local, clock) = match clock_of(&local).as_str() {
        "00:00" if is_end => (local - Duration::minutes(1), "24:00".to_owned()),
        clock => (local, clock.to_owned()),
    };
    let say = |id: &str, args: &[(&'static str, &str)]| {
        let mut fluent = FluentArgs::with_capacity(args.len());
        for &(name, value) in args {
            fluent.set(name, FluentValue::from(value));
        }
        words.format(locale, id, &fluent)
    };
    let month = |form: &str| say(&format!("time-month-{form}-{}", local.month()), &[]);
    let day_number = || local.day().to_string();
    let year = || local.year().to_string();
    let day = || {
        let weekday = say(&format!("time-weekday-{}", local.weekday().number_from_monday()), &[]);
        let id = if local.year() == today.year() { "time-day" } else { "time-day-year" };
        say(
            id,
            &[("weekday", &weekday), ("day", &day_number()), ("month", &month("long")), ("year", &year())],
        )
    };
    match style {
        "clock" => clock,
        "clock_zone" => say("time-clock-zone", &[("clock", &clock), ("zone", &zone_name(&local))]),
        "day" => day(),
        "date" => say("time-date", &[("day", &day_number()), ("month", &month("short")), ("year", &year())]),
        "short" if local.date_naive() == today.date_naive() => say("time-today", &[("clock", &clock)]),
        "short" => {
            let is_near = (local.date_naive() - today.date_naive()).num_days().abs() < 7;
            let weekday =
                || say(&format!("time-weekday-short-{}", local.weekday().number_from_monday()), &[]);
            let weekday = if is_near { weekday() } else { String::new() };
            let id = if is_near { "time-short-near" } else { "time-short" };
            let (day, month) = (day_number(), month("short"));
            say(id, &[("weekday", &weekday), ("day", &day), ("month", &month), ("clock", &clock)])
        }
        "mail" => say(
            "time-mail",
            &[("day", &day()), ("clock", &clock), ("zone", &zone_name(&local)), ("utc", &clock_of(&at))],
        ),
        "zone" => format!("{}, UTC{}", zone_name(&local), local.format("%:z")),
        "at" => at_in_words(local, today, &day(), &clock, say),
        "ago" => say(
            "time-ago",
            &[(
                "duration",
                &duration_in_words(words, locale, (now - at).max(Duration::zero()).num_seconds()),
            )],
        ),
        _ => {
            let days = (local.date_naive() - today.date_naive()).num_days();
            let when = match days {
                0 => say("time-word-today", &[]),
                1 => say("time-word-tomorrow", &[]),
                -1 => say("time-word-yesterday", &[]),
                _ => day(),
            };
            say("time-full", &[("day", &when), ("clock", &clock), ("zone", &zone_name(&local))])
        }
    }
}

/// The evening begins at six.
const EVENING: u32 = 18;

/// As one says it: tonight, tomorrow, on Tuesday within a week, else with the date.
fn at_in_words(
    local: DateTime<Tz>,
    today: DateTime<Tz>,
    day: &str,
    clock: &str,
    say: impl Fn(&str, &[(&'static str, &str)]) -> String,
) -> String {
    match (local.date_naive() - today.date_naive()).num_days() {
        0 if local.hour() >= EVENING => say("time-at-tonight", &[("clock", clock)]),
        0 => say("time-at-today", &[("clock", clock)]),
        1 => say("time-at-tomorrow", &[("clock", clock)]),
        -1 => say("time-at-yesterday", &[("clock", clock)]),
        2..=6 => {
            let weekday = say(&format!("time-weekday-{}", local.weekday().number_from_monday()), &[]);
            say("time-at-day", &[("day", &weekday), ("clock", clock)])
        }
        _ => say("time-at-day", &[("day", day), ("clock", clock)]),
    }
}

/// Hour and minute. By hand, because lists have one in every row and chrono reads its format anew
/// each time.
fn clock_of(at: &impl Timelike) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// The zone's abbreviation where it has letters (CET), else its offset (UTC+03:30).
pub fn zone_name(local: &DateTime<Tz>) -> String {
    match local.offset().abbreviation() {
        Some(name) if name.chars().all(|c| c.is_ascii_alphabetic()) => name.to_owned(),
        _ => format!("UTC{}", local.format("%:z")),
    }
}

fn instant(value: &JsonValue) -> Result<DateTime<Utc>, RenderError> {
    value
        .as_str()
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
        .map(|at| at.with_timezone(&Utc))
        .ok_or_else(|| RenderErrorReason::Other(format!("{value} is no instant")).into())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use chrono_tz::Europe::Amsterdam;

    use super::*;

    #[test]
    fn midnight_belongs_to_the_day_that_it_ends() {
        let words = Words::load().expect("the words are well-formed");
        let say = |at: DateTime<Tz>, style: &str| {
            let now = Amsterdam.with_ymd_and_hms(2026, 11, 10, 12, 0, 0).unwrap().to_utc();
            time_in_words(&words, Locale::En, at.to_utc(), Amsterdam, now, style)
        };
        let midnight = Amsterdam.with_ymd_and_hms(2026, 11, 17, 0, 0, 0).unwrap();
        assert_eq!(say(midnight, "full"), "Tuesday 17 November, 00:00 CET");
        assert_eq!(say(midnight, "until"), "Monday 16 November, 24:00 CET");
        assert_eq!(say(midnight, "mail_until"), "Monday 16 November at 24:00 CET (23:00 UTC)");
        let later = Amsterdam.with_ymd_and_hms(2026, 11, 17, 9, 30, 0).unwrap();
        assert_eq!(say(later, "until"), say(later, "full"));
    }
}
