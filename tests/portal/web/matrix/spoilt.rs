//! What can be wrong with each form: a field, what was put into it, and the field beside which the
//! error stands.

/// A field, its value, and where the error stands: empty for the note above the form. A value
/// `@none` leaves the field out, `@long:9` is nine letters.
pub type Spoilt = (&'static str, &'static str, &'static str);

/// Forms with nothing to type wrong: ticks, and buttons with something hidden, by path.
pub const NOTHING_TO_TYPE: &[&str] = &[
    "/domus/{name}/preferences",
    "/domus/{name}/addresses/removal",
    "/domus/{name}/names/removal",
    "/domus/{name}/names/look",
    "/address/{token}",
    "/unsubscribe/{token}",
];

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

const NAME: &[Spoilt] = &[
    ("name", "", "name"),
    ("name", "@none", "name"),
    ("name", "@long:300", "name"),
    ("name", "a\u{7}b", "name"),
    ("name", "a\nb", "name"),
];

const PERSON: &[Spoilt] = &[
    ("locale", "xx", "locale"),
    ("locale", "@none", "locale"),
    ("time_zone", "Mars/Olympus", "time_zone"),
    ("time_zone", "@none", "time_zone"),
];

const HOST: &[Spoilt] = &[
    ("name", "new/host", "name"),
    ("name", "🦊", "name"),
    ("site", "999999", "site"),
    ("site", "99999999999999999999", "site"),
    ("site", "x", "site"),
    ("site", "@none", "site"),
    ("memory", "lots", "memory"),
    ("memory", "-1", "memory"),
    ("memory", "99999999999999999999 TiB", "memory"),
    ("memory", "@none", "memory"),
    ("disk", "1e400", "disk"),
    ("disk", "", "disk"),
    ("state", "asleep", "state"),
    ("state", "@none", "state"),
    ("volume_group", "", "volume_group"),
    ("volume_group", "@long:128", "volume_group"),
    ("bridge", "@long:16", "bridge"),
    ("interconnect_address", "10.9.0", "interconnect_address"),
    ("note", "@long:2001", "note"),
    ("note", "a\u{1b}[31m", "note"),
];

const LINK: &[Spoilt] = &[
    ("nominal", "", "nominal"),
    ("nominal", "0", "nominal"),
    ("nominal", "-5", "nominal"),
    ("nominal", "fast", "nominal"),
    ("nominal", "99999999999999999999", "nominal"),
    ("nominal", "9223372036854775807", "nominal"),
    ("measured", "1.5", "measured"),
    ("measured", "9223372036854775807", "measured"),
    ("mtu", "575", "mtu"),
    ("mtu", "65536", "mtu"),
    ("mtu", "@none", "mtu"),
];

const DOMU: &[Spoilt] = &[
    ("name", "a/b", "name"),
    ("host", "999999", "host"),
    ("host", "prins", "host"),
    ("host", "99999999999999999999", "host"),
    ("host", "@none", "host"),
    ("memory", "", "memory"),
    ("memory", "-1 GiB", "memory"),
    ("memory", "9223372036854775808", "memory"),
    ("vcpus", "0", "vcpus"),
    ("vcpus", "1025", "vcpus"),
    ("vcpus", "99999999999999999999", "vcpus"),
    ("vcpus", "@none", "vcpus"),
    ("state", "asleep", "state"),
    ("state", "@none", "state"),
    ("uuid", "not-a-uuid", "uuid"),
    ("note", "@long:2001", "note"),
];

const DISK: &[Spoilt] = &[
    ("disk_name", "", "disk_name"),
    ("disk_name", "@long:33", "disk_name"),
    ("disk_name", "xvda", "disk_name"),
    ("disk_path", "@none", "disk_path"),
    ("disk_path", "@long:1025", "disk_path"),
    ("disk_path", "/dev/\u{1}", "disk_path"),
    ("disk_format", "@none", "disk_format"),
    ("disk_format", "floppy", "disk_format"),
    ("disk_size", "0", "disk_size"),
    ("disk_size", "-1", "disk_size"),
    ("disk_size", "99999999999999999999", "disk_size"),
];

const SERVICE: &[Spoilt] = &[
    ("service_name", "", "service_name"),
    ("service_name", "@long:101", "service_name"),
    ("service_name", "a\u{7f}b", "service_name"),
    ("kind", "telepathy", "kind"),
    ("kind", "@none", "kind"),
    ("hostname", "", "hostname"),
    ("hostname", "a b", "hostname"),
    ("hostname", "münchen.example", "hostname"),
    ("hostname", "@long:254", "hostname"),
    ("port", "0", "port"),
    ("port", "65536", "port"),
    ("port", "-1", "port"),
    ("port", "99999999999999999999", "port"),
    ("port", "ssh", "port"),
];

const PASSWORD: &[Spoilt] = &[
    ("new_password", "short", "new_password"),
    ("new_password", "@none", "new_password"),
    ("new_password", "@long:129", "new_password"),
];

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

/// By path; several lists a form.
pub const FORMS: &[(&str, &[&[Spoilt]])] = &[
    ("/sign-in", &[&[("email", "@none", ""), ("password", "@none", ""), ("password", "@long:4000", "")]]),
    (
        "/password-reset",
        &[&[
            ("email", "", "email"),
            ("email", "@none", "email"),
            ("email", "not an address", "email"),
            ("email", "@long:300", "email"),
            ("email", "a\u{7}@club.example", "email"),
        ]],
    ),
    ("/invitations/{token}", &[NAME, PERSON, PASSWORD]),
    ("/password-reset/{token}", &[PASSWORD]),
    (
        "/status",
        &[
            UPDATE,
            &[
                ("kind", "party", "kind"),
                ("severity", "@none", "severity"),
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
    ("/status/{number}/updates", &[UPDATE]),
    ("/migrations/{number}/thanks", &[&[("words", "@long:501", "words"), ("words", "a\u{7}b", "words")]]),
    (
        "/migrations/{number}/preflight",
        &[&[("mtu", "lots", "mtu"), ("mtu", "40", "mtu"), ("mtu", "@none", "mtu")]],
    ),
    (
        "/migrations/{number}/preflight/paste",
        &[&[("pasted", " ", "pasted"), ("pasted", "@none", "pasted"), ("pasted", "@long:50001", "pasted")]],
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
        "/migrations",
        &[
            WINDOW,
            REASON,
            &[
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
    ("/migrations/{number}/schedule", &[WINDOW, REASON]),
    (
        "/migrations/{number}/window",
        &[&[
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
            ("step", "jump", ""),
            ("step", "@none", ""),
            ("note", "@long:2001", "note"),
            ("note", "a\u{1}b", "note"),
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
    ("/plans/{number}/pause", &[PLAN_REASON]),
    ("/plans/{number}/resumption", &[PLAN_REASON]),
    (
        "/migrations/{number}/attempt/retries",
        &[&[
            ("failure", "", "failure"),
            ("failure", "@none", "failure"),
            ("failure", "@long:2001", "failure"),
            ("failure", "a\u{1}b", "failure"),
        ]],
    ),
    (
        "/migrations/{number}/attempt/reversal",
        &[&[
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
    (
        "/migrations/{number}/attempt/abort",
        &[&[
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
        ]],
    ),
    ("/hosts", &[NAME, HOST, &[("name", "prins", "name")]]),
    (
        "/hosts/{name}",
        &[NAME, HOST, &[("name", "prins", "name"), ("revision", "x", ""), ("revision", "@none", "")]],
    ),
    (
        "/sites",
        &[
            NAME,
            &[
                ("code", "", "code"),
                ("code", "D C", "code"),
                ("code", "@long:33", "code"),
                ("code", "DC1", "code"),
            ],
        ],
    ),
    (
        "/sites/{code}",
        &[NAME, &[("code", "@none", "code"), ("code", "D/C", "code"), ("code", "DC1", "code")]],
    ),
    (
        "/interconnects",
        &[
            LINK,
            &[
                ("a", "", "a"),
                ("a", "host-x", "a"),
                ("a", "host-999999", "a"),
                ("b", "host-999999", "b"),
                ("b", "@none", "b"),
                ("b", "99999999999999999999", "b"),
                ("b", "site-1", "b"),
            ],
        ],
    ),
    ("/interconnects/{id}", &[LINK]),
    (
        "/networks",
        &[&[
            ("site", "999999", "site"),
            ("site", "@none", "site"),
            ("cidr", "", "cidr"),
            ("cidr", "10.0.0.0/33", "cidr"),
            ("cidr", "10.0.0.1/8", "cidr"),
            ("cidr", "192.0.2.0/25", "cidr"),
            ("cidr", "2001:db8::/999", "cidr"),
            ("gateway", "10.99.0.1", "gateway"),
            ("gateway", "the first", "gateway"),
            ("note", "@long:501", "note"),
            ("note", "a\u{1}b", "note"),
        ]],
    ),
    (
        "/networks/{id}",
        &[&[("gateway", "10.99.0.1", "gateway"), ("gateway", "x", "gateway"), ("note", "@long:501", "note")]],
    ),
    ("/domus", &[NAME, DOMU]),
    ("/domus/{name}", &[NAME, DOMU, &[("revision", "x", ""), ("revision", "@none", "")]]),
    (
        "/domus/{name}/people",
        &[&[
            ("person_email", "", "person_email"),
            ("person_email", "nobody@nowhere.example", "person_email"),
            ("person_email", "@long:255", "person_email"),
            ("person_role", "king", "person_role"),
            ("person_role", "@none", "person_role"),
        ]],
    ),
    (
        "/domus/{name}/names",
        &[&[
            ("dns_name", "", "dns_name"),
            ("dns_name", "@none", "dns_name"),
            ("dns_name", "higgs", "dns_name"),
            ("dns_name", "192.0.2.1", "dns_name"),
            ("dns_name", "https://www.example/", "dns_name"),
            ("dns_name", "a b.example", "dns_name"),
            ("dns_name", "@long:254", "dns_name"),
            ("dns_name", "a\u{7}.example", "dns_name"),
        ]],
    ),
    (
        "/domus/{name}/addresses",
        &[&[
            ("address", "", "address"),
            ("address", "192.0.2", "address"),
            ("address", "192.0.2.256", "address"),
            ("address", "10.200.0.1", "address"),
            ("address", "2001:db8::g", "address"),
        ]],
    ),
    ("/domus/{name}/disks", &[DISK]),
    ("/domus/{name}/disks/{id}", &[DISK]),
    ("/domus/{name}/services", &[SERVICE]),
    ("/domus/{name}/services/{id}", &[SERVICE]),
    (
        "/fleet-import",
        &[&[
            ("host", "", "host"),
            ("host", "@long:64", "host"),
            ("list", "", "list"),
            ("list", "[{", "list"),
            ("list", "not JSON", "list"),
            ("info", "\u{1}", "info"),
            ("disks", "{]", "disks"),
        ]],
    ),
    ("/confirm-password", &[&[("password", "wrong", "password"), ("password", "@none", "password")]]),
    (
        "/account",
        &[
            NAME,
            PERSON,
            &[
                ("second_email", "not an address", "second_email"),
                ("second_email", "@long:300", "second_email"),
                ("move_wishes", "@long:501", "move_wishes"),
                ("move_wishes", "a\u{8}b", "move_wishes"),
            ],
        ],
    ),
    (
        "/account/address",
        &[&[
            ("new_email", "not an address", "new_email"),
            ("new_email", "@none", "new_email"),
            ("new_email", "@long:300", "new_email"),
            ("address_password", "@none", "address_password"),
        ]],
    ),
    ("/account/password", &[PASSWORD, &[("present_password", "@none", "present_password")]]),
    (
        "/members",
        &[
            NAME,
            &[
                ("email", "", "email"),
                ("email", "not an address", "email"),
                ("email", "fenna@club.example", "email"),
                ("role", "king", "role"),
                ("role", "@none", "role"),
            ],
        ],
    ),
    ("/members/{id}/role", &[&[("role", "king", "role"), ("role", "@none", "role")]]),
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
