//! The tokens with which a dom0 reports.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::ids::HostTokenId;
use crate::fleet::host::Host;
use crate::fleet::host_token::{HostTokenError, make_token, revoke_token};
use crate::fleet::queries::host_named;
use crate::paths;
use crate::web::{CoreMember, Error, Form};

#[derive(Serialize)]
struct Page {
    host: String,
    back: String,
    token: String,
    portal: String,
}

/// The one page that shows it. As an answer to a form it is never drawn again from memory.
pub async fn create(who: CoreMember, name: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let host = find(&who, &name).await?;
    who.confirmed_or_back_to(&paths::host(&host.name))?;
    let made = make_token(&mut *who.conn().await?, &who.actor(), host.id, who.now).await;
    let token = made.map_err(told)?;
    let page = Page {
        back: paths::host(&host.name),
        host: host.name,
        token: token.as_str().to_owned(),
        portal: who.app.letterhead.public_url.clone(),
    };
    who.render_as(StatusCode::CREATED, "hosts/token", "nav-hosts", &page)
}

pub async fn revoke(
    who: CoreMember,
    path: web::Path<(String, String)>,
    _: Form,
) -> Result<HttpResponse, Error> {
    let (name, id) = path.into_inner();
    let host = find(&who, &name).await?;
    let id: HostTokenId = id.parse().map_err(|_| Error::NotFound)?;
    who.confirmed_or_back_to(&paths::host(&host.name))?;
    revoke_token(&mut *who.conn().await?, &who.actor(), host.id, id, who.now).await.map_err(told)?;
    Ok(who.redirect(&paths::host(&host.name)))
}

async fn find(who: &CoreMember, name: &str) -> Result<Host, Error> {
    let found = host_named(&*who.conn().await?, name).await?;
    Ok(found.ok_or(Error::NotFound)?.host)
}

fn told(error: HostTokenError) -> Error {
    match error {
        HostTokenError::NotFound => Error::NotFound,
        HostTokenError::Database(error) => error.into(),
        refusal @ (HostTokenError::TooMany | HostTokenError::Retired) => Error::conflict(&refusal),
    }
}
