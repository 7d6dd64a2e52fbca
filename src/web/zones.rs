//! Languages and time zones to choose from in forms.

use serde::Serialize;

use crate::words::Locale;

/// One entry of a select: said (`label`) or shown as it is (`text`).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: Option<String>,
    pub text: Option<String>,
}

impl Choice {
    pub fn said(value: &str, label: String) -> Choice {
        Choice { value: value.to_owned(), label: Some(label), text: None }
    }
}

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
    names.map(|name| Choice { value: name.to_owned(), label: None, text: Some(name.to_owned()) }).collect()
}
