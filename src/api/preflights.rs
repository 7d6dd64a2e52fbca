//! What a dom0 checks before a move.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::{Error, ReportingHost, body};
use crate::migrations::preflight::{self, PreflightError};
use crate::reports::PreflightReport;
use crate::words::{Locale, Sentence};

#[derive(Deserialize)]
pub struct Query {
    /// The host at the other end.
    to: String,
}

/// What is to be checked.
pub async fn show(
    host: ReportingHost,
    query: Result<web::Query<Query>, actix_web::Error>,
) -> Result<HttpResponse, Error> {
    let to = query.map_err(|_| Error::NotFound)?.into_inner().to;
    let task = match to.contains('\0') {
        true => None,
        false => preflight::task(&mut *host.conn().await?, host.id, &to, host.now).await?,
    };
    Ok(HttpResponse::Ok().json(task.ok_or(Error::NotFound)?))
}

/// What was found.
pub async fn create(host: ReportingHost, sent: web::Payload) -> Result<HttpResponse, Error> {
    let report = PreflightReport::read(&body::read(sent).await?).map_err(Error::Broken)?;
    let (conn, words) = (&mut *host.conn().await?, &host.app.words);
    match preflight::report_preflight(conn, words, host.id, &report, host.now).await {
        Ok(answer) => Ok(HttpResponse::Ok().json(answer)),
        Err(PreflightError::NotFound) => Err(Error::NotFound),
        Err(PreflightError::Database(error)) => Err(error.into()),
        Err(refused) => Err(Error::Conflict(words.say(Locale::En, &refused.sentence()))),
    }
}
