//! "Thank you": in a click and, if they like, a sentence.

use actix_web::{HttpResponse, web};

use crate::migrations;
use crate::paths;
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Form, FormErrors};

use super::refusal::Refusal;
use super::show;

pub async fn create(
    who: CurrentMember,
    number: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let words = form.optional("words", migrations::thanks::MOST, &mut errors);
    if errors.is_empty() {
        let conn = &mut *who.conn().await?;
        match migrations::thank(conn, &who.actor(), number, &words, who.now).await {
            Ok(()) => return Ok(who.redirect(&format!("{}#thanks", paths::migration(number)))),
            Err(error @ migrations::ThankError::TooLong) => errors = error.beside()?,
            Err(error) => return Err(error.alone()),
        }
    }
    show::refused(&who, number, form.view(&errors, &who.app.words, who.locale())).await
}
