//! "Please wait": asked from the page on which a window is chosen.

use actix_web::{HttpResponse, web};

use crate::migrations;
use crate::paths;
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Form, FormErrors};

use super::refusal::Refusal;
use super::window;

pub async fn create(
    who: CurrentMember,
    number: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let why = form.required_lines("why_wait", 2000, &mut errors);
    if errors.is_empty() {
        let conn = &mut *who.conn().await?;
        match migrations::hold(conn, &who.app.letterhead, &who.actor(), number, &why, who.now).await {
            Ok(()) => return Ok(who.redirect(&paths::migration(number))),
            Err(error) => errors = error.beside()?,
        }
    }
    window::refuse(&who, number, &form, &errors).await
}
