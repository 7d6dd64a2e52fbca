//! What goes through the cards of a host.

use actix_web::{HttpResponse, web};

use super::{Error, ReportingHost, body};
use crate::fleet::traffic;
use crate::reports::TrafficBatch;

pub async fn create(host: ReportingHost, sent: web::Payload) -> Result<HttpResponse, Error> {
    let batch = TrafficBatch::read(&body::read(sent).await?).map_err(Error::Broken)?;
    let answer = traffic::receive(&mut *host.conn().await?, host.id, &batch, host.now).await?;
    Ok(HttpResponse::Ok().json(answer))
}
