//! Another time for a booked move, and the next try of one that came back.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Choosing, Shown};
use crate::migrations::{self, CauseCode, Event, LEAD_TIME, MigrationState, Rebook, Seen, Window, state};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

use super::changed::{changed_since, seen};
use super::new::short_notice;
use super::new_form;
use super::refusal::{Refusal, too_late_for};
use super::view::WishView;
use super::words;
use super::zones;

#[derive(Serialize)]
struct Page {
    form: FormView,
    title: String,
    lede_id: &'static str,
    number: MigrationId,
    href: String,
    domu: String,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    expected_seconds: i32,
    revision: i32,
    is_rebooking: bool,
    causes: Vec<Choice>,
    zones: Vec<Choice>,
    wishes: Vec<WishView>,
    recipient_count: usize,
    /// A warning when it begins before members were promised; whoever read it may go on.
    notice: Option<String>,
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let found = find(&who, id(&number)?).await?;
    if event_of(found.shown.migration.state).is_none() {
        return Err(too_late_for(&found.shown));
    }
    let filled = Form::filled(first_values(&found.shown));
    who.render("migrations/schedule", "nav-moves", &page(&who, found, &filled, &FormErrors::default()))
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let found = find(&who, number).await?;
    let seen = seen(number, &form);
    // What is wrong with the form is said only of the move that stands on it.
    let changed = match changed_since(&who, seen, &found.shown.migration).await? {
        Some(changed) => changed,
        None => match change(&who, seen, &found.shown, &form).await {
            Ok(None) => return Ok(who.redirect(&paths::migration(number))),
            Ok(Some(errors)) => {
                return who.refuse("migrations/schedule", "nav-moves", &page(&who, found, &form, &errors));
            }
            Err(error) => error,
        },
    };
    refuse_changed(&who, number, &form, changed).await
}

/// What this form does with a move in that state, if anything.
fn event_of(state: MigrationState) -> Option<Event> {
    [Event::Reschedule, Event::Rebook].into_iter().find(|&event| state::after(state, event).is_ok())
}

/// Somebody was faster. As long as the move can be given another time all the same, the form comes back
/// with what was typed, beside what was done by whom.
async fn refuse_changed(
    who: &CoreMember,
    number: MigrationId,
    form: &Form,
    error: Error,
) -> Result<HttpResponse, Error> {
    let Error::Conflict(what) = &error else { return Err(error) };
    let found = find(who, number).await?;
    let migration = &found.shown.migration;
    if event_of(migration.state).is_none() {
        return Err(error);
    }
    let message = Message::new("schedule-stale")
        .with("what", who.tell(what))
        .with("start", who.time(Some(migration.starts_at), "full"))
        .with("end", who.time(Some(migration.ends_at), "clock"));
    let page = page(who, found, form, &FormErrors::of("", message));
    who.render_as(StatusCode::CONFLICT, "migrations/schedule", "nav-moves", &page)
}

/// `None` when it is done.
async fn change(
    who: &CoreMember,
    seen: Seen,
    shown: &Shown,
    form: &Form,
) -> Result<Option<FormErrors>, Error> {
    let mut errors = FormErrors::default();
    let window = new_form::window(form, &mut errors);
    if window.is_some_and(|window| is_short(&window, who.now)) && !form.has("warned") {
        errors.add("starts_at", Message::new("schedule-short-again").with("hours", LEAD_TIME.num_hours()));
    }
    let done = if is_rebooking(shown) {
        let cause_code: Option<CauseCode> = form.one_of("cause_code", &mut errors);
        let cause = form.required_lines("cause", 2000, &mut errors);
        let fix = form.required_lines("fix", 2000, &mut errors);
        match errors.or(window.zip(cause_code)) {
            Ok((window, cause_code)) => rebook(who, seen, Rebook { window, cause_code, cause, fix }).await,
            Err(errors) => return Ok(Some(errors)),
        }
    } else {
        let reason = form.required_lines("reason", 2000, &mut errors);
        match errors.or(window) {
            Ok(window) => reschedule(who, seen, window, &reason).await,
            Err(errors) => return Ok(Some(errors)),
        }
    };
    done.map_or_else(|refused| refused.map(Some), |()| Ok(None))
}

type Refused = Result<FormErrors, Error>;

async fn rebook(who: &CoreMember, seen: Seen, input: Rebook) -> Result<(), Refused> {
    let mut conn = who.conn().await.map_err(Err)?;
    migrations::rebook(&mut conn, &who.app.letterhead, &who.actor(), seen, &input, who.now)
        .await
        .map_err(Refusal::beside)
}

async fn reschedule(who: &CoreMember, seen: Seen, window: Window, reason: &str) -> Result<(), Refused> {
    let mut conn = who.conn().await.map_err(Err)?;
    migrations::reschedule(&mut conn, &who.app.letterhead, &who.actor(), seen, window, reason, who.now)
        .await
        .map_err(Refusal::beside)
}

async fn find(who: &CoreMember, number: MigrationId) -> Result<Choosing, Error> {
    let conn = who.conn().await?;
    queries::choosing(&conn, who.member(), number).await?.ok_or(Error::NotFound)
}

fn is_rebooking(shown: &Shown) -> bool {
    shown.migration.state == MigrationState::Returned
}

/// The window as it is booked; for the next try the same clock times, a day later, and the cause
/// as it was written down.
fn first_values(shown: &Shown) -> Vec<(&'static str, String)> {
    let window = Window::of(&shown.migration);
    let local = |at: DateTime<Utc>| at.with_timezone(&window.zone);
    let day = local(window.starts_at).date_naive();
    let day = if is_rebooking(shown) { day.succ_opt().unwrap_or(day) } else { day };
    let last = shown.last_attempt().map(|last| &last.attempt);
    vec![
        ("day", day.to_string()),
        ("starts_at", local(window.starts_at).format("%H:%M").to_string()),
        ("ends_at", local(window.ends_at).format("%H:%M").to_string()),
        ("zone", window.zone.name().to_owned()),
        ("cause_code", last.and_then(|last| last.cause_code).map_or(String::new(), |code| code.to_string())),
        ("cause", last.and_then(|last| last.cause.clone()).unwrap_or_default()),
        ("fix", last.and_then(|last| last.fix.clone()).unwrap_or_default()),
    ]
}

/// Before members were promised; what has begun already is refused for that.
fn is_short(window: &Window, now: DateTime<Utc>) -> bool {
    (now..now + LEAD_TIME).contains(&window.starts_at)
}

fn page(who: &CoreMember, found: Choosing, form: &Form, errors: &FormErrors) -> Page {
    let window = new_form::window(form, &mut FormErrors::default());
    let notice = window.filter(|window| is_short(window, who.now));
    let wishes = WishView::all(&found.wishes);
    let shown = found.shown;
    let is_rebooking = is_rebooking(&shown);
    let title = if is_rebooking { "rebook-title" } else { "schedule-title" };
    let migration = &shown.migration;
    Page {
        form: form.view(errors, &who.app.words, who.locale()),
        title: who.say(&Message::new(title).with("domu", shown.domu.as_str())),
        lede_id: if is_rebooking { "rebook-lede" } else { "schedule-lede" },
        number: migration.id,
        href: paths::migration(migration.id),
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
        expected_seconds: migration.expected_seconds,
        revision: migration.revision,
        is_rebooking,
        causes: words::causes(),
        zones: zones::choices(&migration.zone, &who.member().time_zone),
        wishes,
        recipient_count: shown.people.len(),
        notice: notice.and_then(|window| short_notice(who, window)),
        domu: shown.domu,
    }
}
