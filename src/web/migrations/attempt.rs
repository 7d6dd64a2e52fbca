//! Running an attempt by hand: one next step, and the way back always in sight.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown, ShownAttempt};
use crate::migrations::runbook::{self, Command, Side};
use crate::migrations::step::{FORWARD, WAY_BACK, WAY_BACK_TAKES};
use crate::migrations::{self, Event, FinishStep, Finished, Handover, StepCode, StepState};
use crate::paths;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors, Pill};

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
    step: StepCode,
    head_id: String,
    step_head: String,
    step_text: String,
    step_done: String,
    is_way_back: bool,
    is_commit: bool,
    can_abort: bool,
    position: usize,
    step_count: usize,
    done_count: usize,
    bar: Vec<Block>,
    source_commands: Vec<Command>,
    target_commands: Vec<Command>,
    wrongs: Vec<Wrong>,
    notes: Vec<Note>,
    steps: Vec<StepLine>,
    down_since: Option<DateTime<Utc>>,
    down_seconds: i64,
    promised_at: DateTime<Utc>,
    turn_back_at: Option<DateTime<Utc>>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
}

/// One block of the bar.
#[derive(Serialize)]
struct Block {
    class: &'static str,
    x: usize,
}

/// What can go wrong at this point, and what then.
#[derive(Serialize)]
struct Wrong {
    head: String,
    text: String,
}

#[derive(Serialize)]
struct Note {
    at: DateTime<Utc>,
    who: String,
    note: String,
}

/// Starts the attempt; the domU stays up until the step "stop".
pub async fn create(who: CoreMember, number: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let conn = &mut *who.conn().await?;
    migrations::start(conn, &who.actor(), number, who.now).await.map_err(Refusal::alone)?;
    Ok(who.redirect(&paths::operate(number)))
}

pub async fn show(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    match page(&who, number, FormView::default()).await? {
        Some(page) => who.render("migrations/operate", "nav-tonight", &page),
        None => Ok(who.redirect(&paths::migration(number))),
    }
}

/// "This step is done."
pub async fn update(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let step: Option<StepCode> = form.one_of("step", &mut errors);
    let note = form.optional_lines("note", 2000, &mut errors);
    let errors = match errors.or(step) {
        Ok(step) => {
            let handover = (step == StepCode::Commit).then(|| Handover {
                typed_name: form.text("typed_name").to_owned(),
                source_is_down_and_fenced: form.has("source_down"),
                target_is_ready: form.has("target_ready"),
            });
            let input = FinishStep { step, note, handover };
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
    let view = form.view(&errors, &who.app.words, who.locale());
    let page = page(&who, number, view).await?.ok_or(Error::NotFound)?;
    who.refuse("migrations/operate", "nav-tonight", &page)
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
    let view = form.view(&errors, &who.app.words, who.locale());
    let page = page(&who, number, view).await?.ok_or(Error::NotFound)?;
    who.refuse("migrations/operate", "nav-tonight", &page)
}

/// `None` when no attempt is under way.
async fn page(who: &CoreMember, number: MigrationId, form: FormView) -> Result<Option<Page>, Error> {
    let conn = who.conn().await?;
    let (shown, texts) =
        tokio::try_join!(queries::shown(&conn, who.member(), number), runbook::texts(&conn))?;
    let shown = shown.ok_or(Error::NotFound)?;
    let Some(open) = shown.open_attempt() else { return Ok(None) };
    let Some(step) = open.steps.iter().find(|step| step.state == StepState::Doing).map(|step| step.code)
    else {
        return Ok(None);
    };
    let values = runbook::Values::of(&shown);
    let commands = |side| runbook::commands(&texts.of(step, side), &values);
    Ok(Some(build(who, &shown, open, step, [commands(Side::Source), commands(Side::Target)], form)))
}

fn build(
    who: &CoreMember,
    shown: &Shown,
    open: &ShownAttempt,
    step: StepCode,
    [source_commands, target_commands]: [Vec<Command>; 2],
    form: FormView,
) -> Page {
    let migration = &shown.migration;
    let is_way_back = step.is_way_back();
    let all: &[StepCode] = if is_way_back { &WAY_BACK } else { &FORWARD };
    let position = all.iter().position(|code| *code == step).map_or(0, |at| at + 1);
    let down_since = open.attempt.down_from.filter(|_| open.attempt.up_at.is_none());
    let began = open.attempt.down_from.unwrap_or(migration.starts_at);
    let can_abort = !is_way_back && step.is_before_commit();
    Page {
        form,
        title: format!("{} · {}", shown.domu, migration.id),
        href: paths::migration(migration.id),
        domu: shown.domu.clone(),
        source: PlaceView { name: shown.source.host.clone(), site: shown.source.site.clone() },
        target: PlaceView { name: shown.target.host.clone(), site: shown.target.site.clone() },
        state: words::state_pill(migration.state, is_way_back),
        overdue: shown.is_overdue(who.now).then(words::overdue_pill),
        is_overdue: shown.is_overdue(who.now),
        attempt_n: open.attempt.n,
        operator: open.operator.clone(),
        step,
        head_id: format!("operate-head-{step}"),
        step_head: format!("operate-step-{step}"),
        step_text: format!("operate-text-{step}"),
        step_done: format!("operate-done-{step}"),
        is_way_back,
        is_commit: step == StepCode::Commit,
        can_abort,
        position,
        step_count: all.len(),
        done_count: position.saturating_sub(1),
        bar: bar(position, all.len()),
        source_commands,
        target_commands,
        wrongs: wrongs(step),
        notes: notes(shown, open),
        steps: lines(Some(open), Reader::Core),
        down_since,
        down_seconds: down_since.map_or(0, |since| (who.now - since).num_seconds()),
        promised_at: began + Duration::seconds(migration.expected_seconds.into()),
        turn_back_at: can_abort.then(|| migration.ends_at - WAY_BACK_TAKES),
        starts_at: migration.starts_at,
        ends_at: migration.ends_at,
    }
}

fn bar(position: usize, count: usize) -> Vec<Block> {
    (1..=count)
        .map(|at| Block {
            class: match at.cmp(&position) {
                std::cmp::Ordering::Less => "f-up",
                std::cmp::Ordering::Equal => "f-move",
                std::cmp::Ordering::Greater => "f-empty",
            },
            x: 1 + (at - 1) * 27,
        })
        .collect()
}

fn wrongs(step: StepCode) -> Vec<Wrong> {
    let ids: &[&str] = if step.is_way_back() {
        &["stuck", "target", "portal"]
    } else if step.is_before_commit() {
        &["before", "target", "portal", "tired"]
    } else {
        &["boot", "portal"]
    };
    ids.iter()
        .map(|id| Wrong {
            head: format!("operate-wrong-{id}-head"),
            text: format!("operate-wrong-{id}-text"),
        })
        .collect()
}

/// What was written down: with steps, and between them.
fn notes(shown: &Shown, open: &ShownAttempt) -> Vec<Note> {
    let with_steps = open.steps.iter().filter(|step| !step.note.is_empty()).map(|step| Note {
        at: step.ended_at.unwrap_or(step.started_at),
        who: step.done_by.clone().unwrap_or_default(),
        note: step.note.clone(),
    });
    let between = shown
        .events
        .iter()
        .filter(|event| event.at >= open.attempt.started_at && event.is_internal && !event.note.is_empty())
        .filter(|event| event.event == Event::Remark.as_str())
        .map(|event| Note {
            at: event.at,
            who: event.who.clone().unwrap_or_default(),
            note: event.note.clone(),
        });
    let mut notes: Vec<Note> = with_steps.chain(between).collect();
    notes.sort_by_key(|note| note.at);
    notes
}
