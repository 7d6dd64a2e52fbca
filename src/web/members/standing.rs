//! What an administrator decides about a member: role, suspension, the end of their sessions.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::members::Role;
use crate::members::standing::{self, StandingError};
use crate::paths;
use crate::web::members::show::{answer, member_id, page_with};
use crate::web::{AdminMember, CoreMember, Error, Form, FormErrors};
use crate::words::Sentence;

/// The administrator, and the same person as the page about a member knows them.
type Administrator = (AdminMember, CoreMember);

enum Decision {
    Role(Role),
    Suspension,
    Reinstatement,
    EndOfSessions,
}

pub async fn update_role(
    who: Administrator,
    id: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let mut errors = FormErrors::default();
    let role = form.one_of("role", &mut errors);
    match errors.or(role) {
        Ok(role) => decide(&who, &id, Decision::Role(role)).await,
        Err(errors) => {
            let (visitor, team) = who;
            let id = member_id(&id)?;
            visitor.confirmed_or_back_to(&paths::member(id))?;
            page_with(&team, id, StatusCode::UNPROCESSABLE_ENTITY, &errors).await
        }
    }
}

pub async fn suspend(who: Administrator, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    decide(&who, &id, Decision::Suspension).await
}

pub async fn reinstate(who: Administrator, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    decide(&who, &id, Decision::Reinstatement).await
}

pub async fn end_sessions(who: Administrator, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    decide(&who, &id, Decision::EndOfSessions).await
}

async fn decide(
    (visitor, team): &Administrator,
    id: &str,
    decision: Decision,
) -> Result<HttpResponse, Error> {
    let id = member_id(id)?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let (letterhead, actor, now) = (&visitor.app.letterhead, &visitor.actor(), visitor.now);
    let done = {
        let conn = &mut *visitor.conn().await?;
        match decision {
            Decision::Role(role) => standing::change_role(conn, letterhead, actor, id, role, now).await,
            Decision::Suspension => standing::suspend(conn, letterhead, actor, id, now).await,
            Decision::Reinstatement => standing::reinstate(conn, letterhead, actor, id, now).await,
            Decision::EndOfSessions => {
                standing::end_sessions(conn, letterhead, actor, id, now).await.map(|_| ())
            }
        }
    };
    let refused = match done {
        Ok(()) => None,
        Err(StandingError::Database(error)) => return Err(error.into()),
        Err(refusal) => Some(refusal.sentence()),
    };
    answer(team, id, refused).await
}
