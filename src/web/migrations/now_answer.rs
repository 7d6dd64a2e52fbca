//! Yes, or why not, to a member who asked to be moved now.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Duration, Utc};
use serde::Serialize;

use crate::db::ids::MigrationId;
use crate::migrations::queries::{self, Choosing};
use crate::migrations::slots::{Busy, from_now};
use crate::migrations::{self, AskNowError};
use crate::paths;
use crate::web::form::FormView;
use crate::web::number::id;
use crate::web::{CoreMember, Error, Form, FormErrors};

use super::refusal::Refusal;
use super::view::{PlaceView, WishView};

#[derive(Serialize)]
struct Page {
    form: FormView,
    number: MigrationId,
    href: String,
    domu: String,
    source: PlaceView,
    target: PlaceView,
    asked_by: String,
    asked_at: DateTime<Utc>,
    starts_at: DateTime<Utc>,
    expected_seconds: i32,
    free_until: Option<DateTime<Utc>>,
    others_move: bool,
    wishes: Vec<WishView>,
    recipient_count: usize,
}

pub async fn new(who: CoreMember, number: web::Path<String>) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    match page(&who, number, FormView::default()).await? {
        Some(page) => who.render("migrations/now_answer", "nav-moves", &page),
        None => Ok(who.redirect(&paths::migration(number))),
    }
}

pub async fn create(who: CoreMember, number: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let number = id(&number)?;
    let errors = match form.text("then") {
        "accept" => {
            let conn = &mut *who.conn().await?;
            match migrations::move_now(conn, &who.app.letterhead, &who.actor(), number, who.now).await {
                Ok(()) => return Ok(who.redirect(&paths::operate(number))),
                Err(error) => error.beside()?,
            }
        }
        "decline" => match decline(&who, number, &form).await? {
            None => return Ok(who.redirect(&paths::migration(number))),
            Some(errors) => errors,
        },
        _ => return Err(Error::Unreadable("neither yes nor no")),
    };
    let view = form.view(&errors, &who.app.words, who.locale());
    match page(&who, number, view).await? {
        Some(page) => who.refuse("migrations/now_answer", "nav-moves", &page),
        None => Err(Error::conflict(&AskNowError::NotAsked)),
    }
}

/// `None` when it is done.
async fn decline(who: &CoreMember, number: MigrationId, form: &Form) -> Result<Option<FormErrors>, Error> {
    let mut errors = FormErrors::default();
    let word = form.required_lines("word", 2000, &mut errors);
    if !errors.is_empty() {
        return Ok(Some(errors));
    }
    let conn = &mut *who.conn().await?;
    match migrations::decline_now(conn, &who.app.letterhead, &who.actor(), number, &word, who.now).await {
        Ok(()) => Ok(None),
        Err(error) => error.beside().map(Some),
    }
}

/// `None` when nobody has asked.
async fn page(who: &CoreMember, number: MigrationId, form: FormView) -> Result<Option<Page>, Error> {
    let conn = who.conn().await?;
    let (choosing, busy, others_move) = tokio::try_join!(
        queries::choosing(&conn, who.member(), number),
        queries::busy_around(&conn, number, who.now),
        queries::others_under_way(&conn, number),
    )?;
    let choosing = choosing.ok_or(Error::NotFound)?;
    let asked_at = choosing.choice.as_ref().and_then(|choice| choice.now_asked_at);
    Ok(asked_at.map(|asked_at| build(who, choosing, (&busy, others_move), asked_at, form)))
}

fn build(
    who: &CoreMember,
    choosing: Choosing,
    (busy, others_move): (&[Busy], bool),
    asked_at: DateTime<Utc>,
    form: FormView,
) -> Page {
    let wishes = WishView::all(&choosing.wishes);
    let shown = choosing.shown;
    let migration = &shown.migration;
    let needs = Duration::seconds(i64::from(migration.expected_seconds) * 3 / 2);
    let free = from_now(busy, migration.ends_at - migration.starts_at, needs, who.now);
    Page {
        form,
        number: migration.id,
        href: paths::migration(migration.id),
        source: PlaceView { name: shown.source.host, site: shown.source.site },
        target: PlaceView { name: shown.target.host, site: shown.target.site },
        asked_by: choosing.now_asked_by.unwrap_or_default(),
        asked_at,
        starts_at: migration.starts_at,
        expected_seconds: migration.expected_seconds,
        free_until: free.filter(|_| !others_move).map(|free| free.ends_at),
        others_move: others_move || free.is_none(),
        wishes,
        recipient_count: shown.people.len(),
        domu: shown.domu,
    }
}
