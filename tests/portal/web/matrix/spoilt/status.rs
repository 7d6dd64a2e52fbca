//! Forms about status posts.

use super::{Form, Spoilt};

const UPDATE: &[Spoilt] = &[
    ("body", "", "body"),
    ("body", "@long:20001", "body"),
    ("body", "a\u{0}b\u{1}", "@unreadable"),
    ("body", "a\u{1}b", "body"),
    ("state", "sleeping", "state"),
    ("audience", "all the world", "audience"),
    ("audience", "@none", "audience"),
    ("counted", "-1", "audience"),
];

pub const FORMS: &[Form] = &[
    (
        "/status",
        &[
            UPDATE,
            &[
                ("kind", "party", "kind"),
                ("severity", "dreadful", "severity"),
                ("title", "", "title"),
                ("title", "@long:201", "title"),
                ("title", "a\u{7}b", "title"),
                ("starts_at", "tonight", "starts_at"),
                ("starts_at", "99999-01-01 10:00", "starts_at"),
                ("ends_at", "later", "ends_at"),
                ("host", "x", "scope"),
                ("site", "99999999999999999999", "scope"),
                ("site", "999999", "scope"),
                ("migrations", "142", "migrations"),
                ("migrations", "M-99999999999999999999", "migrations"),
            ],
        ],
    ),
    ("/status/{number}/updates", &[UPDATE, &[("seen", "x", "@unreadable")]]),
];
