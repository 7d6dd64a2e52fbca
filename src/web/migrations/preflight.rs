//! The preflight of a move: what is red, the commands for both hosts, what they said, and the reason
//! for starting all the same.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::db::ids::{HostId, MigrationId};
use crate::migrations::Side;
use crate::migrations::preflight::{self, Item, PreflightError};
use crate::migrations::queries;
use crate::paths;
use crate::web::fleet_form::size;
use crate::web::form::FormView;
use crate::web::migrations::preflight_view;
use crate::web::migrations::refusal::too_late_for;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Sentence;

pub async fn show(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    draw(&who, StatusCode::OK, id(&number)?, FormView::default()).await
}

/// Opens a new one, for frames of the size in `mtu`.
pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let mtu: Option<i32> = form.one_of("mtu", &mut errors);
    let errors = match errors.or(mtu) {
        Ok(mtu) => {
            let pair = open_pair(&who, number).await?;
            let conn = &mut *who.conn().await?;
            match preflight::begin(conn, &who.actor(), pair, mtu, who.now).await {
                Ok(()) => return Ok(who.redirect(&paths::preflight(number))),
                Err(error) => beside(error, "mtu")?,
            }
        }
        Err(errors) => errors,
    };
    refuse(&who, number, &form, &errors).await
}

/// Judges what was pasted.
pub async fn paste(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let side: Option<Side> = form.one_of_if_any("side", &mut errors);
    if !errors.is_empty() {
        return refuse(&who, number, &form, &errors).await;
    }
    let pair = open_pair(&who, number).await?;
    let conn = &mut *who.conn().await?;
    match preflight::paste(conn, &who.actor(), pair, side, form.raw("pasted"), who.now).await {
        Ok(()) => Ok(who.redirect(&format!("{}#judged", paths::preflight(number)))),
        Err(error) => {
            let errors = beside(error, "pasted")?;
            refuse(&who, number, &form, &errors).await
        }
    }
}

/// Ticks an item: good, or red with a word about it.
pub async fn tick(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let item: Option<Item> = form.one_of("item", &mut errors);
    let note = form.optional("note", 500, &mut errors);
    let errors = match errors.or(item) {
        Ok(item) => {
            let pair = open_pair(&who, number).await?;
            let conn = &mut *who.conn().await?;
            let said = (item, !form.has("red"));
            match preflight::tick(conn, &who.actor(), pair, said, &note, who.now).await {
                Ok(()) => return Ok(who.redirect(&format!("{}#item", paths::preflight(number)))),
                Err(error) => beside(error, "note")?,
            }
        }
        Err(errors) => errors,
    };
    refuse(&who, number, &form, &errors).await
}

/// Notes a trial copy.
pub async fn trial(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let bytes = size(&form, "bytes", &mut errors);
    let seconds: Option<i32> = form.one_of("seconds", &mut errors);
    let errors = match errors.or(bytes.zip(seconds)) {
        Ok((bytes, seconds)) => {
            let pair = open_pair(&who, number).await?;
            let conn = &mut *who.conn().await?;
            match preflight::trial(conn, &who.actor(), pair, (bytes.0, seconds), who.now).await {
                Ok(()) => return Ok(who.redirect(&format!("{}#trial", paths::preflight(number)))),
                Err(error) => beside(error, "seconds")?,
            }
        }
        Err(errors) => errors,
    };
    refuse(&who, number, &form, &errors).await
}

/// The page again, for a form on it or a start that was refused.
pub async fn refuse(
    who: &CoreMember,
    number: MigrationId,
    form: &Form,
    errors: &FormErrors,
) -> Result<HttpResponse, Error> {
    let view = form.view(errors, &who.app.words, who.locale());
    draw(who, StatusCode::UNPROCESSABLE_ENTITY, number, view).await
}

fn beside(error: PreflightError, field: &'static str) -> Result<FormErrors, Error> {
    match error {
        PreflightError::NotFound => Err(Error::NotFound),
        PreflightError::Database(error) => Err(error.into()),
        other => Ok(FormErrors::of(field, other.sentence())),
    }
}

async fn pair(who: &CoreMember, number: MigrationId) -> Result<(HostId, HostId), Error> {
    let conn = who.conn().await?;
    queries::hosts_of(&conn, number).await?.ok_or(Error::NotFound)
}

/// For what is written down: there is nothing to check any more once the move has ended.
async fn open_pair(who: &CoreMember, number: MigrationId) -> Result<(HostId, HostId), Error> {
    let conn = who.conn().await?;
    let shown = queries::shown(&conn, who.member(), number).await?.ok_or(Error::NotFound)?;
    if shown.migration.state.is_terminal() {
        return Err(too_late_for(&shown));
    }
    Ok((shown.migration.source_host_id, shown.migration.target_host_id))
}

async fn draw(
    who: &CoreMember,
    status: StatusCode,
    number: MigrationId,
    form: FormView,
) -> Result<HttpResponse, Error> {
    let (source, target) = pair(who, number).await?;
    let conn = who.conn().await?;
    let (shown, found) = tokio::try_join!(
        queries::shown(&conn, who.member(), number),
        preflight::found(&conn, source, target),
    )?;
    let (Some(shown), Some(found)) = (shown, found) else { return Err(Error::NotFound) };
    let estimate = queries::estimate_for(&conn, shown.migration.domu_id, source, target).await?;
    let page = preflight_view::page(who, &shown, &found, &estimate, form);
    who.render_as(status, "migrations/preflight", "nav-tonight", &page)
}
