//! What an administrator decides about a member: role, suspension, the end of their sessions.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::db::ids::MemberId;
use crate::members::standing::{self, StandingError};
use crate::paths;
use crate::web::members::show::{member_id, page_with};
use crate::web::{AdminMember, CoreMember, Error, Form, FormErrors};
use crate::words::Sentence;

pub async fn update_role(
    (visitor, team): (AdminMember, CoreMember),
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let id = member_id(&id)?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let mut errors = FormErrors::default();
    let role = form.one_of("role", &mut errors);
    match errors.or(role) {
        Ok(role) => {
            let changed = standing::change_role(
                &mut *visitor.conn().await?,
                &visitor.app.letterhead,
                &visitor.actor(),
                id,
                role,
                visitor.now,
            )
            .await;
            answer(&team, id, changed).await
        }
        Err(errors) => page_with(&team, id, StatusCode::UNPROCESSABLE_ENTITY, &errors).await,
    }
}

pub async fn suspend(
    (visitor, team): (AdminMember, CoreMember),
    id: web::Path<String>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let id = member_id(&id)?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let done = standing::suspend(
        &mut *visitor.conn().await?,
        &visitor.app.letterhead,
        &visitor.actor(),
        id,
        visitor.now,
    )
    .await;
    answer(&team, id, done).await
}

pub async fn reinstate(
    (visitor, team): (AdminMember, CoreMember),
    id: web::Path<String>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let id = member_id(&id)?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let done = standing::reinstate(
        &mut *visitor.conn().await?,
        &visitor.app.letterhead,
        &visitor.actor(),
        id,
        visitor.now,
    )
    .await;
    answer(&team, id, done).await
}

pub async fn end_sessions(
    (visitor, team): (AdminMember, CoreMember),
    id: web::Path<String>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let id = member_id(&id)?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let done = standing::end_sessions(
        &mut *visitor.conn().await?,
        &visitor.app.letterhead,
        &visitor.actor(),
        id,
        visitor.now,
    )
    .await;
    answer(&team, id, done.map(|_| ())).await
}

async fn answer(
    team: &CoreMember,
    id: MemberId,
    done: Result<(), StandingError>,
) -> Result<HttpResponse, Error> {
    match done {
        Ok(()) => Ok(team.redirect(&paths::member(id))),
        Err(StandingError::Database(error)) => Err(error.into()),
        Err(refusal) => {
            page_with(team, id, StatusCode::CONFLICT, &FormErrors::of("", refusal.sentence())).await
        }
    }
}
