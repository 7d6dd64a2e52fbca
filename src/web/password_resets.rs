//! A new password by mail: asking for the link, and the page behind it.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};

use crate::db::token::Token;
use crate::members::password_reset::{self, RequestError, ResetError};
use crate::members::{EmailAddress, Password};
use crate::paths;
use crate::web::email_address::email_address;
use crate::web::token_page::gone;
use crate::web::{Error, Form, FormErrors, FormView, Visitor, new_password};

#[derive(Deserialize)]
pub struct Query {
    #[serde(default)]
    done: String,
}

#[derive(Serialize)]
struct Asking {
    form: FormView,
    is_sent: bool,
}

pub async fn new(visitor: Visitor, query: web::Query<Query>) -> Result<HttpResponse, Error> {
    let page = Asking { form: FormView::default(), is_sent: query.done == "sent" };
    visitor.render("password_resets/new", "", &page)
}

/// The same answer whoever asks for whomever.
pub async fn create(visitor: Visitor, form: Form) -> Result<HttpResponse, Error> {
    let mut errors = FormErrors::default();
    let Some(email) = email_address(&form, "email", &mut errors) else {
        let form = form.view(&errors, &visitor.app.words, visitor.locale());
        return visitor.refuse("password_resets/new", "", &Asking { form, is_sent: false });
    };
    match password_reset::request(&visitor.app.pool, visitor.address, visitor.now).await {
        Ok(()) => {
            answer_beside(&visitor, email);
            Ok(visitor.redirect(&format!("{}?done=sent", paths::PASSWORD_RESET)))
        }
        Err(RequestError::TooOften { wait }) => {
            Err(Error::TooOften { retry_after_seconds: wait.num_seconds().max(1).unsigned_abs() })
        }
        Err(RequestError::NoConnection(error)) => Err(error.into()),
        Err(RequestError::Database(error)) => Err(error.into()),
    }
}

/// Owes the mail while the page is already on its way.
fn answer_beside(visitor: &Visitor, email: EmailAddress) {
    let (app, now) = (visitor.app.clone(), visitor.now);
    actix_web::rt::spawn(async move {
        if let Err(error) = password_reset::answer(&app.pool, &app.letterhead, &email, now).await {
            tracing::error!("a password reset was asked for and could not be mailed: {error}");
        }
    });
}

#[derive(Serialize)]
struct Choosing {
    form: FormView,
    action: String,
}

pub async fn edit(visitor: Visitor, token: web::Path<String>) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    match password_reset::member_by_token(&*visitor.conn().await?, &token, visitor.now).await? {
        Some(_) => {
            let page = Choosing { form: FormView::default(), action: paths::password_reset(token.as_str()) };
            visitor.render("password_resets/edit", "", &page)
        }
        None => no_longer(&visitor),
    }
}

pub async fn update(visitor: Visitor, token: web::Path<String>, form: Form) -> Result<HttpResponse, Error> {
    let Some(token) = Token::from_input(&token) else { return no_longer(&visitor) };
    let password = match parse(&visitor, &token, &form).await? {
        None => return no_longer(&visitor),
        Some(Ok(password)) => password,
        Some(Err(errors)) => {
            let form = form.view(&errors, &visitor.app.words, visitor.locale());
            let page = Choosing { form, action: paths::password_reset(token.as_str()) };
            return visitor.refuse("password_resets/edit", "", &page);
        }
    };
    let app = &visitor.app;
    match password_reset::reset(&app.pool, &app.hasher, &app.letterhead, &token, password, visitor.now).await
    {
        Ok(()) => Ok(visitor.redirect(&format!("{}?done=reset", paths::SIGN_IN))),
        Err(ResetError::Gone) => no_longer(&visitor),
        Err(ResetError::Busy(error)) => Err(error.into()),
        Err(ResetError::NoConnection(error)) => Err(error.into()),
        Err(ResetError::Database(error)) => Err(error.into()),
    }
}

/// The connection is back in the pool before the password is hashed.
async fn parse(
    visitor: &Visitor,
    token: &Token,
    form: &Form,
) -> Result<Option<Result<Password, FormErrors>>, Error> {
    let conn = &*visitor.conn().await?;
    let Some(member) = password_reset::member_by_token(conn, token, visitor.now).await? else {
        return Ok(None);
    };
    let mut errors = FormErrors::default();
    let password = new_password::parse(conn, &visitor.app, &member, form, &mut errors).await?;
    Ok(Some(errors.or(password)))
}

fn no_longer(visitor: &Visitor) -> Result<HttpResponse, Error> {
    gone(visitor, "reset-gone-title", "reset-gone-text")
}
