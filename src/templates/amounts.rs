//! How much, in words: `duration`, `span`, `bytes` and `rate`, in the reader's language.

use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use handlebars::{Context, Handlebars, Helper, JsonValue};

use super::frame::locale_of;
use super::helpers::{gives, param};
use crate::words::{Locale, Words};

/// `{{duration seconds}}`, `{{span seconds}}`, `{{bytes n}}`, `{{rate bytes_per_second}}`.
pub fn register(engine: &mut Handlebars<'static>, words: Arc<Words>) {
    let spellers: [(&str, Speller); 4] = [
        ("duration", duration_in_words),
        ("span", span_in_words),
        ("bytes", bytes_in_words),
        ("rate", rate_in_words),
    ];
    for (name, spell) in spellers {
        let words = words.clone();
        let give = move |h: &Helper<'_>, context: &Context| {
            let number = param(h, 0)?.as_f64();
            let text = number.map(|number| spell(&words, locale_of(context), number as i64));
            Ok(JsonValue::String(text.unwrap_or_default()))
        };
        engine.register_helper(name, gives(give));
    }
}

type Speller = fn(&Words, Locale, i64) -> String;

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

/// `2 h 3 min`, for large figures; under a minute in seconds, from a day on in days and hours, from two
/// days on in days.
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
        (_, m) if m < 24 * 60 => say("span-hours", [("n", m / 60), ("rest", m % 60)]),
        (_, m) if m < 48 * 60 => say("span-day", [("n", 1), ("rest", m % 1440 / 60)]),
        (_, m) => say("span-days", [("n", m / 1440), ("rest", 0)]),
    }
}

/// In binary units, as Xen and LVM count: 14.0 GiB.
pub fn bytes_in_words(words: &Words, locale: Locale, bytes: i64) -> String {
    let (unit, size) = [("tib", 40), ("gib", 30), ("mib", 20), ("kib", 10)]
        .into_iter()
        .find(|(_, shift)| bytes.unsigned_abs() >= 1 << shift)
        .map_or(("b", bytes as f64), |(unit, shift)| (unit, bytes as f64 / (1u64 << shift) as f64));
    let tenths = if unit == "b" || size.fract() == 0.0 { 0 } else { 1 };
    let mut args = FluentArgs::new();
    args.set("n", FluentValue::from(decimal(words, locale, size, tenths)));
    words.format(locale, &format!("bytes-{unit}"), &args)
}

/// In decimal megabytes a second, as networks count.
pub fn rate_in_words(words: &Words, locale: Locale, bytes_per_second: i64) -> String {
    let mut args = FluentArgs::new();
    args.set("n", FluentValue::from(decimal(words, locale, bytes_per_second as f64 / 1e6, 1)));
    words.format(locale, "rate-mb", &args)
}

/// With the mark that the language puts before the fraction.
fn decimal(words: &Words, locale: Locale, number: f64, digits: usize) -> String {
    let plain = format!("{number:.digits$}");
    match plain.split_once('.') {
        Some((whole, fraction)) => {
            let mark = words.format(locale, "decimal-mark", &FluentArgs::new());
            format!("{whole}{mark}{fraction}")
        }
        None => plain,
    }
}
