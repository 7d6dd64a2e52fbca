//! The next update of a post: first looked at with the number of mails, then published.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::paths;
use crate::status::overview;
use crate::status::{Audience, NewUpdate, PostState, UpdateError, audience, update};
use crate::web::status::ready_page;
use crate::web::status::show::{page, parse_id};
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::{Message, Sentence};

pub async fn create(visitor: CoreMember, path: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let id = parse_id(&path)?;
    let (new, count) = {
        let conn = visitor.conn().await?;
        let post = overview::post(&conn, id, visitor.now).await?.ok_or(Error::NotFound)?;
        let counts = audience::count(&conn, &post.scope()).await?;
        match parse(&form, form.hidden("seen")?) {
            Ok(new) => (new.clone(), counts.of(new.audience)),
            Err(errors) => {
                return page(&visitor, id, (&form, errors), None, StatusCode::UNPROCESSABLE_ENTITY).await;
            }
        }
    };
    if form.has("preview") {
        return page(&visitor, id, (&form, FormErrors::default()), Some(count), StatusCode::OK).await;
    }
    if form.text("counted") != count.to_string() {
        let errors = FormErrors::of("audience", Message::new("status-error-count-changed").with("n", count));
        return page(&visitor, id, (&form, errors), Some(count), StatusCode::UNPROCESSABLE_ENTITY).await;
    }
    let done = {
        let mut conn = visitor.conn().await?;
        update(&mut conn, &visitor.app.letterhead, &visitor.actor(), id, new, visitor.now).await
    };
    let (field, status, refusal) = match done {
        Ok(_) => {
            ready_page::draw_now(&visitor.app).await;
            return Ok(visitor.redirect(&paths::status_post(id)));
        }
        Err(UpdateError::Database(error)) => return Err(error.into()),
        Err(UpdateError::NoSuchPost) => return Err(Error::NotFound),
        Err(error @ UpdateError::NothingSaid) => ("body", StatusCode::UNPROCESSABLE_ENTITY, error),
        Err(error @ UpdateError::NothingChosen) => ("audience", StatusCode::UNPROCESSABLE_ENTITY, error),
        Err(error @ (UpdateError::IsOver | UpdateError::WrongState { .. })) => {
            ("state", StatusCode::CONFLICT, error)
        }
        Err(error) => ("", StatusCode::CONFLICT, error),
    };
    page(&visitor, id, (&form, FormErrors::of(field, refusal.sentence())), Some(count), status).await
}

fn parse(form: &Form, seen: Option<i64>) -> Result<NewUpdate, FormErrors> {
    let mut errors = FormErrors::default();
    let body = form.required_lines("body", 20_000, &mut errors);
    let state: Option<PostState> = form.one_of_if_any("state", &mut errors);
    let audience: Option<Audience> = form.one_of("audience", &mut errors);
    let new = audience.map(|audience| NewUpdate { body, state, audience, seen });
    errors.or(new)
}
