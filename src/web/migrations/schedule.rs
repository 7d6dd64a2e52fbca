//! Another time for a booked move, and the next try of one that came back.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Choosing, Shown};
use crate::migrations::{self, CauseCode, Event, MigrationState, Rebook, Window, state};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

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
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let found = find(&who, id(&number)?).await?;
    let state = found.shown.migration.state;
    if [Event::Reschedule, Event::Rebook].iter().all(|&event| state::after(state, event).is_err()) {
        return Err(too_late_for(&found.shown));
    }
    let filled = Form::filled(first_values(&found.shown));
    let form = filled.view(&FormErrors::default(), &who.app.words, who.locale());
    who.render("migrations/schedule", "nav-moves", &page(&who, found, form))
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let found = find(&who, number).await?;
    if form.text("revision") != found.shown.migration.revision.to_string() {
        return Err(Error::Conflict(Message::new("schedule-stale")));
    }
    let errors = match change(&who, &found.shown, &form).await? {
        None => return Ok(who.redirect(&paths::migration(number))),
        Some(errors) => errors,
    };
    let view = form.view(&errors, &who.app.words, who.locale());
    who.refuse("migrations/schedule", "nav-moves", &page(&who, found, view))
}

/// `None` when it is done.
async fn change(who: &CoreMember, shown: &Shown, form: &Form) -> Result<Option<FormErrors>, Error> {
    let mut errors = FormErrors::default();
    let window = new_form::window(form, &mut errors);
    let done = if is_rebooking(shown) {
        let cause_code: Option<CauseCode> = form.one_of("cause_code", &mut errors);
        let cause = form.required_lines("cause", 2000, &mut errors);
        let fix = form.required_lines("fix", 2000, &mut errors);
        match errors.or(window.zip(cause_code)) {
            Ok((window, cause_code)) => rebook(who, shown, Rebook { window, cause_code, cause, fix }).await,
            Err(errors) => return Ok(Some(errors)),
        }
    } else {
        let reason = form.required_lines("reason", 2000, &mut errors);
        match errors.or(window) {
            Ok(window) => reschedule(who, shown, window, &reason).await,
            Err(errors) => return Ok(Some(errors)),
        }
    };
    done.map_or_else(|refused| refused.map(Some), |()| Ok(None))
}

type Refused = Result<FormErrors, Error>;

async fn rebook(who: &CoreMember, shown: &Shown, input: Rebook) -> Result<(), Refused> {
    let mut conn = who.conn().await.map_err(Err)?;
    migrations::rebook(&mut conn, &who.app.letterhead, &who.actor(), shown.migration.id, &input, who.now)
        .await
        .map_err(Refusal::beside)
}

async fn reschedule(who: &CoreMember, shown: &Shown, window: Window, reason: &str) -> Result<(), Refused> {
    let mut conn = who.conn().await.map_err(Err)?;
    migrations::reschedule(
        &mut conn,
        &who.app.letterhead,
        &who.actor(),
        shown.migration.id,
        window,
        reason,
        who.now,
    )
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

fn page(who: &CoreMember, found: Choosing, form: FormView) -> Page {
    let wishes = WishView::all(&found.wishes);
    let shown = found.shown;
    let is_rebooking = is_rebooking(&shown);
    let title = if is_rebooking { "rebook-title" } else { "schedule-title" };
    let migration = &shown.migration;
    Page {
        form,
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
        domu: shown.domu,
    }
}
