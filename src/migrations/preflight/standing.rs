//! What a preflight says: ready, or what stands in the way. Pure.

use chrono::{DateTime, Utc};

use crate::migrations::path_mtu::{Conclusion, ConclusionKind, Piece, conclude};
use crate::migrations::preflight::Found;
use crate::text_enum;
use crate::words::{Locale, Message, Words};

text_enum! {
    /// What a person looks at and ticks.
    pub enum Item {
        /// Bridge, kernel and bootloader of the domUs are on the target.
        BridgeAndKernel = "bridge_and_kernel",
        /// The path between the two really is the interconnect.
        Route = "route",
        /// No backup, snapshot or other copy holds disks or the link.
        NothingElse = "nothing_else",
    }
}

/// Something that stands in the way of a start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Red {
    /// Nobody has begun one.
    None,
    Expired,
    /// A card, kernel, address or MTU changed since.
    Changed,
    Path(ConclusionKind),
    /// An item that was found wanting.
    Bad(Item),
    /// An item that nobody has looked at.
    Open(Item),
}

impl Red {
    /// In one sentence.
    pub fn said(self, words: &Words, locale: Locale) -> String {
        let say = |message: Message| words.say(locale, &message);
        say(match self {
            Red::None => Message::new("preflight-red-none"),
            Red::Expired => Message::new("preflight-red-expired"),
            Red::Changed => Message::new("preflight-red-changed"),
            Red::Path(kind) => {
                Message::new("preflight-red-path").with("what", say(Message::new(kind.label())))
            }
            Red::Bad(item) => Message::new(format!("preflight-red-bad-{item}")),
            Red::Open(item) => Message::new(format!("preflight-red-open-{item}")),
        })
    }
}

/// A preflight and what it says.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    pub pieces: Vec<Piece>,
    pub conclusion: Conclusion,
    pub reds: Vec<Red>,
}

impl Standing {
    /// Judged anew from what was pasted.
    pub fn of(found: &Found, now: DateTime<Utc>) -> Standing {
        let pieces = found.pieces();
        let conclusion = conclude(&pieces, Some(&found.wanted()));
        Standing { reds: reds(found, conclusion.kind, now), pieces, conclusion }
    }

    pub fn is_green(&self) -> bool {
        self.reds.is_empty()
    }
}

/// Everything in the way, the gravest first. `path` is what the probes show.
pub fn reds(found: &Found, path: ConclusionKind, now: DateTime<Utc>) -> Vec<Red> {
    let Some(preflight) = &found.preflight else { return vec![Red::None] };
    let mut reds = Vec::new();
    if preflight.valid_until <= now {
        reds.push(Red::Expired);
    }
    if preflight.fingerprint != found.fingerprint() {
        reds.push(Red::Changed);
    }
    if path != ConclusionKind::Fits {
        reds.push(Red::Path(path));
    }
    for &item in Item::ALL {
        match found.ticks.iter().find(|tick| tick.item == item) {
            Some(tick) if tick.is_good => {}
            Some(_) => reds.push(Red::Bad(item)),
            None => reds.push(Red::Open(item)),
        }
    }
    reds
}
