//! "When suits you?": the page on which the members of a move choose, ask to wait or to be moved now.

use actix_web::{HttpResponse, web};
use chrono::NaiveDate;
use serde::Deserialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Choosing};
use crate::migrations::slots::Busy;
use crate::migrations::{self, ChooseWindow, MigrationState};
use crate::paths;
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Form, FormErrors};
use crate::words::Message;

use super::refusal::Refusal;
use super::window_view::Page;

#[derive(Deserialize)]
pub struct Query {
    /// A day around which windows are shown.
    around: Option<NaiveDate>,
}

pub async fn show(
    who: CurrentMember,
    number: web::Path<String>,
    query: web::Query<Query>,
) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let (choosing, busy) = load(&who, number).await?;
    if !can_choose(&choosing) {
        return Ok(who.redirect(&paths::migration(number)));
    }
    let page = Page::new(&who, choosing, &busy, query.around, (&Form::default(), &FormErrors::default()));
    who.render("migrations/window", here(&who), &page)
}

pub async fn create(
    who: CurrentMember,
    number: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let errors = match parse(&form) {
        Ok(input) => {
            let conn = &mut *who.conn().await?;
            let letterhead = &who.app.letterhead;
            match migrations::choose_window(conn, letterhead, &who.actor(), number, input, who.now).await {
                Ok(()) => return Ok(who.redirect(&paths::migration(number))),
                Err(error) => error.beside()?,
            }
        }
        Err(errors) => errors,
    };
    refuse(&who, number, &form, &errors).await
}

fn parse(form: &Form) -> Result<ChooseWindow, FormErrors> {
    let mut errors = FormErrors::default();
    let starts_at = match form.text("slot") {
        "" => None,
        text => text.parse().map_err(|_| errors.add("slot", Message::new("choose-not-offered"))).ok(),
    };
    let boots = match form.text("boot") {
        "yes" => Some(true),
        "no" => Some(false),
        "" => {
            errors.add("boot", Message::new("form-required"));
            None
        }
        _ => {
            errors.add("boot", Message::new("form-not-one-of"));
            None
        }
    };
    // A page that says nothing of what it saw saw something else.
    let seen_revision = form.text("revision").parse().unwrap_or(-1);
    errors.or(boots.map(|boots| ChooseWindow { starts_at, boots, seen_revision }))
}

/// The page again, with windows as they are now, and what is wrong.
pub(super) async fn refuse(
    who: &CurrentMember,
    number: MigrationId,
    form: &Form,
    errors: &FormErrors,
) -> Result<HttpResponse, Error> {
    let (choosing, busy) = load(who, number).await?;
    if !can_choose(&choosing) {
        return Err(Error::Conflict(Message::new("migration-conflict").with("state", "")));
    }
    let page = Page::new(who, choosing, &busy, None, (form, errors));
    who.refuse("migrations/window", here(who), &page)
}

async fn load(who: &CurrentMember, number: MigrationId) -> Result<(Choosing, Vec<Busy>), Error> {
    let conn = who.conn().await?;
    let (choosing, busy) = tokio::try_join!(
        queries::choosing(&conn, who.member(), number),
        queries::busy_around(&conn, number, who.now),
    )?;
    Ok((choosing.ok_or(Error::NotFound)?, busy))
}

fn can_choose(choosing: &Choosing) -> bool {
    matches!(choosing.shown.migration.state, MigrationState::Announced | MigrationState::Booked)
}

pub(super) fn here(who: &CurrentMember) -> &'static str {
    if who.member().role.is_core() { "nav-moves" } else { "nav-my-domus" }
}
