//! Both sides are looked at, by two persons where there are two, before anything is started.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Shown};
use crate::migrations::runbook;
use crate::migrations::{self, Attest, Chapter, Claim, MigrationState, Side};
use crate::paths;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors, Pill};
use crate::words::Message;

use super::panes::{Pane, panes};
use super::refusal::Refusal;
use super::view::{AttestationView, PlaceView};
use super::words;

#[derive(Serialize)]
struct Page {
    form: FormView,
    title: String,
    number: MigrationId,
    href: String,
    action: String,
    domu: String,
    source: PlaceView,
    target: PlaceView,
    state: Pill,
    cause_label: Option<&'static str>,
    cause: Option<String>,
    earlier_label: Option<&'static str>,
    earlier_cause: Option<String>,
    down_from: Option<DateTime<Utc>>,
    next_word_at: Option<DateTime<Utc>>,
    is_word_late: bool,
    panes: Vec<Pane>,
    attestations: Vec<AttestationView>,
    /// What may be said now.
    options: Vec<Said>,
    /// Whether what this person says next may decide, and they looked at the other side too.
    is_alone: bool,
    alone: bool,
}

/// One thing to say.
#[derive(Serialize)]
struct Said {
    value: String,
    label: String,
    host: String,
    is_chosen: bool,
}

pub async fn index(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    match page(&who, number, &Form::default(), FormErrors::default()).await? {
        Some(page) => who.render("migrations/attestations", "nav-tonight", &page),
        None => Ok(who.redirect(&paths::migration(number))),
    }
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let mut errors = FormErrors::default();
    let saw = saw(&form, &mut errors);
    let seen = form.required_lines("seen", 2000, &mut errors);
    let why = form.optional_lines("alone_because", 2000, &mut errors);
    let errors = match errors.or(saw) {
        Ok((side, claim)) => {
            let alone_because = (form.has("alone") && !why.is_empty()).then_some(why);
            let input = Attest { side, claim, seen, alone_because };
            let (conn, letterhead) = (&mut *who.conn().await?, &who.app.letterhead);
            match migrations::attest(conn, letterhead, &who.actor(), number, &input, who.now).await {
                Ok(MigrationState::Unclear) => return Ok(who.redirect(&paths::attestations(number))),
                Ok(_) => return Ok(who.redirect(&paths::migration(number))),
                Err(error) => error.beside()?,
            }
        }
        Err(errors) => errors,
    };
    let page = page(&who, number, &form, errors).await?.ok_or(Error::NotFound)?;
    who.refuse("migrations/attestations", "nav-tonight", &page)
}

/// Side and claim, as one choice.
fn saw(form: &Form, errors: &mut FormErrors) -> Option<(Side, Claim)> {
    let text = form.text("saw");
    let parsed =
        text.split_once(':').and_then(|(side, claim)| Some((side.parse().ok()?, claim.parse().ok()?)));
    if parsed.is_none() {
        let id = if text.is_empty() { "form-required" } else { "form-not-one-of" };
        errors.add("saw", Message::new(id));
    }
    parsed
}

/// `None` when it is known where the domU runs.
async fn page(
    who: &CoreMember,
    number: MigrationId,
    form: &Form,
    errors: FormErrors,
) -> Result<Option<Page>, Error> {
    let conn = who.conn().await?;
    let (shown, texts) =
        tokio::try_join!(queries::shown(&conn, who.member(), number), runbook::texts(&conn))?;
    let shown = shown.ok_or(Error::NotFound)?;
    if shown.migration.state != MigrationState::Unclear {
        return Ok(None);
    }
    let last = shown.last_attempt().map(|last| &last.attempt);
    let next_word_at = last.and_then(|last| last.next_word_at);
    Ok(Some(Page {
        form: form.view(&errors, &who.app.words, who.locale()),
        title: format!("{} · {number}", shown.domu),
        number,
        href: paths::migration(number),
        action: paths::attestations(number),
        domu: shown.domu.clone(),
        source: PlaceView { name: shown.source.host.clone(), site: shown.source.site.clone() },
        target: PlaceView { name: shown.target.host.clone(), site: shown.target.site.clone() },
        state: words::state_pill(shown.migration.state, false),
        cause_label: last.and_then(|last| last.cause_code).map(|code| code.label()),
        cause: last.and_then(|last| last.cause.clone()),
        earlier_label: last.and_then(|last| last.earlier_cause_code).map(|code| code.label()),
        earlier_cause: last.and_then(|last| last.earlier_cause.clone()),
        down_from: last.and_then(|last| last.down_from),
        next_word_at,
        is_word_late: last.is_some_and(|last| last.is_word_late(who.now)),
        panes: panes(&texts, Chapter::Look, &shown),
        attestations: shown
            .seen_now()
            .into_iter()
            .rev()
            .map(|(row, by)| AttestationView::of(row, by, &shown))
            .collect(),
        options: options(&shown, form.text("saw")),
        is_alone: shown.seen_now().iter().any(|(row, _)| row.member_id == who.member().id),
        alone: form.has("alone"),
    }))
}

/// What is of use now: it fits what was said so far.
fn options(shown: &Shown, chosen: &str) -> Vec<Said> {
    let claims = shown.claims();
    let all = Claim::ALL.iter().flat_map(|claim| Side::ALL.iter().map(move |side| (*side, *claim)));
    all.filter(|(side, claim)| claims.meaning(*side, *claim).is_ok())
        .filter(|(side, claim)| !(*claim == Claim::DownAndFenced && claims.is_fenced(*side)))
        .map(|(side, claim)| {
            let value = format!("{side}:{claim}");
            let place = if side == Side::Source { &shown.source } else { &shown.target };
            Said {
                is_chosen: value == chosen,
                value,
                label: format!("attest-{claim}"),
                host: place.host.clone(),
            }
        })
        .collect()
}
