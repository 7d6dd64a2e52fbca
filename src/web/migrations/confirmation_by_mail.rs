//! The link in the mail: "everything works" in one click, without signing in.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::token::Token;
use crate::members::Actor;
use crate::migrations::link::{self, Linked};
use crate::migrations::{ConfirmError, MigrationState, Refused};
use crate::paths;
use crate::web::token_page::gone;
use crate::web::{Error, Form, Visitor};
use crate::words::Sentence;

use super::confirmation::with_reports;

#[derive(Serialize)]
struct Page {
    action: String,
    domu: String,
    target: String,
    /// Whether the question is still open.
    is_asked: bool,
    is_closed: bool,
    /// What is open about it, and what closing it all the same would mean.
    report_open: Option<String>,
    grace_until: Option<DateTime<Utc>>,
    report_href: String,
    migration_href: String,
}

pub async fn show(visitor: Visitor, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let conn = &*visitor.conn().await?;
    match link::find(conn, &token).await? {
        Some(linked) => visitor.render("migrations/by_mail", "", &page(&visitor, &token, linked)),
        None => no_longer(&visitor),
    }
}

pub async fn create(visitor: Visitor, token: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let conn = &mut *visitor.conn().await?;
    let (letterhead, with_reports) = (&visitor.app.letterhead, with_reports(&form));
    match link::confirm_by_with(conn, letterhead, &token, with_reports, visitor.now).await {
        // Somebody said so before, or the clock did: the page behind the link tells it.
        Ok(()) | Err(ConfirmError::Refused(Refused::Conflict(_) | Refused::Changed(_))) => {
            Ok(visitor.redirect(&paths::confirmation_by_mail(token.as_str())))
        }
        Err(ConfirmError::ReportOpen { .. }) => match link::find(conn, &token).await? {
            Some(linked) => {
                let page = page(&visitor, &token, linked);
                visitor.render_as(StatusCode::CONFLICT, "migrations/by_mail", "", &page)
            }
            None => no_longer(&visitor),
        },
        Err(ConfirmError::Refused(_)) => no_longer(&visitor),
        Err(ConfirmError::Database(error)) => Err(error.into()),
    }
}

fn page(visitor: &Visitor, token: &Token, linked: Linked) -> Page {
    let Linked { migration, domu, target, member, open_reports } = linked;
    let report_open = ConfirmError::of_open(&open_reports, &Actor::of(&member));
    Page {
        action: paths::confirmation_by_mail(token.as_str()),
        report_href: paths::new_issue(Some(&domu), Some(migration.id)),
        migration_href: paths::migration(migration.id),
        domu,
        target,
        is_asked: migration.state == MigrationState::Verifying,
        is_closed: migration.state == MigrationState::Closed,
        grace_until: migration.grace_until,
        report_open: report_open.map(|error| visitor.say(&error.sentence())),
    }
}

fn no_longer(visitor: &Visitor) -> Result<HttpResponse, Error> {
    gone(visitor, "by-mail-gone-title", "by-mail-gone-text")
}
