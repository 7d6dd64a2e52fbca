//! Languages and time zones to choose from in forms.

use crate::web::choice::Choice;
use crate::words::Locale;

pub fn locales() -> Vec<Choice> {
    Locale::ALL.iter().map(|locale| Choice::said(locale.as_str(), format!("locale-{locale}"))).collect()
}

/// Every zone that is named after a place, and UTC.
pub fn zones() -> Vec<Choice> {
    const PLACES: [&str; 10] = [
        "Africa/",
        "America/",
        "Antarctica/",
        "Arctic/",
        "Asia/",
        "Atlantic/",
        "Australia/",
        "Europe/",
        "Indian/",
        "Pacific/",
    ];
    let is_place = |name: &&str| *name == "UTC" || PLACES.iter().any(|place| name.starts_with(place));
    let names = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).filter(is_place);
    names.map(|name| Choice::named(name, name)).collect()
}
