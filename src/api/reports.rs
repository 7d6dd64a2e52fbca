//! Batches of what a dom0 reports of an attempt.

use actix_web::{HttpResponse, web};

use super::{Error, ReportingHost, body};
use crate::db::ids::MigrationId;
use crate::migrations::reported::{self, ReceiveError};
use crate::reports::{Batch, Broken};

pub async fn create(
    host: ReportingHost,
    path: web::Path<(String, String)>,
    sent: web::Payload,
) -> Result<HttpResponse, Error> {
    let (number, n) = path.into_inner();
    let number: MigrationId = number.parse().map_err(|_| Error::NotFound)?;
    let n: i32 = n.parse().map_err(|_| Error::NotFound)?;
    let batch = Batch::read(&body::read(sent).await?).map_err(Error::Broken)?;
    let conn = &mut *host.conn().await?;
    let letterhead = &host.app.letterhead;
    let answer = reported::receive(conn, letterhead, host.id, (number, n), &batch, host.now).await;
    Ok(HttpResponse::Ok().json(answer.map_err(told)?))
}

fn told(error: ReceiveError) -> Error {
    match error {
        ReceiveError::NotFound => Error::NotFound,
        ReceiveError::NoStep { item } => {
            Error::Broken(Broken { item: Some(item), detail: "there is no such step".to_owned() })
        }
        clash @ ReceiveError::Clash { .. } => Error::Conflict(clash.to_string()),
        ReceiveError::Database(error) => error.into(),
    }
}
