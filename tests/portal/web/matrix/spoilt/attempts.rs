//! Forms about an attempt: preflight, steps, the way back, the runbook.

use super::Form;

pub const FORMS: &[Form] = &[
    (
        "/migrations/{number}/preflight",
        &[&[("mtu", "lots", "mtu"), ("mtu", "40", "mtu"), ("mtu", "@none", "mtu")]],
    ),
    (
        "/migrations/{number}/preflight/paste",
        &[&[
            ("side", "moon", "side"),
            ("pasted", " ", "pasted"),
            ("pasted", "@none", "pasted"),
            ("pasted", "@long:50001", "pasted"),
        ]],
    ),
    (
        "/migrations/{number}/preflight/tick",
        &[&[
            ("item", "moon", "item"),
            ("item", "@none", "item"),
            ("note", "@long:501", "note"),
            ("note", "a\u{7}b", "note"),
        ]],
    ),
    (
        "/migrations/{number}/preflight/trial",
        &[&[
            ("bytes", "lots", "bytes"),
            ("bytes", "@none", "bytes"),
            ("seconds", "-1", "seconds"),
            ("seconds", "soon", "seconds"),
            ("seconds", "99999999999999999999", "seconds"),
        ]],
    ),
    ("/migrations/{number}/attempt", &[&[("overrule", "@long:1001", "overrule")]]),
    (
        "/migrations/{number}/attempt/note",
        &[&[
            ("remark", "", "remark"),
            ("remark", "@none", "remark"),
            ("remark", "@long:2001", "remark"),
            ("remark", "\u{1}", "remark"),
        ]],
    ),
    (
        "/migrations/{number}/attempt/step",
        &[&[
            ("attempt", "first", "@unreadable"),
            ("attempt", "99999999999999999999", "@unreadable"),
            ("step", "jump", ""),
            ("step", "@none", ""),
            ("note", "@long:2001", "note"),
            ("note", "a\u{1}b", "note"),
        ]],
    ),
    (
        "/migrations/{number}/attempt/retries",
        &[&[
            ("attempt", "first", "@unreadable"),
            ("attempt", "99999999999999999999", "@unreadable"),
            ("failure", "", "failure"),
            ("failure", "@none", "failure"),
            ("failure", "@long:2001", "failure"),
            ("failure", "a\u{1}b", "failure"),
        ]],
    ),
    (
        "/migrations/{number}/attempt/reversal",
        &[&[
            ("attempt", "first", "@unreadable"),
            ("attempt", "99999999999999999999", "@unreadable"),
            ("data", "@none", "data"),
            ("data", "all_gone", "data"),
            ("agreement", " ", "agreement"),
            ("agreement", "@none", "agreement"),
            ("agreement", "@long:2001", "agreement"),
            ("agreement", "a\u{7}", "agreement"),
            ("cause_code", "@none", "cause_code"),
            ("cause_code", "ghosts", "cause_code"),
            ("cause", "", "cause"),
            ("cause", "@long:2001", "cause"),
        ]],
    ),
    (
        "/migrations/{number}/attempt/lost-track",
        &[&[
            ("attempt", "first", "@unreadable"),
            ("attempt", "99999999999999999999", "@unreadable"),
            ("cause_code", "@none", "cause_code"),
            ("cause_code", "ghosts", "cause_code"),
            ("cause", "", "cause"),
            ("cause", "@none", "cause"),
            ("cause", "@long:2001", "cause"),
            ("cause", "a\u{1b}[0m", "cause"),
            ("within", "@none", "within"),
            ("within", "31", "within"),
            ("within", "-60", "within"),
            ("within", "99999999999999999999", "within"),
        ]],
    ),
    (
        "/migrations/{number}/attempt/abort",
        &[&[
            ("attempt", "first", "@unreadable"),
            ("attempt", "99999999999999999999", "@unreadable"),
            ("cause_code", "gremlins", "cause_code"),
            ("cause_code", "@none", "cause_code"),
            ("cause", " ", "cause"),
            ("cause", "@long:2001", "cause"),
            ("fix", "@long:2001", "fix"),
            ("fix", "a\u{1}b", "fix"),
        ]],
    ),
    (
        "/runbook/{step}/{side}",
        &[&[
            ("body", "@long:20001", "body"),
            ("body", "xl {{nonsense}}", "body"),
            ("body", "xl {{", "body"),
            ("body", "a\u{1b}b", "body"),
            ("revision", "x", "@stale"),
        ]],
    ),
];
