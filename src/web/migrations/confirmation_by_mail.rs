//! The link in the mail: "everything works" in one click, without signing in.

use actix_web::{HttpResponse, web};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::db::token::Token;
use crate::migrations::link::{self, Linked};
use crate::migrations::{ConfirmError, MigrationState, Refused};
use crate::paths;
use crate::web::token_page::gone;
use crate::web::{Error, Form, Visitor};

#[derive(Serialize)]
struct Page {
    action: String,
    domu: String,
    target: String,
    /// Whether the question is still open.
    is_asked: bool,
    is_closed: bool,
    grace_until: Option<DateTime<Utc>>,
    report_href: String,
    migration_href: String,
}

pub async fn show(visitor: Visitor, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let conn = &*visitor.conn().await?;
    match link::find(conn, &token).await? {
        Some(linked) => visitor.render("migrations/by_mail", "", &page(&token, linked)),
        None => no_longer(&visitor),
    }
}

pub async fn create(visitor: Visitor, token: web::Path<String>, _: Form) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let conn = &mut *visitor.conn().await?;
    match link::confirm_by(conn, &visitor.app.letterhead, &token, visitor.now).await {
        // Somebody said so before, or the clock did: the page behind the link tells it.
        Ok(()) | Err(ConfirmError::Refused(Refused::Conflict(_))) => {
            Ok(visitor.redirect(&paths::confirmation_by_mail(token.as_str())))
        }
        Err(ConfirmError::Refused(_)) => no_longer(&visitor),
        Err(ConfirmError::Database(error)) => Err(error.into()),
    }
}

fn page(token: &Token, linked: Linked) -> Page {
    let Linked { migration, domu, target, .. } = linked;
    Page {
        action: paths::confirmation_by_mail(token.as_str()),
        report_href: paths::new_issue(Some(&domu), Some(migration.id)),
        migration_href: paths::migration(migration.id),
        domu,
        target,
        is_asked: migration.state == MigrationState::Verifying,
        is_closed: migration.state == MigrationState::Closed,
        grace_until: migration.grace_until,
    }
}

fn no_longer(visitor: &Visitor) -> Result<HttpResponse, Error> {
    gone(visitor, "by-mail-gone-title", "by-mail-gone-text")
}
