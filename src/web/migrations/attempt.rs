//! Running an attempt by hand: one next step, and the way back always in sight.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::back::turn_back_at;
use crate::migrations::looks::{Survey, survey};
use crate::migrations::notices::preview_of_return;
use crate::migrations::queries::{self, Shown, ShownAttempt, ShownEvent};
use crate::migrations::reported::{Heard, Progress, heard_of};
use crate::migrations::runbook;
use crate::migrations::{
    self, Back, Chapter, Event, FinishStep, Finished, Handover, MigrationState, StepCode, StepState, Way,
};
use crate::paths;
use crate::web::form::FormView;
use crate::web::looks::ServicesView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors, Pill};

use super::copy_view::CopyView;
use super::new_view::{Letter, letter};
use super::operate_view::{Block, Note, Why, Wrong, bar, bar_width, notes, too_slow, why, wrongs};
use super::operator::run_by;
use super::panes::{Pane, panes};
use super::preflight;
use super::refusal::Refusal;
use super::steps::{Reader, StepLine, lines};
use super::view::PlaceView;
use super::words;

#[derive(Serialize)]
struct Page {
    form: FormView,
    title: String,
    href: String,
    domu: String,
    source: PlaceView,
    target: PlaceView,
    state: Pill,
    overdue: Option<Pill>,
    is_overdue: bool,
    attempt_n: i32,
    operator: String,
    /// Whoever reads this runs it.
    is_mine: bool,
    run_by: String,
    step: StepCode,
    head_id: String,
    step_head: String,
    step_text: String,
    step_done: String,
    is_way_back: bool,
    is_revert: bool,
    is_commit: bool,
    can_abort: bool,
    can_revert: bool,
    can_retry: bool,
    can_lose_track: bool,
    /// Whether what is started here is started at its new place.
    is_at_target: bool,
    tries: usize,
    retries_href: String,
    reversal_href: String,
    lost_track_href: String,
    why: Option<Why>,
    position: usize,
    step_count: usize,
    done_count: usize,
    bar: Vec<Block>,
    bar_width: usize,
    panes: Vec<Pane>,
    wrongs: Vec<Wrong>,
    notes: Vec<Note>,
    /// What its members read when the way back ends, and how many of them.
    letter: Option<Letter>,
    recipient_count: usize,
    steps: Vec<StepLine>,
    copy: Option<CopyView>,
    can_hold_copy: bool,
    /// Whether somebody saw what answered, before it is stopped.
    look: Option<&'static str>,
    looked_at: Option<DateTime<Utc>>,
    services: Option<ServicesView>,
    down_since: Option<DateTime<Utc>>,
    down_seconds: i64,
    /// Of a domU that is left off nothing was promised.
    promised_at: Option<DateTime<Utc>>,
    /// When it is ready by the speed of its copy, once that is reported.
    by_copy_at: Option<DateTime<Utc>>,
    turn_back_at: Option<DateTime<Utc>>,
    /// What to do about a copy that is done too late.
    too_slow: Option<String>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

/// Starts the attempt; the domU stays up until the step "stop". What the preflight says against it
/// is shown with its page.
pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let overrule = form.optional_lines("overrule", 1000, &mut errors);
    if errors.is_empty() {
        let conn = &mut *who.conn().await?;
        let started = match overrule.as_str() {
            "" => migrations::start(conn, &who.actor(), number, who.now).await,
            reason => migrations::start_overruling(conn, &who.actor(), number, reason, who.now).await,
        };
        match started {
            Ok(_) => return Ok(who.redirect(&paths::operate(number))),
            Err(error) => errors = error.beside()?,
        }
    }
    preflight::refuse(&who, number, &form, &errors).await
}

pub async fn show(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    match page(&who, number, FormView::default()).await? {
        Ok(page) => who.render("migrations/operate", "nav-tonight", &page),
        Err(MigrationState::Unclear) => Ok(who.redirect(&paths::attestations(number))),
        Err(_) => Ok(who.redirect(&paths::migration(number))),
    }
}

/// The page again, with what is wrong in one of its forms.
pub(super) async fn refused(
    who: &CoreMember,
    number: MigrationId,
    form: &Form,
    errors: &FormErrors,
) -> Result<HttpResponse, Error> {
    let view = form.view(errors, &who.app.words, who.locale());
    let page = page(who, number, view).await?.map_err(|_| Error::NotFound)?;
    who.refuse("migrations/operate", "nav-tonight", &page)
}

/// "This step is done."
pub async fn update(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let step: Option<StepCode> = form.one_of("step", &mut errors);
    let note = form.optional_lines("note", 2000, &mut errors);
    let errors = match errors.or(step) {
        Ok(step) => {
            let attempt = form.hidden("attempt")?;
            let handover = (step == StepCode::Commit).then(|| Handover {
                typed_name: form.text("typed_name").to_owned(),
                source_is_down_and_fenced: form.has("source_down"),
                target_is_ready: form.has("target_ready"),
            });
            let input = FinishStep { attempt, step, note, handover };
            let conn = &mut *who.conn().await?;
            let finished =
                migrations::finish_step(conn, &who.app.letterhead, &who.actor(), number, &input, who.now)
                    .await;
            match finished {
                Ok(Finished::Next(_)) => return Ok(who.redirect(&paths::operate(number))),
                Ok(Finished::Over(_)) => return Ok(who.redirect(&paths::migration(number))),
                Err(error) => error.beside()?,
            }
        }
        Err(errors) => errors,
    };
    refused(&who, number, &form, &errors).await
}

/// Something to write down between the steps, for the core team only.
pub async fn note(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let remark = form.required_lines("remark", 2000, &mut errors);
    if errors.is_empty() {
        let conn = &mut *who.conn().await?;
        migrations::remark(conn, &who.actor(), number, &remark, who.now).await.map_err(Refusal::alone)?;
        return Ok(who.redirect(&paths::operate(number)));
    }
    refused(&who, number, &form, &errors).await
}

/// Where the move stands instead when no attempt is under way.
async fn page(
    who: &CoreMember,
    number: MigrationId,
    form: FormView,
) -> Result<Result<Page, MigrationState>, Error> {
    let conn = who.conn().await?;
    let (shown, texts, survey, heard) = tokio::try_join!(
        queries::shown(&conn, who.member(), number),
        runbook::texts(&conn),
        survey::of_migration(&conn, number),
        heard_of(&conn, number),
    )?;
    let shown = shown.ok_or(Error::NotFound)?;
    let doing = |open: &ShownAttempt| open.steps.iter().find(|step| step.state == StepState::Doing).cloned();
    let here = shown.open_attempt().and_then(|open| Some((open, doing(open)?.code)));
    let Some((open, step)) = here else { return Ok(Err(shown.migration.state)) };
    let panes = panes(&texts, Chapter::of(open.attempt.way(), step, shown.boots), &shown);
    let mail = match open.attempt.way().leads_back() {
        true => {
            let letterhead = &who.app.letterhead;
            preview_of_return(&conn, letterhead, &shown.migration, &open.attempt, who.now).await?
        }
        false => None,
    };
    let page = build(who, &shown, open, step, panes, (&survey, &heard), form);
    let recipient_count = mail.as_ref().map_or(0, |mail| mail.recipients.len());
    Ok(Ok(Page { letter: mail.map(letter), recipient_count, ..page }))
}

fn build(
    who: &CoreMember,
    shown: &Shown,
    open: &ShownAttempt,
    step: StepCode,
    panes: Vec<Pane>,
    (survey, heard): (&Survey, &[Heard]),
    form: FormView,
) -> Page {
    let migration = &shown.migration;
    let way = open.attempt.way();
    let chapter = Chapter::of(way, step, shown.boots);
    let is_left_off = way == Way::Forward && !shown.boots;
    let (position, step_count) = (way.position(step), way.steps().len());
    let down_since = open.attempt.down_from.filter(|_| open.attempt.up_at.is_none());
    let can_abort = way.abort_at(step).is_ok();
    let back = Back {
        promised_at: migration.promised_at(open.attempt.down_from),
        by_copy_at: Progress::ready_at(heard, &open.attempt, who.now),
    };
    let hosts = [shown.source.host.as_str(), &shown.target.host];
    let copy = CopyView::of(heard, &open.attempt, hosts, Reader::Core, who.now);
    let is_this =
        |event: &&ShownEvent| event.at >= open.attempt.started_at && event.event == Event::Retry.as_str();
    Page {
        form,
        title: format!("{} · {}", shown.domu, migration.id),
        href: paths::migration(migration.id),
        domu: shown.domu.clone(),
        source: PlaceView { name: shown.source.host.clone(), site: shown.source.site.clone() },
        target: PlaceView { name: shown.target.host.clone(), site: shown.target.site.clone() },
        state: words::state_pill(migration.state, way.leads_back()),
        overdue: shown.is_overdue(who.now).then(words::overdue_pill),
        is_overdue: shown.is_overdue(who.now),
        attempt_n: open.attempt.n,
        operator: open.operator.clone(),
        is_mine: open.attempt.operator_id == who.member().id,
        run_by: run_by(shown.migration.operator_id),
        step,
        head_id: format!("operate-head-{chapter}"),
        step_head: format!("operate-step-{chapter}"),
        step_text: format!("operate-text-{chapter}"),
        step_done: format!("operate-done-{chapter}"),
        is_way_back: way.leads_back(),
        is_revert: way == Way::Revert,
        is_commit: step == StepCode::Commit,
        can_abort,
        can_revert: way.can_revert_at(step),
        can_retry: way.starts_at(step) && !is_left_off,
        can_lose_track: way.may_be_down_at(step),
        is_at_target: way == Way::Forward,
        tries: 1 + shown.events.iter().filter(is_this).count(),
        retries_href: paths::retries(migration.id),
        reversal_href: paths::reversal(migration.id),
        lost_track_href: paths::lost_track(migration.id),
        why: why(open),
        position,
        step_count,
        done_count: position.saturating_sub(1),
        bar: bar(position, step_count),
        bar_width: bar_width(step_count),
        panes,
        wrongs: wrongs(way, step, shown.boots),
        notes: notes(shown, open),
        letter: None,
        recipient_count: 0,
        steps: lines(Some(open), shown.boots, Reader::Core),
        can_hold_copy: copy.as_ref().is_some_and(|copy| copy.can_hold(&open.attempt)),
        copy,
        look: look(step, survey),
        looked_at: survey.before_at,
        // What is off by choice answers nothing, which is no fault.
        services: ServicesView::of(who, survey)
            .filter(|_| shows_services(step) && !(is_left_off && step == StepCode::Check)),
        down_since,
        down_seconds: down_since.map_or(0, |since| (who.now - since).num_seconds()),
        promised_at: (!is_left_off).then_some(back.promised_at),
        by_copy_at: back.by_copy_at.filter(|_| can_abort),
        turn_back_at: can_abort.then(|| turn_back_at(migration.ends_at)),
        too_slow: too_slow(who, back, migration.ends_at).filter(|_| can_abort),
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
    }
}

/// While it still answers as it did: whoever stops it learns whether that was seen.
fn look(step: StepCode, survey: &Survey) -> Option<&'static str> {
    match (step, survey.before_at) {
        (StepCode::Preflight | StepCode::Stop, None) => Some("operate-look-not-yet"),
        (StepCode::Preflight | StepCode::Stop, Some(_)) if survey.services.is_empty() => {
            Some("operate-look-nothing")
        }
        (StepCode::Preflight | StepCode::Stop, Some(_)) => Some("operate-look-seen"),
        _ => None,
    }
}

fn shows_services(step: StepCode) -> bool {
    matches!(step, StepCode::Stop | StepCode::Check | StepCode::CheckAgain)
}
