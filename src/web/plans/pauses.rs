//! Pausing a plan, and letting it go on.

use actix_web::{HttpResponse, web};

use crate::migrations::plan::{pause_plan, resume_plan};
use crate::paths;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};

use super::show::{refused, told};

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    turn(&who, &number, &form, true).await
}

pub async fn destroy(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    turn(&who, &number, &form, false).await
}

async fn turn(who: &CoreMember, number: &str, form: &Form, pauses: bool) -> Result<HttpResponse, Error> {
    let number = id(number)?;
    let mut errors = FormErrors::default();
    let reason = form.required_lines("reason", 2000, &mut errors);
    if errors.is_empty() {
        let (conn, actor) = (&mut *who.conn().await?, who.actor());
        let done = if pauses {
            pause_plan(conn, &actor, number, &reason, who.now).await
        } else {
            resume_plan(conn, &actor, number, &reason, who.now).await
        };
        match done {
            Ok(()) => return Ok(who.redirect(&paths::plan(number))),
            Err(error) => errors = told(error)?,
        }
    }
    refused(who, number, form.view(&errors, &who.app.words, who.locale())).await
}
