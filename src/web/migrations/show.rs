//! The page of one move: the answer, its steps and attempts, its facts, and who was told.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown, ShownAttempt};
use crate::migrations::{AttemptResult, LiveSide, MigrationState};
use crate::paths;
use crate::web::migrations::past_attempt::{Outcome, PastAttempt};
use crate::web::migrations::steps::{Reader, StepLine, way};
use crate::web::migrations::view::{AddressView, EventView, IssueView, MailView, PlaceView};
use crate::web::migrations::{actions, picture, words};
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Pill};

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
    grace_text: String,
    real_text: String,
    attempt_count: usize,
    /// The last attempt that came back, for the link to it.
    came_back: Option<i32>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    expected_seconds: i32,
    bytes_total: Option<i64>,
    down_since: Option<DateTime<Utc>>,
    down_seconds: i64,
    back_at: Option<DateTime<Utc>>,
    is_late: bool,
    outcome: Option<Outcome>,
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
    let (head_id, lede_id) = words::sentence(migration.state, migration.live_side, shown.is_turning_back());
    let is_current = |attempt: &ShownAttempt| {
        attempt.attempt.result.is_none()
            || (last.map(|last| last.n) == Some(attempt.attempt.n) && is(attempt, AttemptResult::Succeeded))
    };
    let back_at = down_since.map(|since| since + Duration::seconds(migration.expected_seconds.into()));
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
        grace_text: who.time(migration.grace_until, "full"),
        real_text: who.duration(last.and_then(|last| last.down_seconds(who.now)).unwrap_or(0)),
        came_back: shown
            .attempts
            .iter()
            .rev()
            .find(|a| is(a, AttemptResult::RolledBack))
            .map(|a| a.attempt.n),
        attempt_count: shown.attempts.len(),
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
        expected_seconds: migration.expected_seconds,
        bytes_total: shown.bytes(),
        down_since,
        down_seconds: down_since.map_or(0, |since| (who.now - since).num_seconds()),
        back_at,
        is_late: back_at.is_some_and(|at| at < who.now),
        outcome: Outcome::of(&shown),
        jump: picture::of(migration.state, migration.live_side),
        steps: way(&shown, shown.attempts.iter().rev().find(|attempt| is_current(attempt)), reader),
        past_attempts: shown
            .attempts
            .iter()
            .rev()
            .filter(|attempt| !is_current(attempt))
            .map(|attempt| PastAttempt::of(&shown, attempt, reader, who.now))
            .collect(),
        events: shown.events.iter().rev().map(EventView::of).collect(),
        owners: shown.people.join(", "),
        operator: shown.operator.clone(),
        reason: migration.reason.clone(),
        grace_until: migration.grace_until.filter(|_| migration.live_side == LiveSide::Target),
        old_addresses_until: migration.old_addresses_until,
        addresses: shown.addresses.iter().map(|(old, new)| AddressView::new(old, new)).collect(),
        mails: shown.mails.iter().map(|mail| MailView::of(mail, is_core)).collect(),
        issues: shown.issues.iter().map(|(issue, state)| IssueView::of(*issue, state)).collect(),
        report_href: paths::new_issue(Some(&shown.domu), Some(number)),
        can_confirm: migration.state == MigrationState::Verifying,
        actions: actions::of(&shown),
        domu: shown.domu,
    }
}

fn is(attempt: &ShownAttempt, result: AttemptResult) -> bool {
    attempt.attempt.result == Some(result)
}
