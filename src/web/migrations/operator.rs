//! "I'll run it".

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::{MemberId, MigrationId};
use crate::migrations::{self, RunBy, TakeError};
use crate::paths;
use crate::web::number::id;
use crate::web::see_other::own_path;
use crate::web::{CoreMember, Error, Form};

use super::refusal::Refusal;

/// What a form says of a move that nobody runs.
pub(in crate::web) const NOBODY: &str = "nobody";

/// What a form says of who runs it, for `from`.
pub(in crate::web) fn run_by(operator: Option<MemberId>) -> String {
    operator.map_or_else(|| NOBODY.to_owned(), |operator| operator.to_string())
}

/// Somebody else runs it by now, which may be taken from them on purpose.
#[derive(Serialize)]
struct Page {
    number: MigrationId,
    href: String,
    action: String,
    operator: String,
    since: Option<DateTime<Utc>>,
    from: String,
    back: String,
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let conn = &mut *who.conn().await?;
    let what = (seen(&form)?, who.member().id);
    let back = own_path(form.text("back"), &paths::migration(number)).to_owned();
    match migrations::take_from(conn, &who.actor(), number, what, who.now).await {
        Ok(()) => Ok(who.redirect(&back)),
        Err(TakeError::RunBy { by: Some((other, operator)), since }) => {
            let page = Page {
                number,
                href: paths::migration(number),
                action: paths::operator(number),
                operator,
                since,
                from: other.to_string(),
                back,
            };
            who.render_as(StatusCode::CONFLICT, "migrations/take_over", "nav-moves", &page)
        }
        Err(error @ TakeError::RunBy { .. }) => Err(Error::conflict(&error)),
        Err(error) => Err(error.alone()),
    }
}

/// Who ran it on the page from which it is taken.
fn seen(form: &Form) -> Result<RunBy, Error> {
    match form.text("from") {
        "" => Ok(RunBy::Anybody),
        NOBODY => Ok(RunBy::Seen(None)),
        _ => Ok(RunBy::Seen(form.hidden("from")?)),
    }
}
