//! "We needn't wait any more": from the page of the move, by whoever asked to wait.

use actix_web::{HttpResponse, web};

use crate::migrations;
use crate::paths;
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Form};

use super::refusal::Refusal;

pub async fn create(who: CurrentMember, number: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let conn = &mut *who.conn().await?;
    migrations::withdraw_hold(conn, &who.app.letterhead, &who.actor(), number, who.now)
        .await
        .map_err(Refusal::alone)?;
    Ok(who.redirect(&paths::migration(number)))
}
