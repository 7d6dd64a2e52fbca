//! Whoever writes a kind of mail adds its data here.

use domovoi::mail::MailKind;
use serde_json::{Value, json};

/// What the templates of a kind see, as its feature would give it; `None` for a kind that nobody
/// has written yet.
pub fn sample(kind: MailKind) -> Option<Value> {
    match kind {
        MailKind::Test => Some(json!({})),
        MailKind::Invitation => Some(json!({
            "inviter": "Fenna",
            "url": "https://portal.example.org/invitations/abc",
            "expires_at": "2026-11-21T19:00:00Z",
        })),
        MailKind::PasswordReset => Some(json!({
            "url": "https://portal.example.org/password-reset/abc",
            "expires_at": "2026-11-18T20:15:00Z",
        })),
        MailKind::PasswordChanged => Some(json!({
            "changed_at": "2026-11-18T19:14:00Z",
            "reset_url": "https://portal.example.org/password-reset",
        })),
        MailKind::IssueReceipt => Some(json!({
            "issue": "I-118",
            "summary": "no mail arrives since the move",
            "severity": "annoying",
            "domu": "higgs",
            "migration": "M-142",
            "url": "https://portal.example.org/issues/I-118",
            "body": "higgs is up, but no mail arrives.\nNot from outside, that is.",
        })),
        MailKind::IssueReply => Some(json!({
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
        })),
        MailKind::StatusUpdate => Some(json!({
            "title": "Disks on bakenes are slow",
            "kind": "outage",
            "state_label": "status-state-investigating",
            "is_over": false,
            "is_planned": false,
            "starts_at": "2026-11-18T18:20:00Z",
            "ends_at": null,
            "domus": "hadron, wulp",
            "body": "One of the two disks is failing, **all data** is on the other one.",
            "body_html": "<p>One of the two disks is failing, <strong>all data</strong> is on the other one.</p>",
            "url": "https://portal.example.org/status/3",
        })),
        _ => None,
    }
}
