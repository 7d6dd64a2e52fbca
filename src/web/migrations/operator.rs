//! "I'll run it".

use actix_web::{HttpResponse, web};

use crate::migrations;
use crate::paths;
use crate::web::number::id;
use crate::web::see_other::own_path;
use crate::web::{CoreMember, Error, Form};

use super::refusal::Refusal;

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let conn = &mut *who.conn().await?;
    migrations::take(conn, &who.actor(), number, who.member().id, who.now).await.map_err(Refusal::alone)?;
    Ok(who.redirect(own_path(form.text("back"), &paths::migration(number))))
}
