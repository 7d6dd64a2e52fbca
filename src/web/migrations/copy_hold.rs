//! "Hold the copy", and "go on".

use actix_web::{HttpResponse, web};

use crate::migrations;
use crate::paths;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form};

use super::refusal::Refusal;

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let (conn, n) = (&mut *who.conn().await?, form.text("attempt").parse().ok());
    let holds = !form.has("go_on");
    migrations::hold_copy(conn, &who.actor(), number, n, holds, who.now).await.map_err(Refusal::alone)?;
    Ok(who.redirect(&paths::operate(number)))
}
