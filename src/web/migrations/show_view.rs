//! What the page of one move says.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::{MigrationId, StatusPostId};
use crate::issues::queries::Kept;
use crate::migrations::looks::{KnownNames, Survey};
use crate::migrations::queries::{Choosing, Shown, ShownAttempt};
use crate::migrations::reported::Heard;
use crate::migrations::slots::FENCE;
use crate::migrations::thanks::Thanks;
use crate::migrations::{AttemptResult, Back, ConfirmError, LiveSide, MigrationState};
use crate::paths;
use crate::status::{diary, markdown};
use crate::web::graph::GraphView;
use crate::web::issues::kept_text;
use crate::web::looks::{NamesView, ServicesView};
use crate::web::migrations::copy_view::CopyView;
use crate::web::migrations::past_attempt::{Outcome, PastAttempt};
use crate::web::migrations::steps::{Reader, StepLine, way};
use crate::web::migrations::view::{
    AddressView, AttestationView, EventView, HoldView, IssueView, MailView, PlaceView, WishView,
};
use crate::web::migrations::{actions, picture, words};
use crate::web::{CurrentMember, FormView, Pill};
use crate::words::Sentence;

#[derive(Serialize)]
pub(super) struct Show {
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
    /// Its time is off until somebody answers.
    is_waiting: bool,
    /// Until when that has to be settled.
    waits_until: Option<DateTime<Utc>>,
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
    /// The one that the page is about, and whether it is still to come.
    attempt_n: Option<i32>,
    is_next: bool,
    /// The last attempt that came back, for the link to it.
    came_back: Option<i32>,
    came_back_count: usize,
    all_came_back: bool,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    expected_seconds: i32,
    bytes_total: Option<i64>,
    down_since: Option<DateTime<Utc>>,
    down_seconds: i64,
    back_at: Option<DateTime<Utc>>,
    /// Its copy, as it goes, is done too late for the window.
    is_too_slow: bool,
    /// Not started at its new place, as its members chose.
    is_left_off: bool,
    is_late: bool,
    outcome: Option<Outcome>,
    jump: Option<picture::Picture>,
    /// Of the day of an attempt, if dom0s reported it.
    graph: Option<GraphView>,
    /// While a dom0 reports it.
    copy: Option<CopyView>,
    steps: Vec<StepLine>,
    past_attempts: Vec<PastAttempt>,
    events: Vec<EventView>,
    owners: String,
    operator: Option<String>,
    reason: String,
    /// Until when its old copy is kept, while it is.
    kept: Option<String>,
    /// The open report about it that its reader may read.
    reported: Option<String>,
    old_addresses_until: Option<DateTime<Utc>>,
    /// What happens when it has arrived, while that is ahead.
    arrival: Option<&'static str>,
    addresses: Vec<AddressView>,
    /// Of its domU, as long as this is its last move.
    names: Option<NamesView>,
    services: Option<ServicesView>,
    /// Owners who would not get our mails while it moves, and whether the reader is one.
    stranded: String,
    is_stranded: bool,
    mails: Vec<MailView>,
    issues: Vec<IssueView>,
    report_href: String,
    can_confirm: bool,
    /// What is open about it, and what closing it all the same would mean.
    report_open: Option<String>,
    /// Only while nobody knows where it runs, and after.
    attestations: Vec<AttestationView>,
    next_word_at: Option<DateTime<Utc>>,
    late_word: Option<Pill>,
    /// Its plan, for the core team.
    plan: Option<PlanLink>,
    /// What that plan says to everybody.
    plan_html: Option<String>,
    /// Until when its members choose, while they do.
    choose_until: Option<DateTime<Utc>>,
    /// Where they choose, or ask for something else.
    window_href: Option<String>,
    offers_windows: bool,
    hold: Option<HoldView>,
    /// The reader asked to wait, and has no answer yet.
    may_withdraw: bool,
    withdraw_href: String,
    /// Too late for the time that it was to move.
    is_time_gone: bool,
    now_asked_by: Option<String>,
    wishes: Vec<WishView>,
    actions: Vec<actions::Action>,
    thanks: Vec<ThanksView>,
    /// One of its members, who has not thanked yet, may.
    can_thank: bool,
    /// Then it changes their words.
    has_thanked: bool,
    thanks_href: String,
    form: FormView,
    /// The core team's button that tells everybody what happened in an attempt.
    diaries: Vec<DiaryView>,
}

#[derive(Serialize)]
struct ThanksView {
    name: String,
    words: String,
    at: DateTime<Utc>,
}

#[derive(Serialize)]
struct DiaryView {
    n: i32,
    action: String,
    /// Where it stands once it is published.
    post_href: Option<String>,
}

#[derive(Serialize)]
struct PlanLink {
    href: String,
    title: String,
}

#[derive(Serialize)]
struct Link {
    href: &'static str,
    label: &'static str,
}

/// What is known of it, as its reader sees it.
pub(super) fn view(
    who: &CurrentMember,
    (choosing, kept): (Choosing, Kept),
    (known, survey, heard): (Option<&KnownNames>, &Survey, &[Heard]),
    graph: Option<GraphView>,
    thanks: Vec<Thanks>,
    diaries: &[(i32, StatusPostId)],
    form: FormView,
) -> Show {
    let Choosing { shown, choice, now_asked_by, wishes, .. } = choosing;
    let is_core = who.member().role.is_core();
    let migration = &shown.migration;
    let open = shown.open_attempt();
    let last = shown.last_attempt().map(|last| &last.attempt);
    let down_since = open.filter(|open| open.attempt.up_at.is_none()).and_then(|open| open.attempt.down_from);
    let (head_id, lede_id) = words::sentence(&shown);
    let is_waiting = migration.state == MigrationState::OnHold;
    let hold = HoldView::of(&shown, who.member().id);
    let may_withdraw = is_waiting && hold.as_ref().is_some_and(HoldView::is_own_and_open);
    // What was lost stands where it was until it is found; found at the target it has arrived.
    let has_arrived = |attempt: &ShownAttempt| {
        is(attempt, AttemptResult::Succeeded)
            || (is(attempt, AttemptResult::Unclear) && migration.state != MigrationState::Returned)
    };
    let is_current = |attempt: &ShownAttempt| {
        attempt.attempt.result.is_none()
            || (last.map(|last| last.n) == Some(attempt.attempt.n) && has_arrived(attempt))
    };
    let back = shown.back(heard, who.now);
    // What is left off is back when its member starts it.
    let back_at = back.filter(|_| shown.boots).map(Back::at);
    let is_handed_over = migration.live_side == LiveSide::Target;
    let too_late_at = back.filter(|_| !is_handed_over).and_then(|back| back.too_late_at(migration.ends_at));
    let number = migration.id;
    let is_open = matches!(migration.state, MigrationState::Announced | MigrationState::Booked);
    // After a try that came back the next one is booked, and not begun.
    let is_next = (is_open || migration.state == MigrationState::OnHold) && open.is_none();
    let came_back_count = shown.attempts.iter().filter(|a| is(a, AttemptResult::RolledBack)).count();
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
        is_waiting,
        waits_until: migration.deadline.filter(|_| is_waiting),
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
        grace_text: kept_text(who, kept, "full"),
        real_text: who.duration(last.and_then(|last| last.down_seconds(who.now)).unwrap_or(0)),
        came_back: shown
            .attempts
            .iter()
            .rev()
            .find(|a| is(a, AttemptResult::RolledBack))
            .map(|a| a.attempt.n),
        came_back_count,
        all_came_back: came_back_count == shown.attempts.len(),
        attempt_count: shown.attempts.len(),
        attempt_n: last.map(|last| last.n + i32::from(is_next)),
        is_next,
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
        expected_seconds: migration.expected_seconds,
        bytes_total: shown.bytes(),
        down_since,
        down_seconds: down_since.map_or(0, |since| (who.now - since).num_seconds()),
        back_at,
        is_too_slow: too_late_at.is_some(),
        is_left_off: !shown.boots && migration.state.is_arrived(),
        is_late: back_at.is_some_and(|at| at < who.now),
        outcome: Outcome::of(&shown),
        jump: picture::of(migration.state, migration.live_side),
        graph,
        copy: open
            .and_then(|open| {
                let hosts = [shown.source.host.as_str(), &shown.target.host];
                CopyView::of(heard, &open.attempt, hosts, reader, who.now)
            })
            .filter(CopyView::is_going_on),
        steps: way(&shown, shown.attempts.iter().rev().find(|attempt| is_current(attempt)), reader),
        past_attempts: shown
            .attempts
            .iter()
            .rev()
            .filter(|attempt| !is_current(attempt))
            .map(|attempt| PastAttempt::of(&shown, attempt, heard, reader, who.now))
            .collect(),
        events: shown.events.iter().rev().map(|event| EventView::of(who, event, &shown)).collect(),
        owners: shown.people.join(", "),
        operator: shown.operator.clone(),
        reason: migration.reason.clone(),
        kept: (migration.state == MigrationState::Verifying).then(|| kept_text(who, kept, "full")),
        reported: kept.report().map(|id| id.to_string()),
        old_addresses_until: migration.old_addresses_until,
        arrival: (!migration.state.is_arrived() && !migration.state.is_terminal())
            .then_some(if shown.boots { "move-arrived-boots" } else { "move-arrived-off" }),
        addresses: shown.addresses.iter().map(|(old, new)| AddressView::new(old, new)).collect(),
        names: known.map(|known| NamesView::of(known, Some(number), who.now)),
        services: ServicesView::of(who, survey),
        stranded: known
            .filter(|known| is_core && !known.is_there())
            .map(KnownNames::stranded_names)
            .unwrap_or_default(),
        is_stranded: known.is_some_and(|known| known.strands(who.member().id)),
        mails: shown.mails.iter().map(|mail| MailView::of(mail, is_core)).collect(),
        issues: shown.issues.iter().map(|(issue, state)| IssueView::of(*issue, state)).collect(),
        report_href: paths::new_issue(Some(&shown.domu), Some(number)),
        can_confirm: migration.state == MigrationState::Verifying,
        report_open: ConfirmError::of_open(&shown.open_reports, &who.actor())
            .map(|error| who.say(&error.sentence())),
        attestations: shown
            .attestations
            .iter()
            .rev()
            .map(|(row, who)| AttestationView::of(row, who, &shown))
            .collect(),
        next_word_at: last
            .and_then(|last| last.next_word_at)
            .filter(|_| migration.state == MigrationState::Unclear),
        late_word: last
            .filter(|last| migration.state == MigrationState::Unclear && last.is_word_late(who.now))
            .map(|_| words::late_word_pill()),
        plan: migration
            .plan_id
            .zip(shown.plan.clone())
            .filter(|_| is_core)
            .map(|(id, plan)| PlanLink { href: paths::plan(id), title: plan.title }),
        plan_html: shown
            .plan
            .as_ref()
            .filter(|plan| !plan.public_text.is_empty() && !migration.state.is_terminal())
            .map(|plan| markdown::to_html(&plan.public_text)),
        choose_until: choice
            .as_ref()
            .filter(|_| migration.state == MigrationState::Announced)
            .map(|choice| choice.until()),
        window_href: is_open.then(|| paths::window(number)),
        offers_windows: choice.is_some_and(|choice| choice.offers_windows),
        hold: hold.filter(|_| is_open || is_waiting),
        may_withdraw,
        withdraw_href: paths::hold_withdrawal(number),
        is_time_gone: migration.starts_at < who.now + FENCE,
        now_asked_by: now_asked_by.filter(|_| is_open),
        wishes: WishView::all(&wishes),
        actions: actions::of(&shown, who.member().id),
        can_thank: migration.state.is_arrived() && (shown.is_theirs || !form.errors.is_empty()),
        has_thanked: thanks.iter().any(|one| one.member_id == who.member().id),
        thanks_href: paths::thanks(number),
        thanks: thanks.into_iter().map(thanks_view).collect(),
        diaries: if is_core { diary_views(&shown, diaries) } else { Vec::new() },
        form,
        domu: shown.domu,
    }
}

fn thanks_view(thanks: Thanks) -> ThanksView {
    ThanksView { name: thanks.name, words: thanks.words, at: thanks.at }
}

/// The latest first.
fn diary_views(shown: &Shown, published: &[(i32, StatusPostId)]) -> Vec<DiaryView> {
    let told = |attempt: &&ShownAttempt| diary::has_diary(&attempt.attempt);
    let view = |attempt: &ShownAttempt| {
        let n = attempt.attempt.n;
        let post = published.iter().find(|(of, _)| *of == n).map(|(_, post)| paths::status_post(*post));
        DiaryView { n, action: paths::diary(shown.migration.id, n), post_href: post }
    };
    shown.attempts.iter().rev().filter(told).map(view).collect()
}

fn is(attempt: &ShownAttempt, result: AttemptResult) -> bool {
    attempt.attempt.result == Some(result)
}
