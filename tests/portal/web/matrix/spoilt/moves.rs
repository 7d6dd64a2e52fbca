//! Forms about moves and plans: when, why, whether at all.

use super::{Form, Spoilt};

const WINDOW: &[Spoilt] = &[
    ("day", "", "day"),
    ("day", "tomorrow", "day"),
    ("day", "2026-02-30", "day"),
    ("day", "99999-01-01", "day"),
    ("day", "@none", "day"),
    ("starts_at", "25:00", "starts_at"),
    ("starts_at", "\u{7}", "starts_at"),
    ("ends_at", "half past", "ends_at"),
    ("ends_at", "@none", "ends_at"),
    ("zone", "Mars/Olympus", "zone"),
    ("zone", "@none", "zone"),
];

const PLAN_REASON: &[Spoilt] = &[
    ("reason", "", "reason"),
    ("reason", "@none", "reason"),
    ("reason", "@long:2001", "reason"),
    ("reason", "a\u{8}b", "reason"),
];

const REASON: &[Spoilt] =
    &[("reason", " ", "reason"), ("reason", "@long:2001", "reason"), ("reason", "a\u{8}b", "reason")];

pub const FORMS: &[Form] = &[
    ("/migrations/{number}/thanks", &[&[("words", "@long:501", "words"), ("words", "a\u{7}b", "words")]]),
    (
        "/migrations",
        &[
            WINDOW,
            REASON,
            &[
                ("then", "perhaps", "@unreadable"),
                ("draft", "yesterday", "@unreadable"),
                ("domu", "nowhere", "domu"),
                ("domu", "@none", "domu"),
                ("target", "nowhere", "target"),
                ("target", "@none", "target"),
                ("grace_days", "-1", "grace_days"),
                ("grace_days", "0x7", "grace_days"),
                ("grace_days", "99999999999999999999", "grace_days"),
                ("grace_days", "2147483647", "grace_days"),
                ("old_until_day", "soon", "old_until_day"),
                ("deadline_day", "2026-13-01", "deadline_day"),
                ("plan", "P-987654321", "plan"),
                ("plan", "7", "plan"),
                ("address-0", "198.51.100", "addresses"),
            ],
        ],
    ),
    (
        "/migrations/{number}/schedule",
        &[WINDOW, REASON, &[("revision", "x", "@stale"), ("revision", "@none", "@stale")]],
    ),
    (
        "/migrations/{number}/window",
        &[&[
            ("revision", "x", "@stale"),
            ("slot", "", "slot"),
            ("slot", "@none", "slot"),
            ("slot", "tonight", "slot"),
            ("slot", "2026-11-26T19:07:00Z", "slot"),
            ("slot", "2026-11-17T20:30:00Z", "slot"),
            ("slot", "99999-01-01T00:00:00Z", "slot"),
            ("boot", "@none", "boot"),
            ("boot", "perhaps", "boot"),
        ]],
    ),
    (
        "/migrations/{number}/hold",
        &[&[
            ("why_wait", " ", "why_wait"),
            ("why_wait", "@none", "why_wait"),
            ("why_wait", "@long:2001", "why_wait"),
            ("why_wait", "a\u{8}b", "why_wait"),
        ]],
    ),
    (
        "/migrations/{number}/hold-answer",
        &[
            WINDOW,
            &[
                ("revision", "x", "@stale"),
                ("then", "perhaps", "@unreadable"),
                ("then", "@none", "@unreadable"),
                ("answer", " ", "answer"),
                ("answer", "@none", "answer"),
                ("answer", "@long:2001", "answer"),
                ("answer", "a\u{8}b", "answer"),
                ("deadline_day", "2026-13-01", "deadline_day"),
                ("day", "2026-11-16", "starts_at"),
            ],
        ],
    ),
    (
        "/migrations/{number}/now-answer",
        &[&[
            ("then", "perhaps", "@unreadable"),
            ("word", " ", "word"),
            ("word", "@none", "word"),
            ("word", "@long:2001", "word"),
            ("word", "a\u{8}b", "word"),
        ]],
    ),
    (
        "/migrations/{number}/cancellation",
        &[&[
            ("reason", "", "reason"),
            ("reason", "@none", "reason"),
            ("reason", "@long:2001", "reason"),
            ("reason", "a\u{7}", "reason"),
        ]],
    ),
    (
        "/plans",
        &[&[
            ("title", "", "title"),
            ("title", "@none", "title"),
            ("title", "@long:201", "title"),
            ("title", "a\u{7}b", "title"),
            ("reason", " ", "reason"),
            ("reason", "@long:2001", "reason"),
            ("public_text", "@long:2001", "public_text"),
            ("public_text", "a\u{1}", "public_text"),
        ]],
    ),
    (
        "/plans/evacuation",
        &[&[
            ("title", "", "title"),
            ("title", "@long:201", "title"),
            ("reason", " ", "reason"),
            ("reason", "@long:2001", "reason"),
            ("public_text", "@long:2001", "public_text"),
            ("host", "nowhere", "host"),
            ("target", "elsewhere", "target"),
            ("target", "@none", "target"),
            ("day", "tomorrow", "day"),
            ("day", "2026-11-17", "day"),
            ("starts_at", "25:00", "starts_at"),
            ("ends_at", "", "ends_at"),
            ("zone", "Mars/Olympus", "zone"),
            ("deadline_day", "soon", "deadline_day"),
            ("skip_days", "Sunday", "skip_days"),
            ("avoid", "nobird 2026-11-26", "avoid"),
            ("avoid", "a\u{1}b", "avoid"),
            ("move", "higgs", "@unreadable"),
            ("move", "nobird|spaarne|2026-11-26T22:00:00Z|2026-11-26T22:30:00Z", ""),
            ("move", "@none", ""),
        ]],
    ),
    ("/plans/{number}/pause", &[PLAN_REASON]),
    ("/plans/{number}/resumption", &[PLAN_REASON]),
    (
        "/migrations/{number}/attestations",
        &[&[
            ("saw", "@none", "saw"),
            ("saw", "source", "saw"),
            ("saw", "moon:runs", "saw"),
            ("saw", "source:sleeps", "saw"),
            ("saw", "source:runs", "saw"),
            ("saw", "target:taken_back", "saw"),
            ("seen", "", "seen"),
            ("seen", "@none", "seen"),
            ("seen", "@long:2001", "seen"),
            ("alone_because", "@long:2001", "alone_because"),
            ("alone_because", "a\u{1}b", "alone_because"),
        ]],
    ),
];
