//! "Nobody can say where it runs."

use actix_web::{HttpResponse, web};
use chrono::Duration;
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown};
use crate::migrations::{self, CauseCode, LoseTrack};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};
use crate::words::Message;

use super::refusal::Refusal;
use super::words;

/// Within how many minutes its members may be promised to hear again.
const WITHIN: [i64; 4] = [30, 60, 120, 240];

#[derive(Serialize)]
struct Page {
    form: FormView,
    href: String,
    action: String,
    domu: String,
    source: String,
    target: String,
    attempt_n: i32,
    causes: Vec<Choice>,
    within: Vec<Choice>,
    recipient_count: usize,
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let shown = find(&who, id(&number)?).await?;
    let filled = Form::filled([("within", "60")]);
    let form = filled.view(&FormErrors::default(), &who.app.words, who.locale());
    let Some(page) = page(&who, &shown, form) else {
        return Ok(who.redirect(&paths::operate(shown.migration.id)));
    };
    who.render("migrations/lost_track", "nav-tonight", &page)
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let cause_code: Option<CauseCode> = form.one_of("cause_code", &mut errors);
    let cause = form.required_lines("cause", 2000, &mut errors);
    let within = within(&form, &mut errors);
    let errors = match errors.or(cause_code.zip(within)) {
        Ok((cause_code, next_word_within)) => {
            let attempt = form.hidden("attempt")?;
            let input = LoseTrack { attempt, cause_code, cause, next_word_within };
            let (conn, letterhead) = (&mut *who.conn().await?, &who.app.letterhead);
            match migrations::lose_track(conn, letterhead, &who.actor(), number, &input, who.now).await {
                Ok(()) => return Ok(who.redirect(&paths::attestations(number))),
                Err(error) => error.beside()?,
            }
        }
        Err(errors) => errors,
    };
    let shown = find(&who, number).await?;
    let view = form.view(&errors, &who.app.words, who.locale());
    let page = page(&who, &shown, view).ok_or(Error::NotFound)?;
    who.refuse("migrations/lost_track", "nav-tonight", &page)
}

fn within(form: &Form, errors: &mut FormErrors) -> Option<Duration> {
    let minutes = form.text("within").parse().ok().filter(|minutes| WITHIN.contains(minutes));
    if minutes.is_none() {
        let id = if form.text("within").is_empty() { "form-required" } else { "form-not-one-of" };
        errors.add("within", Message::new(id));
    }
    minutes.map(Duration::minutes)
}

async fn find(who: &CoreMember, number: MigrationId) -> Result<Shown, Error> {
    let conn = who.conn().await?;
    queries::shown(&conn, who.member(), number).await?.ok_or(Error::NotFound)
}

/// `None` when no attempt is under way.
fn page(who: &CoreMember, shown: &Shown, form: FormView) -> Option<Page> {
    Some(Page {
        form,
        href: paths::migration(shown.migration.id),
        action: paths::lost_track(shown.migration.id),
        domu: shown.domu.clone(),
        source: shown.source.host.clone(),
        target: shown.target.host.clone(),
        attempt_n: shown.open_attempt()?.attempt.n,
        causes: words::causes(),
        within: WITHIN.iter().map(|minutes| Choice::named(minutes, who.duration(minutes * 60))).collect(),
        recipient_count: shown.people.len(),
    })
}
