//! Taking it back from its new place.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown};
use crate::migrations::{self, CauseCode, DataAtTarget, MigrationState, Revert};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};

use super::refusal::Refusal;
use super::words;

#[derive(Serialize)]
struct Page {
    form: FormView,
    number: MigrationId,
    href: String,
    back_href: String,
    action: String,
    domu: String,
    source: String,
    target: String,
    /// Since when it may have written there; `None` when it never came up.
    /// The one that is taken back.
    attempt_n: Option<i32>,
    up_at: Option<DateTime<Utc>>,
    data: Vec<Data>,
    causes: Vec<Choice>,
    recipient_count: usize,
}

#[derive(Serialize)]
struct Data {
    value: &'static str,
    label: String,
    hint: String,
    is_chosen: bool,
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let shown = find(&who, id(&number)?).await?;
    if !can_revert(&shown) {
        return Ok(who.redirect(&paths::migration(shown.migration.id)));
    }
    who.render("migrations/reversal", "nav-tonight", &page(&shown, "", FormView::default()))
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let data: Option<DataAtTarget> = form.one_of("data", &mut errors);
    let agreement = form.optional_lines("agreement", 2000, &mut errors);
    let cause_code: Option<CauseCode> = form.one_of("cause_code", &mut errors);
    let cause = form.required_lines("cause", 2000, &mut errors);
    let errors = match errors.or(data.zip(cause_code)) {
        Ok((data, cause_code)) => {
            let attempt = form.hidden("attempt")?;
            let input = Revert { attempt, data, agreement, cause_code, cause };
            let (conn, letterhead) = (&mut *who.conn().await?, &who.app.letterhead);
            match migrations::revert(conn, letterhead, &who.actor(), number, &input, who.now).await {
                Ok(_) => return Ok(who.redirect(&paths::operate(number))),
                Err(error) => error.beside()?,
            }
        }
        Err(errors) => errors,
    };
    let shown = find(&who, number).await?;
    let view = form.view(&errors, &who.app.words, who.locale());
    who.refuse("migrations/reversal", "nav-tonight", &page(&shown, form.text("data"), view))
}

async fn find(who: &CoreMember, number: MigrationId) -> Result<Shown, Error> {
    let conn = who.conn().await?;
    queries::shown(&conn, who.member(), number).await?.ok_or(Error::NotFound)
}

/// The verb checks it again, to the step.
fn can_revert(shown: &Shown) -> bool {
    let is_handed_over =
        shown.open_attempt().is_some_and(|_| shown.migration.live_side == migrations::LiveSide::Target);
    match shown.migration.state {
        MigrationState::Verifying => true,
        MigrationState::Running => is_handed_over && !shown.is_turning_back(),
        _ => false,
    }
}

fn page(shown: &Shown, chosen: &str, form: FormView) -> Page {
    let href = paths::migration(shown.migration.id);
    let is_running = shown.migration.state == MigrationState::Running;
    Page {
        form,
        number: shown.migration.id,
        back_href: if is_running { paths::operate(shown.migration.id) } else { href.clone() },
        href,
        action: paths::reversal(shown.migration.id),
        domu: shown.domu.clone(),
        source: shown.source.host.clone(),
        target: shown.target.host.clone(),
        attempt_n: shown.last_attempt().map(|last| last.attempt.n),
        up_at: shown.last_attempt().and_then(|last| last.attempt.up_at),
        data: DataAtTarget::ALL
            .iter()
            .map(|data| Data {
                value: data.as_str(),
                label: format!("revert-data-{data}"),
                hint: format!("revert-data-{data}-hint"),
                is_chosen: data.as_str() == chosen,
            })
            .collect(),
        causes: words::causes(),
        recipient_count: shown.people.len(),
    }
}
