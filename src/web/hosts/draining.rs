//! Whether a host takes domUs in: one button on its page, and the way back.

use actix_web::{HttpResponse, web};

use crate::fleet::edits::{HostError, drain_host, open_host};
use crate::fleet::queries::host_named;
use crate::paths;
use crate::web::{CoreMember, Error, Form};

pub async fn create(member: CoreMember, name: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let conn = &mut *member.conn().await?;
    let host = host_named(conn, &name).await?.ok_or(Error::NotFound)?.host;
    answer(&member, &host.name, drain_host(conn, &member.actor(), host.id, member.now).await)
}

pub async fn destroy(member: CoreMember, name: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let conn = &mut *member.conn().await?;
    let host = host_named(conn, &name).await?.ok_or(Error::NotFound)?.host;
    answer(&member, &host.name, open_host(conn, &member.actor(), host.id, member.now).await)
}

/// Whoever comes second finds the host as it is by then.
fn answer(member: &CoreMember, name: &str, done: Result<(), HostError>) -> Result<HttpResponse, Error> {
    match done {
        Ok(()) | Err(HostError::Conflict) => Ok(member.redirect(&paths::host(name))),
        Err(HostError::Database(error)) => Err(error.into()),
        Err(_) => Err(Error::NotFound),
    }
}
