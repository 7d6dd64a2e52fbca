//! Forms about reports.

use super::Form;

pub const FORMS: &[Form] = &[
    (
        "/issues",
        &[&[
            ("domu", "nowhere", "domu"),
            ("domu", "@none", "domu"),
            ("body", " ", "body"),
            ("body", "@long:20001", "body"),
            ("body", "a\u{1b}b", "body"),
            ("severity", "awful", "severity"),
            ("severity", "@none", "severity"),
        ]],
    ),
    (
        "/issues/{number}/replies",
        &[&[
            ("seen", "x", "@unreadable"),
            ("reply", "", "reply"),
            ("reply", "@none", "reply"),
            ("reply", "@long:20001", "reply"),
            ("reply", "a\u{1}b", "reply"),
            ("state", "asleep", "state"),
        ]],
    ),
    (
        "/issues/{number}/notes",
        &[&[
            ("note", " ", "note"),
            ("note", "@none", "note"),
            ("note", "@long:20001", "note"),
            ("note", "a\u{1}b", "note"),
        ]],
    ),
    (
        "/issues/{number}/migration",
        &[&[
            ("migration", "142", "migration"),
            ("migration", "M-999999", "migration"),
            ("migration", "M-99999999999999999999", "migration"),
        ]],
    ),
    (
        "/issues/{number}/assignment",
        &[&[("to", "x", "to"), ("to", "999999", "to"), ("to", "99999999999999999999", "to")]],
    ),
    (
        "/issues/{number}/state",
        &[&[("from", "x", "new-state"), ("to", "asleep", "new-state"), ("to", "@none", "new-state")]],
    ),
];
