//! What every root object says in its `frame`: the reader's language and zone, and what time it is.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use handlebars::Context;

use crate::words::Locale;

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

fn frame<'a>(context: &'a Context, name: &str) -> Option<&'a str> {
    context.data().get("frame")?.get(name)?.as_str()
}
