//! Turning back before commit.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown};
use crate::migrations::way::NoAbort;
use crate::migrations::{self, Abort, Aborted, Event, MigrationState, StepState};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

use super::refusal::{Refusal, too_late_for};
use super::words;

#[derive(Serialize)]
struct Page {
    form: FormView,
    href: String,
    domu: String,
    source: String,
    target: String,
    attempt_n: i32,
    lede_id: &'static str,
    button_id: &'static str,
    cause_hint: &'static str,
    fix_hint: &'static str,
    causes: Vec<Choice>,
}

/// There is no abort any more, and this is what there is instead.
#[derive(Serialize)]
struct TooLate {
    href: String,
    domu: String,
    source: String,
    target: String,
    text: String,
    /// Where it is started again, while an attempt is under way.
    operate_href: Option<String>,
    /// Where it is taken back, once it was handed over.
    reversal_href: Option<String>,
    /// What was typed, which may be of use there.
    cause: String,
    fix: String,
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let shown = find(&who, id(&number)?).await?;
    draw(&who, &shown, &Form::default(), &FormErrors::default())
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let cause_code = form.one_of("cause_code", &mut errors);
    let cause = form.required_lines("cause", 2000, &mut errors);
    let fix = form.optional_lines("fix", 2000, &mut errors);
    let errors = match errors.or(cause_code) {
        Ok(cause_code) => {
            let attempt = form.hidden("attempt")?;
            let input = Abort { attempt, cause_code, cause, fix: (!fix.is_empty()).then_some(fix) };
            let conn = &mut *who.conn().await?;
            match migrations::abort(conn, &who.actor(), number, &input, who.now).await {
                Ok(Aborted::TurnedBack(_)) => return Ok(who.redirect(&paths::operate(number))),
                Ok(Aborted::Refused) => return Ok(who.redirect(&paths::migration(number))),
                Err(error) => error.beside()?,
            }
        }
        Err(errors) => errors,
    };
    let shown = find(&who, number).await?;
    draw(&who, &shown, &form, &errors)
}

/// The form, as long as there is something to abort. A page that was left open must not promise the
/// true copy to the source when the target has it: whoever believes it starts a second one.
fn draw(who: &CoreMember, shown: &Shown, form: &Form, errors: &FormErrors) -> Result<HttpResponse, Error> {
    if let Some(no_abort) = no_abort(shown) {
        let page = too_late(who, shown, no_abort, form);
        return who.render_as(StatusCode::CONFLICT, "migrations/abort_too_late", "nav-tonight", &page);
    }
    let view = form.view_of("abort", errors, &who.app.words, who.locale());
    let page = page(shown, view).ok_or_else(|| too_late_for(shown))?;
    if errors.is_empty() {
        return who.render("migrations/abort", "nav-tonight", &page);
    }
    who.refuse("migrations/abort", "nav-tonight", &page)
}

/// Why its attempt can't be broken off where it is.
fn no_abort(shown: &Shown) -> Option<NoAbort> {
    let Some(open) = shown.open_attempt() else {
        return (shown.migration.state == MigrationState::Verifying).then_some(NoAbort::AfterCommit);
    };
    let step = open.steps.iter().find(|step| step.state == StepState::Doing)?;
    open.attempt.way().abort_at(step.code).err()
}

fn too_late(who: &CoreMember, shown: &Shown, no_abort: NoAbort, form: &Form) -> TooLate {
    let number = shown.migration.id;
    let id = match no_abort {
        NoAbort::AfterCommit => "abort-handed-over",
        NoAbort::IsRevert => "abort-is-revert",
        NoAbort::LeadsBack => "abort-leads-back",
    };
    let text = Message::new(id)
        .with("domu", shown.domu.as_str())
        .with("source", shown.source.host.as_str())
        .with("target", shown.target.host.as_str());
    TooLate {
        href: paths::migration(number),
        domu: shown.domu.clone(),
        source: shown.source.host.clone(),
        target: shown.target.host.clone(),
        text: who.say(&text),
        operate_href: shown.open_attempt().map(|_| paths::operate(number)),
        reversal_href: (no_abort == NoAbort::AfterCommit).then(|| paths::reversal(number)),
        cause: form.text("cause").to_owned(),
        fix: form.text("fix").to_owned(),
    }
}

async fn find(who: &CoreMember, number: MigrationId) -> Result<Shown, Error> {
    let conn = who.conn().await?;
    queries::shown(&conn, who.member(), number).await?.ok_or(Error::NotFound)
}

/// `None` when no attempt is under way.
fn page(shown: &Shown, form: FormView) -> Option<Page> {
    let open = shown.open_attempt()?;
    let attempt = &open.attempt;
    // While it is being shut down nobody can say any more that it is up.
    let step = open.steps.iter().find(|step| step.state == StepState::Doing);
    let is_down =
        !step.is_some_and(|step| attempt.way().abort_at(step.code).is_ok_and(|event| event == Event::Refuse));
    Some(Page {
        form,
        href: paths::migration(shown.migration.id),
        domu: shown.domu.clone(),
        source: shown.source.host.clone(),
        target: shown.target.host.clone(),
        attempt_n: attempt.n,
        lede_id: if is_down { "abort-lede-down" } else { "abort-lede-up" },
        button_id: if is_down { "abort-button-down" } else { "abort-button-up" },
        // Before it goes down nobody is mailed, and the move stays booked.
        cause_hint: if is_down { "abort-cause-hint" } else { "abort-cause-hint-up" },
        fix_hint: if is_down { "abort-fix-hint" } else { "abort-fix-hint-up" },
        causes: words::causes(),
    })
}
