//! What templates can say beyond their data: `t` (a sentence), `time`, `bytes`, `rate`,
//! `duration`, `span`, `plain` (a plural-safe number) and the comparisons `eq`, `any`.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Duration, SecondsFormat, Timelike, Utc};
use chrono_tz::{OffsetName, Tz};
use fluent_bundle::{FluentArgs, FluentValue};
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonRender, JsonValue, RenderContext, RenderError,
    RenderErrorReason, ScopedJson,
};

use super::markup;
use crate::words::{Locale, Words};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Output {
    Html,
    Text,
}

pub fn register(engine: &mut Handlebars<'static>, words: Arc<Words>, output: Output) {
    markup::register(engine, words.clone());
    engine.register_helper("t", Box::new(Say { words: words.clone() }));
    engine.register_helper("time", Box::new(Time { words: words.clone(), output }));
    engine.register_helper("duration", Box::new(Spell { words: words.clone(), spell: duration_in_words }));
    engine.register_helper("span", Box::new(Spell { words: words.clone(), spell: span_in_words }));
    engine.register_helper("bytes", Box::new(Spell { words: words.clone(), spell: bytes_in_words }));
    engine.register_helper("rate", Box::new(Spell { words, spell: rate_in_words }));
    engine.register_helper("eq", Box::new(Equal));
    engine.register_helper("value", Box::new(FormLookup("values", "")));
    engine.register_helper("error", Box::new(FormLookup("errors_by_field", "")));
    engine.register_helper("which", Box::new(FormLookup("choices_by_field", "")));
    engine.register_helper("offset", Box::new(FormLookup("values", "_offset")));
}

/// `{{t "id" name=value …}}`: the sentence in the reader's language. The result is escaped like
/// any value. An argument that is itself `{"id": …, "args": {…}}` is said first.
struct Say {
    words: Arc<Words>,
}

impl HelperDef for Say {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let locale = locale_of(context);
        let id = param(h, 0)?.render();
        let mut args = FluentArgs::new();
        for (name, value) in h.hash() {
            let value = match value.value() {
                JsonValue::Number(number) => FluentValue::from(number.as_f64().unwrap_or_default()),
                other => FluentValue::from(other.render()),
            };
            args.set(name.to_string(), value);
        }
        Ok(ScopedJson::Derived(JsonValue::String(self.words.format(locale, &id, &args))))
    }
}

/// `{{time at style="…"}}` with the styles
/// `full` (Tuesday 17 November, 22:05 CET, or today, 22:05 CET), `clock` (22:05), `day` (Tuesday
/// 17 November), `date` (17 Nov 2026), `short` (17 Nov, 22:05), `mail` (Tuesday 17 November at
/// 22:05 CET, 21:05 UTC), `at` (tonight at 22:05, on Tuesday at 22:05), `zone` (CET, UTC+01:00) and `ago` (5 minutes ago). In HTML it is a `<time>` element whose title
/// gives UTC.
struct Time {
    words: Arc<Words>,
    output: Output,
}

impl HelperDef for Time {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn handlebars::Output,
    ) -> HelperResult {
        let value = param(h, 0)?;
        if value.is_null() {
            return Ok(());
        }
        let at = instant(value)?;
        let style =
            h.hash_get("style").map(|style| style.value().render()).unwrap_or_else(|| "full".to_owned());
        let zone = match h.hash_get("zone") {
            Some(zone) => zone.value().render().parse().unwrap_or(chrono_tz::UTC),
            None => zone_of(context),
        };
        let text = time_in_words(&self.words, locale_of(context), at, zone, now_of(context), &style);
        match self.output {
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
}

/// An instant in words; `Time` lists the styles.
pub fn time_in_words(
    words: &Words,
    locale: Locale,
    at: DateTime<Utc>,
    zone: Tz,
    now: DateTime<Utc>,
    style: &str,
) -> String {
    let local = at.with_timezone(&zone);
    let today = now.with_timezone(&zone);
    let clock = clock_of(&local);
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
        "day" => day(),
        "date" => say("time-date", &[("day", &day_number()), ("month", &month("short")), ("year", &year())]),
        "short" if local.date_naive() == today.date_naive() => say("time-today", &[("clock", &clock)]),
        "short" => {
            say("time-short", &[("day", &day_number()), ("month", &month("short")), ("clock", &clock)])
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

type Speller = fn(&Words, Locale, i64) -> String;

/// `{{duration seconds}}`, `{{span seconds}}`, `{{bytes n}}`, `{{rate bytes_per_second}}`.
struct Spell {
    words: Arc<Words>,
    spell: Speller,
}

impl HelperDef for Spell {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let text = match param(h, 0)?.as_f64() {
            Some(number) => (self.spell)(&self.words, locale_of(context), number as i64),
            None => String::new(),
        };
        Ok(ScopedJson::Derived(JsonValue::String(text)))
    }
}

/// `2 hours and 3 minutes`; under a minute in seconds, from a day on in days and hours.
pub fn duration_in_words(words: &Words, locale: Locale, seconds: i64) -> String {
    let part = |id: &str, n: i64| {
        let mut args = FluentArgs::new();
        args.set("n", FluentValue::from(n));
        words.format(locale, id, &args)
    };
    let minutes = (seconds + 30) / 60;
    let (big, small) = match minutes {
        _ if seconds < 60 => return part("duration-seconds", seconds),
        m if m < 60 => return part("duration-minutes", m),
        m if m < 48 * 60 => {
            (part("duration-hours", m / 60), (m % 60 > 0).then(|| part("duration-minutes", m % 60)))
        }
        m => {
            (part("duration-days", m / 1440), (m % 1440 >= 60).then(|| part("duration-hours", m % 1440 / 60)))
        }
    };
    match small {
        None => big,
        Some(small) => {
            let mut args = FluentArgs::new();
            args.set("big", FluentValue::from(big));
            args.set("small", FluentValue::from(small));
            words.format(locale, "duration-two", &args)
        }
    }
}

/// `2 h 3 min`, for large figures; under a minute in seconds, from two days on in days.
pub fn span_in_words(words: &Words, locale: Locale, seconds: i64) -> String {
    let say = |id: &str, parts: [(&'static str, i64); 2]| {
        let mut args = FluentArgs::new();
        for (name, n) in parts {
            args.set(name, FluentValue::from(n));
        }
        words.format(locale, id, &args)
    };
    match (seconds, (seconds + 30) / 60) {
        (s, _) if s < 60 => say("span-seconds", [("n", s), ("rest", 0)]),
        (_, m) if m < 60 => say("span-minutes", [("n", m), ("rest", 0)]),
        (_, m) if m < 48 * 60 => say("span-hours", [("n", m / 60), ("rest", m % 60)]),
        (_, m) => say("span-days", [("n", m / 1440), ("rest", 0)]),
    }
}

/// In binary units, as Xen and LVM count: 14.0 GiB.
pub fn bytes_in_words(words: &Words, locale: Locale, bytes: i64) -> String {
    let (unit, size) = [("tib", 40), ("gib", 30), ("mib", 20), ("kib", 10)]
        .into_iter()
        .find(|(_, shift)| bytes.unsigned_abs() >= 1 << shift)
        .map_or(("b", bytes as f64), |(unit, shift)| (unit, bytes as f64 / (1u64 << shift) as f64));
    let number = if unit == "b" || size.fract() == 0.0 { format!("{size:.0}") } else { format!("{size:.1}") };
    let mut args = FluentArgs::new();
    args.set("n", FluentValue::from(number));
    words.format(locale, &format!("bytes-{unit}"), &args)
}

/// In decimal megabytes a second, as networks count.
pub fn rate_in_words(words: &Words, locale: Locale, bytes_per_second: i64) -> String {
    let mut args = FluentArgs::new();
    args.set("n", FluentValue::from(format!("{:.1}", bytes_per_second as f64 / 1e6)));
    words.format(locale, "rate-mb", &args)
}

/// `{{#if (eq a b)}}`: whether two values are the same.
struct Equal;

impl HelperDef for Equal {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(JsonValue::Bool(param(h, 0)? == param(h, 1)?)))
    }
}

/// `{{value form "email"}}`, `{{error form "email"}}`: what was typed, what is wrong with it. `{{which
/// form "starts_at"}}`, `{{offset form "starts_at"}}`: what it can mean, and what was said that it
/// means. Nothing where there is nothing. A part of the view, and what the name has behind it there.
struct FormLookup(&'static str, &'static str);

impl HelperDef for FormLookup {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let name = format!("{}{}", param(h, 1)?.render(), self.1);
        let found = param(h, 0)?.get(self.0).and_then(|fields| fields.get(&name)).cloned();
        Ok(ScopedJson::Derived(found.unwrap_or_else(|| JsonValue::String(String::new()))))
    }
}

pub fn param<'a>(h: &'a Helper<'_>, index: usize) -> Result<&'a JsonValue, RenderError> {
    h.param(index)
        .map(|param| param.value())
        .ok_or_else(|| RenderErrorReason::ParamNotFoundForIndex("helper", index).into())
}

fn instant(value: &JsonValue) -> Result<DateTime<Utc>, RenderError> {
    value
        .as_str()
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok())
        .map(|at| at.with_timezone(&Utc))
        .ok_or_else(|| RenderErrorReason::Other(format!("{value} is no instant")).into())
}

fn frame<'a>(context: &'a Context, name: &str) -> Option<&'a str> {
    context.data().get("frame")?.get(name)?.as_str()
}

pub fn locale_of(context: &Context) -> Locale {
    frame(context, "lang").and_then(|lang| lang.parse().ok()).unwrap_or(Locale::En)
}

pub fn zone_of(context: &Context) -> Tz {
    frame(context, "zone").and_then(|zone| zone.parse().ok()).unwrap_or(chrono_tz::UTC)
}

pub fn now_of(context: &Context) -> DateTime<Utc> {
    frame(context, "now")
        .and_then(|now| DateTime::parse_from_rfc3339(now).ok())
        .map(|now| now.with_timezone(&Utc))
        .unwrap_or_default()
}
