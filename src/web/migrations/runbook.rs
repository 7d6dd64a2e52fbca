//! The runbook: the commands of each step, and the page on which the club writes its own.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::migrations::Chapter;
use crate::migrations::runbook::{self, MARKS, PLACEHOLDERS, RunbookError, Side};
use crate::paths;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Sentence;

#[derive(Serialize)]
struct Index {
    steps: Vec<StepView>,
}

#[derive(Serialize)]
struct StepView {
    code: Chapter,
    label: String,
    sides: Vec<SideView>,
}

#[derive(Serialize)]
struct SideView {
    step: Chapter,
    side: Side,
    label: String,
    is_own: bool,
    body: String,
}

#[derive(Serialize)]
struct Edit {
    form: FormView,
    step: Chapter,
    side: Side,
    step_label: String,
    side_label: String,
    placeholders: Vec<Explained>,
    marks: Vec<Explained>,
    /// The edition that the form is filled with.
    revision: String,
    /// What somebody else has written meanwhile.
    present: Option<String>,
}

#[derive(Serialize)]
struct Explained {
    written: &'static str,
    /// The id of what it stands for.
    means: String,
}

pub async fn index(who: CoreMember) -> Result<HttpResponse, Error> {
    let texts = runbook::texts(&*who.conn().await?).await?;
    let side_view = |step, side| SideView {
        step,
        side,
        label: format!("runbook-side-{side}"),
        is_own: texts.own(step, side).is_some(),
        body: texts.of(step, side),
    };
    let steps = Chapter::ALL
        .iter()
        .map(|&code| StepView {
            code,
            label: code.label(),
            sides: code.sides().into_iter().map(|side| side_view(code, side)).collect(),
        })
        .collect();
    who.render("migrations/runbook", "nav-moves", &Index { steps })
}

pub async fn edit(who: CoreMember, path: web::Path<(String, String)>) -> Result<HttpResponse, Error> {
    let (step, side) = (id(&path.0)?, id(&path.1)?);
    let texts = runbook::texts(&*who.conn().await?).await?;
    let text = texts.of(step, side);
    let revision = runbook::edition(&text);
    let filled = Form::filled([("body", text)]);
    let form = filled.view_of("runbook", &FormErrors::default(), &who.app.words, who.locale());
    who.render("migrations/runbook_edit", "nav-moves", &page(step, side, form, revision))
}

pub async fn update(
    who: CoreMember,
    path: web::Path<(String, String)>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let (step, side) = (id(&path.0)?, id(&path.1)?);
    let revision = form.text("revision");
    let seen = (!revision.is_empty()).then_some(revision);
    let mut errors = FormErrors::default();
    let body = form.optional_lines("body", 20_000, &mut errors);
    let body = Some(body.as_str()).filter(|_| !form.has("restore"));
    if errors.is_empty() {
        let conn = &mut *who.conn().await?;
        match runbook::write(conn, &who.actor(), (step, side), (seen, body), who.now).await {
            Ok(()) => return Ok(who.redirect(paths::RUNBOOK)),
            Err(RunbookError::Database(error)) => return Err(error.into()),
            Err(RunbookError::Refused(refused)) => return Err(refused.into()),
            Err(error @ RunbookError::Changed { .. }) => {
                let present = runbook::texts(conn).await?.of(step, side);
                errors.add("", error.sentence());
                let form = form.view(&errors, &who.app.words, who.locale());
                let edit = page(step, side, form, runbook::edition(&present));
                let edit = Edit { present: Some(present), ..edit };
                return who.render_as(StatusCode::CONFLICT, "migrations/runbook_edit", "nav-moves", &edit);
            }
            Err(error) => errors.add("body", error.sentence()),
        }
    }
    let view = form.view_of("runbook", &errors, &who.app.words, who.locale());
    who.refuse("migrations/runbook_edit", "nav-moves", &page(step, side, view, revision.to_owned()))
}

fn page(step: Chapter, side: Side, form: FormView, revision: String) -> Edit {
    Edit {
        form,
        step,
        side,
        step_label: step.label(),
        side_label: format!("runbook-side-{side}"),
        placeholders: PLACEHOLDERS
            .iter()
            .map(|&written| Explained { written, means: format!("runbook-placeholder-{}", name(written)) })
            .collect(),
        marks: MARKS
            .iter()
            .map(|&written| Explained { written, means: format!("runbook-mark-{}", name(written)) })
            .collect(),
        revision,
        present: None,
    }
}

/// Without its braces or brackets.
fn name(written: &str) -> &str {
    written.trim_matches(|c: char| "{}[]".contains(c))
}
