//! Cancelling a move.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown};
use crate::migrations::{self, Event, state};
use crate::paths;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};

use super::refusal::{Refusal, too_late_for};

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
    let shown = find(&who, id(&number)?).await?;
    if state::after(shown.migration.state, Event::Cancel).is_err() {
        return Err(too_late_for(&shown));
    }
    let page = page(shown, FormView::default());
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
    let page = page(find(&who, number).await?, form.view(&errors, &who.app.words, who.locale()));
    who.refuse("migrations/cancel", "nav-moves", &page)
}

async fn find(who: &CoreMember, number: MigrationId) -> Result<Shown, Error> {
    let conn = who.conn().await?;
    queries::shown(&conn, who.member(), number).await?.ok_or(Error::NotFound)
}

fn page(shown: Shown, form: FormView) -> Page {
    let (number, is_known) = (shown.migration.id, shown.migration.announced_at.is_some());
    Page {
        form,
        number,
        href: paths::migration(number),
        domu: shown.domu,
        source: shown.source.host,
        recipient_count: if is_known { shown.people.len() } else { 0 },
    }
}
