//! What can be wrong with each form: a field, what was put into it, and the field beside which the
//! error stands.

mod attempts;
mod fleet;
mod issues;
mod moves;
mod people;
mod status;

/// A field, its value, and where the error stands: empty for the note above the form. A value
/// `@none` leaves the field out, `@long:9` is nine letters.
pub type Spoilt = (&'static str, &'static str, &'static str);

/// A form's path, and several lists of what can be wrong with it.
pub type Form = (&'static str, &'static [&'static [Spoilt]]);

pub fn forms() -> impl Iterator<Item = &'static Form> {
    [attempts::FORMS, fleet::FORMS, issues::FORMS, moves::FORMS, people::FORMS, status::FORMS]
        .into_iter()
        .flatten()
}

/// Forms with nothing to type wrong: ticks, and buttons with something hidden, by path.
pub const NOTHING_TO_TYPE: &[&str] = &[
    "/domus/{name}/preferences",
    "/domus/{name}/addresses/removal",
    "/domus/{name}/names/removal",
    "/domus/{name}/names/look",
    "/address/{token}",
    "/unsubscribe/{token}",
];

const NAME: &[Spoilt] = &[
    ("name", "", "name"),
    ("name", "@none", "name"),
    ("name", "@long:300", "name"),
    ("name", "a\u{7}b", "name"),
    ("name", "a\nb", "name"),
];
