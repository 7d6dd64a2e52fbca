//! The page behind the link in an invitation.

use actix_web::{HttpResponse, web};
use serde::Serialize;

use crate::db::token::Token;
use crate::members::Member;
use crate::members::accept::{self, AcceptError, Acceptance};
use crate::paths;
use crate::web::choice::Choice;
use crate::web::token_page::gone;
use crate::web::zones;
use crate::web::{Error, Form, FormErrors, FormView, Visitor, new_password};

#[derive(Serialize)]
struct Page<'a> {
    form: FormView,
    action: String,
    email: &'a str,
    locales: Vec<Choice>,
    zones: Vec<Choice>,
}

pub async fn show(visitor: Visitor, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let conn = &mut *visitor.conn().await?;
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let Some(member) = accept::invited_by_token(conn, &token, visitor.now).await? else {
        return no_longer(&visitor);
    };
    accept::mark_opened(conn, &token, visitor.now).await?;
    let form = Form::filled([
        ("name", member.name.as_str()),
        ("locale", visitor.locale().as_str()),
        ("time_zone", member.time_zone.as_str()),
    ]);
    let form = form.view(&FormErrors::default(), &visitor.app.words, visitor.locale());
    visitor.render("invitations/show", "", &page(form, &token, &member))
}

pub async fn create(visitor: Visitor, token: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let Some((member, chosen)) = parse(&visitor, &token, &form).await? else { return no_longer(&visitor) };
    let chosen = match chosen {
        Ok(chosen) => chosen,
        Err(errors) => {
            let form = form.view(&errors, &visitor.app.words, visitor.locale());
            return visitor.refuse("invitations/show", "", &page(form, &token, &member));
        }
    };
    match accept::accept(&visitor.app.pool, &visitor.app.hasher, &token, chosen, visitor.now).await {
        Ok(_) => Ok(visitor.redirect(&format!("{}?done=joined", paths::SIGN_IN))),
        Err(AcceptError::Gone) => no_longer(&visitor),
        Err(AcceptError::Busy(error)) => Err(error.into()),
        Err(AcceptError::NoConnection(error)) => Err(error.into()),
        Err(AcceptError::Database(error)) => Err(error.into()),
    }
}

type Parsed = (Member, Result<Acceptance, FormErrors>);

/// The connection is back in the pool before the password is hashed.
async fn parse(visitor: &Visitor, token: &Token, form: &Form) -> Result<Option<Parsed>, Error> {
    let conn = &*visitor.conn().await?;
    let Some(member) = accept::invited_by_token(conn, token, visitor.now).await? else { return Ok(None) };
    let mut errors = FormErrors::default();
    let name = form.required("name", 100, &mut errors);
    let locale = form.one_of("locale", &mut errors);
    let zone = form.one_of("time_zone", &mut errors);
    let password = new_password::parse(conn, &visitor.app, &member, form, &mut errors).await?;
    let chosen = match (locale, zone, password) {
        (Some(locale), Some(zone), Some(password)) => Some(Acceptance { name, locale, zone, password }),
        _ => None,
    };
    Ok(Some((member, errors.or(chosen))))
}

fn page<'a>(form: FormView, token: &Token, member: &'a Member) -> Page<'a> {
    Page {
        form,
        action: paths::invitation(token.as_str()),
        email: &member.email,
        locales: zones::locales(),
        zones: zones::zones(),
    }
}

fn no_longer(visitor: &Visitor) -> Result<HttpResponse, Error> {
    gone(visitor, "invitation-gone-title", "invitation-gone-text")
}
