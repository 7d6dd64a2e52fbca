//! What is asked of the planner, as it is typed.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use crate::migrations::LEAD_TIME;
use crate::migrations::planner::Span;
use crate::web::migrations::end_of_day;
use crate::web::{Error, Form, FormErrors, local_time};
use crate::words::Message;

/// Nights that are looked at.
const NIGHTS: u64 = 60;

/// The fields of the form, in the order in which they are kept beside a proposal.
pub const FIELDS: [&str; 9] =
    ["host", "target", "day", "starts_at", "ends_at", "zone", "skip_days", "avoid", "deadline_day"];

/// Read, and nothing wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub zone: Tz,
    pub nights: Vec<Span>,
    /// Days on which a domU is not moved, by its name.
    pub avoids: Vec<(String, NaiveDate)>,
    pub deadline: Option<DateTime<Utc>>,
}

impl Asked {
    /// When the domU of this name is not moved: from midnight to midnight.
    pub fn avoided_by(&self, domu: &str) -> Vec<Span> {
        let of_it = self.avoids.iter().filter(|(name, _)| name == domu);
        of_it
            .filter_map(|(_, day)| {
                let starts_at = local_time::start_of_day(*day, self.zone)?;
                let ends_at = local_time::start_of_day(day.succ_opt()?, self.zone)?;
                Some(Span { starts_at, ends_at })
            })
            .collect()
    }
}

/// `leavers` and `havens` are the names that may be meant.
pub fn parse(
    form: &Form,
    leavers: &[String],
    havens: &[String],
    now: DateTime<Utc>,
) -> Result<Asked, FormErrors> {
    let mut errors = FormErrors::default();
    let targets = form.all("target");
    if targets.is_empty() {
        errors.add("target", Message::new("form-required"));
    } else if targets.iter().any(|name| !havens.iter().any(|haven| haven == name)) {
        errors.add("target", Message::new("form-not-one-of"));
    }
    let first = local_time::day(form, "day", &mut errors);
    let from = local_time::clock(form, "starts_at", &mut errors);
    let to = local_time::clock(form, "ends_at", &mut errors);
    let zone = local_time::zone(form, "zone", &mut errors);
    let skipped = days(form.text("skip_days"), "skip_days", &mut errors);
    let avoids = avoids(form, leavers, &mut errors);
    let deadline = end_of_day(form, "deadline_day", zone.unwrap_or(Tz::UTC), &mut errors);
    let asked = (|| {
        let (first, zone) = (first?, zone?);
        let nights = nights(first, (from?, to?), zone, &skipped);
        Some(Asked { zone, nights, avoids, deadline })
    })();
    if asked.as_ref().is_some_and(|asked| is_too_soon(asked, now)) {
        errors.add("day", Message::new("evacuation-too-soon"));
    }
    errors.or(asked)
}

/// Members are promised notice, and drafts keep to it.
fn is_too_soon(asked: &Asked, now: DateTime<Utc>) -> bool {
    asked.nights.first().is_some_and(|night| night.starts_at <= now + LEAD_TIME)
}

/// One a day; a start or an end that the clocks skip makes no night.
fn nights(
    first: NaiveDate,
    (from, to): (NaiveTime, NaiveTime),
    zone: Tz,
    skipped: &[NaiveDate],
) -> Vec<Span> {
    let at = |day: NaiveDate, clock| {
        zone.from_local_datetime(&day.and_time(clock)).earliest().map(|at| at.with_timezone(&Utc))
    };
    (0..NIGHTS)
        .filter_map(|n| first.checked_add_days(Days::new(n)))
        .filter(|day| !skipped.contains(day))
        .filter_map(|day| {
            let last = if to > from { day } else { day.succ_opt()? };
            Some(Span { starts_at: at(day, from)?, ends_at: at(last, to)? })
        })
        .collect()
}

fn days(text: &str, field: &str, errors: &mut FormErrors) -> Vec<NaiveDate> {
    let words = text.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty());
    let days: Vec<Option<NaiveDate>> = words.map(|word| word.parse().ok()).collect();
    if days.iter().any(Option::is_none) {
        errors.add(field, Message::new("form-not-a-day"));
    }
    days.into_iter().flatten().collect()
}

/// A line for each domU: its name, then the days.
fn avoids(form: &Form, leavers: &[String], errors: &mut FormErrors) -> Vec<(String, NaiveDate)> {
    let text = form.optional_lines("avoid", 5000, errors);
    let mut avoids = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // Names may have blanks in them: the longest that fits is meant.
        let named = leavers.iter().filter(|name| line.starts_with(name.as_str()));
        let Some(name) = named.max_by_key(|name| name.len()) else {
            errors.add("avoid", Message::new("evacuation-not-there").with("line", line));
            continue;
        };
        let days = days(&line[name.len()..], "avoid", errors);
        avoids.extend(days.into_iter().map(|day| (name.clone(), day)));
    }
    avoids
}

/// A move of a proposal, as the page writes it into the form:
/// `higgs|spaarne|2026-11-23T22:00:00Z|2026-11-23T22:35:00Z`.
pub struct Line<'a> {
    pub domu: &'a str,
    pub target: &'a str,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl Line<'_> {
    /// Reads it back; nobody types it.
    pub fn read(text: &str) -> Result<Line<'_>, Error> {
        let parts: Vec<&str> = text.split('|').collect();
        let line = match parts[..] {
            [domu, target, from, to] => from
                .parse()
                .ok()
                .zip(to.parse().ok())
                .map(|(starts_at, ends_at)| Line { domu, target, starts_at, ends_at }),
            _ => None,
        };
        line.ok_or(Error::Unreadable("no move of a proposal"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(changes: &[(&str, &str)]) -> Result<Asked, FormErrors> {
        let mut fields = vec![
            ("target", "spaarne"),
            ("day", "2026-11-23"),
            ("starts_at", "23:00"),
            ("ends_at", "03:00"),
            ("zone", "Europe/Amsterdam"),
        ];
        fields.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
        fields.extend(changes);
        let now = "2026-11-14T08:00:00Z".parse().expect("an instant");
        let leavers = ["higgs".to_owned(), "higgs boson".to_owned()];
        parse(&Form::filled(fields), &leavers, &["spaarne".to_owned()], now)
    }

    #[test]
    fn nights_follow_each_other_and_skip_what_is_skipped() {
        let asked = read(&[("skip_days", "2026-11-24, 2026-11-26")]).expect("a good form");
        let starts: Vec<String> =
            asked.nights.iter().take(3).map(|night| night.starts_at.format("%d %H:%M").to_string()).collect();
        assert_eq!(starts, ["23 22:00", "25 22:00", "27 22:00"]);
        assert_eq!(asked.nights[0].length().num_hours(), 4);
    }

    #[test]
    fn a_line_says_whom_and_when_not() {
        let asked =
            read(&[("avoid", "higgs boson 2026-11-23\nhiggs 2026-11-24 2026-11-25\n")]).expect("good");
        assert_eq!(asked.avoided_by("higgs").len(), 2);
        assert_eq!(asked.avoided_by("higgs boson")[0].starts_at.to_rfc3339(), "2026-11-22T23:00:00+00:00");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        for (field, wrong) in [
            ("target", "elsewhere"),
            ("day", "tomorrow"),
            ("day", "2026-11-15"),
            ("starts_at", "25:00"),
            ("ends_at", ""),
            ("zone", "Mars/Olympus"),
            ("skip_days", "Sunday"),
            ("avoid", "kaon 2026-11-24"),
            ("avoid", "higgs Sunday"),
            ("deadline_day", "soon"),
        ] {
            let errors = read(&[(field, wrong)]).expect_err(wrong);
            assert!(errors.at(field).is_some(), "{field}={wrong}: {errors:?}");
        }
    }
}
