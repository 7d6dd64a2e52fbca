//! The attempt that a dom0 is to report to.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::{Error, ReportingHost};
use crate::db::ids::MigrationId;
use crate::migrations::reported;

#[derive(Deserialize)]
pub struct Query {
    /// When what is to be reported began; now, if nobody says.
    at: Option<DateTime<Utc>>,
}

/// The attempt that had begun last by then.
pub async fn show(
    host: ReportingHost,
    number: web::Path<String>,
    query: Result<web::Query<Query>, actix_web::Error>,
) -> Result<HttpResponse, Error> {
    let number: MigrationId = number.parse().map_err(|_| Error::NotFound)?;
    let at = query.map_err(|_| Error::NotFound)?.at.unwrap_or(host.now);
    let attempt = reported::attempt_for(&mut *host.conn().await?, host.id, number, at).await?;
    Ok(HttpResponse::Ok().json(attempt.ok_or(Error::NotFound)?))
}
