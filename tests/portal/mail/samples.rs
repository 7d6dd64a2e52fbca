//! Whoever writes a kind of mail adds its data here.

use domovoi::mail::MailKind;
use serde_json::{Value, json};

/// What the templates of a kind see, as its feature would give it.
pub fn sample(kind: MailKind) -> Value {
    match kind {
        MailKind::Test => json!({}),
        MailKind::Invitation => json!({
            "inviter": "Fenna",
            "url": "https://portal.example.org/invitations/abc",
            "expires_at": "2026-11-21T19:00:00Z",
        }),
        MailKind::PasswordReset => json!({
            "url": "https://portal.example.org/password-reset/abc",
            "expires_at": "2026-11-18T20:15:00Z",
        }),
        MailKind::PasswordChanged => json!({
            "changed_at": "2026-11-18T19:14:00Z",
            "reset_url": "https://portal.example.org/password-reset",
        }),
        MailKind::AddressConfirm => json!({
            "url": "https://portal.example.org/address/abc",
            "expires_at": "2026-11-19T19:14:00Z",
            "is_first": true,
        }),
        MailKind::AddressAsked => json!({
            "address": "noor@postbus.example.org",
            "asked_at": "2026-11-18T19:14:00Z",
            "reset_url": "https://portal.example.org/password-reset",
        }),
        MailKind::AddressChanged => json!({
            "is_first": false,
            "address": "noor@postbus.example.org",
            "changed_at": "2026-11-18T19:14:00Z",
        }),
        MailKind::RoleChanged | MailKind::Suspended | MailKind::Reinstated | MailKind::SessionsEnded => {
            json!({
                "by": "Fenna",
                "at": "2026-11-18T19:14:00Z",
                "role_label": "role-core",
                "sign_in_url": "https://portal.example.org/sign-in",
            })
        }
        MailKind::IssueReceipt => json!({
            "issue": "I-118",
            "summary": "no mail arrives since the move",
            "severity": "annoying",
            "domu": "higgs",
            "migration": "M-142",
            "url": "https://portal.example.org/issues/I-118",
            "body": "higgs is up, but no mail arrives.\nNot from outside, that is.",
        }),
        MailKind::IssueReply => json!({
            "issue": "I-118",
            "summary": "no mail arrives since the move",
            "severity": "annoying",
            "domu": "higgs",
            "migration": "M-142",
            "url": "https://portal.example.org/issues/I-118",
            "body": "The old address forwarded web, but not port 25. It does now.",
            "state": "waiting",
            "is_waiting": true,
            "is_resolved": false,
            "author": "Bas",
        }),
        MailKind::IssueReported => json!({
            "issue": "I-118",
            "summary": "no mail arrives since the move",
            "severity": "partly",
            "is_down": false,
            "is_partly": true,
            "is_question": false,
            "domu": "higgs",
            "migration": "M-142",
            "who": "Noor",
            "url": "https://portal.example.org/issues/I-118",
            "body": "higgs is up, but no mail arrives.\nNot from outside, that is.",
        }),
        MailKind::StatusUpdate => json!({
            "title": "Disks on bakenes are slow",
            "kind": "outage",
            "state_label": "status-state-investigating",
            "is_over": false,
            "is_planned": false,
            "since": "2026-11-18T18:20:00Z",
            "starts_at": "2026-11-18T18:20:00Z",
            "ends_at": null,
            "touched": "bakenes, DC2",
            "domus": "hadron, wulp",
            "body": "One of the two disks is failing, **all data** is on the other one.",
            "body_html": "<p>One of the two disks is failing, <strong>all data</strong> is on the other one.</p>",
            "url": "https://portal.example.org/status/3",
        }),
        MailKind::Announced => of_a_move(json!({
            "last_try": {
                "next_n": 2,
                "cause_label": "migration-cause-path-mtu",
                "cause": "A network bridge on the new host dropped large packets.",
                "fix": "We fixed it and tested the whole path this morning.",
                "down_seconds": 7_380,
            },
            "choose_until": null,
        })),
        MailKind::Booked => of_a_move(json!({ "why": why("default", "") })),
        MailKind::OnHold => of_a_move(json!({
            "who": "Noor",
            "reason_to_wait": "We sell tickets with it that evening.",
            "was_booked": true,
        })),
        MailKind::HoldAnswered => of_a_move(json!({
            "answer": "Then after your evening, but prins goes on 2 December.",
            "is_waiting": false,
            "choose_until": "2026-11-15T21:00:00Z",
        })),
        MailKind::GoesOn => of_a_move(json!({ "who": "Noor", "choose_until": null })),
        MailKind::NowDeclined => of_a_move(json!({
            "word": "Nobody of us is at a desk before ten.",
            "asked_at": "2026-11-17T18:00:00Z",
            "choose_until": null,
        })),
        MailKind::Reminder => of_a_move(json!({})),
        MailKind::GraceEnding => of_a_move(json!({ "goes_at": "2026-11-25T21:47:00Z" })),
        MailKind::HoldAsked => of_a_move(json!({
            "who": "Noor",
            "reason_to_wait": "We sell tickets with it that evening.",
            "answer_url": "https://portal.example.org/migrations/M-142/hold-answer",
        })),
        MailKind::HoldWithdrawn => of_a_move(json!({
            "who": "Noor",
            "choose_until": "2026-11-15T21:00:00Z",
        })),
        MailKind::NowAsked => of_a_move(json!({
            "who": "Noor",
            "answer_url": "https://portal.example.org/migrations/M-142/now-answer",
        })),
        MailKind::BrokenReported => of_a_move(json!({
            "who": "Noor",
            "issue": "I-118",
            "report_url": "https://portal.example.org/issues/I-118",
            "body": "higgs is up, but no mail arrives.\nNot from outside, that is.",
            "attempt": { "n": 2, "up_at": "2026-11-18T21:44:00Z" },
            "services": {
                "as_before": [{ "name": "My blog", "hostname": "higgs.example.org", "over": "" }],
                "lost": [{ "name": "Mail", "hostname": "mx.higgs.example.org", "over": "IPv6" }],
                "worse": [{ "name": "Shop", "hostname": "shop.higgs.example.org", "over": "" }],
            },
            "looks_well": false,
        })),
        MailKind::NobodyAssigned | MailKind::Undecided => of_a_move(json!({ "operator": "" })),
        MailKind::KeptLonger => of_a_move(json!({
            "grace_until": "2026-12-02T21:47:00Z",
            "untold": [{ "member_id": 3, "name": "Noor", "at": null }],
            "outbox_url": "https://portal.example.org/outbox",
        })),
        MailKind::Overdue => of_a_move(json!({ "is_under_way": false, "is_assigned": true })),
        MailKind::Rescheduled => of_a_move(json!({
            "old_starts_at": "2026-11-17T21:00:00Z",
            "why": why("reason", "The link is busy that evening."),
        })),
        MailKind::Started => of_a_move(json!({
            "down_from": "2026-11-18T21:05:00Z",
            "now_back_by": "2026-11-18T21:44:00Z",
        })),
        MailKind::MovingBack => of_a_move(json!({
            "left": "member_agreed",
            "now_back_by": "2026-11-18T22:40:00Z",
            "attempt": {
                "cause_label": "migration-cause-kernel-or-initrd",
                "cause": "The kernel of spaarne finds its disk only after minutes.",
                "agreement": "your mail of 23:10, report I-118.",
            },
        })),
        MailKind::Checking => of_a_move(lost()),
        MailKind::LostTrack => {
            let mut data = of_a_move(lost());
            data["who"] = json!("Fenna");
            data["attest_url"] = json!("https://portal.example.org/migrations/M-142/attestations");
            data
        }
        MailKind::TwoReporters => {
            let mut data = of_a_move(lost());
            data["is_source"] = json!(true);
            data["seq"] = json!(118);
            data["operate_url"] = json!("https://portal.example.org/migrations/M-142/attempt");
            data
        }
        MailKind::WordLate => {
            let mut data = of_a_move(lost());
            data["names"] = json!("Noor, Anouk");
            data["attest_url"] = json!("https://portal.example.org/migrations/M-142/attestations");
            data
        }
        MailKind::Returned => of_a_move(json!({
            "left": "",
            "attempt": {
                "up_at": "2026-11-17T23:03:00Z",
                "down_seconds": 7_380,
                "cause_label": "migration-cause-path-mtu",
                "cause": "A network bridge on the new host dropped large packets.",
                "fix": "We fixed the bridge but want to test it properly first.",
                "earlier_label": null,
                "earlier_cause": null,
            },
            "services": {
                "as_before": [],
                "lost": [],
                "worse": [],
            },
        })),
        MailKind::Moved => of_a_move(json!({
            "grace_until": "2026-11-25T21:47:00Z",
            "attempt": { "up_at": "2026-11-18T21:44:00Z", "down_seconds": 2_340 },
            "dns": {
                "to_change": [
                    { "name": "higgs.example.org", "record": "A", "from": "192.0.2.41", "to": "198.51.100.41" },
                    { "name": "higgs.example.org", "record": "AAAA", "from": "2001:db8:1::41", "to": "2001:db8:2::41" },
                    { "name": "old.example.org", "record": "A", "from": "192.0.2.41", "to": "" },
                ],
                "count": 3,
                "is_done": false,
            },
            "services": {
                "as_before": [{ "name": "My blog", "hostname": "higgs.example.org", "over": "" }],
                "lost": [{ "name": "Mail", "hostname": "mx.higgs.example.org", "over": "IPv6" }],
                "worse": [{ "name": "Shop", "hostname": "shop.higgs.example.org", "over": "" }],
            },
        })),
        MailKind::Closed => of_a_move(json!({
            "down_seconds": 9_720,
            "attempts": 2,
            "is_reported": false,
            "report": null,
        })),
        MailKind::Cancelled => {
            of_a_move(json!({ "why": "prins stays in DC1 until spring.", "is_in_calendar": true }))
        }
    }
}

/// What is known of a domU that was lost on its way.
fn lost() -> Value {
    json!({
        "next_word_at": "2026-11-18T22:50:00Z",
        "attempt": {
            "down_from": "2026-11-18T21:05:00Z",
            "cause_label": "migration-cause-bridge-or-vlan",
            "cause": "Neither host answers since the switch between them was restarted.",
            "earlier_label": "migration-cause-kernel-or-initrd",
            "earlier_cause": "The kernel of spaarne finds its disk only after minutes.",
        },
    })
}

fn why(kind: &str, text: &str) -> Value {
    json!({
        "is_chosen": kind == "chosen",
        "is_default": kind == "default",
        "is_now": kind == "now",
        "is_reason": kind == "reason",
        "text": text,
    })
}

/// What all mails about a move see, with what one kind has beyond that.
fn of_a_move(own: Value) -> Value {
    let data = json!({
        "number": "M-142",
        "domu": "higgs",
        "summary": "higgs → DC2",
        "destination": "DC2",
        "source": "prins",
        "source_site_name": "DC1 Amsterdam",
        "target": "spaarne",
        "target_site_name": "DC2 Haarlem",
        "addresses": [
            { "family": "IPv4", "old": "192.0.2.41", "old_column": "192.0.2.41    ", "new": "198.51.100.41" },
            { "family": "IPv6", "old": "2001:db8:1::41", "old_column": "2001:db8:1::41", "new": "2001:db8:2::41" },
        ],
        "has_addresses": true,
        "ttl": "day_before",
        "starts_at": "2026-11-18T21:00:00Z",
        "ends_at": "2026-11-18T22:30:00Z",
        "back_by": "2026-11-18T21:45:00Z",
        "expected_seconds": 2_700,
        "low_seconds": 2_400,
        "high_seconds": 3_480,
        "reason": "prins leaves DC1 at the end of the year.",
        "short_notice_reason": "you asked for tonight yourself.",
        "deadline": "2026-12-31T11:00:00Z",
        "grace_days": 7,
        "grace_until": null,
        "old_addresses_until": "2026-12-02T11:00:00Z",
        "boots": true,
        "operator": "Fenna",
        "migration_url": "https://portal.example.org/migrations/M-142",
        "all_fine_url": "https://portal.example.org/confirmations/wq3BmbMtfXcTtVQzZ5m0aQ7mGf6nHq0sDcP2rLx9YkE",
        "offers_windows": true,
        "window_url": "https://portal.example.org/migrations/M-142/window",
        "issue_url": "https://portal.example.org/issues/new?domu=higgs&migration=M-142",
    });
    with(data, own)
}

fn with(mut data: Value, own: Value) -> Value {
    if let (Value::Object(data), Value::Object(own)) = (&mut data, own) {
        data.extend(own);
    }
    data
}

/// What some kinds look like when other things are true, each with the name of its snapshot.
pub fn variants() -> Vec<(&'static str, MailKind, Value)> {
    let of = |kind, own| with(sample(kind), own);
    let mut agreed = sample(MailKind::Returned)["attempt"].take();
    agreed["agreement"] = json!("your mail of 23:10, report I-118.");
    let nth_try = |n: i32| {
        let mut last = sample(MailKind::Announced)["last_try"].take();
        last["next_n"] = json!(n);
        last
    };
    let same_addresses = json!({ "addresses": [], "has_addresses": false });
    vec![
        (
            "announced_first_time",
            MailKind::Announced,
            of(
                MailKind::Announced,
                json!({ "last_try": null, "choose_until": "2026-11-15T21:00:00Z", "old_addresses_until": null }),
            ),
        ),
        (
            "announced_within_a_day",
            MailKind::Announced,
            of(MailKind::Announced, json!({ "last_try": nth_try(3), "ttl": "now" })),
        ),
        (
            "announced_within_the_hour",
            MailKind::Announced,
            of(MailKind::Announced, json!({ "last_try": nth_try(12), "ttl": "" })),
        ),
        ("reminder_within_the_hour", MailKind::Reminder, of(MailKind::Reminder, json!({ "ttl": "" }))),
        (
            "rescheduled_within_a_day",
            MailKind::Rescheduled,
            of(MailKind::Rescheduled, json!({ "ttl": "now" })),
        ),
        (
            "cancelled_never_booked",
            MailKind::Cancelled,
            of(MailKind::Cancelled, json!({ "is_in_calendar": false })),
        ),
        ("announced_left_off", MailKind::Announced, of(MailKind::Announced, json!({ "boots": false }))),
        (
            "booked_chosen",
            MailKind::Booked,
            of(MailKind::Booked, json!({ "why": why("chosen", "Anouk"), "old_addresses_until": null })),
        ),
        ("booked_now", MailKind::Booked, of(MailKind::Booked, json!({ "why": why("now", "Fenna") }))),
        ("booked_left_off", MailKind::Booked, of(MailKind::Booked, json!({ "boots": false }))),
        ("invitation_by_command", MailKind::Invitation, of(MailKind::Invitation, json!({ "inviter": null }))),
        (
            "moved_left_off",
            MailKind::Moved,
            of(MailKind::Moved, json!({ "boots": false, "dns": { "to_change": [], "is_done": false } })),
        ),
        (
            "moved_old_address_gone",
            MailKind::Moved,
            of(
                MailKind::Moved,
                json!({ "old_addresses_until": null, "dns": { "to_change": [], "is_done": true } }),
            ),
        ),
        ("moved_without_addresses", MailKind::Moved, of(MailKind::Moved, same_addresses)),
        (
            "returned_nothing_written",
            MailKind::Returned,
            of(MailKind::Returned, json!({ "left": "nothing_written" })),
        ),
        (
            "returned_member_agreed",
            MailKind::Returned,
            of(MailKind::Returned, json!({ "left": "member_agreed", "attempt": agreed })),
        ),
    ]
}
