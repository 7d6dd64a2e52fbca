//! "Something changed on this host": preflights with it have to be made again.

use actix_web::{HttpResponse, web};

use crate::fleet::queries::host_named;
use crate::migrations::preflight::{PreflightError, note_change};
use crate::paths;
use crate::web::{CoreMember, Error, Form};

pub async fn create(member: CoreMember, name: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let conn = &mut *member.conn().await?;
    let host = host_named(conn, &name).await?.ok_or(Error::NotFound)?.host;
    match note_change(conn, &member.actor(), host.id, member.now).await {
        Ok(()) => Ok(member.redirect(&paths::host(&host.name))),
        Err(PreflightError::Database(error)) => Err(error.into()),
        Err(_) => Err(Error::NotFound),
    }
}
