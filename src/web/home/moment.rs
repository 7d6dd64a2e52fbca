//! Where a member's move stands, in a word, and the sentences that are named after it.

use std::ops::Deref;

use chrono::{DateTime, Utc};

use crate::issues::queries::{Kept, OldCopies};
use crate::migrations::choice::CHOOSE_UNTIL;
use crate::migrations::queries::Standing;
use crate::migrations::{LiveSide, MigrationState};
use crate::web::CurrentMember;
use crate::web::issues::kept_text;

/// A member's move, and until when its old copy is kept.
#[derive(Debug, Clone, Copy)]
pub struct OwnMove<'a> {
    standing: &'a Standing,
    pub kept: Kept,
}

impl<'a> OwnMove<'a> {
    pub fn of(standing: &'a Standing, copies: &OldCopies) -> OwnMove<'a> {
        let row = &standing.migration;
        OwnMove { standing, kept: copies.kept(row.id, row.grace_until) }
    }

    /// Whether it is up, and not signed off.
    pub fn is_up(&self) -> bool {
        self.attempt.as_ref().is_some_and(|attempt| attempt.up_at.is_some())
    }
}

impl Deref for OwnMove<'_> {
    type Target = Standing;

    fn deref(&self) -> &Standing {
        self.standing
    }
}

/// What a member wants to know of it, in a word: the words of the sheet are named after it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Its members choose when.
    Choose,
    Planned,
    Undecided,
    /// Its window is open.
    Due,
    /// Its window is over.
    Late,
    Preparing,
    Down,
    Arriving,
    TurningBack,
    Unclear,
    Returned,
    Moved,
}

impl Moment {
    pub fn of(standing: &Standing, now: DateTime<Utc>) -> Moment {
        let row = &standing.migration;
        match row.state {
            MigrationState::Running if standing.is_turning_back() => Moment::TurningBack,
            MigrationState::Running => match row.live_side {
                LiveSide::Source => Moment::Preparing,
                LiveSide::None => Moment::Down,
                LiveSide::Target => Moment::Arriving,
            },
            MigrationState::Unclear => Moment::Unclear,
            MigrationState::Returned => Moment::Returned,
            MigrationState::Verifying | MigrationState::Closed => Moment::Moved,
            MigrationState::OnHold => Moment::Undecided,
            _ if row.ends_at < now => Moment::Late,
            _ if row.starts_at <= now => Moment::Due,
            MigrationState::Announced if row.starts_at - CHOOSE_UNTIL > now => Moment::Choose,
            _ => Moment::Planned,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Moment::Choose => "choose",
            Moment::Planned => "planned",
            Moment::Undecided => "undecided",
            Moment::Due => "due",
            Moment::Late => "late",
            Moment::Preparing => "preparing",
            Moment::Down => "down",
            Moment::Arriving => "arriving",
            Moment::TurningBack => "turning-back",
            Moment::Unclear => "unclear",
            Moment::Returned => "returned",
            Moment::Moved => "moved",
        }
    }
}

/// A sentence about it, `home-<kind>-<moment>`, with all that such sentences may name.
pub fn sentence(who: &CurrentMember, kind: &str, own: OwnMove<'_>) -> String {
    let moment = Moment::of(&own, who.now);
    say(who, format!("home-{kind}-{}", moment.word()), own)
}

/// The sentence of that name.
pub fn say(who: &CurrentMember, id: String, own: OwnMove<'_>) -> String {
    let row = &own.migration;
    let attempt = own.attempt.as_ref();
    let next_word_at = attempt.and_then(|attempt| attempt.next_word_at);
    let is_late = own.back_at().is_some_and(|back_at| back_at < who.now);
    who.say_asking(&id, |name| {
        Some(match name {
            "domu" => row.domu.as_str().into(),
            "source" => row.source.as_str().into(),
            "target" => row.target.as_str().into(),
            "site" => row.target_site_code.as_str().into(),
            "start" => who.time(Some(row.starts_at), "at").into(),
            "choose_until" => who.time(Some(row.starts_at - CHOOSE_UNTIL), "full").into(),
            "end" => who.time(Some(row.ends_at), "clock").into(),
            "back_by" => who.time(Some(row.promised_at(None)), "clock").into(),
            "back_at" => who.time(own.back_at(), "clock").into(),
            "boots" => i64::from(row.boots).into(),
            "is_late" => i64::from(is_late).into(),
            "is_taken_back" => i64::from(own.is_taken_back()).into(),
            "is_up" => i64::from(own.is_up()).into(),
            "up" => who.time(attempt.and_then(|attempt| attempt.up_at), "at").into(),
            "down" => who.span(attempt.and_then(|attempt| attempt.down_seconds(who.now)).unwrap_or(0)).into(),
            "expected" => who.duration(row.expected_seconds.into()).into(),
            "promised" => who.span(row.expected_seconds.into()).into(),
            "kept" => kept_text(who, own.kept, "day").into(),
            "is_reported" => i64::from(own.kept.report().is_some()).into(),
            "report" => own.kept.report().map(|id| id.to_string()).unwrap_or_default().into(),
            "has_word" => match next_word_at {
                None => 0_i64,
                Some(at) if at > who.now => 1,
                Some(_) => 2,
            }
            .into(),
            "word" => who.time(next_word_at, "at").into(),
            "old_until" => who.time(row.old_addresses_until, "until").into(),
            "has_old_until" => i64::from(row.old_addresses_until.is_some()).into(),
            _ => return None,
        })
    })
}
