//! What can be wrong with each form: a field, what was put into it, and the field beside which the
//! error stands.

mod attempts;
mod fleet;
mod issues;
mod moves;
mod people;
mod status;

/// A field, its value, and where the error stands: empty for the note above the form, `@unreadable`
/// and `@stale` where a page of ours never sends such a thing. A value `@none` leaves the field
/// out, `@long:9` is nine letters.
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
    "/migrations/{number}/attempt/copy-hold",
    "/domus/{name}/preferences",
    "/domus/{name}/addresses/removal",
    "/domus/{name}/names/removal",
    "/domus/{name}/names/look",
    "/address/{token}",
    "/unsubscribe/{token}",
];

const TICK: &str = "a tick or a button: there or not";
const HINT: &str = "tells a password manager whose password it is, and is not read";
const BACK: &str = "whatever is no page of ours leads home, see `redirects`";
const FILE: &str = "stands for the field above it, which is spoilt";

/// Fields of which no value is wrong, each by its form's path, and why.
pub const NOTHING_WRONG: &[(&str, &str, &str)] = &[
    ("/account", "status_updates", TICK),
    ("/account/password", "username", HINT),
    ("/confirm-password", "back", BACK),
    ("/confirm-password", "username", HINT),
    ("/fleet-import", "disks_file", FILE),
    ("/fleet-import", "info_file", FILE),
    ("/fleet-import", "list_file", FILE),
    ("/fleet-import", "do", "whatever is not `apply` shows"),
    ("/hosts", "revision", "a new one has none"),
    ("/invitations/{token}", "username", HINT),
    ("/issues", "migration", "the move of a link; one that is not theirs is left out"),
    ("/issues", "other_domu", "the list of domUs, for somebody who changes it"),
    ("/migrations", "keeps_addresses", TICK),
    ("/migrations", "offers_windows", TICK),
    ("/migrations", "proposed_for", "compared with the target that is chosen"),
    ("/migrations/{number}/attestations", "alone", TICK),
    ("/migrations/{number}/hold-answer", "offers_windows", TICK),
    ("/migrations/{number}/preflight/tick", "red", TICK),
    ("/plans", "stop_on_return", TICK),
    ("/plans/evacuation", "offers_windows", TICK),
    ("/plans/evacuation", "stop_on_return", TICK),
    ("/runbook/{step}/{side}", "restore", TICK),
    ("/sign-in", "back", BACK),
    ("/status", "preview", TICK),
    ("/status", "publish", TICK),
    ("/status/{number}/updates", "preview", TICK),
    ("/status/{number}/updates", "publish", TICK),
];

const NAME: &[Spoilt] = &[
    ("name", "", "name"),
    ("name", "@none", "name"),
    ("name", "@long:300", "name"),
    ("name", "a\u{7}b", "name"),
    ("name", "Fen\u{200b}na", "name"),
    ("name", "\u{202e}gnp", "name"),
    ("name", "\u{200b}\u{202e}", "name"),
    ("name", "a\nb", "name"),
];
