//! It did not come up, and is started again.

use actix_web::{HttpResponse, web};

use crate::migrations;
use crate::paths;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};

use super::attempt;
use super::refusal::Refusal;

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let failure = form.required_lines("failure", 2000, &mut errors);
    if errors.is_empty() {
        let (conn, n) = (&mut *who.conn().await?, form.hidden("attempt")?);
        match migrations::retry(conn, &who.actor(), number, n, &failure, who.now).await {
            Ok(()) => return Ok(who.redirect(&paths::operate(number))),
            Err(error) => errors = error.beside()?,
        }
    }
    attempt::refused(&who, number, &form, &errors).await
}
