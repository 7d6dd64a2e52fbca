//! The club that the mail tests write for.

use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Duration, TimeZone, Utc};
use domovoi::mail::{About, Letterhead, MailKind, NewMail, Recipient};
use domovoi::templates::Templates;
use domovoi::words::{Locale, Words};
use serde_json::json;

pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 18, 19, 0, 0).single().expect("a valid time")
}

pub fn noor() -> Recipient {
    Recipient {
        member_id: None,
        name: "Noor".to_owned(),
        address: "noor@higgs.example.org".to_owned(),
        locale: Locale::En,
        zone: chrono_tz::Europe::Amsterdam,
    }
}

static LETTERHEAD: LazyLock<Letterhead> = LazyLock::new(|| {
    let words = Arc::new(Words::load().expect("the words are well-formed"));
    Letterhead {
        club_name: "Voorbeeld Hosting Club".to_owned(),
        from: "portal@vhc.example.org".to_owned(),
        public_url: "https://portal.example.org".to_owned(),
        templates: Arc::new(Templates::load(words.clone()).expect("the templates are well-formed")),
        words,
    }
});

pub fn letterhead() -> Letterhead {
    LETTERHEAD.clone()
}

/// An invitation, whose object, revision and stream are told apart by `revision`.
pub fn invitation(revision: &str) -> NewMail {
    NewMail {
        kind: MailKind::Invitation,
        object: "member-7".to_owned(),
        revision: revision.to_owned(),
        stream: format!("invitation-{revision}"),
        to: noor(),
        about: About::default(),
        data: json!({
            "inviter": "Fenna",
            "url": "https://portal.example.org/invitations/abc",
            "expires_at": now() + Duration::hours(72),
        }),
        calendar: None,
        supersedes: Vec::new(),
        expires_at: now() + Duration::hours(72),
    }
}
