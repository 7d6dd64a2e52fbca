//! The core team's answer to those who asked to wait.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Choosing};
use crate::migrations::slots::Offer;
use crate::migrations::{self, AnswerHold, LEAD_TIME, Migration, MigrationState, Release, Window};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

use super::changed::{changed_since, seen};
use super::new_form;
use super::refusal::Refusal;
use super::view::{HoldView, WishView};
use super::zones;

#[derive(Serialize)]
struct Page {
    form: FormView,
    number: MigrationId,
    href: String,
    domu: String,
    source: String,
    hold: Option<HoldView>,
    wishes: Vec<WishView>,
    /// The time that does not suit them.
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    zone: &'static str,
    in_form: Option<InForm>,
    deadline: Option<DateTime<Utc>>,
    expected_seconds: i32,
    revision: i32,
    zones: Vec<Choice>,
    offers_windows: bool,
    recipient_count: usize,
}

/// The window that stands in the form, in words: a date field shows no weekday.
#[derive(Serialize)]
struct InForm {
    label: &'static str,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    zone: &'static str,
}

impl InForm {
    fn of(label: &'static str, window: Window) -> InForm {
        InForm { label, starts_at: window.starts_at, ends_at: window.ends_at, zone: window.zone.name() }
    }
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let conn = who.conn().await?;
    let (choosing, busy) = tokio::try_join!(
        queries::choosing(&conn, who.member(), number),
        queries::busy_around(&conn, number, who.now),
    )?;
    let choosing = choosing.ok_or(Error::NotFound)?;
    let migration = &choosing.shown.migration;
    if migration.state != MigrationState::OnHold {
        return Ok(who.redirect(&paths::migration(number)));
    }
    let offer = Offer { proposed: Window::of(migration), deadline: migration.deadline };
    let slot = offer.next_free(&busy, who.now + LEAD_TIME + Duration::days(1), who.now);
    let window =
        slot.map(|slot| Window { starts_at: slot.starts_at, ends_at: slot.ends_at, ..offer.proposed });
    let offers_windows = choosing.choice.as_ref().is_none_or(|choice| choice.offers_windows);
    let form = Form::filled(first_values(migration, window, offers_windows));
    let in_form = window.map(|window| InForm::of("hold-answer-free", window));
    let page = page(&who, choosing, in_form, (&form, &FormErrors::default()));
    who.render("migrations/hold_answer", "nav-moves", &page)
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let choosing = find(&who, number).await?;
    let seen = seen(number, &form);
    if let Some(changed) = changed_since(&who, seen, &choosing.shown.migration).await? {
        return refuse_changed(&who, number, &form, changed).await;
    }
    let releases = match form.text("then") {
        "release" => true,
        "wait" => false,
        _ => return Err(Error::Unreadable("neither an answer nor the other")),
    };
    let errors = match parse(&form, releases) {
        Ok(input) => {
            let conn = &mut *who.conn().await?;
            let letterhead = &who.app.letterhead;
            match migrations::answer_hold(conn, letterhead, &who.actor(), seen, &input, who.now).await {
                Ok(()) => return Ok(who.redirect(&paths::migration(number))),
                Err(error) => match error.beside() {
                    Ok(errors) => errors,
                    Err(changed) => return refuse_changed(&who, number, &form, changed).await,
                },
            }
        }
        Err(errors) => errors,
    };
    who.refuse("migrations/hold_answer", "nav-moves", &page(&who, choosing, typed(&form), (&form, &errors)))
}

/// Somebody was faster. As long as it waits for an answer, the form comes back with what was typed.
async fn refuse_changed(
    who: &CoreMember,
    number: MigrationId,
    form: &Form,
    error: Error,
) -> Result<HttpResponse, Error> {
    let Error::Conflict(what) = &error else { return Err(error) };
    let choosing = find(who, number).await?;
    if choosing.shown.migration.state != MigrationState::OnHold {
        return Err(error);
    }
    let errors = FormErrors::of("", Message::new("hold-answer-stale").with("what", who.tell(what)));
    let page = page(who, choosing, typed(form), (form, &errors));
    who.render_as(StatusCode::CONFLICT, "migrations/hold_answer", "nav-moves", &page)
}

fn typed(form: &Form) -> Option<InForm> {
    new_form::window(form, &mut FormErrors::default()).map(|window| InForm::of("hold-answer-typed", window))
}

fn parse(form: &Form, releases: bool) -> Result<AnswerHold, FormErrors> {
    let mut errors = FormErrors::default();
    let answer = form.required_lines("answer", 2000, &mut errors);
    if !releases {
        return errors.or(Some(AnswerHold { answer, release: None }));
    }
    let window = new_form::window(form, &mut errors);
    let zone = window.as_ref().map_or(chrono_tz::UTC, |window| window.zone);
    let deadline = new_form::end_of_day(form, "deadline_day", zone, &mut errors);
    let offers_windows = form.has("offers_windows");
    errors.or(window
        .map(|window| AnswerHold { answer, release: Some(Release { window, offers_windows, deadline }) }))
}

async fn find(who: &CoreMember, number: MigrationId) -> Result<Choosing, Error> {
    let conn = who.conn().await?;
    queries::choosing(&conn, who.member(), number).await?.ok_or(Error::NotFound)
}

/// With another window, else with none: whoever only presses the button must not say again the time
/// that does not suit them.
fn first_values(
    migration: &Migration,
    window: Option<Window>,
    offers_windows: bool,
) -> Vec<(&'static str, String)> {
    let zone = Window::of(migration).zone;
    let local = |at: DateTime<Utc>| at.with_timezone(&zone);
    let last_day = migration.deadline.map(|at| (local(at) - Duration::seconds(1)).date_naive().to_string());
    let mut values = vec![("zone", zone.name().to_owned()), ("deadline_day", last_day.unwrap_or_default())];
    if let Some(window) = window {
        values.extend([
            ("day", local(window.starts_at).date_naive().to_string()),
            ("starts_at", local(window.starts_at).format("%H:%M").to_string()),
            ("ends_at", local(window.ends_at).format("%H:%M").to_string()),
        ]);
    }
    if offers_windows {
        values.push(("offers_windows", "yes".to_owned()));
    }
    values
}

fn page(
    who: &CoreMember,
    choosing: Choosing,
    in_form: Option<InForm>,
    (form, errors): (&Form, &FormErrors),
) -> Page {
    let hold = HoldView::of(&choosing.shown, who.member().id);
    let wishes = WishView::all(&choosing.wishes);
    let shown = choosing.shown;
    let migration = &shown.migration;
    Page {
        form: form.view(errors, &who.app.words, who.locale()),
        number: migration.id,
        href: paths::migration(migration.id),
        source: shown.source.host,
        hold,
        wishes,
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
        zone: Window::of(migration).zone.name(),
        in_form,
        deadline: migration.deadline,
        expected_seconds: migration.expected_seconds,
        revision: migration.revision,
        zones: zones::choices(&migration.zone, &who.member().time_zone),
        offers_windows: form.has("offers_windows"),
        recipient_count: shown.people.len(),
        domu: shown.domu,
    }
}
