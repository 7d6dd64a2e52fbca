//! Answers, and notes for the core team's own eyes.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::db::ids::{IssueId, IssueMessageId};
use crate::issues::{Reply, ReplyError, note, reply};
use crate::paths;
use crate::web::issues::show::{self, Forms, parse_id};
use crate::web::{CoreMember, CurrentMember, Error, Form, FormErrors, FormView, Visitor};
use crate::words::Sentence;

/// A public answer.
pub async fn create(
    visitor: CurrentMember,
    path: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let mut errors = FormErrors::default();
    let state = form.one_of_if_any("state", &mut errors);
    let body = form.optional_lines("reply", 20_000, &mut errors);
    let answer = Reply { body, state, seen: form.hidden("seen")?.map(IssueMessageId) };
    if !errors.is_empty() {
        return refused(&visitor, id, (&form, errors), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let done = {
        let mut conn = visitor.conn().await?;
        reply(&mut conn, &visitor.app.letterhead, &visitor.actor(), id, answer, visitor.now).await
    };
    let (field, status, refusal) = match done {
        Ok(_) => return Ok(visitor.redirect(&paths::issue(id))),
        Err(ReplyError::Database(error)) => return Err(error.into()),
        Err(ReplyError::NoSuchIssue) => return Err(Error::NotFound),
        Err(error @ ReplyError::NothingSaid) => ("reply", StatusCode::UNPROCESSABLE_ENTITY, error),
        Err(error) => ("", StatusCode::CONFLICT, error),
    };
    refused(&visitor, id, (&form, FormErrors::of(field, refusal.sentence())), status).await
}

/// An internal note.
pub async fn create_note(
    visitor: CoreMember,
    path: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let mut errors = FormErrors::default();
    let said = form.optional_lines("note", 20_000, &mut errors);
    if !errors.is_empty() {
        let forms = Forms { note: view(&visitor, &form, &errors), ..Forms::default() };
        return show::page(&visitor, id, forms, StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let done = {
        let mut conn = visitor.conn().await?;
        note(&mut conn, &visitor.actor(), id, &said, visitor.now).await
    };
    match done {
        Ok(_) => Ok(visitor.redirect(&paths::issue(id))),
        Err(ReplyError::Database(error)) => Err(error.into()),
        Err(ReplyError::NoSuchIssue) => Err(Error::NotFound),
        Err(refusal) => {
            let note = view(&visitor, &form, &FormErrors::of("note", refusal.sentence()));
            let forms = Forms { note, ..Forms::default() };
            show::page(&visitor, id, forms, StatusCode::UNPROCESSABLE_ENTITY).await
        }
    }
}

async fn refused(
    visitor: &Visitor,
    id: IssueId,
    (form, errors): (&Form, FormErrors),
    status: StatusCode,
) -> Result<HttpResponse, Error> {
    let forms = Forms { reply: view(visitor, form, &errors), ..Forms::default() };
    show::page(visitor, id, forms, status).await
}

fn view(visitor: &Visitor, form: &Form, errors: &FormErrors) -> FormView {
    form.view(errors, &visitor.app.words, visitor.locale())
}
