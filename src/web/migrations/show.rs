//! The page of one move.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown, ShownAttempt};
use crate::migrations::{LiveSide, MigrationState};
use crate::paths;
use crate::web::migrations::steps::{Reader, StepLine, lines};
use crate::web::migrations::{actions, picture, words};
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Pill};
use crate::words::Message;

#[derive(Serialize)]
struct Show {
    title: String,
    number: MigrationId,
    href: String,
    home: Link,
    domu: String,
    domu_href: String,
    source: PlaceView,
    target: PlaceView,
    state: Pill,
    overdue: Option<Pill>,
    is_overdue: bool,
    is_core: bool,
    head_id: String,
    lede_id: String,
    day: String,
    start_text: String,
    end_text: String,
    expected_text: String,
    low_text: String,
    high_text: String,
    down_text: String,
    up_text: String,
    real_text: String,
    grace_text: String,
    attempt_count: usize,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    expected_seconds: i32,
    bytes_total: Option<i64>,
    down_since: Option<DateTime<Utc>>,
    down_seconds: i64,
    /// How long the last attempt really took it down, once it is up again.
    real_seconds: Option<i64>,
    jump: Option<picture::Picture>,
    steps: Vec<StepLine>,
    past_attempts: Vec<PastAttempt>,
    events: Vec<EventView>,
    owners: String,
    operator: Option<String>,
    reason: String,
    grace_until: Option<DateTime<Utc>>,
    old_addresses_until: Option<DateTime<Utc>>,
    addresses: Vec<AddressView>,
    mails: Vec<MailView>,
    issues: Vec<IssueView>,
    report_href: String,
    can_confirm: bool,
    actions: Vec<actions::Action>,
}

#[derive(Serialize)]
struct Link {
    href: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
pub struct PlaceView {
    pub name: String,
    pub site: String,
}

#[derive(Serialize)]
struct PastAttempt {
    n: i32,
    result: Pill,
    started_at: DateTime<Utc>,
    down_seconds: Option<i64>,
    steps: Vec<StepLine>,
    cause_label: Option<&'static str>,
    cause: Option<String>,
    fix: Option<String>,
}

#[derive(Serialize)]
struct EventView {
    at: DateTime<Utc>,
    label: String,
    who: Option<String>,
    note: String,
    is_internal: bool,
}

#[derive(Serialize)]
struct AddressView {
    family: &'static str,
    old: String,
    new: String,
}

#[derive(Serialize)]
struct MailView {
    at: DateTime<Utc>,
    headline: String,
    to: String,
    state_label: String,
}

#[derive(Serialize)]
struct IssueView {
    href: String,
    number: String,
    label: String,
}

pub async fn show(who: CurrentMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let conn = who.conn().await?;
    let shown = queries::shown(&conn, who.member(), id(&number)?).await?.ok_or(Error::NotFound)?;
    who.render(
        "migrations/show",
        if who.member().role.is_core() { "nav-moves" } else { "nav-my-domus" },
        &view(&who, shown),
    )
}

fn view(who: &CurrentMember, shown: Shown) -> Show {
    let is_core = who.member().role.is_core();
    let migration = &shown.migration;
    let open = shown.open_attempt();
    let last = shown.last_attempt().map(|last| &last.attempt);
    let down_since = open.filter(|open| open.attempt.up_at.is_none()).and_then(|open| open.attempt.down_from);
    let real_seconds = last.filter(|last| last.up_at.is_some()).and_then(|last| last.down_seconds(who.now));
    let (head_id, lede_id) = words::sentence(migration.state, migration.live_side, shown.is_turning_back());
    let is_current = |attempt: &ShownAttempt| {
        attempt.attempt.result.is_none()
            || (last.map(|last| last.n) == Some(attempt.attempt.n) && is_succeeded(attempt))
    };
    let number = migration.id;
    let reader = if is_core { Reader::Core } else { Reader::Member };
    Show {
        title: format!("{} · {number}", shown.domu),
        number,
        href: paths::migration(number),
        home: if is_core {
            Link { href: paths::MIGRATIONS, label: "nav-moves" }
        } else {
            Link { href: paths::HOME, label: "nav-my-domus" }
        },
        domu_href: paths::domu(&shown.domu),
        source: PlaceView { name: shown.source.host.clone(), site: shown.source.site.clone() },
        target: PlaceView { name: shown.target.host.clone(), site: shown.target.site.clone() },
        state: words::state_pill(migration.state, shown.is_turning_back()),
        overdue: shown.is_overdue(who.now).then(words::overdue_pill),
        is_overdue: shown.is_overdue(who.now),
        is_core,
        head_id,
        lede_id,
        day: who.time(Some(migration.starts_at), "day"),
        start_text: who.time(Some(migration.starts_at), "full"),
        end_text: who.time(Some(migration.ends_at), "clock"),
        expected_text: who.duration(migration.expected_seconds.into()),
        low_text: who.duration(migration.expected_low_seconds.into()),
        high_text: who.duration(migration.expected_high_seconds.into()),
        down_text: who.time(last.and_then(|last| last.down_from), "full"),
        up_text: who.time(last.and_then(|last| last.up_at), "full"),
        real_text: real_seconds.map(|seconds| who.duration(seconds)).unwrap_or_default(),
        grace_text: who.time(migration.grace_until, "full"),
        attempt_count: shown.attempts.len(),
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
        expected_seconds: migration.expected_seconds,
        bytes_total: shown.bytes(),
        down_since,
        down_seconds: down_since.map_or(0, |since| (who.now - since).num_seconds()),
        real_seconds,
        jump: picture::of(migration.state, migration.live_side),
        steps: match shown.attempts.iter().rev().find(|attempt| is_current(attempt)) {
            None if !is_ahead(migration.state) => Vec::new(),
            current => lines(current, reader),
        },
        past_attempts: shown
            .attempts
            .iter()
            .rev()
            .filter(|a| !is_current(a))
            .map(|a| past(a, reader, who.now))
            .collect(),
        events: shown.events.iter().rev().map(event).collect(),
        owners: shown.people.join(", "),
        operator: shown.operator.clone(),
        reason: migration.reason.clone(),
        grace_until: migration.grace_until.filter(|_| migration.live_side == LiveSide::Target),
        old_addresses_until: migration.old_addresses_until,
        addresses: shown
            .addresses
            .iter()
            .map(|(old, new)| AddressView {
                family: if old.addr().is_ipv4() { "IPv4" } else { "IPv6" },
                old: old.addr().to_string(),
                new: new.addr().to_string(),
            })
            .collect(),
        mails: shown
            .mails
            .iter()
            .map(|mail| MailView {
                at: mail.created_at,
                headline: mail.headline.clone(),
                to: mail.to_address.clone(),
                state_label: format!("mail-state-{}", mail.state),
            })
            .collect(),
        issues: shown
            .issues
            .iter()
            .map(|(issue, state)| IssueView {
                href: paths::issue(*issue),
                number: issue.to_string(),
                label: format!("issue-state-{state}"),
            })
            .collect(),
        report_href: paths::new_issue(Some(&shown.domu), Some(number)),
        can_confirm: migration.state == MigrationState::Verifying,
        actions: actions::of(&shown),
        domu: shown.domu,
    }
}

/// Whether an attempt is still to come, so that its steps are worth a look.
fn is_ahead(state: MigrationState) -> bool {
    use MigrationState::{Announced, Booked, Draft, OnHold};
    matches!(state, Draft | Announced | Booked | OnHold)
}

fn is_succeeded(attempt: &ShownAttempt) -> bool {
    attempt.attempt.result == Some(crate::migrations::AttemptResult::Succeeded)
}

fn past(shown: &ShownAttempt, reader: Reader, now: DateTime<Utc>) -> PastAttempt {
    let attempt = &shown.attempt;
    PastAttempt {
        n: attempt.n,
        result: attempt.result.map_or_else(|| Pill::new("is-move", "move", "move-down"), words::result_pill),
        started_at: attempt.started_at,
        down_seconds: attempt.down_seconds(now),
        steps: lines(Some(shown), reader),
        cause_label: attempt.cause_code.map(|code| code.label()),
        cause: attempt.cause.clone(),
        fix: attempt.fix.clone(),
    }
}

fn event(event: &queries::ShownEvent) -> EventView {
    EventView {
        at: event.at,
        label: format!("migration-event-{}", event.event),
        who: event.who.clone(),
        note: event.note.clone(),
        is_internal: event.is_internal,
    }
}

/// The title of a page about one move.
pub fn title(who: &CurrentMember, id: &'static str, domu: &str) -> String {
    who.say(&Message::new(id).with("domu", domu))
}
