//! Cancelling a move.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::{self, queries};
use crate::paths;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};

use super::refusal::Refusal;

#[derive(Serialize)]
struct Page {
    form: FormView,
    number: MigrationId,
    href: String,
    domu: String,
    source: String,
    recipient_count: usize,
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let page = page(&who, id(&number)?, FormView::default()).await?;
    who.render("migrations/cancel", "nav-moves", &page)
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let reason = form.required_lines("reason", 2000, &mut errors);
    if errors.is_empty() {
        let conn = &mut *who.conn().await?;
        let cancelled =
            migrations::cancel(conn, &who.app.letterhead, &who.actor(), number, &reason, who.now).await;
        match cancelled {
            Ok(()) => return Ok(who.redirect(&paths::migration(number))),
            Err(error) => errors = error.beside()?,
        }
    }
    let page = page(&who, number, form.view(&errors, &who.app.words, who.locale())).await?;
    who.refuse("migrations/cancel", "nav-moves", &page)
}

async fn page(who: &CoreMember, number: MigrationId, form: FormView) -> Result<Page, Error> {
    let conn = who.conn().await?;
    let shown = queries::shown(&conn, who.member(), number).await?.ok_or(Error::NotFound)?;
    let is_known = shown.migration.announced_at.is_some();
    Ok(Page {
        form,
        number,
        href: paths::migration(number),
        domu: shown.domu,
        source: shown.source.host,
        recipient_count: if is_known { shown.people.len() } else { 0 },
    })
}
