//! Sending an invitation again, or taking it back.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::db::ids::MemberId;
use crate::members::invitation::{self, InviteError};
use crate::members::queries;
use crate::paths;
use crate::web::members::show::{member_id, page_with};
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Sentence;

pub async fn create(visitor: CoreMember, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let id = existing(&visitor, &id).await?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let sent = invitation::resend(
        &mut *visitor.conn().await?,
        &visitor.app.letterhead,
        &visitor.actor(),
        id,
        visitor.now,
    )
    .await;
    answer(&visitor, id, sent.map(|_| ())).await
}

pub async fn destroy(visitor: CoreMember, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let id = existing(&visitor, &id).await?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let withdrawn =
        invitation::withdraw(&mut *visitor.conn().await?, &visitor.actor(), id, visitor.now).await;
    answer(&visitor, id, withdrawn).await
}

async fn existing(visitor: &CoreMember, id: &str) -> Result<MemberId, Error> {
    let id = member_id(id)?;
    queries::find(&*visitor.conn().await?, id).await?.map(|member| member.id).ok_or(Error::NotFound)
}

async fn answer(
    visitor: &CoreMember,
    id: MemberId,
    done: Result<(), InviteError>,
) -> Result<HttpResponse, Error> {
    match done {
        Ok(()) => Ok(visitor.redirect(&paths::member(id))),
        Err(InviteError::Database(error)) => Err(error.into()),
        Err(refusal) => {
            page_with(visitor, id, StatusCode::CONFLICT, &FormErrors::of("", refusal.sentence())).await
        }
    }
}
