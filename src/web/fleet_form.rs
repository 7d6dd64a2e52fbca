//! Sizes, addresses and other values of the fleet, read from forms.

use std::net::IpAddr;
use std::str::FromStr;

use crate::fleet::Bytes;
use crate::web::{Form, FormErrors};
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
