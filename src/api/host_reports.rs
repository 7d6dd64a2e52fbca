//! What a host says of itself.

use actix_web::{HttpResponse, web};

use super::{Error, ReportingHost, body};
use crate::migrations::preflight::take_host_report;
use crate::reports::HostReport;

pub async fn create(host: ReportingHost, sent: web::Payload) -> Result<HttpResponse, Error> {
    let report = HostReport::read(&body::read(sent).await?).map_err(Error::Broken)?;
    let answer = take_host_report(&mut *host.conn().await?, host.id, &report, host.now).await?;
    Ok(HttpResponse::Ok().json(answer))
}
