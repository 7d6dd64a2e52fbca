//! "Everything works": the member or the core team closes a move.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::{self, ConfirmError, WithReports, queries};
use crate::paths;
use crate::web::number::id;
use crate::web::{CurrentMember, Error, Form};
use crate::words::Sentence;

use super::refusal::Refusal;
use super::window::here;

#[derive(Serialize)]
struct Page {
    number: MigrationId,
    href: String,
    action: String,
    domu: String,
    /// What is open, and what closing it all the same would mean.
    report_open: String,
}

pub async fn create(
    who: CurrentMember,
    number: web::Path<String>,
    form: Form,
) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let conn = &mut *who.conn().await?;
    let what = (number, with_reports(&form));
    match migrations::confirm_with(conn, &who.app.letterhead, &who.actor(), what, who.now).await {
        Ok(()) => Ok(who.redirect(&paths::migration(number))),
        Err(error @ ConfirmError::ReportOpen { .. }) => {
            let shown = queries::shown(conn, who.member(), number).await?.ok_or(Error::NotFound)?;
            let page = Page {
                number,
                href: paths::migration(number),
                action: paths::confirmation(number),
                domu: shown.domu,
                report_open: who.say(&error.sentence()),
            };
            who.render_as(StatusCode::CONFLICT, "migrations/confirm", here(&who), &page)
        }
        Err(error) => Err(error.alone()),
    }
}

/// Whether the button was the one beside the words that tell of the report.
pub(super) fn with_reports(form: &Form) -> WithReports {
    if form.has("all_the_same") { WithReports::CloseAllTheSame } else { WithReports::StayOpen }
}
