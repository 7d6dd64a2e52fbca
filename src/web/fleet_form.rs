//! Sizes, addresses and other values of the fleet, read from forms.

use std::net::IpAddr;
use std::str::FromStr;

use uuid::Uuid;

use crate::fleet::Bytes;
use crate::web::choice::Choice;
use crate::web::{CoreMember, Form, FormErrors};
use crate::words::{Message, Sentence};

/// A size that must be there.
pub fn size(form: &Form, name: &str, errors: &mut FormErrors) -> Option<Bytes> {
    match form.text(name).parse::<Bytes>() {
        Ok(bytes) => Some(bytes),
        Err(refusal) => {
            errors.add(name, refusal.sentence());
            None
        }
    }
}

/// A size that may be left open.
pub fn size_if_any(form: &Form, name: &str, errors: &mut FormErrors) -> Option<Bytes> {
    if form.text(name).is_empty() { None } else { size(form, name, errors) }
}

/// The revision that the editor saw. What is none is one that no row has, so that the form comes back
/// as any other that was written meanwhile.
pub fn revision(form: &Form) -> i32 {
    form.text("revision").parse().unwrap_or(i32::MIN)
}

/// What a feature says of one field, so that it is told together with all else that is wrong with the
/// form. One sentence a field is enough.
pub fn checked<E: Sentence>(name: &str, check: Result<(), E>, errors: &mut FormErrors) {
    if let (Err(refusal), None) = (check, errors.at(name)) {
        errors.add(name, refusal.sentence());
    }
}

/// Tells of a choice that the page does not offer together with all else that is wrong with the form.
pub fn must_be_offered(
    form: &Form,
    name: &str,
    choices: &[Choice],
    wrong: &'static str,
    errors: &mut FormErrors,
) {
    let chosen = form.text(name);
    let is_offered = chosen.is_empty() || choices.iter().any(|choice| choice.value == chosen);
    if !is_offered && errors.at(name).is_none() {
        errors.add(name, Message::new(wrong));
    }
}

/// Somebody else was faster: says so above the form, and beside each field that differs from what was
/// typed what it says `now`. Of a field with choices that is the words of the choice.
pub fn changed_meanwhile(
    member: &CoreMember,
    typed: &Form,
    now: &Form,
    choices: &[(&str, &[Choice])],
) -> FormErrors {
    let mut beside = Vec::new();
    for (name, value) in now.fields().filter(|(name, _)| *name != "revision") {
        if !is_same(typed.text(name), value) {
            let offered = choices.iter().find(|(of, _)| *of == name).map_or(&[][..], |(_, offered)| offered);
            beside.push((name, now_it_says(&in_words(member, offered, value))));
        }
    }
    let id = if beside.is_empty() { "fleet-edited-alike" } else { "fleet-edited-meanwhile" };
    let mut errors = FormErrors::of("", Message::new(id));
    beside.into_iter().for_each(|(name, message)| errors.add(name, message));
    errors
}

fn now_it_says(value: &str) -> Message {
    match value.trim() {
        "" => Message::new("fleet-now-empty"),
        value => Message::new("fleet-now-it-says").with("value", value),
    }
}

fn in_words(member: &CoreMember, offered: &[Choice], value: &str) -> String {
    let Some(choice) = offered.iter().find(|choice| choice.value == value) else { return value.to_owned() };
    match &choice.label {
        Some(label) => member.say(&Message::new(label.clone())),
        None => choice.text.clone().unwrap_or_default(),
    }
}

/// `2G` is `2 GiB`, and an address or a uuid may be written in several ways.
fn is_same(typed: &str, now: &str) -> bool {
    fn as_one<T: FromStr + PartialEq>(typed: &str, now: &str) -> bool {
        matches!((typed.parse::<T>(), now.parse::<T>()), (Ok(typed), Ok(now)) if typed == now)
    }
    typed == now.trim()
        || as_one::<i64>(typed, now)
        || as_one::<Bytes>(typed, now)
        || as_one::<IpAddr>(typed, now)
        || as_one::<Uuid>(typed, now)
}

/// A value that must be there; `wrong` is the message id when it is none.
pub fn parsed<T: FromStr>(
    form: &Form,
    name: &str,
    wrong: &'static str,
    errors: &mut FormErrors,
) -> Option<T> {
    if form.text(name).is_empty() {
        errors.add(name, Message::new("form-required"));
        return None;
    }
    parsed_if_any(form, name, wrong, errors)
}

/// A value that may be left open.
pub fn parsed_if_any<T: FromStr>(
    form: &Form,
    name: &str,
    wrong: &'static str,
    errors: &mut FormErrors,
) -> Option<T> {
    let text = form.text(name);
    if text.is_empty() {
        return None;
    }
    let value = text.parse().ok();
    if value.is_none() {
        errors.add(name, Message::new(wrong));
    }
    value
}

/// An IP address that may be left open.
pub fn address_if_any(form: &Form, name: &str, errors: &mut FormErrors) -> Option<IpAddr> {
    parsed_if_any(form, name, "fleet-address-shape", errors)
}

/// A whole number within a range; what is wrong goes to `errors`.
pub fn number(
    form: &Form,
    name: &str,
    range: std::ops::RangeInclusive<i64>,
    errors: &mut FormErrors,
) -> Option<i64> {
    let number: i64 = parsed(form, name, "fleet-number-shape", errors)?;
    if range.contains(&number) {
        return Some(number);
    }
    errors.add(
        name,
        Message::new("fleet-number-range")
            .with("least", range.start().to_string())
            .with("most", range.end().to_string()),
    );
    None
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn what_is_written_otherwise_may_be_the_same() {
        for (typed, now) in [
            ("prins", "prins"),
            ("2G", "2 GiB"),
            ("02", "2"),
            ("2001:DB8:0::1", "2001:db8::1"),
            ("5B1E7F0E-6C1D-4F0A-9B52-0C5B3A6F1D01", "5b1e7f0e-6c1d-4f0a-9b52-0c5b3a6f1d01"),
            ("", ""),
        ] {
            assert!(is_same(typed, now), "{typed} and {now}");
        }
        for (typed, now) in [("prins", "Prins"), ("2G", "3 GiB"), ("", "10.0.0.1"), ("10.0.0.1", "10.0.0.2")]
        {
            assert!(!is_same(typed, now), "{typed} and {now}");
        }
    }
}
