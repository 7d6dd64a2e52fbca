//! Sending an invitation again, or taking it back.

use actix_web::{HttpResponse, web};

use crate::db::ids::MemberId;
use crate::members::invitation::{self, InviteError};
use crate::members::queries;
use crate::paths;
use crate::web::members::show::{answer, member_id};
use crate::web::{CoreMember, Error, Form};
use crate::words::{Message, Sentence};

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
    answer(&visitor, id, refused(sent.map(|_| ()))?).await
}

pub async fn destroy(visitor: CoreMember, id: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let id = existing(&visitor, &id).await?;
    visitor.confirmed_or_back_to(&paths::member(id))?;
    let withdrawn =
        invitation::withdraw(&mut *visitor.conn().await?, &visitor.actor(), id, visitor.now).await;
    answer(&visitor, id, refused(withdrawn)?).await
}

async fn existing(visitor: &CoreMember, id: &str) -> Result<MemberId, Error> {
    let id = member_id(id)?;
    queries::find(&*visitor.conn().await?, id).await?.map(|member| member.id).ok_or(Error::NotFound)
}

fn refused(done: Result<(), InviteError>) -> Result<Option<Message>, Error> {
    match done {
        Ok(()) => Ok(None),
        Err(InviteError::Database(error)) => Err(error.into()),
        Err(refusal) => Ok(Some(refusal.sentence())),
    }
}
